"""Measure words and fixed phrases with numbers, from corpora/lexicon, and the quantity that a measure word makes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table
from pipeline.records import Count

KINDS: Final = (
    "count", "money", "percent", "duration", "frequency", "rank", "area", "length", "weight", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure word: how it is reported, what kind of quantity it makes, what one of it is worth.

    Before one of the characters `not_before` it is part of another word (人 in 人民) and measures nothing.
    """

    unit: str
    kind: str
    scale: float
    not_before: str = ""


class Quantity(NamedTuple):
    """A quantity as it stands, before it is known what it counts: the first fields of a `Count`, and whether it is masked."""

    start: int
    end: int
    text: str
    value_min: float | None
    value_max: float | None
    unit: str
    kind: str
    masked: bool = False

    def counted(self, **what: Any) -> Count:  # noqa: ANN401 — fields of a Count
        """The same as a `Count`, with what is known of it besides."""
        return Count(*self[:-1], masked=self.masked, **what)


@cache
def measures() -> dict[str, Measure]:
    """Measure word → its meaning; 件 stays 件, 钟头 becomes 小时, 角 becomes 0.1 元."""
    path = paths.lexicon() / "measure_words.csv"
    table: dict[str, Measure] = {}
    for line, row in read_table(path, ("word", "unit", "kind", "scale", "not_before")):
        choice(path, line, row, "kind", KINDS)
        try:
            table[row["word"]] = Measure(row["unit"], row["kind"], float(row["scale"]), row["not_before"])
        except ValueError:
            raise DataFileError(path, line, f"scale 为“{row['scale']}”", "应为数字") from None
    return table


def alternation(phrases: list[str] | tuple[str, ...] | dict[str, Measure]) -> str:
    """Regex alternation, longest first, so that the longest phrase wins."""
    return "|".join(re.escape(word) for word in sorted(phrases, key=lambda w: (-len(w), w)))


@cache
def fixed_phrases() -> tuple[str, ...]:
    """Phrases whose numerals count nothing (四风, 三会一课, 12345)."""
    path = paths.lexicon() / "non_quantities.csv"
    return tuple(row["phrase"] for _, row in read_table(path, ("phrase",)))
