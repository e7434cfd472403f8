"""Labels of a whole letter from the judgments of its sentences, with the sentence behind each label named.

A letter carries a category when some sentence of it asserts one. The strongest and second strongest sentence, how
much of the letter complains, and the words of the letter as a whole decide how sure that is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.classify.features import same
from pipeline.classify.sentences import Array
from pipeline.records import CATEGORIES

_SMALL: Final = 1e-3
_WORDS: Final = ("w:", "c:")


def _logit(values: Array) -> Array:
    clipped = np.clip(values, _SMALL, 1 - _SMALL)
    return np.asarray(np.log(clipped / (1 - clipped)))


def letter_terms(rows: Sequence[Sequence[str]]) -> list[str]:
    """Words and n-grams of the whole letter, without the terms of place."""
    return [term for row in rows for term in row if term.startswith(_WORDS)]


def letter_features(problem: Array, categories: Array, words: Array) -> Array:
    """Features of one letter, shape (5, k): one row a category.

    `problem` has shape (n,), `categories` (n, 5), both for its n sentences; `words` (5,) are margins of the letter's
    words as a whole.
    """
    if not len(problem):
        problem, categories = np.zeros(1), np.zeros((1, len(CATEGORIES)))
    ranked = -np.sort(-categories, axis=0)
    first = ranked[0]
    second = ranked[1] if len(ranked) > 1 else np.zeros_like(first)
    either = 1 - np.prod(1 - np.clip(categories, 0, 1), axis=0)
    others = np.array([np.delete(first, column).max() for column in range(len(first))])
    shared = np.array([float(problem.max()), float(problem.mean()), np.log1p(len(problem))])
    return np.column_stack(
        [_logit(first), _logit(second), _logit(either), _logit(others), np.tile(_logit(shared[:1]), len(first)),
         np.tile(shared[1:], (len(first), 1)), words]
    )  # fmt: skip


class WordScorer:
    """Margins of the categories from the words of a letter as a whole."""

    def __init__(self) -> None:
        self.vectoriser = TfidfVectorizer(analyzer=same, sublinear_tf=True, min_df=2, dtype=np.float32)
        self.models = [
            LogisticRegression(C=4.0, max_iter=300, solver="liblinear", class_weight="balanced", random_state=0)
            for _ in CATEGORIES
        ]

    def fit(self, terms: Sequence[list[str]], labels: NDArray[np.bool_]) -> WordScorer:
        """Learn from letters: one list of terms each, labels of shape (n, 5)."""
        matrix = self.vectoriser.fit_transform(terms)
        for column, model in enumerate(self.models):
            model.fit(matrix, labels[:, column])
        return self

    def margins(self, terms: Sequence[list[str]]) -> Array:
        """Log-odds of shape (n, 5)."""
        matrix = self.vectoriser.transform(terms)
        return np.stack([model.decision_function(matrix) for model in self.models], axis=1)


class LetterModel:
    """Calibrated, independent probabilities of the five categories for a letter."""

    def __init__(self) -> None:
        self.models = [LogisticRegression(C=0.3, max_iter=500) for _ in CATEGORIES]

    def fit(self, features: Array, labels: NDArray[np.bool_]) -> LetterModel:
        """Learn from features of shape (n, 5, k) and labels of shape (n, 5)."""
        for column, model in enumerate(self.models):
            model.fit(features[:, column], labels[:, column])
        return self

    def probabilities(self, features: Array) -> Array:
        """Probabilities of shape (n, 5)."""
        if not len(features):
            return np.zeros((0, len(CATEGORIES)))
        return np.stack([m.predict_proba(features[:, i])[:, 1] for i, m in enumerate(self.models)], axis=1)
