"""The summary as a workbook: 概览, 问题清单, and the 整改台账 that people go on with by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.summary.overview import (
    NOTE,
    UNDECIDED,
    by_category,
    by_unit,
    due_text,
    measures,
    overview_lines,
    persons,
    places,
)
from pipeline.summary.ranking import explained
from pipeline.summary.records import Item, Summary
from pipeline.tables.inert import INERT_BOOK, inert
from pipeline.tables.write import whole

LEDGER: Final = (
    ("序号", 6), ("问题类别", 10), ("具体问题", 50), ("问题来源", 32), ("责任单位", 24), ("责任人", 12), ("整改措施", 42),
    ("完成时限", 20), ("进展", 12), ("是否销号", 10),
)  # fmt: skip
LIST: Final = (
    ("序号", 6), ("问题类别", 10), ("表现", 16), ("具体问题", 48), ("责任单位", 24), ("数量", 18), ("处理结果", 20), ("原文", 56),
    ("问题来源", 32), ("来源数", 8), ("分量", 8), ("分量说明", 36), ("把握", 8), ("须核", 24), ("与上次比", 10),
)  # fmt: skip
PROGRESS: Final = ("未启动", "整改中", "已完成", "长期坚持")
CLOSED: Final = ("否", "是")
_FONT: Final = "宋体"
_SPARE: Final = 500  # rows below the last one that have the dropdowns too
_MAX_CELL: Final = 32_000
_LINE: Final = 15.5
_MOST_LINES: Final = 26
_ANY = Any  # xlsxwriter has no types


def ledger_row(item: Item) -> list[str]:
    """Cells of an item in the 整改台账, behind the number, in the order of `LEDGER`."""
    return [
        item.category or UNDECIDED,
        item.statement,
        "；".join(places(item)),
        "、".join(item.owners),
        "、".join(persons(item)),
        "；".join(measures(item)),
        due_text(item),
        PROGRESS[0],
        CLOSED[0],
    ]


def list_row(item: Item) -> list[str | float]:
    """Cells of an item in the 问题清单, behind the number, in the order of `LIST`."""
    return [
        item.category or UNDECIDED,
        item.manifestation,
        item.statement,
        "、".join(item.units),
        "、".join(item.counts),
        "、".join(item.outcomes),
        "\n".join(dict.fromkeys(source.sentence.text for source in item.sources)),
        "；".join(places(item)),
        len(item.sources),
        item.weight,
        explained(item.points),
        round(item.confidence, 2),
        "；".join(item.review),
        item.status,
    ]


class _Styles:
    """Cell formats, made once a workbook."""

    def __init__(self, book: _ANY) -> None:
        base = {"font_name": _FONT, "font_size": 11, "valign": "top", "text_wrap": True}
        self.cell = book.add_format(base | {"border": 1, "border_color": "#BBBBBB"})
        self.head = book.add_format(base | {"bold": True, "bg_color": "#DDE6F0", "border": 1, "valign": "vcenter"})
        self.title = book.add_format({"font_name": _FONT, "bold": True, "font_size": 16})
        self.text = book.add_format(base)
        self.note = book.add_format(base | {"font_color": "#666666"})


def _write(sheet: _ANY, row: int, column: int, value: str | float, style: _ANY) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, inert(value)[:_MAX_CELL], style)
    else:
        sheet.write_number(row, column, value, style)


def _table(
    sheet: _ANY, styles: _Styles, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str | float]]
) -> None:
    """A numbered table with frozen, filtered, repeated header, rows high enough for their text, landscape A4."""
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, styles.head)
    for number, row in enumerate(rows, 1):
        sheet.write_number(number, 0, number, styles.cell)
        lines = 1
        for at, value in enumerate(row, 1):
            _write(sheet, number, at, value, styles.cell)
            lines = max(lines, -(-2 * len(str(value)) // columns[at][1]) + str(value).count("\n"))
        sheet.set_row(number, _LINE * min(lines, _MOST_LINES))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _block(sheet: _ANY, styles: _Styles, top: int, header: Sequence[str], rows: Sequence[Sequence[str | float]]) -> int:
    """A small table; returns the row behind it and a blank one."""
    for at, name in enumerate(header):
        sheet.write_string(top, at, name, styles.head)
    for number, row in enumerate(rows, top + 1):
        for at, value in enumerate(row):
            _write(sheet, number, at, value, styles.cell)
    return top + 2 + len(rows)


def _overview(sheet: _ANY, styles: _Styles, summary: Summary) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 50)
    sheet.write_string(0, 0, inert(summary.title), styles.title)
    sheet.merge_range(1, 0, 1, 2, NOTE, styles.note)
    sheet.set_row(1, _LINE * 2)
    row = 2
    for line in overview_lines(summary):
        sheet.merge_range(row, 0, row, 2, "", styles.text)
        _write(sheet, row, 0, line, styles.text)
        sheet.set_row(row, _LINE * max(1, -(-2 * len(line) // 104)))
        row += 1
    row += 1
    groups = [(name, len(found)) for name, found in by_category(summary).items()]
    row = _block(sheet, styles, row, ("类别", "问题数"), groups)
    row = _block(sheet, styles, row, ("责任单位", "问题数"), list(by_unit(summary).items()))
    if summary.gone:
        gone = [(old.text, old.status, "、".join(old.units)) for old in summary.gone]
        row = _block(sheet, styles, row, ("上次有、本次没有的问题", "状态", "责任单位"), gone)
    loose = [
        (task.text or task.problem_text, task.due_text, "、".join(task.who)) for p in summary.papers for task in p.loose
    ]
    if loose:
        row = _block(sheet, styles, row, ("未对应到具体问题的议定事项", "时限", "责任单位"), loose)
    if summary.rejects:
        rows = [(reject.source, reject.reason, reject.remedy) for reject in summary.rejects]
        _block(sheet, styles, row, ("未读成的材料", "原因", "办法"), rows)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_workbook(path: Path, summary: Summary) -> None:
    """Write the file, whole or not at all."""
    import xlsxwriter

    with whole(path) as beside:
        book = xlsxwriter.Workbook(str(beside), INERT_BOOK)
        styles = _Styles(book)
        _overview(book.add_worksheet("概览"), styles, summary)
        _table(book.add_worksheet("问题清单"), styles, LIST, [list_row(item) for item in summary.items])
        ledger = book.add_worksheet("整改台账")
        _table(ledger, styles, LEDGER, [ledger_row(item) for item in summary.items])
        names = [name for name, _ in LEDGER]
        for column, choices in (("进展", PROGRESS), ("是否销号", CLOSED)):
            at = names.index(column)
            ledger.data_validation(
                1,
                at,
                len(summary.items) + _SPARE,
                at,
                {
                    "validate": "list",
                    "source": list(choices),
                    "error_title": column,
                    "error_message": f"请从下拉项中选：{'、'.join(choices)}",
                },
            )
        book.close()
