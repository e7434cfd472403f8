"""Linear models fitted by scikit-learn and kept as arrays: what the scorers of both registers, and the network, share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def fit_labels(
    matrix: Any,  # noqa: ANN401 — scipy sparse matrix
    labels: Iterable[NDArray[np.bool_]],
    weights: Array,
    **settings: Any,  # noqa: ANN401 — of LogisticRegression
) -> tuple[Array, Array]:
    """One balanced model a label, each against the rest: coefficients (labels, terms) and intercepts (labels,)."""
    from sklearn.linear_model import LogisticRegression

    fitted = [
        LogisticRegression(solver="liblinear", class_weight="balanced", random_state=0, **settings).fit(
            matrix, column, sample_weight=weights
        )
        for column in labels
    ]
    return np.vstack([model.coef_ for model in fitted]), np.concatenate([model.intercept_ for model in fitted])


def by_class(classes: NDArray[np.int64], coefficients: Array, intercepts: Array, count: int) -> tuple[Array, Array]:
    """A row for each of `count` classes from those that scikit-learn learned, of which `classes` are the indices.

    A class that no text is of never wins. Of two classes scikit-learn keeps one row, which speaks for the second.

    >>> by_class(np.array([0, 2]), np.array([[4.0]]), np.array([1.0]), 3)
    (array([[0.],
           [0.],
           [4.]]), array([  0., -inf,   1.]))
    """
    seen = classes if len(classes) > 2 else classes[1:]
    rows, shifts = np.zeros((count, coefficients.shape[1])), np.full(count, -np.inf)
    shifts[classes] = 0.0
    rows[seen], shifts[seen] = coefficients, intercepts
    return rows, shifts
