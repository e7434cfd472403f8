"""The report as a workbook: one sheet a table with native charts, and 来信编号, the letters behind every figure."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from pipeline.monthly.figures import Picture
from pipeline.monthly.grid import DASH, Cell, Grid
from pipeline.monthly.grids import grids
from pipeline.monthly.ledger import Ledger
from pipeline.monthly.shares import Percent, Step
from pipeline.tables.inert import INERT_BOOK, inert
from pipeline.tables.write import whole

LETTERS: Final = "来信编号"
_MOST: Final = 1_000_000  # rows of the sheet of letters; Excel holds 1,048,576
_LISTED: Final = 20_000  # rows of any other sheet: units that a hostile table invents
_FONT: Final = "宋体"
_OPTIONS: Final = INERT_BOOK | {"constant_memory": True}  # rows are written top down and leave memory
_TOP: Final = 2  # rows above the header: title, period


class _Styles:
    """Cell formats, made once a workbook."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 — xlsxwriter workbook
        base = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        framed = base | {"border": 1}
        self.title = book.add_format(base | {"bold": True, "font_size": 16})
        self.note = book.add_format(base | {"font_color": "#555555"})
        self.head = book.add_format(
            framed | {"bold": True, "bg_color": "#DDE6F0", "align": "center", "text_wrap": True}
        )
        self.cells = {
            bold: {
                kind: book.add_format(framed | {"bold": bold} | own)
                for kind, own in (
                    ("text", {}),
                    ("dash", {"align": "right"}),
                    ("number", {"num_format": "0"}),
                    ("step", {"num_format": "+0;-0;0"}),
                    ("share", {"num_format": "0.0%"}),
                    ("change", {"num_format": "+0.0%;-0.0%;0.0%"}),
                )
            }
            for bold in (False, True)
        }


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:  # noqa: ANN401
    if cell is None:
        sheet.write_string(row, column, DASH, styles["dash"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, inert(cell), styles["text"])
    elif isinstance(cell, Percent):
        sheet.write_number(row, column, cell.tenths / 1000, styles["change" if cell.signed else "share"])
    elif isinstance(cell, Step):
        sheet.write_number(row, column, cell.value, styles["step"])
    else:
        sheet.write_number(row, column, cell, styles["number"])


def _printable(sheet: Any, header: int) -> None:  # noqa: ANN401 — xlsxwriter worksheet
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _sheet(book: Any, styles: _Styles, grid: Grid, title: str, foot: str) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(grid.name)
    first = next((at for at, name in enumerate(grid.header) if name in ("责任单位", "表现", "项目", "核对项")), None)
    for at in range(len(grid.header)):
        sheet.set_column(at, at, 36 if at == first else 12)
    sheet.set_default_row(18)
    sheet.write_string(0, 0, inert(title), styles.title)
    sheet.write_string(1, 0, grid.name, styles.note)
    for at, name in enumerate(grid.header):
        sheet.write_string(_TOP, at, name, styles.head)
    rows = grid.rows if len(grid.rows) <= _LISTED else grid.rows[:_LISTED]
    cut = (f"共 {len(grid.rows)} 行，只列前 {_LISTED} 行。",) if len(rows) < len(grid.rows) else ()
    for number, row in enumerate(rows):
        bold = grid.total and number == len(grid.rows) - 1
        for at, cell in enumerate(row):
            _write(sheet, number + _TOP + 1, at, cell, styles.cells[bold])
    for at, note in enumerate((*cut, *grid.notes, foot), len(rows) + _TOP + 2):
        sheet.write_string(at, 0, inert(note), styles.note)
    _printable(sheet, _TOP)
    if grid.chart is not None and grid.chart.rows:
        below = len(rows) + len(cut) + len(grid.notes) + _TOP + 4  # beside the table it would shrink the printed page
        sheet.insert_chart(below, 0, _chart(book, grid), {"x_scale": 1.4, "y_scale": 1.2})


def _chart(book: Any, grid: Grid) -> Any:  # noqa: ANN401 — xlsxwriter objects
    facts = grid.chart
    if facts is None:
        raise TypeError("a grid without a chart")
    last = _TOP + facts.rows
    chart = book.add_chart({"type": facts.kind})
    chart.add_series(
        {
            "name": facts.title,
            "categories": [grid.name, _TOP + 1, facts.value - 1, last, facts.value - 1],
            "values": [grid.name, _TOP + 1, facts.value, last, facts.value],
            "data_labels": {"value": True},
            "fill": {"color": "#3B6EA5"},
            "gap": 60,
        }
    )
    chart.set_title({"name": facts.title, "name_font": {"name": _FONT, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_font": {"name": _FONT}, "major_gridlines": {"visible": False}})
    chart.set_y_axis(
        {"num_font": {"name": _FONT}, "major_gridlines": {"visible": False}, "reverse": facts.kind == "bar"}
    )
    return chart


def _shortest_first(grids_: Sequence[Grid]) -> set[tuple[str, str]]:
    """Figures whose letters fit on the sheet, the smallest first: large ones are found by filtering the source."""
    sizes = sorted((len(letters), grid.name, name) for grid in grids_ for name, letters in grid.traces)
    fits, room = set(), _MOST - len(sizes)
    for size, sheet, name in sizes:
        room -= size
        if room < 0:
            break
        fits.add((sheet, name))
    return fits


def _letters(book: Any, styles: _Styles, tables: Sequence[Grid], ledger: Ledger) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(LETTERS)
    for at, width in enumerate((14, 30, 10, 30, 10)):
        sheet.set_column(at, at, width)
    for at, name in enumerate(("表", "数字", "件数", "编号", "原表行号")):
        sheet.write_string(0, at, name, styles.head)
    fits, row = _shortest_first(tables), 1
    plain = styles.cells[False]
    for grid in tables:
        for name, letters in grid.traces:
            listed = letters if (grid.name, name) in fits else array("I")
            for place in listed or [-1]:
                known = place >= 0
                own = ledger.name(place) if known else "没有" if not letters else "过多未列，请在原表中筛选"
                cells = (grid.name, name, len(letters), own, ledger.rows[place] if known else None)
                for at, cell in enumerate(cells):
                    _write(sheet, row, at, cell, plain)
                row += 1
                if row > _MOST:
                    return
    sheet.autofilter(0, 0, max(1, row - 1), 4)
    _printable(sheet, 0)


def write_book(path: Path, found: Picture, ledger: Ledger, *, unit: str, made: date) -> None:
    """Write the workbook; cells that a spreadsheet would run as formulas are text."""
    import xlsxwriter

    foot = f"{unit + '　' if unit else ''}{made.year}年{made.month}月{made.day}日"
    tables = grids(found)
    with whole(path) as beside:
        book = xlsxwriter.Workbook(str(beside), _OPTIONS)
        styles = _Styles(book)
        for grid in tables:
            _sheet(book, styles, grid, found.title, foot)
        _letters(book, styles, tables, ledger)
        book.close()
