"""One table of letters, or several as one: their rows one behind the other, under the columns of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pipeline.batch.letters import Letter, Result
from pipeline.batch.masking import Cells
from pipeline.errors import UnreadableError
from pipeline.readers.letter_table import SUFFIXES, LetterTable, Record, Wanted, open_letter_table
from pipeline.readers.limits import MAX_CELL
from pipeline.readers.sheet import letter_text
from pipeline.tables.rows import Row
from pipeline.tables.schema import RESULTS, Column

_ORIGIN: Final = Column("source_file", "str", "来源文件")  # of each row, where there are several files


@dataclass(frozen=True)
class Source:
    """The rows of one or several tables; with `mask`, they come out as the results say they were masked."""

    tables: tuple[LetterTable, ...]
    mask: bool = False

    @property
    def count(self) -> int:
        """Rows of all tables."""
        return sum(table.count for table in self.tables)

    @cached_property
    def originals(self) -> tuple[str, ...]:
        """Original columns, each once, in order of their first occurrence."""
        return tuple(dict.fromkeys(name for table in self.tables for name in table.columns))

    @property
    def schema(self) -> Any:  # noqa: ANN401 — an Arrow schema
        """Types of the original columns, where a single Parquet file tells them; a masked number is text."""
        return self.tables[0].schema if len(self.tables) == 1 and not self.mask else None

    def columns(self, more: Sequence[Column] = ()) -> tuple[Column, ...]:
        """All columns of the output: the original ones as they were, then the results and `more`, then the row's file.

        A result whose name the table already uses gets 结果_ before it, so that no original is lost.
        """
        own = tuple(Column(name, "str", name) for name in self.originals)
        results = tuple(Column(self.renamed(c.name), c.type, c.header) for c in (*RESULTS, *more))
        return (*own, *results, *([_ORIGIN] if len(self.tables) > 1 else []))

    def texts(self) -> Iterator[str]:
        """What each row says, title and all; nothing where it cannot be read."""
        for table in self.tables:
            for letter in letters_of(table):
                title, body = (value if isinstance(value, str) else "" for value in (letter.title, letter.body))
                yield letter_text(title, body)[:MAX_CELL]

    def senders(self) -> Iterator[str]:
        """Who wrote each letter, as its row says; empty where it does not."""
        for table in self.tables:
            sender = table.sender
            for record in table.records():
                yield str((record.values.get(sender) if sender else None) or "")

    def renamed(self, name: str) -> str:
        """Name of a result column in the output."""
        return f"结果_{name}" if name in self.originals else name

    def _records(self) -> Iterator[tuple[LetterTable, Record]]:
        for table in self.tables:
            for record in table.records():
                yield table, record

    def names(self) -> Iterator[str]:
        """What to call each row when speaking to people: its id, or its number."""
        for table, record in self._records():
            given = record.values.get(table.id) if table.id else None
            yield str(given) if given not in (None, "") else f"第 {record.number} 行"

    def rows(self, results: Iterator[Result]) -> Iterator[Row]:
        """All rows of the output: each original row, its masked cells in place, with its results."""
        originals = self.originals
        several = len(self.tables) > 1
        for (table, record), result in zip(self._records(), results, strict=True):
            row: Row = {name: record.values.get(name) for name in originals}
            row |= result.masked
            row |= {self.renamed(name): value for name, value in result.row.items()}
            if several:
                row[_ORIGIN.name] = f"{Path(table.source).name}#{record.number}"
            yield row


def letters_of(table: LetterTable, *, mask: bool = False) -> Iterator[Letter]:
    """The rows of one table as letters, in order; with `mask` they bring all their cells."""
    for record in table.records():
        title = record.values.get(table.title) if table.title else ""
        place = f"{table.source}#{record.number}"
        cells = Cells(record.values, table.text, table.title, table.id, record.number) if mask else None
        yield Letter(place, record.number, title, record.values.get(table.text), record.broken, cells)


def open_source(given: Sequence[str], wanted: Wanted, *, mask: bool = False) -> Source:
    """Open the tables that paths, folders and patterns name, in order of their names.

    Raises:
        UnreadableError: none is there, or one of them cannot be read; it says which.
    """
    files = [file for name in given for file in _files(name)]
    if not files:
        raise UnreadableError("没有找到表格", f"请检查路径；支持：{' '.join(SUFFIXES)}")
    tables = []
    for file in dict.fromkeys(files):
        try:
            tables.append(open_letter_table(file, wanted))
        except UnreadableError as error:
            if len(files) == 1:
                raise
            raise UnreadableError(f"{file.name}：{error.reason}", error.remedy) from error
    return Source(tuple(tables), mask)


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        return sorted(child for child in path.iterdir() if child.suffix.lower() in SUFFIXES and child.is_file())
    if not path.exists() and any(mark in name for mark in "*?["):
        pattern = str(path.relative_to(path.anchor))
        return sorted(found for found in Path(path.anchor).glob(pattern) if found.is_file())
    return [path]
