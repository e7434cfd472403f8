"""Scores sentences in context: what stands before, behind and above a sentence changes what it is.

The raw scores of the neighbours, of the lead sentence (一是…) or heading, of the point that a 比如-case illustrates, of
the paragraph and of the document become features of a small neural network. It learns from out-of-fold scores only
(stacking), so that its probabilities are calibrated for unseen text. Gradient-boosted trees gave the same figures at ten
times the training time and, sentence by sentence, a hundred times the prediction time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

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


def context_features(sentences: Sequence[Sentence], scores: Array) -> Array:
    """Features of shape (n, 9 * 9 + flags) for one document; `scores` has shape (n, 9)."""
    return placed_features([sentences], scores)


def placed_features(documents: Sequence[Sequence[Sentence]], scores: Array) -> Array:
    """Features as of `context_features` for several documents at once; `scores` are those of their sentences in order."""
    sentences = [sentence for document in documents for sentence in document]
    none = len(sentences)  # number of the sentence that stands where there is none
    if not none:
        return alone_features(sentences, scores)
    sizes = np.array([len(document) for document in documents if document], dtype=np.int64)
    openings = np.cumsum(sizes) - sizes  # first sentence of each document
    number, first, count = np.arange(none), np.repeat(openings, sizes), np.repeat(sizes, sizes)
    paragraph = np.array([sentence.paragraph for sentence in sentences], dtype=np.int64)
    example = np.array([sentence.is_example for sentence in sentences])
    heading = np.array([sentence.is_heading for sentence in sentences])
    led = np.array([sentence.lead is not None for sentence in sentences])
    lead = np.where(led, first + np.array([sentence.lead or 0 for sentence in sentences]), none)
    run_in = led & (np.append(paragraph, -1)[lead] == paragraph)
    joined = (number > first) & (np.roll(paragraph, 1) == paragraph)
    # The point that an example illustrates is the last sentence before it that is no example itself.
    point = np.maximum.accumulate(np.where(example, -1, number))
    around = [
        np.where(number > first, number - 1, none),
        np.where(number + 1 < first + count, number + 1, none),
        lead,
        np.where(run_in, lead, none),
        np.where(example & (point >= first), point, none),
        np.where(joined, number - 1, none),
    ]
    of_around = np.vstack([scores, np.zeros(WIDTH)]).take(np.column_stack(around), axis=0)
    flags = _flags(sentences, [heading, example, led, run_in, joined], (number - first) / count, count)
    return _joined(scores, of_around, _of_paragraphs(scores, ~joined), _of_documents(scores, sizes), flags)


def _of_paragraphs(scores: Array, opens: NDArray[np.bool_]) -> Array:
    """Of each sentence the mean scores of its paragraph; `opens` are the first sentences of paragraphs."""
    starts = np.flatnonzero(opens)
    sizes = np.diff(starts, append=len(scores))
    return np.repeat(np.add.reduceat(scores, starts, axis=0) / sizes[:, None], sizes, axis=0)


def _of_documents(scores: Array, sizes: NDArray[np.int64]) -> Array:
    """Of each sentence the mean scores of its document.

    Counted one sentence after the other: `reduceat` adds in another order, which changes the last digit.
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)
    sums = np.column_stack([np.bincount(owner, column) for column in scores.T])
    return (sums / sizes[:, None])[owner]


def alone_features(sentences: Sequence[Sentence], scores: Array) -> Array:
    """Features as if each sentence were a whole text by itself, shape as of `context_features`.

    Without such rows the network learns to lean on neighbours, and fail on the single sentence that a user types in.
    Nothing stands around it, and its paragraph and its document are itself.
    """
    none = np.zeros(len(sentences))
    flags = _flags(sentences, [none] * 5, none, none + 1)
    return _joined(scores, np.zeros((len(sentences), _AROUND * WIDTH)), scores, scores, flags)


def _flags(sentences: Sequence[Sentence], marks: Sequence[NDArray[Any]], place: Array, count: NDArray[Any]) -> Array:
    """What each sentence is (`marks`), where it stands, in how long a document, and how long it is; shape (n, flags)."""
    numbered = np.array([bool(sentence.enumerator) for sentence in sentences])
    lengths = np.array([len(sentence.text) for sentence in sentences])
    sizes = (np.minimum(count, _LONG) / _LONG, np.minimum(lengths, _FULL) / _FULL)
    return np.column_stack([*marks, numbered, place, *sizes])


def _joined(own: Array, around: Array, paragraph: Array, whole: Array, flags: Array) -> Array:
    return np.hstack([own, around.reshape(len(own), _AROUND * WIDTH), paragraph, whole, flags])


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
