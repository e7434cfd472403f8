"""One table of a report as all formats get it, so that Word, Excel and HTML cannot differ in a number."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from pipeline.monthly.shares import Percent, Step

Cell = str | int | Percent | Step | None  # None: not known or not defined, printed as —
DASH: Final = "—"


@dataclass(frozen=True, slots=True)
class Chart:
    """Values to draw: the column of names and of values, and the rows that count."""

    title: str
    kind: str  # column or bar
    value: int  # column of the grid
    rows: int  # the first so many rows


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its name, header, rows, remarks and the letters behind its figures."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    traces: tuple[tuple[str, array[int]], ...] = ()
    chart: Chart | None = None
    total: bool = False  # whether the last row is a sum


def shown(cell: Cell) -> str:
    """A cell as text.

    >>> shown(None), shown(3), shown(Percent(125))
    ('—', '3', '12.5%')
    """
    return DASH if cell is None else str(cell)
