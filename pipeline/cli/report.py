"""`zuofeng report`: the output of `batch` as a monthly report in Word, Excel or HTML."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.cli.terminal import say

_EXAMPLE = """示例：
  zuofeng report 归类.xlsx --out 月报.docx --unit 某市信访局
  zuofeng report 归类.csv --out 月报.xlsx --month 2026-05
  zuofeng report 归类.xlsx --out 月报.docx --id-column 来信人 --mask
  zuofeng report 归类.csv --out 一季度.html --since 2026-01 --until 2026-03"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "report",
        help="把 batch 的结果写成月报",
        description="按类别、表现、责任单位、月份统计，附环比、同比和每个数字背后的来信编号；不含来信内容。",
        epilog=_EXAMPLE,
    )
    parser.add_argument("table", metavar="结果表", help="zuofeng batch 的输出：csv、xlsx、jsonl 或 parquet")
    parser.add_argument("--out", required=True, metavar="文件", help="月报文件，格式随后缀：docx、xlsx 或 html")
    parser.add_argument(
        "--month", default="", metavar="月份", help="统计哪个月，如 2026-05（默认最近一个有来信的月份）"
    )
    parser.add_argument("--since", default="", metavar="日期", help="统计起点，如 2026-01 或 2026-01-15")
    parser.add_argument("--until", default="", metavar="日期", help="统计终点，含当日或当月")
    parser.add_argument("--title", default="", metavar="标题", help="报告标题（默认按单位和期间拟定）")
    parser.add_argument("--unit", default="", metavar="单位", help="发文单位，写进标题和落款")
    parser.add_argument("--date-column", default="", metavar="列名", help="日期列（默认按常用名查找）")
    parser.add_argument("--id-column", default="", metavar="列名", help="编号列（默认按常用名查找）")
    parser.add_argument(
        "--mask",
        action="store_true",
        help="脱敏：编号、单位名中的姓名、电话、证件号等换成占位符；工单号留着（月报本来不含来信内容）",
    )
    parser.add_argument("--force", action="store_true", help="输出已存在时覆盖")
    parser.add_argument("--quiet", action="store_true", help="不显示小结")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check the output, count, write; returns the exit status."""
    from datetime import date

    from pipeline.errors import UnreadableError
    from pipeline.monthly.compute import picture
    from pipeline.monthly.source import read_ledger
    from pipeline.monthly.writers import writer_of
    from pipeline.tables.write import refuse_existing

    target = Path(options.out)
    write = writer_of(target)
    refuse_existing([target], force=options.force)
    try:
        ledger = read_ledger(Path(options.table), date=options.date_column, id=options.id_column, mask=options.mask)
    except UnreadableError as error:
        say(f"{options.table} 读不了：{error}")
        return 1
    found = picture(
        ledger, month=options.month, since=options.since, until=options.until, title=options.title, unit=options.unit
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, found, ledger, options.unit, date.today())
    total, carrying = found.totals[0].count, found.totals[1].count
    say(f"{found.title}：{total} 件，{carrying} 件有作风类别。已写入 {target}", quiet=options.quiet)
    failed = [check.what for check in found.checks if not check.holds]
    if failed:
        say(f"数字核对不符：{'；'.join(failed)}")
    return 1 if failed else 0
