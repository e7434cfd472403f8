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


class RowLinks:
    """The sources of one document, their bigrams made once for all rows."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._bare = [grams(squeezed(s.words, (*s.units, *s.masked_units))) for s in sources]
        self._whole = [grams(squeezed(source.words)) for source in sources]

    def problems(self, row: Task) -> tuple[list[int], list[int]]:
        """Sources that stand in a table row, and the one outside it that its problem cell repeats, if any.

        The cell may leave out the unit or repeat it: 便民服务中心窗口空岗 of a 白鹭镇便民服务中心.
        """
        inside = [at for at, s in enumerate(self._sources) if row.start <= s.sentence.start < row.end]
        bare, whole = grams(squeezed(row.problem_text, row.who)), grams(squeezed(row.problem_text))
        who, scored = frozenset(row.who), []
        for at, source in enumerate(self._sources):
            score = self._likeness(at, bare, whole)
            fits = units_fit(frozenset(source.units), who)
            if at not in inside and score >= (_ROW if fits else _PLAIN):
                scored.append((fits, score, at))
        return inside, [max(scored)[-1]] if scored else []

    def _likeness(self, at: int, bare: frozenset[str], whole: frozenset[str]) -> float:
        """How far a cell, without its units and with them, says what a source says."""
        matter = contained(bare, self._bare[at]) if len(bare & self._bare[at]) >= _ALONE else 0.0
        return max(matter, contained(whole, self._whole[at]) if len(whole) >= _TELLING else 0.0)
