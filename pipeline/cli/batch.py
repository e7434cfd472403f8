"""`zuofeng batch`: a table of petitions in, one result row a petition out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.cli.options import add_common
from pipeline.cli.terminal import progress, say, show_failures

_EXAMPLE = """示例：
  zuofeng batch 留言.xlsx --out 结果.xlsx
  zuofeng batch 工单.csv --out 结果.csv --text-column 工单内容"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "batch",
        help="给信访件表格逐行归类",
        description="一行一件，逐行归类；原有各列不动，结果列加在后面。",
        epilog=_EXAMPLE,
    )
    parser.add_argument(
        "table", metavar="表格", nargs="+", help="csv、xlsx、xls、jsonl 或 parquet；可为多个文件、文件夹或通配符"
    )
    parser.add_argument(
        "--out", required=True, metavar="文件", help="输出文件，格式随后缀；- 为把 JSON Lines 写到标准输出"
    )
    parser.add_argument("--text-column", default="", metavar="列名", help="正文列（默认按常用名查找）")
    parser.add_argument("--title-column", default="", metavar="列名", help="标题列（默认按常用名查找）")
    parser.add_argument("--id-column", default="", metavar="列名", help="编号列（默认按常用名查找）")
    parser.add_argument("--mask", action="store_true", help="先脱敏再归类：结果里的姓名、证件号、电话、住址换成占位符")
    parser.add_argument(
        "--repeats", action="store_true", help="加两列：说同一件事的信同一重复组号，并分同人重复与多人联名"
    )
    parser.add_argument(
        "--for-unit", default="", metavar="单位", help="结果要交给哪个单位：反映该单位的信访件未脱敏时不予导出"
    )
    parser.add_argument("--resume", action="store_true", help="接着上次没做完的运行")
    parser.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="在本机运行（local，默认），或用 Dask 集群（dask）"
    )
    parser.add_argument("--scheduler", default="", metavar="地址", help="Dask 调度器地址，如 tcp://10.0.0.1:8786")
    add_common(parser)
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check the options, classify chunk by chunk, write; returns the exit status."""
    import sys

    from pipeline.batch.chunks import engine_for
    from pipeline.batch.letters import Settings, prepare
    from pipeline.batch.repeated import COLUMNS as REPEATS
    from pipeline.batch.repeated import repeats_of
    from pipeline.batch.run import run_to_file, run_to_stream
    from pipeline.batch.source import open_source
    from pipeline.errors import UnreadableError
    from pipeline.parallel import Engine
    from pipeline.readers.letter_table import Wanted
    from pipeline.tables.write import write_json_rows

    target, form = _target(options)
    engine = Engine(options.jobs, _scheduler(options))
    settings = Settings(options.model or "", options.tokenizer, options.mask)
    try:
        source = open_source(
            options.table,
            Wanted(text=options.text_column, title=options.title_column, id=options.id_column),
            mask=options.mask,
        )
    except UnreadableError as error:
        say(f"{'、'.join(options.table)} 读不了：{error}")
        return 1
    engine = engine_for(source, engine)
    prepare(settings, engine)
    repeated = repeats_of(source) if options.repeats else None
    with progress("归类", source.count, quiet=options.quiet) as advance:
        if target is None:
            columns = source.columns(REPEATS if repeated else ())
            tally = run_to_stream(
                source,
                settings,
                engine,
                lambda rows: write_json_rows(sys.stdout, rows, columns),
                advance,
                repeated=repeated,
            )
        else:
            tally = run_to_file(
                source,
                target,
                form,
                settings,
                engine,
                repeated=repeated,
                for_unit=options.for_unit,
                resume=options.resume,
                force=options.force,
                on_rows=advance,
            )
    say(
        f"共 {tally.letters} 件，{tally.with_category} 件有作风问题，{len(tally.rejects)} 件未读成。",
        quiet=options.quiet,
    )
    if repeated:
        say(repeated.told(), quiet=options.quiet)
    if tally.rejects:
        show_failures([(row["source"], row["reason"], row["remedy"]) for row in tally.rejects])
    return 1 if tally.rejects else 0


def _target(options: argparse.Namespace) -> tuple[Path | None, str]:
    """The output file (None: stdout) and its format, checked."""
    from pipeline.errors import UsageError
    from pipeline.tables.write import FORMATS, refuse_existing

    if options.out == "-":
        if options.resume:
            raise UsageError("写到标准输出时不能 --resume")
        if options.for_unit:
            raise UsageError("写到标准输出时不能 --for-unit：写出之前要先看完全部信访件")
        return None, "jsonl"
    target = Path(options.out)
    form = target.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise UsageError(f"--out 的后缀应为 {'、'.join('.' + name for name in FORMATS)} 之一，得到“{target.name}”")
    refuse_existing([target], force=options.force)
    return target, form


def _scheduler(options: argparse.Namespace) -> str:
    from pipeline.errors import UsageError

    if options.engine == "dask" and not options.scheduler:
        raise UsageError("--engine dask 需要 --scheduler 指明调度器地址")
    if options.engine == "local" and options.scheduler:
        raise UsageError("--scheduler 只用于 --engine dask")
    return str(options.scheduler)
