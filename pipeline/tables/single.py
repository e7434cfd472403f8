"""One table as one file: csv, xlsx, jsonl or parquet, with the table's own columns before the results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.tables.inert import flat
from pipeline.tables.rows import Row
from pipeline.tables.schema import Column
from pipeline.tables.write import WRITERS, whole

_WIDE = 50
_NARROW = 14


def _as_text(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Original cells of mixed types as text, for formats whose columns have one type."""
    own = [column.name for column in columns if column.type == "str"]
    return [row | {name: "" if row[name] is None else str(row[name]) for name in own} for row in rows]


def write_single(
    path: Path, form: str, rows: Sequence[Row], columns: Sequence[Column], *, sheet: str = "归类结果"
) -> None:
    """Write one table; the workbook has a frozen header, filters and Chinese headers for the result columns."""
    if form == "xlsx":
        _write_sheet(path, rows, columns, sheet)
    elif form == "parquet":
        WRITERS[form](path, _as_text(rows, columns), columns)
    else:
        WRITERS[form](path, rows, columns)


def _cell(value: Any, column: Column) -> Any:  # noqa: ANN401 — a cell holds any of the column types
    if isinstance(value, bool):
        return "是" if value else "否"
    shown = flat(value, column)
    return shown[:32_000] if isinstance(shown, str) else shown


def _write_sheet(path: Path, rows: Sequence[Row], columns: Sequence[Column], name: str) -> None:
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with whole(path) as beside:
        book = xlsxwriter.Workbook(str(beside), options)
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True})
        body = book.add_format({"valign": "top", "text_wrap": True})
        for at, column in enumerate(columns):
            longest = max((len(str(row[column.name] or "")) for row in rows[:200]), default=0)
            sheet.set_column(at, at, _WIDE if longest > _NARROW * 2 else _NARROW)
            sheet.write_string(0, at, column.header, head)
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                value = _cell(row[column.name], column)
                if isinstance(value, str):
                    sheet.write_string(number, at, value, body)
                else:
                    sheet.write(number, at, value, body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        book.close()
