"""Links units, counts and outcomes to the sentences and problems that they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.roles import assign_roles, chains, with_role
from pipeline.extract.units import Mention
from pipeline.records import Count, Event, Judgment, Outcome, Period, Problem, Sentence, Unit


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """Index of the sentence that covers an offset; `starts` are the sentences' starts in order.

    >>> sentence_at([0, 5, 9], 6)
    1
    """
    return max(0, bisect_right(starts, offset) - 1)


def units_with_roles(
    text: str,
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    judgments: Sequence[Judgment],
    *,
    letter: bool = False,
) -> list[Unit]:
    """Mentions as units, each with its role towards the sentence it stands in; `letter` says that the text is a letter."""
    if not judgments:
        return []
    starts = [sentence.start for sentence in sentences]
    units: list[Unit] = []
    for chain in chains(text, mentions):
        kind = judgments[sentence_at(starts, chain[0].start)].kind
        units += [with_role(mention, role) for mention, role in assign_roles(text, chain, kind=kind, letter=letter)]
    return units


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


def as_events(
    problems: Sequence[Problem],
    sentences: Sequence[Sentence],
    outcomes: Sequence[Outcome],
    periods: Sequence[Period],
) -> list[Event]:
    """One event a problem, its sequel included.

    A sentence right behind it, in the same paragraph, that tells an outcome and names no unit of its own is the sequel
    (当事人已受到党内警告处分。), whether or not it was judged a problem too. An event that names no date takes the last
    one named before it in its paragraph.
    """
    starts = [sentence.start for sentence in sentences]
    done: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        done.setdefault(sentence_at(starts, outcome.start), []).append(outcome)
    dated: dict[int, list[Period]] = {}
    for period in periods:
        dated.setdefault(sentence_at(starts, period.start), []).append(period)
    by_sentence = {problem.sentence.index: problem for problem in problems}
    told: set[int] = set()  # sentences that were the sequel of another
    events = []
    for number, problem in enumerate(problems):
        at, paragraph = problem.sentence.index, problem.sentence.paragraph
        if at in told:
            continue
        results, behind = list(problem.outcomes), at + 1
        while behind < len(sentences) and sentences[behind].paragraph == paragraph and behind in done:
            own = by_sentence.get(behind)
            if own is not None and own.units:
                break
            results += done[behind]
            told.add(behind)
            behind += 1
        when, before = dated.get(at, []), at - 1
        while not when and before >= 0 and sentences[before].paragraph == paragraph:
            when = dated.get(before, [])[-1:]
            before -= 1
        events.append(Event(number, problem, tuple(results), tuple(when)))
    return events
