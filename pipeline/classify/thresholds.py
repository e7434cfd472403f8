"""Chooses the cut-offs on out-of-fold probabilities, each where F1 (for letters, F2) is highest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.decide import Thresholds, choose_categories, choose_letter
from pipeline.classify.figures import as_mask, best_cut, f1, f_beta
from pipeline.classify.linear import Array
from pipeline.classify.stacking import Judged
from pipeline.records import CATEGORIES, KINDS

_PROBLEM: Final = KINDS.index("problem")
_GRID: Final = tuple(round(0.10 + 0.02 * step, 2) for step in range(31))
_SHARES: Final = (0.3, 0.4, 0.5, 0.6, 0.7)
# A missed accusation is lost in the pile, a false one is read once more. And real letters are farther from the corpora than
# their authors are from one another, so that cut-offs with F1 highest in cross-validation are too high outside.
_RECALL: Final = 2.0
_ROUNDS: Final = 2  # over the letter cut-offs, since each depends a little on the others


def choose_thresholds(
    formal: Judged, kinds: NDArray[np.int64], labels: NDArray[np.bool_], letters: Array, gold: NDArray[np.bool_]
) -> Thresholds:
    """Cut-offs for problems, then categories, then letters; `kinds` (n,) and `labels` (n, 5) of formal sentences."""
    is_problem = kinds == _PROBLEM
    problem = best_cut(_GRID, lambda cut: f1(is_problem, formal.kinds[:, _PROBLEM] >= cut))
    thresholds = Thresholds(problem=problem)
    rows = np.flatnonzero(is_problem)

    def micro(candidate: Thresholds) -> float:
        return f1(labels[rows], as_mask([choose_categories(formal.categories[i], candidate) for i in rows]))

    share = best_cut(_SHARES, lambda value: micro(replace(thresholds, share=value)))
    thresholds = replace(thresholds, share=share)
    for name in CATEGORIES:
        cut = best_cut(_GRID[::3], _with(thresholds, "category", name, micro))
        thresholds = replace(thresholds, category=thresholds.category | {name: cut})

    def letter_figure(candidate: Thresholds) -> float:
        return f_beta(gold, as_mask([choose_letter(row, candidate) for row in letters]), _RECALL)

    for name in CATEGORIES * _ROUNDS:
        cut = best_cut(_GRID, _with(thresholds, "letter", name, letter_figure))
        thresholds = replace(thresholds, letter=thresholds.letter | {name: cut})
    return thresholds


def _with(base: Thresholds, table: str, name: str, figure: Callable[[Thresholds], float]) -> Callable[[float], float]:
    return lambda cut: figure(replace(base, **{table: getattr(base, table) | {name: cut}}))
