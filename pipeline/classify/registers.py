"""Two registers, two sets of models: official documents and letters do not speak the same Chinese.

Sentence scorers learn from both registers, each with the sentences of the other at a lower weight; context models learn
from their own register only. In cross-validation this was better for both than one model for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.context import ContextModel
from pipeline.classify.sentences import WIDTH, Array, SentenceScorer
from pipeline.records import CATEGORIES, KINDS

FOREIGN_WEIGHT: Final = 0.3  # of a sentence of the other register; 1.0 and 0.3 were compared
LETTER: Final = "petition"  # the genre whose sentences are those of letters


class RegisterScorers:
    """One `SentenceScorer` for letters (True) and one for official documents (False)."""

    def __init__(self) -> None:
        self.of = {letter: SentenceScorer() for letter in (False, True)}

    def fit(
        self,
        terms: Sequence[list[str]],
        kinds: NDArray[np.int64],
        labels: NDArray[np.bool_],
        letters: NDArray[np.bool_],
    ) -> RegisterScorers:
        """Learn from `n` sentences; `letters` (n,) tells those of letters, the rest is as in `SentenceScorer.fit`."""
        for letter, scorer in self.of.items():
            scorer.fit(terms, kinds, labels, np.where(letters == letter, 1.0, FOREIGN_WEIGHT))
        return self

    def score(self, terms: Sequence[list[str]], letters: NDArray[np.bool_]) -> Array:
        """Scores of shape (n, 9), each sentence by the scorer of its register."""
        scores = np.zeros((len(terms), WIDTH))
        for letter, scorer in self.of.items():
            rows = np.flatnonzero(letters == letter)
            if len(rows):
                scores[rows] = scorer.score([terms[int(row)] for row in rows])
        return scores


class RegisterContexts:
    """One `ContextModel` for letters (True) and one for official documents (False)."""

    def __init__(self) -> None:
        self.of = {letter: ContextModel() for letter in (False, True)}

    def fit(
        self, features: Array, kinds: NDArray[np.int64], labels: NDArray[np.bool_], letters: NDArray[np.bool_]
    ) -> RegisterContexts:
        """Learn from features of shape (n, k), each register by itself."""
        for letter, model in self.of.items():
            own = letters == letter
            model.fit(features[own], kinds[own], labels[own])
        return self

    def probabilities(self, features: Array, letters: NDArray[np.bool_]) -> tuple[Array, Array]:
        """Probabilities of KINDS, shape (n, 4), and of CATEGORIES, shape (n, 5)."""
        kinds, categories = np.zeros((len(features), len(KINDS))), np.zeros((len(features), len(CATEGORIES)))
        for letter, model in self.of.items():
            own = letters == letter
            if own.any():
                kinds[own], categories[own] = model.probabilities(features[own])
        return kinds, categories
