"""Links units, counts and outcomes to the sentences and problems that they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.roles import assign_role, with_role
from pipeline.extract.units import Mention
from pipeline.records import Count, Judgment, Outcome, Problem, Sentence, Unit


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """Index of the sentence that covers an offset; `starts` are the sentences' starts in order.

    >>> sentence_at([0, 5, 9], 6)
    1
    """
    return max(0, bisect_right(starts, offset) - 1)


def units_with_roles(
    text: str, mentions: Sequence[Mention], sentences: Sequence[Sentence], judgments: Sequence[Judgment]
) -> list[Unit]:
    """Mentions as units, each with its role towards the sentence it stands in."""
    starts = [sentence.start for sentence in sentences]
    return [
        with_role(mention, assign_role(text, mention, kind=judgments[sentence_at(starts, mention.start)].kind))
        for mention in mentions
        if judgments
    ]


def counts_with_units(counts: Sequence[Count], units: Sequence[Unit], sentences: Sequence[Sentence]) -> list[Count]:
    """Counts with the name of the nearest unit before them in the same sentence, the responsible ones preferred."""
    starts = [sentence.start for sentence in sentences]
    standing: dict[int, list[Unit]] = {}
    for unit in units:
        standing.setdefault(sentence_at(starts, unit.start), []).append(unit)
    linked = []
    for count in counts:
        here = standing.get(sentence_at(starts, count.start), [])
        before = [unit for unit in here if unit.end <= count.start]
        blamed = [unit for unit in before if unit.role == "responsible"]
        nearest = (blamed or before)[-1:]
        linked.append(replace(count, unit_name=nearest[0].name if nearest else ""))
    return linked


def gather(
    sentences: Sequence[Sentence],
    judgments: Sequence[Judgment],
    units: Sequence[Unit],
    counts: Sequence[Count],
    outcomes: Sequence[Outcome],
) -> list[Problem]:
    """The problem sentences with what stands in them; responsible units first."""
    starts = [sentence.start for sentence in sentences]
    by_sentence: dict[int, tuple[list[Unit], list[Count], list[Outcome]]] = {}
    for place, found in ((0, units), (1, counts), (2, outcomes)):
        for item in found:
            slot = by_sentence.setdefault(sentence_at(starts, item.start), ([], [], []))
            slot[place].append(item)  # type: ignore[arg-type]
    problems = []
    for sentence, judgment in zip(sentences, judgments, strict=True):
        if judgment.kind != "problem":
            continue
        own = by_sentence.get(sentence.index, ([], [], []))
        ranked = sorted(own[0], key=lambda unit: unit.role != "responsible")
        problems.append(Problem(sentence, judgment, tuple(ranked), tuple(own[1]), tuple(own[2])))
    return problems
