"""Labels of a whole letter from the scores of its clauses.

A letter carries a category when some clause of it asserts one. How sure that is depends on the best clause, on the next
best, on all together, on whether any clause accuses at all, and on how many there are: of fifty harmless clauses one
looks guilty by chance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Array
from pipeline.classify.sentences import MARGIN
from pipeline.records import CATEGORIES


def letter_features(margins: Array) -> Array:
    """Features of one letter, shape (5, 5), one row a category; `margins` (n, 6) as `ClauseScorer.margins` gives them."""
    if not len(margins):
        margins = np.full((1, len(CATEGORIES) + 1), -MARGIN)
    each, any_of_them = margins[:, : len(CATEGORIES)], margins[:, -1]
    ranked = -np.sort(-each, axis=0)
    second = ranked[1] if len(ranked) > 1 else np.full(len(CATEGORIES), -MARGIN)
    together = np.log(np.exp(each).sum(axis=0))
    shared = np.array([any_of_them.max(), np.log1p(len(each))])
    return np.column_stack([ranked[0], second, together, np.tile(shared, (len(CATEGORIES), 1))])


class LetterModel:
    """Calibrated, independent probabilities of the five categories for a letter."""

    def __init__(self) -> None:
        self.coefficients = np.zeros((len(CATEGORIES), len(CATEGORIES)))
        self.intercepts = np.zeros(len(CATEGORIES))

    def fit(self, features: Array, labels: NDArray[np.bool_]) -> LetterModel:
        """Learn from features of shape (n, 5, 5) and labels of shape (n, 5)."""
        from sklearn.linear_model import LogisticRegression

        fitted = [
            LogisticRegression(C=0.3, max_iter=500).fit(features[:, at], column) for at, column in enumerate(labels.T)
        ]
        self.coefficients = np.vstack([model.coef_ for model in fitted])
        self.intercepts = np.concatenate([model.intercept_ for model in fitted])
        return self

    def probabilities(self, features: Array) -> Array:
        """Probabilities of shape (n, 5)."""
        if not len(features):
            return np.zeros((0, len(CATEGORIES)))
        odds = (features * self.coefficients).sum(axis=2) + self.intercepts
        chances: Array = 1 / (1 + np.exp(-odds))
        return chances
