"""Links units, counts and outcomes to the sentences and problems that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from pipeline.extract.letter_roles import letter_roles
from pipeline.extract.roles import assign_roles, chains, with_role
from pipeline.extract.units import Mention
from pipeline.records import Count, Event, Judgment, Outcome, Period, Problem, Sentence, Unit

_DONE_TO: Final = frozenset({"人", "名", "位", "人次", "件", "起", "个", "家"})
_JOINED: Final = re.compile(r"[^，。；！？,;\n\d]{0,6}")  # between an outcome and how many it was done to

Found = TypeVar("Found", Unit, Count, Outcome, Period)


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


def units_of_letter(
    text: str,
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    judgments: Sequence[Judgment],
    *,
    complains: bool,
) -> list[Unit]:
    """The same of a letter, with the roles that it gives as a whole; `complains` as of `letter_roles`."""
    units = units_with_roles(text, mentions, sentences, judgments, letter=True)
    return letter_roles(text, units, sentences, complains=complains)


def by_sentence(found: Iterable[Found], starts: Sequence[int]) -> dict[int, list[Found]]:
    """What was found, in order, by the index of the sentence that it stands in."""
    standing: dict[int, list[Found]] = {}
    for each in found:
        standing.setdefault(sentence_at(starts, each.start), []).append(each)
    return standing


def counts_with_units(
    counts: Sequence[Count], standing: Mapping[int, Sequence[Unit]], starts: Sequence[int]
) -> list[Count]:
    """Counts with the name of the nearest unit before them in the same sentence, the responsible ones preferred.

    `standing` are the units by sentence, `starts` those of the sentences.
    """
    linked = []
    for count in counts:
        here = standing.get(sentence_at(starts, count.start), ())
        before = [unit for unit in here if unit.end <= count.start]
        blamed = [unit for unit in before if unit.role == "responsible"]
        linked.append(replace(count, unit_name=(blamed or before)[-1].name) if before else count)
    return linked


def outcomes_with_units(
    text: str,
    outcomes: Sequence[Outcome],
    standing: Mapping[int, Sequence[Unit]],
    counts: Sequence[Count],
    starts: Sequence[int],
) -> list[Outcome]:
    """Outcomes with the unit they were done about and how many they were done to.

    The unit is the responsible one named last before, in the same sentence; how many stands right behind (立案12件) or
    right before (3人被诫勉), with no stop between. `standing` are the units by sentence, `starts` those of the sentences.
    """
    if not outcomes:
        return []
    begins, ends = [count.start for count in counts], [count.end for count in counts]
    linked = []
    for outcome in outcomes:
        here = standing.get(sentence_at(starts, outcome.start), ())
        before = [unit for unit in here if unit.role == "responsible" and unit.end <= outcome.start]
        behind, ahead = bisect_left(begins, outcome.end), bisect_right(ends, outcome.start) - 1
        near = [
            counts[at].text
            for at, first, last in (
                (behind, outcome.end, begins[behind] if behind < len(counts) else 0),
                (ahead, ends[ahead] if ahead >= 0 else 0, outcome.start),
            )
            if 0 <= at < len(counts) and counts[at].unit in _DONE_TO and _JOINED.fullmatch(text, first, last)
        ]
        linked.append(outcome._replace(unit_name=before[-1].name if before else "", counts=tuple(near[:1])))
    return linked


def gather(
    sentences: Sequence[Sentence],
    judgments: Sequence[Judgment],
    standing: Mapping[int, Sequence[Unit]],
    counts: Sequence[Count],
    outcomes: Sequence[Outcome],
) -> list[Problem]:
    """The problem sentences with what stands in them; responsible units first. `standing` are the units by sentence."""
    told = [pair for pair in zip(sentences, judgments, strict=True) if pair[1].kind == "problem"]
    if not told:
        return []
    starts = [sentence.start for sentence in sentences]
    counted, done = by_sentence(counts, starts), by_sentence(outcomes, starts)
    problems = []
    for sentence, judgment in told:
        at = sentence.index
        ranked = sorted(standing.get(at, ()), key=lambda unit: unit.role != "responsible")
        problems.append(Problem(sentence, judgment, tuple(ranked), tuple(counted.get(at, ())), tuple(done.get(at, ()))))
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
    if not problems:
        return []
    starts = [sentence.start for sentence in sentences]
    done, dated = by_sentence(outcomes, starts), by_sentence(periods, starts)
    problem_at = {problem.sentence.index: problem for problem in problems}
    told: set[int] = set()  # sentences that were the sequel of another
    events = []
    for number, problem in enumerate(problems):
        at, paragraph = problem.sentence.index, problem.sentence.paragraph
        if at in told:
            continue
        results, behind = list(problem.outcomes), at + 1
        while behind < len(sentences) and sentences[behind].paragraph == paragraph and behind in done:
            own = problem_at.get(behind)
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
