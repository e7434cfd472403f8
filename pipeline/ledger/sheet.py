"""The sheet 整改台账 of a workbook that people work in: its columns by name, its rows, whatever else stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.ledger.cells import Cells, Value
from pipeline.ledger.package import Package, mended
from pipeline.lexicon.ledger_words import is_problem, is_settled
from pipeline.readers.sheet import cell_text
from pipeline.summary.earlier import NEEDED, SHEET
from pipeline.summary.workbook import LEDGER

NAMES: Final = tuple(name for name, _ in LEDGER)
STATE: Final = "状态（程序填）"
_HEAD: Final = 30  # rows in which the header is looked for
_REMEDY: Final = "请用 zuofeng summarize 写的 xlsx 作台账，表头不要改"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An opened ledger: the workbook, its sheet, the row of the header, and the number of each named column."""

    package: Package
    cells: Cells
    head: int
    columns: dict[str, int]

    def rows(self) -> Iterator[int]:
        """Numbers of the rows that hold a problem; one that is merged over several rows is the first of them."""
        for row in range(self.head + 1, self.cells.last[0] + 1):
            text = cell_text(self.cells.value(row, self.columns["具体问题"])).strip()
            if text and is_problem(self.text(row, "序号"), text):
                yield row

    def next(self) -> int:
        """The row right behind the last problem."""
        last = max(self.rows(), default=self.head)
        spans = (self.cells.merged(last, column) for column in self.columns.values())
        return max([last, *(span[1] for span in spans if span)]) + 1

    def value(self, row: int, name: str) -> Value:
        """What is seen in a cell, that of a merged range in each of its cells; None where there is no such column."""
        return self.cells.value(*self.cells.anchor(row, self.columns[name])) if name in self.columns else None

    def text(self, row: int, name: str) -> str:
        """The same as text, without the quote that makes a cell inert."""
        return cell_text(self.value(row, name)).strip().removeprefix("'")

    def closed(self, row: int) -> bool:
        """Whether people have crossed the problem off (销号)."""
        return is_settled(self.text(row, "是否销号"))

    def spare_column(self) -> int:
        """The first column behind the header in which nothing stands, neither in the header's row nor below."""
        bottom, _ = self.cells.last
        column = max(self.columns.values()) + 1
        while column in self.cells.drawn or any(
            not self.cells.blank(row, column) or self.cells.merged(row, column) for row in range(self.head, bottom + 1)
        ):
            column += 1
        return column


def open_ledger(path: Path) -> Ledger:
    """Open a ledger for change.

    Raises:
        UnreadableError: it does not open, or has no sheet 整改台账 with its columns.
    """
    package = Package(path)
    with mended(path):
        part = package.sheet(SHEET)
        if not part:
            raise UnreadableError(f"{path.name} 中没有“{SHEET}”表", _REMEDY)
        cells = Cells(package, part)
        bottom, width = cells.last
        for row in range(1, min(_HEAD, bottom) + 1):
            columns: dict[str, int] = {}
            for column in range(1, width + 1):
                if name := cell_text(cells.value(row, column)).strip():
                    columns.setdefault(name, column)
            if set(NEEDED) <= columns.keys():
                return Ledger(package, cells, row, columns)
    raise UnreadableError(f"{path.name} 的“{SHEET}”表缺列，应有 {'、'.join(NEEDED)}", _REMEDY)
