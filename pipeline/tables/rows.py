"""Turns the records of one document into rows of the tables; values are plain Python, lists stay lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pipeline.records import (
    CATEGORIES,
    Count,
    Document,
    Event,
    Front,
    Judgment,
    Outcome,
    Problem,
    Reject,
    Sentence,
    Unit,
)

Row = dict[str, Any]
_PROBABILITIES: Final = tuple(f"p_{name}" for name in CATEGORIES)


def document_row(
    doc_id: str,
    document: Document,
    front: Front,
    sentences: Sequence[Sentence],
    problems: Sequence[Problem],
    categories: Sequence[str],
) -> Row:
    """One row of `documents`."""
    return {
        "doc_id": doc_id,
        "source": document.source,
        "title": front.title,
        "genre": front.genre,
        "date": front.date,
        "issuer": front.issuer,
        "characters": len(document.text),
        "sentences": len(sentences),
        "problems": len(problems),
        "primary_category": categories[0] if categories else "",
        "categories": list(categories),
    }


def sentence_row(doc_id: str, sentence: Sentence, judgment: Judgment) -> Row:
    """One row of `sentences`."""
    return {
        "doc_id": doc_id,
        "sentence_id": sentence.index,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "section": " > ".join(sentence.section),
        "kind": judgment.kind,
        "kind_score": round(judgment.kind_score, 4),
        "categories": list(judgment.categories),
        **probability_cells(judgment.probabilities),
    }


def probability_cells(probabilities: Sequence[float]) -> Row:
    """The columns of probabilities, by category."""
    return {name: round(value, 4) for name, value in zip(_PROBABILITIES, probabilities, strict=True)}


def unique(values: Sequence[str]) -> list[str]:
    """Values in order without repeats or blanks.

    >>> unique(["b", "a", "b", ""])
    ['b', 'a']
    """
    return [value for value in dict.fromkeys(values) if value]


def problem_row(doc_id: str, number: int, problem: Problem) -> Row:
    """One row of `problems`."""
    judgment = problem.judgment
    return {
        "doc_id": doc_id,
        "problem_id": number,
        "sentence_id": problem.sentence.index,
        "start": problem.sentence.start,
        "end": problem.sentence.end,
        "text": problem.sentence.text,
        "category": problem.category,
        "categories": list(judgment.categories),
        "manifestation": judgment.manifestation,
        "confidence": round(judgment.kind_score, 4),
        "needs_review": judgment.needs_review,
        "evidence": [evidence.text for evidence in judgment.evidence],
        "units": unique([unit.name for unit in problem.units]),
        "counts": [count.text for count in problem.counts],
        "outcomes": unique([outcome.name for outcome in problem.outcomes]),
        "is_example": problem.sentence.is_example,
    }


def unit_row(doc_id: str, unit: Unit, problem_id: int | None) -> Row:
    """One row of `units`; `problem_id` is None outside a problem."""
    return {
        "doc_id": doc_id,
        "problem_id": problem_id,
        "start": unit.start,
        "end": unit.end,
        "text": unit.text,
        "name": unit.name,
        "type": unit.type,
        "level": unit.level,
        "role": unit.role,
        "masked": unit.masked,
    }


def count_row(doc_id: str, count: Count, problem_id: int | None) -> Row:
    """One row of `counts`; `part_of` is the place of the whole among the document's counts."""
    return {
        "doc_id": doc_id,
        "problem_id": problem_id,
        "start": count.start,
        "end": count.end,
        "text": count.text,
        "value_min": count.value_min,
        "value_max": count.value_max,
        "unit": count.unit,
        "kind": count.kind,
        "what": count.what,
        "unit_name": count.unit_name,
        "part_of": count.part_of,
        "masked": count.masked,
        "direction": count.direction,
        "base": count.base,
    }


def outcome_row(doc_id: str, outcome: Outcome, problem_id: int | None) -> Row:
    """One row of `outcomes`; `problem_id` is None outside a problem."""
    return {
        "doc_id": doc_id,
        "problem_id": problem_id,
        "start": outcome.start,
        "end": outcome.end,
        "text": outcome.text,
        "name": outcome.name,
        "form": outcome.form,
        "unit_name": outcome.unit_name,
        "counts": list(outcome.counts),
    }


def case_row(doc_id: str, source: str, event: Event) -> Row:
    """One row of `cases`: the event behind a problem, readable by itself."""
    problem, sentence = event.problem, event.problem.sentence
    first = next((period.first for period in event.periods if period.first), "")
    last = next((period.last for period in event.periods if period.last), "")
    return {
        "doc_id": doc_id,
        "case_id": event.problem_id,
        "problem_id": event.problem_id,
        "category": problem.category,
        "text": sentence.text,
        "responsible_units": event.names("responsible"),
        "finders": event.names("supervisor"),
        "handlers": event.names("handler"),
        "victims": event.names("affected"),
        "counts": [f"{count.what} {count.text}".strip() for count in problem.counts if count.kind != "duration"],
        "outcomes": unique([" ".join((outcome.name, *outcome.counts)) for outcome in event.outcomes]),
        "forms": unique([outcome.form for outcome in event.outcomes]),
        "date_text": unique([period.text for period in event.periods]),
        "date_first": first,
        "date_last": last,
        "source": f"{source} 第 {sentence.index + 1} 句" if source else f"第 {sentence.index + 1} 句",
        "start": sentence.start,
        "end": sentence.end,
    }


def reject_row(reject: Reject) -> Row:
    """One row of `rejects`."""
    return {"source": reject.source, "row": reject.row, "reason": reject.reason, "remedy": reject.remedy}


def merge(tables: Mapping[str, list[Row]], more: Mapping[str, list[Row]]) -> None:
    """Append the rows of `more` to `tables` in place."""
    for name, rows in more.items():
        tables[name].extend(rows)
