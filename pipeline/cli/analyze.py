"""`zuofeng analyze`: files and folders in, eight tables out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.options import add_common
from pipeline.cli.terminal import progress, say, show_failures, show_overview

_EXAMPLE = """示例：
  zuofeng analyze 讲话.docx 通报/ --out 结果
  zuofeng analyze 留言.xlsx --out 结果 --format csv,jsonl
  type 讲话.txt | zuofeng analyze - --out -"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "analyze",
        help="分析文件和文件夹，输出问题、单位、数量等表格",
        description="读取文件和文件夹，找出作风问题并输出八张表。",
        epilog=_EXAMPLE,
    )
    parser.add_argument("paths", nargs="+", metavar="路径", help="文件或文件夹；- 为标准输入")
    parser.add_argument("--out", required=True, metavar="目录", help="输出目录；- 为把问题表以 JSON Lines 写到标准输出")
    parser.add_argument(
        "--format", default="csv,xlsx", metavar="格式", help="csv,xlsx,parquet,jsonl 中的一个或几个（默认 csv,xlsx）"
    )
    parser.add_argument(
        "--mask", action="store_true", help="先脱敏再分析：姓名、证件号、电话、住址换成占位符，起止按脱敏后的文本计"
    )
    add_common(parser)
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check the output, analyze, write, show; returns the exit status."""
    import sys

    from pipeline.tables.overview import overview
    from pipeline.tables.schema import TABLES
    from pipeline.tables.write import parse_formats, planned, refuse_existing, write_json_rows, write_tables

    formats = parse_formats(options.format)
    to_stdout = options.out == "-"
    folder = Path(options.out)
    if not to_stdout:
        refuse_existing(planned(folder, formats), force=options.force)
    tables = analyze(
        options.paths, model=options.model or "", engine=options.tokenizer, jobs=options.jobs, quiet=options.quiet,
        skip=None if to_stdout else folder, mask=options.mask,
    )  # fmt: skip
    if to_stdout:
        write_json_rows(sys.stdout, tables["problems"], TABLES["problems"])
    else:
        write_tables(folder, tables, formats)
    if not options.quiet:
        show_overview(overview(tables))
    if tables["rejects"]:
        show_failures([(row["source"], row["reason"], row["remedy"]) for row in tables["rejects"]])
    if not to_stdout:
        say(f"已写入 {folder}", quiet=options.quiet)
    return 1 if tables["rejects"] else 0


def analyze(
    paths: Sequence[str],
    *,
    model: str = "",
    engine: str = "rjieba",
    jobs: int = 1,
    quiet: bool = True,
    skip: Path | None = None,
    mask: bool = False,
) -> dict[str, list[dict[str, Any]]]:
    """Rows of the eight tables for all inputs; what cannot be read is in `rejects`. Files under `skip` are passed over."""
    from pipeline.parallel import analyze_many
    from pipeline.readers.registry import read_all
    from pipeline.records import Document, Reject
    from pipeline.report import Report
    from pipeline.tables.rows import merge, reject_row
    from pipeline.tables.schema import TABLES

    if mask:
        from pipeline.mask import mask_document
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}

    def documents() -> Iterator[Document]:
        for item in read_all(paths, skip=skip):
            if isinstance(item, Reject):
                tables["rejects"].append(reject_row(item))
            else:
                yield mask_document(item)[0] if mask else item

    with progress("分析", None, quiet=quiet) as advance:
        for rows in analyze_many(documents(), Report.rows, model=model, tokenizer=engine, jobs=jobs):
            merge(tables, rows)
            advance(1)
    return tables
