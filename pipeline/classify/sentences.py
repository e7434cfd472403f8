"""Scores the sentences of formal documents one by one: which kind each is and, were it a problem, of which categories.

Linear models over TF-IDF terms. The scores are raw: `context.py` turns them into calibrated probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from pipeline.classify.vectors import TermVectors
from pipeline.records import CATEGORIES, KINDS

Array = NDArray[np.float64]
WIDTH: Final = len(KINDS) + len(CATEGORIES)
_STRENGTH: Final = 8.0  # inverse regularisation; 2 to 32 gave the same within noise in cross-validation
_RAREST: Final = 2  # sentences that a term must occur in
FLOOR: Final = -7.0  # log-probabilities below say nothing more
MARGIN: Final = 5.0


class SentenceScorer:
    """Kind (multinomial) and categories (one against the rest, learned on problem sentences only)."""

    def __init__(self) -> None:
        self.vectors = TermVectors(_RAREST)
        self.kind = LogisticRegression(C=_STRENGTH, max_iter=300)
        self.coefficients = np.zeros((len(CATEGORIES), 0))
        self.intercepts = np.zeros(len(CATEGORIES))

    def fit(
        self, terms: Sequence[list[str]], kinds: NDArray[np.int64], labels: NDArray[np.bool_], weights: Array
    ) -> SentenceScorer:
        """Learn from `n` sentences.

        `kinds` are indices into KINDS, shape (n,); `labels` has shape (n, 5); `weights` (n,) say how much each counts.
        """
        matrix = self.vectors.fit_transform(terms)
        self.kind.fit(matrix, kinds, sample_weight=weights)
        problems = kinds == KINDS.index("problem")
        fitted = [
            LogisticRegression(
                C=_STRENGTH, max_iter=300, solver="liblinear", class_weight="balanced", random_state=0
            ).fit(matrix[problems], column, sample_weight=weights[problems])
            for column in labels[problems].T
        ]
        self.coefficients = np.vstack([model.coef_ for model in fitted])
        self.intercepts = np.concatenate([model.intercept_ for model in fitted])
        return self

    def score(self, terms: Sequence[list[str]]) -> Array:
        """Scores of shape (n, 9): log-probabilities of KINDS, then margins of CATEGORIES."""
        if not terms:
            return np.zeros((0, WIDTH))
        matrix = self.vectors.transform(terms)
        kinds = np.full((len(terms), len(KINDS)), FLOOR)
        kinds[:, self.kind.classes_] = np.clip(self.kind.predict_log_proba(matrix), FLOOR, 0.0)
        margins = np.asarray(matrix @ self.coefficients.T) + self.intercepts
        return np.hstack([kinds, np.clip(margins, -MARGIN, MARGIN)])

    def weights(self, terms: Sequence[str], category: int | None) -> dict[str, float]:
        """Contribution of each known term of one sentence, in log-odds, to `problem` plus one category."""
        problem = list(self.kind.classes_).index(KINDS.index("problem"))
        others = [i for i in range(len(self.kind.classes_)) if i != problem]
        coefficients = self.kind.coef_[problem] - self.kind.coef_[others].mean(axis=0)
        if category is not None:
            coefficients = coefficients + self.coefficients[category]
        return self.vectors.contributions(terms, coefficients)
