"""One table as one file, written as its rows come: csv, xlsx, jsonl or parquet; original columns before the results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from pipeline.tables.inert import INERT_BOOK, flat
from pipeline.tables.rows import Row
from pipeline.tables.schema import Column
from pipeline.tables.write import arrow_schema, encodable, whole, write_csv, write_jsonl

_WIDE: Final = 50
_NARROW: Final = 14
_LOOKED_AT: Final = 200  # rows that settle how wide a column is
_SHEET: Final = 1_000_000  # data rows a sheet; Excel holds 1,048,576
_CELL: Final = 32_000  # characters; Excel holds 32,767
_BATCH: Final = 10_000  # rows of Parquet written at once
_MADE: Final = datetime(2000, 1, 1)  # the same rows must make the same bytes, whenever they are written


def write_single(
    path: Path,
    form: str,
    rows: Iterable[Row],
    columns: Sequence[Column],
    schema: Any = None,  # noqa: ANN401
    *,
    sheet: str = "归类结果",
) -> None:
    """Write one table, which appears whole or not at all; `schema` are Arrow types of original columns, where known.

    The same rows give the same bytes.
    """
    if form == "csv":
        write_csv(path, rows, columns)
    elif form == "jsonl":
        write_jsonl(path, rows, columns)
    else:
        with whole(path) as beside:
            if form == "xlsx":
                _write_sheets(beside, rows, columns, sheet)
            else:
                _write_parquet(beside, rows, columns, schema)


def _write_parquet(path: Path, rows: Iterable[Row], columns: Sequence[Column], own: Any) -> None:  # noqa: ANN401
    """Original cells keep the types that the input had; of other inputs they are text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = set(own.names) if own is not None else set()
    schema = arrow_schema(columns)
    for at, column in enumerate(columns):
        if column.name in known:
            schema = schema.set(at, own.field(column.name).remove_metadata())
    as_text = {column.name for column in columns if column.type == "str"} - known
    stream = iter(rows)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(stream, _BATCH)):
            arrays = [
                pa.array(
                    [_text(row[f.name]) if f.name in as_text else encodable(row[f.name]) for row in batch], type=f.type
                )
                for f in schema
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _text(value: Any) -> str:  # noqa: ANN401 — a cell of the input
    return "" if value is None else str(encodable(value if isinstance(value, str) else str(value)))


def _cell(value: Any, column: Column) -> Any:  # noqa: ANN401 — a cell holds any of the column types
    if isinstance(value, bool):
        return "是" if value else "否"
    shown = flat(value, column)
    return shown[:_CELL] if isinstance(shown, str) else shown


def _write_sheets(path: Path, rows: Iterable[Row], columns: Sequence[Column], name: str) -> None:
    """A workbook with frozen header, filters and Chinese headers for the results; more rows than a sheet holds go on in `name`(2)."""
    import xlsxwriter

    stream = iter(rows)
    first = list(islice(stream, _LOOKED_AT))
    longest = [max((len(str(row[column.name] or "")) for row in first), default=0) for column in columns]
    widths = [_WIDE if most > _NARROW * 2 else _NARROW for most in longest]
    stream = chain(first, stream)
    book = xlsxwriter.Workbook(str(path), INERT_BOOK | {"constant_memory": True})
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "text_wrap": True})
    body = book.add_format({"valign": "top", "text_wrap": True})
    part, more = 1, True
    while more:
        sheet = book.add_worksheet(name if part == 1 else f"{name}({part})")
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, column.header, head)
        sheet.freeze_panes(1, 0)
        written = _write_rows(sheet, islice(stream, _SHEET), columns, body)
        sheet.autofilter(0, 0, max(1, written), len(columns) - 1)
        following = next(stream, None) if written == _SHEET else None
        more = following is not None
        if following is not None:
            stream = chain([following], stream)
        part += 1
    book.close()


def _write_rows(sheet: Any, rows: Iterator[Row], columns: Sequence[Column], style: Any) -> int:  # noqa: ANN401
    number = 0
    for number, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            value = _cell(row[column.name], column)
            if isinstance(value, str):
                sheet.write_string(number, at, value, style)
            else:
                sheet.write(number, at, value, style)
    return number
