"""Scores the sentences of formal documents one by one: which kind each is and, were it a problem, of which categories.

Linear models over TF-IDF terms. The scores are raw: `context.py` turns them into calibrated probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import Terms
from pipeline.classify.grams import GramWeigher, Shares
from pipeline.classify.linear import Array, by_class, fit_labels
from pipeline.classify.vectors import Counts, TermVectors
from pipeline.records import CATEGORIES, KINDS

WIDTH: Final = len(KINDS) + len(CATEGORIES)
_STRENGTH: Final = 8.0  # inverse regularisation; 2 to 32 gave the same within noise in cross-validation
# Gradient at which the kinds are learned: nearer the optimum than L-BFGS came within 100 rounds, in a sixth of its time.
_NEAR: Final = 1e-3
_RAREST: Final = 2  # sentences that a term must occur in
FLOOR: Final = -7.0  # log-probabilities below say nothing more
MARGIN: Final = 5.0


class SentenceScorer:
    """Kind (multinomial) and categories (one against the rest, learned on problem sentences only)."""

    def __init__(self) -> None:
        self.vectors = TermVectors(_RAREST)
        self.kind_coefficients = np.zeros((len(KINDS), 0))
        self.kind_intercepts = np.zeros(len(KINDS))
        self.coefficients = np.zeros((len(CATEGORIES), 0))
        self.intercepts = np.zeros(len(CATEGORIES))

    def fit(
        self, counts: Counts, kinds: NDArray[np.int64], labels: NDArray[np.bool_], weights: Array
    ) -> SentenceScorer:
        """Learn from `n` sentences.

        `kinds` are indices into KINDS, shape (n,); `labels` has shape (n, 5); `weights` (n,) say how much each counts.
        """
        from sklearn.linear_model import LogisticRegression

        matrix = self.vectors.fit_transform(counts)
        model = LogisticRegression(C=_STRENGTH, solver="newton-cg", tol=_NEAR, max_iter=300)
        kind = model.fit(matrix, kinds, sample_weight=weights)
        self.kind_coefficients, self.kind_intercepts = by_class(kind.classes_, kind.coef_, kind.intercept_, len(KINDS))
        problems = kinds == KINDS.index("problem")
        self.coefficients, self.intercepts = fit_labels(
            matrix[problems], labels[problems].T, weights[problems], C=_STRENGTH, max_iter=300
        )
        return self

    def score(self, terms: Terms | Counts) -> Array:
        """Scores of shape (n, 9): log-probabilities of KINDS, then margins of CATEGORIES."""
        if isinstance(terms, Counts):
            products = np.asarray(self.vectors.transform(terms) @ self._by_term)
        else:
            products = self._weigher.products(terms)
        if not len(products):
            return np.zeros((0, WIDTH))
        kinds = products[:, : len(KINDS)] + self.kind_intercepts
        kinds -= kinds.max(axis=1, keepdims=True)
        kinds = np.clip(kinds - np.log(np.exp(kinds).sum(axis=1, keepdims=True)), FLOOR, 0.0)
        margins = products[:, len(KINDS) : WIDTH] + self.intercepts
        return np.hstack([kinds, np.clip(margins, -MARGIN, MARGIN)])

    def shares(self, terms: Terms, categories: Sequence[int | None]) -> list[Shares]:
        """What speaks in each sentence, in log-odds, for `problem` plus one category."""
        return self._weigher.shares(
            terms, [[WIDTH] if category is None else [WIDTH, len(KINDS) + category] for category in categories]
        )

    @cached_property
    def _weigher(self) -> GramWeigher:
        return GramWeigher(self.vectors, self._by_term)

    @cached_property
    def _by_term(self) -> Array:
        """Coefficients of shape (terms, 10): kinds, categories, and last what speaks for `problem` against the others."""
        problem = KINDS.index("problem")
        against = np.delete(self.kind_coefficients, problem, axis=0).mean(axis=0)
        rows = [self.kind_coefficients, self.coefficients, self.kind_coefficients[[problem]] - against]
        return np.ascontiguousarray(np.vstack(rows).T)
