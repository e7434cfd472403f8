"""The one place where probabilities become judgments: thresholds, main category, abstention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Array
from pipeline.records import CATEGORIES, KINDS, Evidence, Judgment

_PROBLEM: Final = KINDS.index("problem")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cut-offs chosen on out-of-fold predictions; `share` is the part of the best category that another must reach."""

    problem: float = 0.5
    share: float = 0.5
    category: dict[str, float] = field(default_factory=lambda: dict.fromkeys(CATEGORIES, 0.3))
    letter: dict[str, float] = field(default_factory=lambda: dict.fromkeys(CATEGORIES, 0.5))
    abstain: float = 0.12  # no category reaches this: the program says that it does not know
    # A human should look when a problem is nearer to its cut-off than `doubt`, its main category less probable than
    # `likely`, or the next one nearer than `apart`. Out of fold this marks 3 problems in 10; 55 % of them are wrong in
    # kind or main category, of the others 15 % (docs/model-selection.md). Twice as wide, it marked half of all.
    doubt: float = 0.05
    likely: float = 0.35
    apart: float = 0.08

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return asdict(self)


def choose_kinds(kinds: Array, thresholds: Thresholds) -> NDArray[np.int64]:
    """Column of the kind of each sentence; `kinds` has shape (n, 4). `problem` wins from its own threshold on.

    >>> choose_kinds(np.array([[0.45, 0.1, 0.1, 0.35], [0.3, 0.1, 0.4, 0.2]]), Thresholds(problem=0.4)).tolist()
    [0, 2]
    """
    others = np.where(np.arange(len(KINDS)) == _PROBLEM, -1.0, kinds).argmax(axis=1)
    return np.where(kinds[:, _PROBLEM] >= thresholds.problem, _PROBLEM, others)


def choose_categories(probabilities: Sequence[float], thresholds: Thresholds) -> tuple[str, ...]:
    """Categories of a problem, the most probable first; empty when even that is below `abstain`.

    >>> choose_categories([0.1, 0.7, 0.6, 0.05, 0.02], Thresholds())
    ('担当', '主动')
    >>> choose_categories([0.02, 0.03, 0.01, 0.02, 0.02], Thresholds())
    ()
    """
    order = _descending(probabilities)
    best = probabilities[order[0]]
    if best < thresholds.abstain:
        return ()
    chosen = [CATEGORIES[order[0]]]
    for column in order[1:]:
        name, value = CATEGORIES[column], probabilities[column]
        if value >= thresholds.category[name] and value >= thresholds.share * best:
            chosen.append(name)
    return tuple(chosen)


def are_doubtful(kinds: Array, categories: Array, thresholds: Thresholds) -> NDArray[np.bool_]:
    """Whether a human should look: a problem near the cut-off, an unlikely main category or none, or two as likely.

    >>> doubtful = lambda p, *q: are_doubtful(np.array([[p, 0, 0, 1 - p]]), np.array([q]), Thresholds()).item()
    >>> doubtful(0.9, 0.7, 0.1), doubtful(0.52, 0.7, 0.1), doubtful(0.9, 0.3, 0.1), doubtful(0.9, 0.5, 0.45)
    (False, True, True, True)
    """
    problem = kinds[:, _PROBLEM]
    near = np.abs(problem - thresholds.problem) < thresholds.doubt
    second, first = np.sort(categories, axis=1)[:, -2:].T
    unclear = (first < max(thresholds.likely, thresholds.abstain)) | (first - second < thresholds.apart)
    doubtful: NDArray[np.bool_] = near | ((problem >= thresholds.problem) & unclear)
    return doubtful


class Grounds(NamedTuple):
    """What a problem sentence is accused of, and what shows it."""

    categories: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    manifestation: str = ""


def judgments(
    kinds: Array, categories: Array, grounds: Mapping[int, Grounds], thresholds: Thresholds
) -> Iterator[Judgment]:
    """Judgments of sentences from their probabilities; `grounds` are those of the problems among them."""
    chosen, doubtful = choose_kinds(kinds, thresholds), are_doubtful(kinds, categories, thresholds)
    problem, none = kinds[:, _PROBLEM], Grounds()
    capped = np.minimum(categories, problem[:, None])
    rows = (chosen, kinds[np.arange(len(kinds)), chosen], problem, doubtful, capped)
    for at, (kind, score, p_problem, needs_review, probabilities) in enumerate(
        zip(*(row.tolist() for row in rows), strict=True)
    ):
        own = grounds.get(at, none)
        yield Judgment(
            kind=KINDS[kind],
            kind_score=score,
            categories=own.categories,
            probabilities=tuple(probabilities),
            needs_review=needs_review,
            evidence=own.evidence,
            manifestation=own.manifestation,
            p_problem=p_problem,
        )


def choose_letter(probabilities: Sequence[float], thresholds: Thresholds) -> tuple[str, ...]:
    """Categories of a letter, the most probable first; none is the usual answer.

    >>> choose_letter([0.1, 0.7, 0.6, 0.05, 0.02], Thresholds())
    ('担当', '主动')
    """
    order = _descending(probabilities)
    return tuple(CATEGORIES[i] for i in order if probabilities[i] >= thresholds.letter[CATEGORIES[i]])


def _descending(probabilities: Sequence[float]) -> list[int]:
    """Places of the probabilities, the greatest first, of equal ones the first."""
    return sorted(range(len(probabilities)), key=probabilities.__getitem__, reverse=True)


def is_doubtful_letter(probabilities: Sequence[float], thresholds: Thresholds) -> bool:
    """Whether a human should read the letter: a label given though less likely than not, or one nearly given.

    The cut-offs of letters are low on purpose (see thresholds.py), so distance from them alone would doubt every letter.

    >>> cuts = Thresholds(letter=dict.fromkeys(CATEGORIES, 0.2))
    >>> [is_doubtful_letter([0.01, p, 0.01, 0.01, 0.01], cuts) for p in (0.01, 0.15, 0.3, 0.9)]
    [False, True, True, False]
    """
    cuts = (thresholds.letter[name] for name in CATEGORIES)
    return any(cut / 2 <= value < max(cut, 0.5) for value, cut in zip(probabilities, cuts, strict=True))
