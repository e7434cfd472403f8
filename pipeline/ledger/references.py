"""Moves cell references when rows come in: A1 references, lists of ranges, and the ranges inside formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 10_000  # characters of a formula; Excel allows 8,192
_CELLS: Final = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})(?::(\$?[A-Za-z]{1,3}\$?)(\d{1,7}))?")
_ROWS: Final = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Room:
    """Rows that come into the table of a sheet: `count` of them, from row `at` on, right behind its last row.

    `first` is the first row of the table below its header. With `push` what stood at `at` and below moves down (a total, a
    signature), without it the rows were free.
    """

    title: str
    first: int
    at: int
    count: int
    push: bool

    def start(self, row: int) -> int:
        """Where a row, or the begin of a range, comes to stand."""
        return min(row + self.count, MOST_ROWS) if self.push and row >= self.at else row

    def end(self, row: int, start: int, *, grow: bool) -> int:
        """Where the end of a range comes to stand; with `grow` a range down to the table's last row takes in the new ones."""
        if grow and row == self.at - 1 and (start < row or start == self.first):
            return row + self.count
        return self.start(row)


def moved(reference: str, room: Room, *, grow: bool = True) -> str:
    """A reference without a sheet, or a list of them; what is none is returned as it is.

    >>> room = Room("台账", first=3, at=6, count=2, push=True)
    >>> moved("A6", room), moved("$C$3:$C$5", room), moved("A3:A5 J3:J500", room), moved("C:C", room)
    ('A8', '$C$3:$C$7', 'A3:A7 J3:J502', 'C:C')
    >>> moved("A4:A5", room, grow=False), moved("$1:$2", room), moved("5:6", room)
    ('A4:A5', '$1:$2', '5:8')
    """
    return " ".join(_moved(part, room, grow=grow) for part in reference.split(" "))


def _moved(reference: str, room: Room, *, grow: bool) -> str:
    if cells := _CELLS.fullmatch(reference):
        column, row, last, end = cells.groups()
        start = int(row)
        one = f"{column}{room.start(start)}"
        return one if end is None else f"{one}:{last}{room.end(int(end), start, grow=grow)}"
    if rows := _ROWS.fullmatch(reference):
        before, row, mark, end = rows.groups()
        start = int(row)
        return f"{before}{room.start(start)}:{mark}{room.end(int(end), start, grow=grow)}"
    return reference


def moved_formula(formula: str, room: Room, *, own: bool, grow: bool = True) -> str:
    """A formula (without its =) of the room's own sheet or of another one; ranges of other sheets and workbooks stay.

    >>> room = Room("整改台账", first=3, at=6, count=2, push=True)
    >>> moved_formula('COUNTIF(J3:J5,"J6")+A6', room, own=True)
    'COUNTIF(J3:J7,"J6")+A8'
    >>> moved_formula("SUM(整改台账!$A$3:$A$5,A6,'整改台账'!B9,[1]整改台账!B9)", room, own=False)
    "SUM(整改台账!$A$3:$A$7,A6,'整改台账'!B11,[1]整改台账!B9)"
    """
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    if len(formula) > _LONGEST or not any(mark.isdigit() for mark in formula):
        return formula
    try:
        tokens = Tokenizer(f"={formula}").items
    except TokenizerError:
        return formula
    parts = []
    for token in tokens:
        value = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            value = moved_named(value, room, own=own, grow=grow)
        parts.append(value)
    return "".join(parts)


def moved_named(reference: str, room: Room, *, own: bool, grow: bool = True) -> str:
    """A reference with its sheet, if it has one.

    >>> moved_named("整改台账!A6", Room("整改台账", 3, 6, 2, True), own=False)
    '整改台账!A8'
    """
    sheet, mark, cells = reference.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet[:1] == "'" and sheet[-1:] == "'" else sheet
    if not (own if not mark else name.casefold() == room.title.casefold()):
        return reference
    return f"{sheet}{mark}{moved(cells, room, grow=grow)}"
