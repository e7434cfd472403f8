"""The workbook 分析结果.xlsx: a first sheet 概览 with counts and charts, then one sheet a table, headers in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.records import CATEGORIES
from pipeline.tables.inert import INERT_BOOK, flat
from pipeline.tables.overview import Overview, overview
from pipeline.tables.rows import Row
from pipeline.tables.schema import CHECKLIST, LABELS, SHEETS, TABLES, Column
from pipeline.tables.write import whole

_MAX_ROWS: Final = 1_000_000  # data rows a sheet; Excel holds 1,048,576
_MAX_CELL: Final = 32_000  # characters; Excel holds 32,767
_CUT: Final = "……（过长，全文见 CSV）"
_FONT: Final = "宋体"
_EXAMPLE: Final = 40
_WIDE: Final = {
    "doc_id": 19,
    "text": 60,
    "section": 30,
    "source": 28,
    "title": 30,
    "evidence": 26,
    "units": 26,
    "counts": 18,
    "reason": 40,
    "remedy": 46,
    "name": 24,
    "what": 20,
}
_LINE: Final = 15.5  # points
_MOST_LINES: Final = 26  # a row of Excel is at most 409 points high
_CHECKLIST_WIDTHS: Final = (6, 10, 60, 26, 26, 20, 30)
_WIDTH: Final = {"list": 16, "str": 14, "int": 8, "float": 9, "bool": 8}
_LABELLED: Final = {
    ("documents", "genre"): "genre", ("sentences", "kind"): "sentence_kind", ("units", "role"): "role", ("units", "type"): "type",
    ("units", "level"): "level", ("counts", "kind"): "count_kind", ("counts", "direction"): "direction",
}  # fmt: skip


def _shown(table: str, column: Column, value: Any) -> Any:  # noqa: ANN401 — a cell holds any of the column types
    labels = LABELS.get(_LABELLED.get((table, column.name), ""), {})
    if labels:
        return labels.get(value, value)
    if column.type == "bool":
        return "是" if value else "否"
    cell = flat(value, column)
    if isinstance(cell, str) and len(cell) > _MAX_CELL:
        return cell[:_MAX_CELL] + _CUT
    return cell


class _Styles:
    """Cell formats, made once a workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 — xlsxwriter workbook
        base = {"font_name": _FONT, "font_size": 11, "valign": "top"}
        self.plain = book.add_format(base)
        self.wrapped = book.add_format(base | {"text_wrap": True})
        self.head = book.add_format(
            base | {"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.share = book.add_format(base | {"num_format": "0.00"})
        self.title = book.add_format(base | {"bold": True, "font_size": 16})
        self.note = book.add_format(base | {"font_color": "#666666"})


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:  # noqa: ANN401 — xlsxwriter objects
    if isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write(row, column, value, style)


def _write_sheet(book: Any, styles: _Styles, table: str, name: str, rows: Sequence[Row]) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(name)
    columns = TABLES[table]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE.get(column.name, _WIDTH[column.type]))
        sheet.write_string(0, at, column.header, styles.head)
    for number, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            style = (
                styles.share
                if column.type == "float" and table != "counts"
                else styles.wrapped
                if column.name in _WIDE
                else styles.plain
            )
            _write_cell(sheet, number, at, _shown(table, column, row[column.name]), style)
    _for_readers(sheet, len(rows), len(columns))


def _for_readers(sheet: Any, rows: int, columns: int) -> None:  # noqa: ANN401 — xlsxwriter worksheet
    """Header frozen, filtered and repeated on every page; landscape A4, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, rows), columns - 1)


def _write_block(sheet: Any, styles: _Styles, top: int, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:  # noqa: ANN401
    """A small table; returns the row behind it."""
    for at, name in enumerate(header):
        sheet.write_string(top, at, name, styles.head)
    for number, row in enumerate(rows, top + 1):
        for at, value in enumerate(row):
            _write_cell(sheet, number, at, value, styles.plain)
    return top + 1 + len(rows)


def _chart(book: Any, kind: str, title: str, name: str, first: int, last: int, value: int) -> Any:  # noqa: ANN401
    chart = book.add_chart({"type": kind})
    chart.add_series(
        {
            "name": title,
            "categories": [name, first, 0, last, 0],
            "values": [name, first, value, last, value],
            "data_labels": {"value": True},
            "fill": {"color": "#3B6EA5"},
            "gap": 60,
        }
    )
    chart.set_title({"name": title, "name_font": {"name": _FONT, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": {"name": _FONT}, "major_gridlines": {"visible": False}, "num_format": "0"})
    chart.set_y_axis({"num_font": {"name": _FONT}, "major_gridlines": {"visible": False}, "reverse": kind == "bar"})
    return chart


def _clause(text: str) -> str:
    """An example short enough for one line."""
    return text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…"


def _write_overview(book: Any, styles: _Styles, facts: Overview) -> None:  # noqa: ANN401 — xlsxwriter workbook
    name = "概览"
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 3, 12)
    sheet.set_column(4, 4, 62)
    sheet.write_string(0, 0, "作风问题分析概览", styles.title)
    sheet.write_string(1, 0, "判断由程序作出，仅供参考；“需复核”的请人工核对。", styles.note)
    totals = [
        ("文档", facts.documents),
        ("问题", facts.problems),
        ("其中需复核", facts.to_review),
        ("未读成的输入", facts.rejects),
    ]
    row = _write_block(sheet, styles, 3, ("项目", "数量"), totals) + 1
    first = row + 1
    lines: list[Sequence[Any]] = [
        (c, facts.by_category[c], facts.mentioned[c], facts.documents_with[c], _clause(facts.examples.get(c, "")))
        for c in CATEGORIES
    ]
    if facts.undecided:
        lines.append(("未定类别", facts.undecided, "", "", ""))
    header = ("类别", "主类别问题", "含此类问题", "涉及文档", "例句")
    row = _write_block(sheet, styles, row, header, lines) + 1
    sheet.insert_chart(3, 5, _chart(book, "column", "各类别问题数", name, first, first + len(CATEGORIES) - 1, 1))
    if facts.by_unit:
        top = row + 1
        row = _write_block(sheet, styles, row, ("责任单位", "问题数"), [(u[:40], n) for u, n in facts.by_unit.items()])
        sheet.insert_chart(
            20, 6, _chart(book, "bar", "责任单位问题数（前十五）", name, top, row - 1, 1), {"y_scale": 1.3}
        )
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_checklist(book: Any, styles: _Styles, rows: Sequence[Row]) -> None:  # noqa: ANN401 — xlsxwriter workbook
    """问题清单: one line an event, in the columns that offices use."""
    sheet = book.add_worksheet("问题清单")
    columns = {column.name: column for column in TABLES["cases"]}
    for at, (header, width) in enumerate(zip(("序号", *(h for h, _ in CHECKLIST)), _CHECKLIST_WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, header, styles.head)
    for number, row in enumerate(rows[:_MAX_ROWS], 1):
        sheet.write_number(number, 0, number, styles.plain)
        lines = 1
        for at, (_, name) in enumerate(CHECKLIST, 1):
            shown = _shown("cases", columns[name], row[name])
            lines = max(lines, -(-2 * len(str(shown)) // _CHECKLIST_WIDTHS[at]))  # a Chinese character is two wide
            _write_cell(sheet, number, at, shown, styles.wrapped)
        sheet.set_row(number, _LINE * min(lines, _MOST_LINES))
    _for_readers(sheet, min(len(rows), _MAX_ROWS), len(CHECKLIST) + 1)


def write_workbook(path: Path, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write the workbook; a table of more rows than a sheet holds goes on in 名称(2), 名称(3) and so on."""
    import xlsxwriter

    with whole(path) as beside:
        book = xlsxwriter.Workbook(str(beside), INERT_BOOK)
        styles = _Styles(book)
        _write_overview(book, styles, overview(tables))
        _write_checklist(book, styles, tables["cases"])
        for table, name in SHEETS.items():
            rows = tables[table]
            for part, start in enumerate(range(0, max(1, len(rows)), _MAX_ROWS), 1):
                _write_sheet(
                    book, styles, table, name if part == 1 else f"{name}({part})", rows[start : start + _MAX_ROWS]
                )
        book.close()
