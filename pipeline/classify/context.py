"""Scores sentences in context: what stands before, behind and above a sentence changes what it is.

The raw scores of the neighbours, of the lead sentence (一是…) or heading, of the point that a 比如-case illustrates, of
the paragraph and of the document become features of gradient-boosted trees. The trees learn from out-of-fold
scores only (stacking), so their probabilities are calibrated for unseen text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from pipeline.classify.sentences import WIDTH, Array
from pipeline.records import CATEGORIES, GENRES, KINDS, Sentence

_LONG: Final = 60  # sentences from which a document counts as long


def _illustrated(sentences: Sequence[Sentence], index: int) -> int | None:
    """Index of the point before `index` that is no example itself."""
    for at in range(index - 1, -1, -1):
        if not sentences[at].is_example:
            return at
    return None


def context_features(sentences: Sequence[Sentence], genre: str, scores: Array) -> Array:
    """Features of shape (n, 8 * 9 + flags) for one document; `scores` has shape (n, 9)."""
    count = len(sentences)
    nothing = np.zeros(WIDTH)
    paragraphs = np.array([sentence.paragraph for sentence in sentences], dtype=np.int64)
    starts = np.flatnonzero(np.diff(paragraphs, prepend=-1))
    sizes = np.diff([*starts, count])
    means = np.repeat(np.add.reduceat(scores, starts, axis=0) / sizes[:, None], sizes, axis=0) if count else scores
    whole = scores.mean(axis=0) if count else nothing
    rows = []
    for index, sentence in enumerate(sentences):
        before = scores[index - 1] if index else nothing
        after = scores[index + 1] if index + 1 < count else nothing
        lead = scores[sentence.lead] if sentence.lead is not None else nothing
        run_in = sentence.lead is not None and paragraphs[sentence.lead] == sentence.paragraph
        joined = index > 0 and paragraphs[index - 1] == sentence.paragraph
        point = _illustrated(sentences, index) if sentence.is_example else None
        flags = [
            sentence.is_heading,
            sentence.is_example,
            sentence.lead is not None,
            run_in,
            joined,
            bool(sentence.enumerator),
            index / count,
            min(count, _LONG) / _LONG,
            len(sentence.text) / 100,
            *(genre == name for name in GENRES),
        ]
        rows.append(
            np.concatenate(
                [
                    scores[index],
                    before,
                    after,
                    lead,
                    lead * run_in,
                    scores[point] if point is not None else nothing,
                    before * joined,
                    means[index],
                    whole,
                    np.array(flags, dtype=np.float64),
                ]
            )
        )
    return np.array(rows) if rows else np.zeros((0, 9 * WIDTH + 9 + len(GENRES)))


def _trees() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=120, learning_rate=0.06, max_leaf_nodes=12, min_samples_leaf=30, l2_regularization=5.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip


class ContextModel:
    """Calibrated probabilities of kinds (exclusive) and categories (independent, zero unless it is a problem)."""

    def __init__(self) -> None:
        self.kind = _trees()
        self.categories = [_trees() for _ in CATEGORIES]

    def fit(self, features: Array, kinds: NDArray[np.int64], labels: NDArray[np.bool_]) -> ContextModel:
        """Learn from `n` sentences; shapes as in `SentenceScorer.fit`."""
        self.kind.fit(features, kinds)
        for column, model in enumerate(self.categories):
            model.fit(features, labels[:, column])
        return self

    def probabilities(self, features: Array) -> tuple[Array, Array]:
        """Probabilities of KINDS, shape (n, 4), and of CATEGORIES, shape (n, 5)."""
        if not len(features):
            return np.zeros((0, len(KINDS))), np.zeros((0, len(CATEGORIES)))
        kinds = np.zeros((len(features), len(KINDS)))
        kinds[:, self.kind.classes_] = self.kind.predict_proba(features)
        categories = np.stack([model.predict_proba(features)[:, 1] for model in self.categories], axis=1)
        return kinds, categories
