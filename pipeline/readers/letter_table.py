"""A table of letters read as a stream: rows pass one at a time, as often as asked, and the file is never held whole.

Opening a table reads it once, for its header, the number of its rows and the digest of its bytes. A row that cannot be
read is a record all the same, with the reason in `broken`, so that as many rows come out as went in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.readers.columns import find_header, match_column
from pipeline.readers.limits import check_file

SUFFIXES: Final = (".csv", ".xlsx", ".xls", ".jsonl", ".parquet")
_STREAMED: Final = (".csv", ".jsonl", ".parquet")  # of any size; a workbook is parsed whole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names of columns given outright; empty where their usual names are looked for."""

    text: str = ""
    title: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number for people, its cells by column name, and why it could not be read, if so."""

    number: int
    values: dict[str, Any]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class LetterTable:
    """A table of letters: its columns, which of them hold what, how many rows; `records` begins a new pass over them.

    `schema` is that of a Parquet file, so that its columns keep their types.
    """

    source: str
    columns: tuple[str, ...]
    text: str
    title: str | None
    id: str | None
    count: int
    digest: str
    records: Callable[[], Iterator[Record]]
    schema: Any = None

    @property
    def streamed(self) -> bool:
        """Whether a pass over the records holds few of them at once; a workbook is held whole."""
        return Path(self.source).suffix.lower() in _STREAMED

    @property
    def sender(self) -> str | None:
        """The column that says who wrote, if one does."""
        at = match_column([[name] for name in self.columns], "sender")
        return None if at is None or self.columns[at] == self.text else self.columns[at]


def open_letter_table(path: Path, wanted: Wanted) -> LetterTable:
    """Open csv, xlsx, xls, jsonl or parquet.

    Raises:
        UnreadableError: the file cannot be read or has no text column.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableError(f"不支持的表格格式 {suffix or '（没有后缀）'}", f"支持：{' '.join(SUFFIXES)}")
    check_file(path, streamed=suffix in _STREAMED)
    if suffix in (".csv", ".xlsx", ".xls"):
        from pipeline.readers.grid import open_grid

        return open_grid(path, wanted)
    from pipeline.readers.keyed import open_jsonl, open_parquet

    return open_jsonl(path, wanted) if suffix == ".jsonl" else open_parquet(path, wanted)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def roles(columns: list[str], wanted: Wanted) -> tuple[str, str | None, str | None]:
    """Names of the columns that hold text, title and id, of a table whose columns have names of their own.

    Raises:
        ColumnError: none holds the text.
    """
    header = find_header([columns], text=wanted.text, title=wanted.title, id=wanted.id)
    names = [None if at is None else columns[at] for at in (header.title, header.id)]
    return columns[header.text], names[0], names[1]
