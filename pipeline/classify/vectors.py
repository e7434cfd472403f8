"""Terms → TF-IDF vectors, and what each term of one text contributes to a linear score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.classify.features import same


class TermVectors:
    """TF-IDF over ready-made terms; `rarest` is the least number of texts that a term must occur in."""

    def __init__(self, rarest: int) -> None:
        self.vectoriser = TfidfVectorizer(analyzer=same, sublinear_tf=True, min_df=rarest, dtype=np.float32)

    def fit_transform(self, texts: Sequence[list[str]]) -> Any:  # noqa: ANN401 — scipy sparse matrix
        """Learn the vocabulary and return the matrix (texts, terms)."""
        return self.vectoriser.fit_transform(texts)

    def transform(self, texts: Sequence[list[str]]) -> Any:  # noqa: ANN401 — scipy sparse matrix
        """Matrix (texts, terms); unknown terms count for nothing."""
        return self.vectoriser.transform(texts)

    def contributions(self, terms: Sequence[str], coefficients: Any) -> dict[str, float]:  # noqa: ANN401 — array
        """What each known term of one text adds to the linear score with these coefficients."""
        row = self.transform([list(terms)])
        names = self._names()
        return {names[i]: float(value * coefficients[i]) for i, value in zip(row.indices, row.data, strict=True)}

    def _names(self) -> list[str]:
        if not hasattr(self, "_cached_names"):
            self._cached_names = [str(name) for name in self.vectoriser.get_feature_names_out()]
        return self._cached_names

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "_cached_names"}
