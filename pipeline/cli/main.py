"""Entry point: one parser, one module a command, heavy libraries only once a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from pipeline.cli.chinese import ChineseParser
from pipeline.errors import ZuofengError
from pipeline.version import __version__

COMMANDS: Final = (
    "analyze", "batch", "check", "doubt", "evaluate", "explain", "ledger", "mask", "report", "summarize", "train",
)  # fmt: skip
_ABOUT: Final = "从讲话、通报、纪要、检查材料和信访件中找出作风问题，归入五类，抽取单位与数量，输出表格。离线运行。"


def build_parser() -> ChineseParser:
    """Parser of the command line with all commands."""
    parser = ChineseParser(prog="zuofeng", description=_ABOUT)
    parser.add_argument("--version", action="version", version=f"zuofeng {__version__}", help="显示版本号")
    commands = parser.add_subparsers(
        dest="command", metavar="命令", title="命令", required=True, parser_class=ChineseParser
    )
    for name in COMMANDS:
        import_module(f"pipeline.cli.{name}").add_parser(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status: 0 all done, 1 some input failed, 2 wrong use."""
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ZuofengError as error:
        print(f"错误：{error}", file=sys.stderr)  # noqa: T201 — the terminal layer
        return 2
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def run() -> None:
    """Console script."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
