"""What an analysis says of one document, and the same as tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import (
    Count,
    Document,
    Event,
    Front,
    Judgment,
    LetterJudgment,
    Outcome,
    Period,
    Problem,
    Sentence,
    Unit,
)
from pipeline.tables.rows import (
    Row,
    case_row,
    count_row,
    document_row,
    outcome_row,
    problem_row,
    sentence_row,
    unit_row,
)
from pipeline.tables.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Report:
    """All records of one document. `letter` is None unless the document was judged as a letter."""

    document: Document
    front: Front
    sentences: tuple[Sentence, ...]
    judgments: tuple[Judgment, ...]
    problems: tuple[Problem, ...]
    units: tuple[Unit, ...]
    counts: tuple[Count, ...]
    outcomes: tuple[Outcome, ...]
    letter: LetterJudgment | None = None
    periods: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of the whole: those of the letter, or of the problems, the most frequent first."""
        if self.letter is not None:
            return self.letter.categories
        found: dict[str, int] = {}
        for problem in self.problems:
            for name in problem.judgment.categories:
                found[name] = found.get(name, 0) + 1
        return tuple(sorted(found, key=lambda name: -found[name]))

    def _problem_at(self, offset: int, starts: Sequence[int]) -> int | None:
        """Number of the problem whose sentence covers an offset, or None; `starts` are those of their sentences."""
        at = bisect_right(starts, offset) - 1
        return at if at >= 0 and offset < self.problems[at].sentence.end else None

    def rows(self) -> dict[str, list[Row]]:
        """Rows of the eight tables, `rejects` empty."""
        doc_id, source = self.document.doc_id, self.document.source
        starts = [problem.sentence.start for problem in self.problems]
        return {
            "documents": [
                document_row(doc_id, self.document, self.front, self.sentences, self.problems, self.categories)
            ],
            "sentences": [sentence_row(doc_id, s, j) for s, j in zip(self.sentences, self.judgments, strict=True)],
            "problems": [problem_row(doc_id, number, problem) for number, problem in enumerate(self.problems)],
            "units": [unit_row(doc_id, unit, self._problem_at(unit.start, starts)) for unit in self.units],
            "counts": [count_row(doc_id, count, self._problem_at(count.start, starts)) for count in self.counts],
            "rejects": [],
            "cases": [case_row(doc_id, source, event) for event in self.events],
            "outcomes": [
                outcome_row(doc_id, outcome, self._problem_at(outcome.start, starts)) for outcome in self.outcomes
            ],
        }

    def frames(self) -> dict[str, pd.DataFrame]:
        """The eight tables as data frames, columns as in the contract even when empty."""
        from pipeline.tables.frames import frame

        return {name: frame(rows, TABLES[name]) for name, rows in self.rows().items()}


def whole_report(report: Report) -> Report:
    """The report itself, for `analyze_many` when all of it is wanted."""
    return report
