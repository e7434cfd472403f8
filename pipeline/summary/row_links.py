"""Links rows of task tables to the problems that their cells name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.summary.likeness import contained, grams, squeezed
from pipeline.summary.merging import units_fit
from pipeline.summary.records import Source, Task

_ROW: Final = 0.5  # share of the smaller text's bigrams, for a row's problem cell
_PLAIN: Final = 0.7  # the same where the units have different names (大厅 of a place, the bureau that runs it)
_TELLING: Final = 4  # bigrams of a cell that names units as well
_ALONE: Final = 2  # bigrams in common, at least


def is_row(row: Task, source: Source) -> bool:
    """Whether a sentence is a whole table row (cells apart by |), or more of it than the cell that names the problem."""
    inside = row.start <= source.sentence.start and source.sentence.end <= row.end
    return inside and len(source.sentence.text) > len(row.problem_text) and row.problem_text in source.sentence.text


def row_problems(row: Task, sources: Sequence[Source]) -> tuple[list[int], list[int]]:
    """Sources that stand in a table row, and the one outside it that its problem cell repeats, if any.

    The cell may leave out the unit or repeat it: 便民服务中心窗口空岗 of a 白鹭镇便民服务中心.
    """
    inside = [at for at, s in enumerate(sources) if row.start <= s.sentence.start < row.end]
    scored = []
    for at, source in enumerate(sources):
        fits = units_fit(frozenset(source.units), frozenset(row.who))
        score = _likeness(row, source)
        if at not in inside and score >= (_ROW if fits else _PLAIN):
            scored.append((fits, score, at))
    return inside, [max(scored)[-1]] if scored else []


def _likeness(row: Task, source: Source) -> float:
    bare, whole = grams(squeezed(row.problem_text, row.who)), grams(squeezed(row.problem_text))
    without = grams(squeezed(source.words, (*source.units, *source.masked_units)))
    matter = contained(bare, without) if len(bare & without) >= _ALONE else 0.0
    return max(matter, contained(whole, grams(squeezed(source.words))) if len(whole) >= _TELLING else 0.0)
