"""The figures of a report as frozen records; each carries the letters behind it as indices into the ledger."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from pipeline.monthly.periods import Period

Letters = array  # of "I": indices of letters, ascending


def no_letters() -> array[int]:
    """An empty list of letters."""
    return array("I")


@dataclass(frozen=True, slots=True)
class Figure:
    """Letters of the period, of the period before and of the same period a year before.

    The two others are None where the data do not cover those periods: unknown is not zero.
    """

    name: str
    letters: array[int] = field(default_factory=no_letters)
    letters_before: array[int] | None = None
    letters_year_before: array[int] | None = None

    @property
    def count(self) -> int:
        """件次 in the period."""
        return len(self.letters)

    @property
    def before(self) -> int | None:
        """件次 in the period before."""
        return None if self.letters_before is None else len(self.letters_before)

    @property
    def year_before(self) -> int | None:
        """件次 in the same period a year before."""
        return None if self.letters_year_before is None else len(self.letters_year_before)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit in the ranking; equal counts share a rank (1, 2, 2, 4). `rank_before` is None where it had none."""

    rank: int
    figure: Figure
    rank_before: int | None


@dataclass(frozen=True, slots=True)
class Month:
    """Letters of one month: all, and by main category (the five, none, unread)."""

    name: str
    letters: array[int]
    parts: tuple[array[int], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A sum that must hold: what, both sides, and whether they are equal."""

    what: str
    left: str
    right: str

    @property
    def holds(self) -> bool:
        """Whether both sides agree."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the table holds besides the period."""

    rows: int
    undated: array[int]
    first_day: str  # ISO, empty when no letter has a date
    last_day: str
    dated: bool  # whether there is a date column
    missing_months: tuple[str, ...]  # months without a letter between the first and the last with one


@dataclass(frozen=True, slots=True)
class Picture:
    """All figures of a report."""

    title: str
    period: Period | None  # None: no dates, all letters
    coverage: Coverage
    totals: tuple[Figure, ...]  # 来信总数, 有作风类别, 无作风类别, 未读成, 需复核
    parts: tuple[Figure, ...]  # by main category, then none, then unread: exclusive, they add up to the total
    carried: tuple[Figure, ...]  # by category carried at all: they overlap
    manifestations: tuple[Figure, ...]
    units: tuple[Ranked, ...]
    months: tuple[Month, ...]
    checks: tuple[Check, ...]
