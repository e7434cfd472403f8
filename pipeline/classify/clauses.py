"""Scores the clauses of a letter: does this clause assert a failing of public power, and of which category?

Linear models over TF-IDF terms, one a category, learned on clauses that evidence covers against all others. The scores
of a sentence and of the letter are pooled from those of its clauses: one plain clause in a long letter is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import Terms
from pipeline.classify.grams import GramWeigher, Shares
from pipeline.classify.linear import Array, fit_labels
from pipeline.classify.sentences import FLOOR, MARGIN, WIDTH
from pipeline.classify.vectors import Counts, TermVectors
from pipeline.records import CATEGORIES, KINDS

_STRENGTH: Final = 8.0  # inverse regularisation; of 0.5, 2 and 8 the best in cross-validation
_NEAR: Final = 1e-3  # of the optimum; ten times nearer moved margins by 0.01 and took a quarter longer
_RAREST: Final = 3  # clauses that a term must occur in
_PROBLEM: Final = KINDS.index("problem")
_OTHER: Final = KINDS.index("other")


class ClauseScorer:
    """Margins (log-odds) of the five categories and, last, of any of them; balanced, so not yet probabilities."""

    def __init__(self) -> None:
        self.vectors = TermVectors(_RAREST)
        self.coefficients = np.zeros((len(CATEGORIES) + 1, 0))
        self.intercepts = np.zeros(len(CATEGORIES) + 1)

    def fit(self, counts: Counts, labels: NDArray[np.bool_], weights: Array) -> ClauseScorer:
        """Learn from `n` clauses: labels of shape (n, 5), weights of shape (n,)."""
        matrix = self.vectors.fit_transform(counts)
        columns = [*labels.T, labels.any(axis=1)]
        self.coefficients, self.intercepts = fit_labels(matrix, columns, weights, C=_STRENGTH, tol=_NEAR, max_iter=200)
        return self

    def margins(self, terms: Terms | Counts | Sequence[list[str]]) -> Array:
        """Log-odds of shape (n, 6), clipped; quickest of terms whose n-grams are not spelt out."""
        if isinstance(terms, Terms):
            products = self._weigher.products(terms)
        else:
            products = self.vectors.transform(terms) @ self._by_term
        return np.clip(np.asarray(products) + self.intercepts, -MARGIN, MARGIN)

    def shares(self, terms: Terms, categories: Sequence[int | None]) -> list[Shares]:
        """What speaks in each text, in log-odds, for "any" plus one category."""
        return self._weigher.shares(terms, [[-1] if category is None else [-1, category] for category in categories])

    @cached_property
    def _weigher(self) -> GramWeigher:
        return GramWeigher(self.vectors, self._by_term)

    @cached_property
    def _by_term(self) -> Array:
        """Coefficients of shape (terms, 6), in the order in which memory is read; transposed anew, each call copied all."""
        return np.ascontiguousarray(self.coefficients.T)


def pool(margins: Array, owner: Sequence[int] | NDArray[np.int64], sentences: int) -> Array:
    """Scores of sentences, shape (sentences, 9) as `SentenceScorer.score` gives them: those of their best clauses.

    `owner` is the sentence of each clause, in rising order.
    """
    best = np.full((sentences, len(CATEGORIES) + 1), -MARGIN)
    if len(margins):
        of_clause = np.asarray(owner, dtype=np.int64)
        first = np.flatnonzero(np.diff(of_clause, prepend=-1))  # clause of each sentence that has any
        best[of_clause[first]] = np.maximum.reduceat(margins, first, axis=0)
    scores = np.full((sentences, WIDTH), FLOOR)
    scores[:, _PROBLEM] = np.clip(-np.log1p(np.exp(-best[:, -1])), FLOOR, 0.0)
    scores[:, _OTHER] = np.clip(-np.log1p(np.exp(best[:, -1])), FLOOR, 0.0)
    scores[:, len(KINDS) :] = best[:, :-1]
    return scores
