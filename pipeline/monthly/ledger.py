"""What a report needs to know of each letter, held compactly: some hundred bytes a letter, and none of its text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.monthly.periods import Period
from pipeline.records import CATEGORIES

NONE: Final = -1  # no category
UNREAD: Final = -2  # could not be read, or bears a category that is none of the five


@dataclass(frozen=True, slots=True)
class Letter:
    """One row of the table: its row number for people, its id (or empty), its day, and what `batch` found."""

    row: int
    id: str
    day: date | None
    main: int  # index in CATEGORIES, NONE or UNREAD
    categories: tuple[str, ...] = ()
    review: bool = False
    manifestations: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Ledger:
    """Letters as columns; a letter is known by its index, 0 for the first row."""

    def __init__(self, letters: Iterable[Letter] = (), *, dated: bool = True) -> None:
        self.dated = dated  # whether the table has a date column
        self.ids: list[str] = []
        self.rows = array("q")
        self.days = array("i")  # proleptic ordinal, 0 where there is none
        self.mains = array("b")
        self.review = bytearray()
        self._categories: list[tuple[str, ...]] = []
        self._manifestations: list[tuple[str, ...]] = []
        self._units: list[tuple[str, ...]] = []
        self._seen: dict[tuple[str, ...], tuple[str, ...]] = {}  # equal lists are kept once
        self._names: dict[str, str] = {}
        for letter in letters:
            self.add(letter)

    def __len__(self) -> int:
        return len(self.ids)

    def _once(self, names: tuple[str, ...]) -> tuple[str, ...]:
        known = self._seen.get(names)
        if known is None:
            known = tuple(self._names.setdefault(name, name) for name in dict.fromkeys(names) if name)
            self._seen[names] = known
        return known

    def add(self, letter: Letter) -> None:
        """Append one letter."""
        self.ids.append(letter.id)
        self.rows.append(letter.row)
        self.days.append(letter.day.toordinal() if letter.day else 0)
        self.mains.append(letter.main)
        self.review.append(letter.review)
        carried = letter.categories
        if letter.main >= 0 and CATEGORIES[letter.main] not in carried:
            carried = (CATEGORIES[letter.main], *carried)
        self._categories.append(self._once(carried))
        self._manifestations.append(self._once(letter.manifestations))
        self._units.append(self._once(letter.units))

    def name(self, at: int) -> str:
        """How a person finds the letter: its id, or its row where it has none."""
        return self.ids[at] or f"第{self.rows[at]}行"

    def within(self, period: Period | None) -> Iterator[int]:
        """Letters of a period in the order of the table; all letters when there is none."""
        if period is None:
            yield from range(len(self))
            return
        first, last = period.first.toordinal(), period.last.toordinal()
        for at, day in enumerate(self.days):
            if first <= day <= last:
                yield at

    def categories(self, at: int) -> tuple[str, ...]:
        """All categories that the letter carries."""
        return self._categories[at]

    def manifestations(self, at: int) -> tuple[str, ...]:
        """Manifestations found in the letter."""
        return self._manifestations[at]

    def units(self, at: int) -> tuple[str, ...]:
        """Units held responsible in the letter."""
        return self._units[at]
