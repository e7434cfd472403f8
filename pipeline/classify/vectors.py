"""Terms → TF-IDF vectors, for training.

Cross-validation fits the same texts six times over, so their terms are counted once (`Counts`) and every fold takes its
rows and columns from there. What is kept of a fit is plain: the terms, and the weight of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import same


@dataclass(frozen=True)
class Counts:
    """How often each term stands in each text: a sparse matrix (texts, terms), and the terms, sorted."""

    matrix: Any  # scipy sparse matrix
    terms: NDArray[np.object_]

    def take(self, rows: NDArray[np.int64]) -> Counts:
        """Counts of some of the texts, in that order; the terms stay the same."""
        return Counts(self.matrix[rows], self.terms)


def count_terms(texts: Sequence[list[str]]) -> Counts:
    """Count ready-made terms.

    >>> counts = count_terms([["c:跑了", "w:跑", "w:跑"], ["w:跑"]])
    >>> counts.terms.tolist(), counts.matrix.toarray().tolist()
    (['c:跑了', 'w:跑'], [[1.0, 2.0], [0.0, 1.0]])
    """
    from sklearn.feature_extraction.text import CountVectorizer

    vectoriser = CountVectorizer(analyzer=same, dtype=np.float32)
    matrix = vectoriser.fit_transform(texts)
    return Counts(matrix, vectoriser.get_feature_names_out())


class TermVectors:
    """TF-IDF over ready-made terms; `rarest` is the least number of texts that a term must occur in.

    Sublinear: (1 + ln tf) · idf with idf = ln((1 + n) / (1 + df)) + 1, rows of length 1; as scikit-learn's
    TfidfVectorizer weighs with `sublinear_tf`.
    """

    def __init__(self, rarest: int) -> None:
        self._rarest = rarest
        self.terms: list[str] = []
        self.idf: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def fit_transform(self, counts: Counts) -> Any:  # noqa: ANN401 — scipy sparse matrix
        """Learn terms and weights from some texts and return their matrix (texts, terms)."""
        texts = counts.matrix.shape[0]
        having = np.bincount(counts.matrix.indices, minlength=len(counts.terms))
        kept = np.flatnonzero(having >= self._rarest)
        self.terms = counts.terms[kept].tolist()
        self.idf = (np.log((1 + texts) / (1 + having[kept])) + 1).astype(np.float32)
        return self._weigh(counts.matrix[:, kept])

    def transform(self, texts: Sequence[list[str]] | Counts) -> Any:  # noqa: ANN401 — scipy sparse matrix
        """Matrix (texts, terms); unknown terms count for nothing. Counts must hold the texts that were learned from."""
        if isinstance(texts, Counts):
            return self._weigh(texts.matrix[:, np.searchsorted(texts.terms, np.array(self.terms, dtype=object))])
        from scipy.sparse import csr_matrix

        at = self._index
        found = [[place for term in row if (place := at.get(term)) is not None] for row in texts]
        ends = np.cumsum([0, *map(len, found)])
        columns = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=int(ends[-1]))
        shape = (len(texts), len(self.terms))
        matrix = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=shape)
        matrix.sum_duplicates()
        return self._weigh(matrix)

    def _weigh(self, counts: Any) -> Any:  # noqa: ANN401 — scipy sparse matrix
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        counts.data /= np.sqrt(np.bincount(rows, counts.data**2, minlength=counts.shape[0])).astype(np.float32)[rows]
        return counts

    @cached_property
    def _index(self) -> dict[str, int]:
        return {term: at for at, term in enumerate(self.terms)}
