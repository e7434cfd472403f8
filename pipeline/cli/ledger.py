"""`zuofeng ledger update`: new problems into the ledger that people keep."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.cli.terminal import say

_EXAMPLE = """示例：
  zuofeng summarize 五月纪要/ --out 五月.xlsx
  zuofeng ledger update 整改台账.xlsx 五月.xlsx"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "ledger", help="更新整改台账：加入新问题，标出已销号、临期、逾期", description="维护整改台账。"
    )
    actions = parser.add_subparsers(
        dest="action", metavar="动作", title="动作", required=True, parser_class=type(parser)
    )
    update = actions.add_parser(
        "update",
        help="加入新问题，标出状态",
        description="人工填写的内容不改，不删行；图片、图表、批注、公式、宏等原样保留，末尾的合计和签字行下移。先留一份备份，再写回原文件。",
        epilog=_EXAMPLE,
    )
    update.add_argument(
        "ledger", metavar="台账.xlsx", help="summarize 写的 xlsx，或在它上面续用的台账（xlsx、xlsm）；先在 Excel 中关闭"
    )
    update.add_argument(
        "found", metavar="新汇总.xlsx", nargs="*", help="新的问题汇总（summarize 写的 xlsx）；不给则只更新状态"
    )
    update.add_argument("--today", default="", metavar="日期", help="按哪一天算逾期，如 2026-05-31（默认今天）")
    update.add_argument("--quiet", action="store_true", help="不显示小结")
    update.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Update the ledger and say what changed; returns the exit status."""
    from datetime import date

    from pipeline.errors import UnreadableError, UsageError
    from pipeline.ledger.update import update_ledger

    try:
        today = date.fromisoformat(options.today) if options.today else date.today()
    except ValueError:
        raise UsageError(f"--today 应形如 2026-05-31，得到“{options.today}”") from None
    try:
        updated = update_ledger(Path(options.ledger), [Path(name) for name in options.found], today)
    except UnreadableError as error:
        say(f"台账没有改动：{error}")
        return 1
    say(updated.told(), quiet=options.quiet)
    say(f"原台账已备份为 {updated.backup}", quiet=options.quiet)
    return 0
