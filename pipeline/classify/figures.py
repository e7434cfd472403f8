"""Figures of merit for kinds, categories and letters, and the choice of thresholds that maximises them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Array
from pipeline.records import CATEGORIES, KINDS

Booleans = NDArray[np.bool_]


def f1(gold: Booleans, predicted: Booleans) -> float:
    """F1 of two masks of the same shape; 0 when both are empty.

    >>> f1(np.array([True, True, False]), np.array([True, False, False]))
    0.6666666666666666
    """
    return f_beta(gold, predicted, 1.0)


def f_beta(gold: Booleans, predicted: Booleans, beta: float) -> float:
    """F with recall weighted `beta` times as precision (van Rijsbergen 1979); 0 when both masks are empty.

    >>> f_beta(np.array([True, True, False]), np.array([True, False, False]), 2.0)
    0.5555555555555556
    """
    right = float((gold & predicted).sum())
    total = beta**2 * float(gold.sum()) + float(predicted.sum())
    return (1 + beta**2) * right / total if total else 0.0


def calibration_error(gold: Booleans, probabilities: Array, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap of confidence and frequency over equal-width bins."""
    places = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    gaps = [
        abs(float(probabilities[places == b].mean()) - float(gold[places == b].mean())) * float((places == b).mean())
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps))


def kind_figures(gold: NDArray[np.int64], predicted: NDArray[np.int64]) -> dict[str, Any]:
    """F1 of each kind and their mean; both arrays hold indices into KINDS."""
    each = {name: f1(gold == at, predicted == at) for at, name in enumerate(KINDS)}
    return {"macro_f1": float(np.mean(list(each.values()))), "kinds": each}


def category_figures(gold: Booleans, predicted: Booleans) -> dict[str, Any]:
    """Micro and macro F1 over the five categories; masks of shape (n, 5)."""
    each = {
        name: {"f1": f1(gold[:, at], predicted[:, at]), "support": int(gold[:, at].sum())}
        for at, name in enumerate(CATEGORIES)
    }
    return {
        "micro_f1": f1(gold, predicted),
        "macro_f1": float(np.mean([row["f1"] for row in each.values()])),
        "categories": each,
    }


def as_mask(chosen: Sequence[tuple[str, ...]]) -> Booleans:
    """Names of categories → mask of shape (n, 5).

    >>> as_mask([("担当",), ()]).tolist()
    [[False, True, False, False, False], [False, False, False, False, False]]
    """
    return np.array([[name in names for name in CATEGORIES] for names in chosen], dtype=bool).reshape(
        -1, len(CATEGORIES)
    )


def best_cut(grid: Sequence[float], figure: Callable[[float], float]) -> float:
    """The value of the grid with the highest figure; of equals, the one nearest the middle of their run."""
    values = np.array([figure(cut) for cut in grid])
    top = np.flatnonzero(values >= values.max() - 1e-12)
    return float(grid[int(top[len(top) // 2])])
