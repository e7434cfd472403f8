"""The one place where probabilities become judgments: thresholds, main category, abstention."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from pipeline.classify.linear import Array
from pipeline.records import CATEGORIES, KINDS


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


def choose_kind(kinds: Array, thresholds: Thresholds) -> tuple[str, float]:
    """Kind and its probability; `problem` wins from its own threshold on.

    >>> choose_kind(np.array([0.45, 0.1, 0.1, 0.35]), Thresholds(problem=0.4))
    ('problem', 0.45)
    """
    problem = KINDS.index("problem")
    if kinds[problem] >= thresholds.problem:
        return "problem", float(kinds[problem])
    rest = [i for i in range(len(KINDS)) if i != problem]
    best = max(rest, key=lambda i: kinds[i])
    return KINDS[best], float(kinds[best])


def choose_categories(probabilities: Array, thresholds: Thresholds) -> tuple[str, ...]:
    """Categories of a problem, the most probable first; empty when even that is below `abstain`.

    >>> choose_categories(np.array([0.1, 0.7, 0.6, 0.05, 0.02]), Thresholds())
    ('担当', '主动')
    >>> choose_categories(np.array([0.02, 0.03, 0.01, 0.02, 0.02]), Thresholds())
    ()
    """
    order = np.argsort(-probabilities, kind="stable")
    best = float(probabilities[order[0]])
    if best < thresholds.abstain:
        return ()
    chosen = [CATEGORIES[order[0]]]
    for column in order[1:]:
        name, value = CATEGORIES[column], float(probabilities[column])
        if value >= thresholds.category[name] and value >= thresholds.share * best:
            chosen.append(name)
    return tuple(chosen)


def is_doubtful(kinds: Array, probabilities: Array, categories: tuple[str, ...], thresholds: Thresholds) -> bool:
    """Whether a human should look: a problem near the cut-off, an unlikely main category or none, or two as likely.

    >>> doubtful = lambda p, *q: is_doubtful(np.array([p, 0, 0, 1 - p]), np.array(q), ("大局",), Thresholds())
    >>> doubtful(0.9, 0.7, 0.1), doubtful(0.52, 0.7, 0.1), doubtful(0.9, 0.3, 0.1), doubtful(0.9, 0.5, 0.45)
    (False, True, True, True)
    """
    problem = float(kinds[KINDS.index("problem")])
    if abs(problem - thresholds.problem) < thresholds.doubt:
        return True
    if problem < thresholds.problem:
        return False
    top = np.sort(probabilities)[::-1]
    return not categories or float(top[0]) < thresholds.likely or float(top[0] - top[1]) < thresholds.apart


def choose_letter(probabilities: Array, thresholds: Thresholds) -> tuple[str, ...]:
    """Categories of a letter, the most probable first; none is the usual answer.

    >>> choose_letter(np.array([0.1, 0.7, 0.6, 0.05, 0.02]), Thresholds())
    ('担当', '主动')
    """
    order = np.argsort(-probabilities, kind="stable")
    return tuple(CATEGORIES[i] for i in order if probabilities[i] >= thresholds.letter[CATEGORIES[i]])


def is_doubtful_letter(probabilities: Array, thresholds: Thresholds) -> bool:
    """Whether a human should read the letter: a label given though less likely than not, or one nearly given.

    The cut-offs of letters are low on purpose (see thresholds.py), so distance from them alone would doubt every letter.

    >>> cuts = Thresholds(letter=dict.fromkeys(CATEGORIES, 0.2))
    >>> [is_doubtful_letter(np.array([0.01, p, 0.01, 0.01, 0.01]), cuts) for p in (0.01, 0.15, 0.3, 0.9)]
    [False, True, True, False]
    """
    cuts = np.array([thresholds.letter[name] for name in CATEGORIES])
    return bool(((probabilities >= cuts / 2) & (probabilities < np.maximum(cuts, 0.5))).any())
