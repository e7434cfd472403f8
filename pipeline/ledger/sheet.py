"""The sheet 整改台账 of a workbook that people work in: its columns by name, its rows, whatever else stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.summary.earlier import NEEDED, SHEET
from pipeline.summary.workbook import CLOSED, LEDGER

NAMES: Final = tuple(name for name, _ in LEDGER)
STATE: Final = "状态（程序填）"
_HEAD: Final = 30  # rows in which the header is looked for
_YES: Final = frozenset({CLOSED[1], "已销号", "√", "销号"})
_REMEDY: Final = "请用 zuofeng summarize 写的 xlsx 作台账，表头不要改"


@dataclass(frozen=True)
class Ledger:
    """An opened ledger: the workbook, its sheet, the row of the header, and the number of each named column."""

    book: Any
    sheet: Any
    head: int
    columns: dict[str, int]

    def rows(self) -> Iterator[int]:
        """Numbers of the rows that hold a problem."""
        for row in range(self.head + 1, self.sheet.max_row + 1):
            if self.text(row, "具体问题"):
                yield row

    def text(self, row: int, name: str) -> str:
        """What stands in a cell, as text; empty where the ledger has no such column."""
        if name not in self.columns:
            return ""
        value = self.sheet.cell(row, self.columns[name]).value
        return "" if value is None else str(value).strip().removeprefix("'")

    def closed(self, row: int) -> bool:
        """Whether people have crossed the problem off (销号)."""
        return self.text(row, "是否销号") in _YES


def open_ledger(path: Path) -> Ledger:
    """Open a ledger for change.

    Raises:
        UnreadableError: it does not open, or has no sheet 整改台账 with its columns.
    """
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path)
    except (BadZipFile, InvalidFileException, OSError, ValueError, KeyError) as error:
        raise UnreadableError(
            f"{path.name} 打不开（{type(error).__name__}）", "请确认是 xlsx，且没有加密、没有损坏"
        ) from error
    if SHEET not in book.sheetnames:
        raise UnreadableError(f"{path.name} 中没有“{SHEET}”表", _REMEDY)
    sheet = book[SHEET]
    for row in range(1, min(_HEAD, sheet.max_row) + 1):
        columns = {str(cell.value).strip(): cell.column for cell in sheet[row] if cell.value is not None}
        if set(NEEDED) <= columns.keys():
            return Ledger(book, sheet, row, columns)
    raise UnreadableError(f"{path.name} 的“{SHEET}”表缺列，应有 {'、'.join(NEEDED)}", _REMEDY)
