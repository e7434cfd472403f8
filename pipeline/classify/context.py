"""Scores sentences in context: what stands before, behind and above a sentence changes what it is.

The raw scores of the neighbours, of the lead sentence (一是…) or heading, of the point that a 比如-case illustrates, of
the paragraph and of the document become features of a small neural network. It learns from out-of-fold scores only
(stacking), so that its probabilities are calibrated for unseen text. Gradient-boosted trees gave the same figures at ten
times the training time and, sentence by sentence, a hundred times the prediction time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.linear import Array
from pipeline.classify.network import Network
from pipeline.classify.sentences import WIDTH
from pipeline.records import CATEGORIES, KINDS, Sentence

FLAGS: Final = 9  # the last columns of the features: heading, example, lead …
_AROUND: Final = 6  # sentences, or repeats of one, that stand around one: before, after, lead, …
_LONG: Final = 60  # sentences from which a document counts as long
_FULL: Final = 120  # characters from which a sentence counts as long


def _illustrated(sentences: Sequence[Sentence], index: int) -> int | None:
    """Index of the point before `index` that is no example itself."""
    for at in range(index - 1, -1, -1):
        if not sentences[at].is_example:
            return at
    return None


def context_features(sentences: Sequence[Sentence], scores: Array) -> Array:
    """Features of shape (n, 9 * 9 + flags) for one document; `scores` has shape (n, 9)."""
    count = len(sentences)
    paragraphs = [sentence.paragraph for sentence in sentences]
    starts = np.flatnonzero(np.diff(np.array(paragraphs, dtype=np.int64), prepend=-1))
    sizes = np.diff([*starts, count])
    means = np.repeat(np.add.reduceat(scores, starts, axis=0) / sizes[:, None], sizes, axis=0) if count else scores
    around: list[tuple[int, ...]] = []  # numbers of the sentences around each; `count` is that of none
    flags = []
    for index, sentence in enumerate(sentences):
        before, after = index - 1 if index else count, index + 1
        lead = count if sentence.lead is None else sentence.lead
        run_in = lead < count and paragraphs[lead] == sentence.paragraph
        joined = index > 0 and paragraphs[index - 1] == sentence.paragraph
        at = _illustrated(sentences, index) if sentence.is_example else None
        point = count if at is None else at
        around.append((before, after, lead, lead if run_in else count, point, before if joined else count))
        marks = (sentence.is_heading, sentence.is_example, lead < count, run_in, joined)
        flags.append(_flags(sentence, marks, index / count, count))
    whole = np.tile(scores.mean(axis=0), (count, 1)) if count else scores
    of_around = np.vstack([scores, np.zeros(WIDTH)])[np.array(around, dtype=np.int64)]
    return _joined(scores, of_around, means, whole, flags)


def alone_features(sentences: Sequence[Sentence], scores: Array) -> Array:
    """Features as if each sentence were a whole text by itself, shape as of `context_features`.

    Without such rows the network learns to lean on neighbours, and fail on the single sentence that a user types in.
    Nothing stands around it, and its paragraph and its document are itself.
    """
    flags = [_flags(sentence, (False,) * 5, 0.0, 1) for sentence in sentences]
    return _joined(scores, np.zeros((len(sentences), _AROUND * WIDTH)), scores, scores, flags)


def _flags(sentence: Sentence, marks: Sequence[bool], place: float, count: int) -> list[float]:
    """What a sentence is (`marks`), where it stands, in how long a document, and how long it is."""
    sizes = (min(count, _LONG) / _LONG, min(len(sentence.text), _FULL) / _FULL)
    return [*map(float, marks), float(bool(sentence.enumerator)), place, *sizes]


def _joined(own: Array, around: Array, paragraph: Array, whole: Array, flags: Sequence[list[float]]) -> Array:
    count = len(own)
    columns = [own, around.reshape(count, _AROUND * WIDTH), paragraph, whole, np.array(flags).reshape(count, FLAGS)]
    return np.hstack(columns)


class ContextModel:
    """Probabilities of kinds (exclusive) and categories (independent, zero unless it is a problem)."""

    def __init__(self, members: int) -> None:
        self.kind = Network(members)
        self.categories = Network(members)

    def fit(self, features: Array, kinds: NDArray[np.int64], labels: NDArray[np.bool_], weights: Array) -> ContextModel:
        """Learn from `n` sentences; shapes as in `SentenceScorer.fit`."""
        self.kind.fit(features, kinds, weights)
        self.categories.fit(features, labels, weights)
        return self

    def probabilities(self, placed: Array, alone: Array) -> tuple[Array, Array]:
        """Probabilities of KINDS, shape (n, 4), and of CATEGORIES, shape (n, 5).

        The mean of what a sentence is in its place and what it would be alone: neighbours alone must not silence a
        plain accusation, as they did in short notices.
        """
        count = len(placed)
        kinds, categories = self._probabilities(np.vstack([placed, alone]))
        return (kinds[:count] + kinds[count:]) / 2, (categories[:count] + categories[count:]) / 2

    def _probabilities(self, features: Array) -> tuple[Array, Array]:
        if not len(features):
            return np.zeros((0, len(KINDS))), np.zeros((0, len(CATEGORIES)))
        return self.kind.classes(features, len(KINDS)), self.categories.labels(features)
