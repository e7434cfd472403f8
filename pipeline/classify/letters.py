"""Labels of a whole letter from the scores of its clauses.

A letter carries a category when some clause of it asserts one. How sure that is depends on the best clause, on the next
best, on all together, on whether any clause accuses at all, and on how many there are: of fifty harmless clauses one
looks guilty by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Array
from pipeline.classify.sentences import MARGIN
from pipeline.records import CATEGORIES


def letter_features(letters: Sequence[Array]) -> Array:
    """Features of some letters, shape (letters, 5, 5), of each a row a category.

    Of each letter its `margins`, shape (clauses, 6), as `ClauseScorer.margins` gives them.
    """
    if not letters:
        return np.zeros((0, len(CATEGORIES), len(CATEGORIES)))
    silent = np.full((1, len(CATEGORIES) + 1), -MARGIN)
    filled = [margins if len(margins) else silent for margins in letters]
    sizes = np.array([len(margins) for margins in filled])
    starts, every = np.cumsum(sizes) - sizes, np.concatenate(filled)
    each = every[:, : len(CATEGORIES)]
    first = np.maximum.reduceat(each, starts)
    best = each == np.repeat(first, sizes, axis=0)
    behind = np.maximum.reduceat(np.where(best, -MARGIN, each), starts)  # margins are never below
    second = np.where(np.add.reduceat(best, starts, dtype=np.int64) > 1, first, behind)
    together = np.log(np.add.reduceat(np.exp(each), starts))
    of_any = np.maximum.reduceat(every[:, -1], starts)
    shared = (np.repeat(column[:, None], len(CATEGORIES), axis=1) for column in (of_any, np.log1p(sizes)))
    features: Array = np.stack([first, second, together, *shared], axis=2)
    return features


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
