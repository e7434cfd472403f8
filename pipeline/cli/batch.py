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
    parser.add_argument("table", metavar="表格", help="csv、xlsx、xls、jsonl 或 parquet")
    parser.add_argument(
        "--out", required=True, metavar="文件", help="输出文件，格式随后缀；- 为把 JSON Lines 写到标准输出"
    )
    parser.add_argument("--text-column", default="", metavar="列名", help="正文列（默认按常用名查找）")
    parser.add_argument("--title-column", default="", metavar="列名", help="标题列（默认按常用名查找）")
    parser.add_argument("--id-column", default="", metavar="列名", help="编号列（默认按常用名查找）")
    add_common(parser)
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check the output, classify row by row, write; returns the exit status."""
    import sys

    from pipeline.batch import classify_table, read_table_of_letters, result_columns
    from pipeline.errors import UnreadableError, UsageError
    from pipeline.tables.rows import reject_row
    from pipeline.tables.schema import REJECTS
    from pipeline.tables.single import write_single
    from pipeline.tables.write import FORMATS, refuse_existing, write_csv, write_json_rows

    target, to_stdout = Path(options.out), options.out == "-"
    form = "jsonl" if to_stdout else target.suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise UsageError(f"--out 的后缀应为 {'、'.join('.' + name for name in FORMATS)} 之一，得到“{target.name}”")
    beside = target.with_name(f"{target.stem}.rejects.csv")
    if not to_stdout:
        refuse_existing([target], force=options.force)
    try:
        table = read_table_of_letters(
            Path(options.table), text=options.text_column, title=options.title_column, id=options.id_column
        )
    except UnreadableError as error:
        say(f"{options.table} 读不了：{error}")
        return 1
    rows, rejects = [], []
    with progress("归类", len(table.rows), quiet=options.quiet) as advance:
        for row, reject in classify_table(
            table, options.table, model=options.model or "", engine=options.tokenizer, jobs=options.jobs, on_row=advance
        ):
            rows.append(row)
            if reject:
                rejects.append(reject_row(reject))
    columns = result_columns(table)
    if to_stdout:
        write_json_rows(sys.stdout, rows, columns)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_single(target, form, rows, columns)
        beside.unlink(missing_ok=True)
        if rejects:
            write_csv(beside, rejects, REJECTS)
    found = sum(bool(row["primary_category" if "primary_category" in row else "结果_primary_category"]) for row in rows)
    say(f"共 {len(rows)} 件，{found} 件有作风问题，{len(rejects)} 件未读成。", quiet=options.quiet)
    if rejects:
        show_failures([(row["source"], row["reason"], row["remedy"]) for row in rejects])
    return 1 if rejects else 0
