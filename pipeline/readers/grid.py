"""Tables made of rows of cells, csv and workbooks, as streams of records."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.readers.codec import codec_of
from pipeline.readers.columns import Header, find_header
from pipeline.readers.letter_table import LetterTable, Record, Wanted, file_digest
from pipeline.readers.limits import MAX_CELL
from pipeline.readers.sheet import cell_text, delimiter_of, opened_book

Line = list[str] | str  # the cells of a row, or why it could not be read
_HEAD: Final = 64  # rows that are looked at for the header
_SNIFFED: Final = 64_000
_FIELD: Final = MAX_CELL * 10


def open_grid(path: Path, wanted: Wanted) -> LetterTable:
    """Open a csv file, or the first sheet of a workbook that has a text column.

    Raises:
        UnreadableError: the file cannot be read or has no text column.
    """
    if path.suffix.lower() == ".csv":
        return _table(path, _csv(path), wanted)
    error: UnreadableError | None = None
    for lines in _sheets(path):
        try:
            return _table(path, lines, wanted)
        except UnreadableError as found:
            error = error or found
    raise error or UnreadableError("工作簿里没有内容", "请确认文件内容，或重新导出")


def _table(path: Path, lines: Callable[[], Iterator[Line]], wanted: Wanted) -> LetterTable:
    """A table over lines that can be read again and again; this reads them once."""
    head = [line if isinstance(line, list) else [] for line in islice(lines(), _HEAD)]
    header = find_header(head, text=wanted.text, title=wanted.title, id=wanted.id)
    width, last, kept = len(header.names), 0, 0
    for count, (number, line) in enumerate(_body(lines(), header), 1):
        if isinstance(line, str) or any(cell.strip() for cell in line):
            last, kept = number, count
        if isinstance(line, list):
            width = max(width, len(line))
    names = _distinct([*header.names, *(f"列{at + 1}" for at in range(len(header.names), width))])

    def records() -> Iterator[Record]:
        for number, line in _body(lines(), header):
            if number > last:  # blank rows that a spreadsheet trails behind
                return
            cells = line if isinstance(line, list) else []
            filled = dict(zip(names, [*cells, *[""] * (width - len(cells))], strict=True))
            yield Record(number, filled, line if isinstance(line, str) else "")

    return LetterTable(
        source=str(path),
        columns=tuple(names),
        text=names[header.text],
        title=None if header.title is None else names[header.title],
        id=None if header.id is None else names[header.id],
        count=kept,
        digest=file_digest(path),
        records=records,
    )


def _body(lines: Iterator[Line], header: Header) -> Iterator[tuple[int, Line]]:
    """Data rows with their numbers; lines of nothing at all are no rows."""
    for number, line in enumerate(lines, 1):
        if number > header.first_row and line:
            yield number, line


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names made distinct: 内容, 内容_2 and so on."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return result


def _csv(path: Path) -> Callable[[], Iterator[Line]]:
    codec = codec_of(path)
    with path.open(encoding=codec, errors="surrogateescape", newline="") as handle:
        delimiter = delimiter_of(handle.read(_SNIFFED))

    def lines() -> Iterator[Line]:
        csv.field_size_limit(_FIELD)
        # Bytes that do not fit become half characters, for which the letter in that row is rejected, and no other.
        with path.open(encoding=codec, errors="surrogateescape", newline="") as handle:
            reader = csv.reader(handle, delimiter=delimiter)
            while True:
                try:
                    yield next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield "这一行不是 CSV（引号没有配对，或单元格过长）"

    return lines


def _sheets(path: Path) -> Iterator[Callable[[], Iterator[Line]]]:
    """The sheets of a workbook that hold anything, each as lines to be read again and again."""
    with opened_book(path) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None:
                continue
            blank = [""] * sheet.start[1]

            def lines(name: str = name, blank: list[str] = blank) -> Iterator[Line]:
                with opened_book(path) as again:
                    for row in again.get_sheet_by_name(name).iter_rows():
                        yield [*blank, *map(cell_text, row)]

            yield lines
