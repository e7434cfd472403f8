"""Reads a batch output row by row (csv, jsonl, parquet in pieces; xlsx as the workbook gives it) into a ledger."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.monthly.columns import NEEDED, find_columns, is_header
from pipeline.monthly.ledger import NONE, UNREAD, Ledger, Letter
from pipeline.monthly.names import short
from pipeline.monthly.periods import read_day
from pipeline.monthly.personal import Hider
from pipeline.readers.codec import codec_of
from pipeline.readers.limits import MAX_CELL, check_file
from pipeline.readers.sheet import cell_text, opened_book
from pipeline.records import CATEGORIES
from pipeline.tables.inert import inert
from pipeline.tables.schema import SEPARATOR

Numbered = tuple[int, Sequence[Any]]
SUFFIXES: Final = (".csv", ".xlsx", ".jsonl", ".parquet")
_LARGEST: Final = 20 * 2**30  # bytes of a file read in pieces
_PIECE: Final = 2**20
_SEARCHED: Final = 10  # rows from the top in which the header may stand
_TRUE: Final = {"true", "是", "1", "yes"}


def _csv(path: Path) -> Iterator[Numbered]:
    csv.field_size_limit(MAX_CELL * 10)
    with path.open(encoding=codec_of(path), errors="replace", newline="") as handle:
        start = handle.read(_PIECE // 16).split("\n", 1)[0]
        handle.seek(0)
        delimiter = max(",\t;", key=start.count)
        try:
            yield from ((at, row) for at, row in enumerate(csv.reader(handle, delimiter=delimiter), 1) if row)
        except csv.Error as error:
            raise UnreadableError("CSV 格式有误", "请用 zuofeng batch 重新生成") from error


def _xlsx(path: Path) -> Iterator[Numbered]:
    with opened_book(path) as book:
        sheet = book.get_sheet_by_index(0)
        first = (sheet.start or (0, 0))[0] + 1
        for number, row in enumerate(sheet.iter_rows(), first):
            yield number, [cell_text(cell) for cell in row]


def _jsonl(path: Path) -> Iterator[Numbered]:
    """Rows of JSON objects; the header is that of the first object, which `batch` gives every row."""
    names: list[str] = []
    with path.open(encoding=codec_of(path), errors="replace") as handle:
        for number, line in enumerate(handle, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                yield number, []
                continue
            if not names:
                names = list(row)
                yield 0, names
            yield number, [row.get(name) for name in names]


def _parquet(path: Path, date: str, identity: str) -> Iterator[Numbered]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
        names = table.schema_arrow.names
        columns = find_columns(names, date=date, id=identity)
        kept = sorted({*columns.results, *(at for at in (columns.date, columns.id) if at is not None)})
        yield 0, names
        number = 0
        for batch in table.iter_batches(batch_size=20_000, columns=[names[at] for at in kept]):
            values = {at: batch.column(names[at]).to_pylist() for at in kept}
            for place in range(batch.num_rows):
                number += 1
                row: list[Any] = [""] * len(names)
                for at in kept:
                    row[at] = values[at][place]
                yield number, row
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError("Parquet 文件损坏，打不开", "请重新导出") from error


def _text(value: Any) -> str:  # noqa: ANN401 — a cell of any format
    """A cell as text, without the quote that made it inert in a spreadsheet."""
    text = cell_text(value).strip()
    return text[1:] if text.startswith("'") and inert(text[1:]) == text else text


def _names(value: Any, hider: Hider | None = None) -> tuple[str, ...]:  # noqa: ANN401 — a list, or a cell of csv and xlsx
    parts = map(_text, value if isinstance(value, list | tuple) else _text(value).split(SEPARATOR))
    return tuple(name for name in (short(hider.name(part) if hider else part) for part in parts) if name)


def _main(primary: str, carried: Sequence[str], error: str) -> int:
    first = primary or (carried[0] if carried else "")
    if error or any(name not in CATEGORIES for name in (*carried, *([first] if first else []))):
        return UNREAD
    return CATEGORIES.index(first) if first else NONE


def read_ledger(path: Path, *, date: str = "", id: str = "", mask: bool = False) -> Ledger:  # noqa: A002 — the column's name
    """Ledger of a batch output; `date` and `id` name columns when their usual names do not; `mask` hides persons.

    A row that is damaged counts as unread; it never vanishes.

    Raises:
        UnreadableError: the file cannot be read, or is no batch output (`NoResultsError` lists the columns seen).
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableError(f"不支持的表格格式 {suffix or '（没有后缀）'}", f"支持：{' '.join(SUFFIXES)}")
    check_file(path, most=None if suffix == ".xlsx" else _LARGEST)
    rows: Iterable[Numbered]
    if suffix == ".csv":
        rows = _csv(path)
    elif suffix == ".xlsx":
        rows = _xlsx(path)
    else:
        rows = _jsonl(path) if suffix == ".jsonl" else _parquet(path, date, id)
    return _collected(iter(rows), date, id, Hider() if mask else None)


def _header(rows: Iterator[Numbered]) -> list[str]:
    top: list[list[str]] = []
    for _, row in rows:
        top.append([cell_text(cell) for cell in row])
        if is_header(top[-1]) or len(top) == _SEARCHED:
            break
    if not top:
        raise UnreadableError("表格是空的", "请确认文件内容，或重新导出")
    return top[-1] if is_header(top[-1]) else max(top, key=lambda row: sum(map(bool, row)))


def _collected(rows: Iterator[Numbered], date: str, identity: str, hider: Hider | None) -> Ledger:
    names = _header(rows)
    columns = find_columns(names, date=date, id=identity)
    ledger = Ledger(dated=columns.date is not None)
    places = dict(zip(NEEDED, columns.results, strict=True))
    for number, row in rows:
        if row and not any(cell not in ("", None, []) for cell in row):
            continue  # blank rows that a spreadsheet trails behind
        if len(row) <= max(places.values()):
            ledger.add(Letter(number, "", None, UNREAD))
            continue
        carried = _names(row[places["categories"]])
        identity = "" if columns.id is None else _text(row[columns.id])
        main = _main(_text(row[places["primary_category"]]), carried, _text(row[places["error"]]))
        ledger.add(
            Letter(
                row=number,
                id=short(hider.id(identity, names[columns.id or 0]) if hider else identity),
                day=None if columns.date is None else read_day(_text(row[columns.date])),
                main=main,
                categories=carried if main >= 0 else (),
                review=_text(row[places["needs_review"]]).lower() in _TRUE,
                manifestations=_names(row[places["manifestations"]], hider),
                units=_names(row[places["responsible_units"]], hider),
            )
        )
    return ledger
