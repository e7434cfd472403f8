"""The one place where probabilities become judgments: thresholds, main category, abstention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from pipeline.records import CATEGORIES, KINDS

_PROBLEM: Final = KINDS.index("problem")
_NO_PROBLEM: Final = tuple(at for at in range(len(KINDS)) if at != _PROBLEM)


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


def choose_kind(kinds: Sequence[float], thresholds: Thresholds) -> tuple[str, float]:
    """Kind and its probability; `problem` wins from its own threshold on.

    >>> choose_kind([0.45, 0.1, 0.1, 0.35], Thresholds(problem=0.4))
    ('problem', 0.45)
    """
    if kinds[_PROBLEM] >= thresholds.problem:
        return "problem", kinds[_PROBLEM]
    best = max(_NO_PROBLEM, key=kinds.__getitem__)
    return KINDS[best], kinds[best]


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


def is_doubtful(
    kinds: Sequence[float], probabilities: Sequence[float], categories: tuple[str, ...], thresholds: Thresholds
) -> bool:
    """Whether a human should look: a problem near the cut-off, an unlikely main category or none, or two as likely.

    >>> doubtful = lambda p, *q: is_doubtful([p, 0, 0, 1 - p], q, ("大局",), Thresholds())
    >>> doubtful(0.9, 0.7, 0.1), doubtful(0.52, 0.7, 0.1), doubtful(0.9, 0.3, 0.1), doubtful(0.9, 0.5, 0.45)
    (False, True, True, True)
    """
    problem = kinds[_PROBLEM]
    if abs(problem - thresholds.problem) < thresholds.doubt:
        return True
    if problem < thresholds.problem:
        return False
    first, second, *_ = sorted(probabilities, reverse=True)
    return not categories or first < thresholds.likely or first - second < thresholds.apart


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
