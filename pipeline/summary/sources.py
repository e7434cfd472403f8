"""Turns the report on a document into sources: its problem sentences with all that a summary says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.linking import sentence_at
from pipeline.records import CATEGORIES, Count, Evidence, Problem, Unit
from pipeline.report import Report
from pipeline.summary.records import Source

_BARE: Final = 3  # characters of 某街道, 各乡镇
_ANY_OF: Final = "各某有相个部一所本我该全两几多"
_HEADLINE: Final = 40  # characters
_ANSWER: Final = ("responsible", "handler")


def is_generic(unit: Unit) -> bool:
    """个别部门, 某局, A市: a unit without a name of its own; 临江街道 has one, whatever its type."""
    long = len(unit.name) > _BARE or (len(unit.name) == _BARE and unit.name[-1] in "乡镇")
    own_name = unit.level == "township" and long and unit.name[0] not in _ANY_OF
    return unit.masked or (unit.type == "generic" and not own_name)


def _answering(problem: Problem) -> list[Unit]:
    """Units that answer for a problem: the responsible ones; where none is, the handlers."""
    for role in _ANSWER:
        found = [unit for unit in problem.units if unit.role == role]
        if found:
            return found
    return []


def _amount(count: Count) -> tuple[str, float, str] | None:
    size = count.value_max if count.value_max is not None else count.value_min
    return None if size is None or count.masked or count.part_of is not None else (count.kind, size, count.text)


def _certainty(report: Report, problem: Problem) -> float:
    """Probability of the main category: the sentence's, or that of the letter which it speaks for."""
    if not problem.category:
        return 0.0
    at = CATEGORIES.index(problem.category)
    letter = report.letter.probabilities[at] if report.letter else 0.0
    return max(problem.judgment.probabilities[at], letter)


def sources_of(report: Report, number: int) -> list[Source]:
    """Sources of one document in order, one for each problem sentence; `number` is the document's place in the summary.

    Outcomes told by the sentence's sequel are in as well.
    """
    told = {event.problem.sentence.index: event.outcomes for event in report.events}
    found = []
    for problem in report.problems:
        sentence, judgment = problem.sentence, problem.judgment
        outcomes = told.get(sentence.index, problem.outcomes)
        units = _answering(problem)
        spans: list[Evidence | Unit | Count] = [*judgment.evidence, *problem.units, *problem.counts]
        amounts = [amount for count in problem.counts if (amount := _amount(count))]
        found.append(
            Source(
                document=number,
                name=report.document.source,
                title=report.front.title,
                date=report.front.date,
                sentence=sentence,
                category=problem.category,
                categories=judgment.categories,
                manifestation=judgment.manifestation,
                confidence=judgment.kind_score,
                certainty=_certainty(report, problem),
                evidence=tuple(
                    (span.start - sentence.start, span.end - sentence.start)
                    for span in spans
                    if sentence.start <= span.start and span.end <= sentence.end
                ),
                units=tuple(dict.fromkeys(unit.name for unit in units if not is_generic(unit))),
                masked_units=tuple(dict.fromkeys(unit.name for unit in units if is_generic(unit))),
                counts=tuple(dict.fromkeys(count.text for count in problem.counts)),
                amounts=tuple(amounts),
                outcomes=tuple(dict.fromkeys(" ".join((o.name, *o.counts)) for o in outcomes)),
                severities=tuple(dict.fromkeys(outcome.form or outcome.name for outcome in outcomes)),
            )
        )
    return _with_headlines(found)


def named_in(report: Report) -> dict[int, tuple[str, ...]]:
    """Names of the units that each sentence mentions, also as written there, whatever their role, by its index."""
    starts = [sentence.start for sentence in report.sentences]
    found: dict[int, dict[str, None]] = {}
    for unit in report.units:
        if not is_generic(unit):
            found.setdefault(sentence_at(starts, unit.start), {}).update({unit.name: None, unit.text: None})
    return {index: tuple(names) for index, names in found.items()}


def _with_headlines(sources: Sequence[Source]) -> list[Source]:
    """Short sentences without a unit that stand over problems are headlines of one: the first of their category, else the first."""
    found = []
    for at, source in enumerate(sources):
        under: list[Source] = []
        if len(source.sentence.text) <= _HEADLINE and not source.units:
            under = [other for other in sources[at + 1 :] if _under(other, source)]
        child = next((s for s in under if set(s.categories) & set(source.categories)), under[0] if under else None)
        found.append(replace(source, announces=child.sentence.index) if child else source)
    return found


def _under(source: Source, head: Source) -> bool:
    """Whether a sentence stands under a head: governed by it, or in the paragraph right behind a head that stands alone."""
    if source.sentence.lead == head.sentence.index:
        return True
    own, over = source.sentence, head.sentence
    behind = own.index == over.index + 1 and own.paragraph == over.paragraph + 1
    return bool(behind and over.enumerator and not own.enumerator and own.section == over.section)
