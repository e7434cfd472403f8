"""Tells homes from other places by learned weights: a linear-chain conditional random field over the characters of a sentence.

Each character is outside of a home, its first, or a later one; the likeliest labels of a whole sentence are found by the
Viterbi algorithm (Lafferty, McCallum and Pereira 2001). The weights were learned from letters whose homes were marked by
hand; see `home_learning.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, repeat
from math import inf
from typing import Final

import numpy as np

from pipeline.lexicon.home_weights import LABELS, HomeWeights, Weights, home_weights
from pipeline.mask.home_features import FAMILIES, HomeFeatures, stretches
from pipeline.mask.reading import Reading

# Added to what speaks for the beginning of a home: to pass one on is worse than to mask another place.
_EAGER: Final = 0.5
_OUTSIDE, _BEGIN, _INSIDE = range(3)


class LikelyHomes:
    """The homes of a text, told by the weights; and how likely a span that a rule found is one."""

    def __init__(self, reading: Reading) -> None:
        features, self._weights = HomeFeatures(reading), home_weights()
        self._sentences = [
            (start, end, worth(features.of(start, end), self._weights)) for start, end in stretches(reading.plain)
        ]
        self._starts = [start for start, _, _ in self._sentences]

    def found(self) -> Iterator[tuple[int, int]]:
        """Half-open spans of the personal parts of homes, from left to right, none overlapping.

        >>> text = "我住在开福区四方坪街道水岸人家7栋1单元902，县政府在人民路12号。"
        >>> [text[start:end] for start, end in LikelyHomes(Reading(text)).found()]
        ['水岸人家7栋1单元902']
        """
        for start, _, rows in self._sentences:
            eager = [(outside, begin + _EAGER, inside) for outside, begin, inside in rows]
            yield from ((start + first, start + last) for first, last in spans(labels(eager, self._weights.after)))

    def log_odds(self, start: int, end: int) -> float:
        """That `[start, end)` is a home rather than that nothing there is; minus infinity where no home can stand."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or end > self._sentences[at][1]:
            return -inf
        first, _, rows = self._sentences[at]
        rows = rows[max(0, start - first - 1) : end - first + 1]  # with a character on either side
        home = [_OUTSIDE] * len(rows)
        begin = min(1, start - first)
        home[begin : begin + end - start] = [_BEGIN, *[_INSIDE] * (end - start - 1)]
        return self._score(rows, home) - self._score(rows, [_OUTSIDE] * len(rows))

    def _score(self, rows: Sequence[Sequence[float]], labelled: Sequence[int]) -> float:
        steps = sum(self._weights.after[before][label] for before, label in pairwise(labelled))
        return steps + sum(row[label] for row, label in zip(rows, labelled, strict=True))


def worth(columns: Sequence[Sequence[str]], weights: HomeWeights) -> list[list[float]]:
    """What speaks for each label at each character, from the values of all families there."""
    size = len(columns[0])
    each = (
        map(weights.places[family].get, values, repeat(0)) for family, values in zip(FAMILIES, columns, strict=True)
    )
    places = np.fromiter(chain.from_iterable(each), dtype=np.intp, count=len(FAMILIES) * size)
    rows: list[list[float]] = (
        weights.table.take(places, axis=0).reshape(len(FAMILIES), size, len(LABELS)).sum(axis=0).tolist()
    )
    return rows


def labels(rows: Sequence[Sequence[float]], after: Sequence[Weights]) -> list[int]:
    """The likeliest label of each character, from what speaks for each."""
    outside = begin = inside = 0.0
    back = []
    for number, (first, second, third) in enumerate(rows):
        if number:
            came = [_best(outside, begin, inside, after, label) for label in range(3)]
            (outside, _), (begin, _), (inside, _) = came
            back.append([before for _, before in came])
        outside, begin, inside = outside + first, begin + second, inside + third
    scores = [outside, begin, inside]
    path = [scores.index(max(scores))] if rows else []
    for before in reversed(back):
        path.append(before[path[-1]])
    return path[::-1]


def _best(outside: float, begin: float, inside: float, after: Sequence[Weights], label: int) -> tuple[float, int]:
    """The best score with which a label is reached, and the label before it."""
    outside, begin, inside = outside + after[0][label], begin + after[1][label], inside + after[2][label]
    if inside > outside and inside > begin:
        return inside, _INSIDE
    return (begin, _BEGIN) if begin > outside else (outside, _OUTSIDE)


def spans(labelled: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open spans of homes in a sequence of labels.

    >>> [*spans([0, 1, 2, 1, 0, 2])]
    [(1, 3), (3, 4), (5, 6)]
    """
    start = None
    for at, label in enumerate([*labelled, _OUTSIDE]):
        if start is not None and label != _INSIDE:
            yield start, at
            start = None
        if label == _BEGIN or (label == _INSIDE and start is None):
            start = at
