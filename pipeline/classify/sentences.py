"""Scores sentences one by one: which kind each is and, were it a problem, of which categories.

Linear models over TF-IDF terms. The scores are raw: `context.py` turns them into calibrated probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.classify.features import same
from pipeline.records import CATEGORIES, KINDS

Array = NDArray[np.float64]
WIDTH: Final = len(KINDS) + len(CATEGORIES)
_STRENGTH: Final = 8.0  # inverse regularisation; 2 to 32 gave the same within noise in cross-validation
_FLOOR: Final = -7.0  # log-probabilities below say nothing more
_MARGIN: Final = 5.0


class SentenceScorer:
    """Kind (multinomial) and categories (one against the rest, learned on problem sentences only)."""

    def __init__(self) -> None:
        self.vectoriser = TfidfVectorizer(analyzer=same, sublinear_tf=True, min_df=2, dtype=np.float32)
        self.kind = LogisticRegression(C=_STRENGTH, max_iter=300)
        self.categories = [
            LogisticRegression(C=_STRENGTH, max_iter=300, solver="liblinear", class_weight="balanced", random_state=0)
            for _ in CATEGORIES
        ]

    def fit(
        self, terms: Sequence[list[str]], kinds: NDArray[np.int64], labels: NDArray[np.bool_], weights: Array
    ) -> SentenceScorer:
        """Learn from `n` sentences.

        `kinds` are indices into KINDS, shape (n,); `labels` has shape (n, 5); `weights` (n,) say how much each counts.
        """
        matrix = self.vectoriser.fit_transform(terms)
        self.kind.fit(matrix, kinds, sample_weight=weights)
        problems = kinds == KINDS.index("problem")
        for column, model in enumerate(self.categories):
            model.fit(matrix[problems], labels[problems, column], sample_weight=weights[problems])
        return self

    def score(self, terms: Sequence[list[str]]) -> Array:
        """Scores of shape (n, 9): log-probabilities of KINDS, then margins of CATEGORIES."""
        if not terms:
            return np.zeros((0, WIDTH))
        matrix = self.vectoriser.transform(terms)
        kinds = np.full((len(terms), len(KINDS)), _FLOOR)
        kinds[:, self.kind.classes_] = np.clip(self.kind.predict_log_proba(matrix), _FLOOR, 0.0)
        margins = np.stack([model.decision_function(matrix) for model in self.categories], axis=1)
        return np.hstack([kinds, np.clip(margins, -_MARGIN, _MARGIN)])

    def weights(self, terms: Sequence[str], category: int | None) -> dict[str, float]:
        """Contribution of each known term of one sentence, in log-odds, to `problem` plus one category."""
        row: Any = self.vectoriser.transform([list(terms)])
        problem = list(self.kind.classes_).index(KINDS.index("problem"))
        others = [i for i in range(len(self.kind.classes_)) if i != problem]
        coefficients = self.kind.coef_[problem] - self.kind.coef_[others].mean(axis=0)
        if category is not None:
            coefficients = coefficients + self.categories[category].coef_[0]
        names = self._names()
        return {names[i]: float(value * coefficients[i]) for i, value in zip(row.indices, row.data, strict=True)}

    def _names(self) -> list[str]:
        if not hasattr(self, "_cached_names"):
            self._cached_names = [str(name) for name in self.vectoriser.get_feature_names_out()]
        return self._cached_names

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "_cached_names"}
