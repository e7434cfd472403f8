"""Tells names from other words by the weights of what is seen at a candidate: a logistic regression, read from a table.

The weights (corpora/lexicon/name_weights.csv) were learned from letters whose names were marked by hand; see `name_learning.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_candidates import Candidate, candidates
from pipeline.mask.name_features import NameFeatures
from pipeline.mask.reading import Reading

BIAS: Final = "底数"  # the row of the table that every candidate has
_LIKELY: Final = 0.4  # probability from which a candidate is a name


def probability(features: Sequence[str]) -> float:
    """How likely a candidate of these features is a name."""
    weights = personal_words().name_weights
    return 1 / (1 + exp(-weights[BIAS] - sum(weights.get(feature, 0.0) for feature in features)))


def likely_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names wherever they stand, officials' names included; from left to right, none overlapping.

    >>> text = "昨天王建国和李娜来了，那张祖宗的像，黄岩水库。"
    >>> [text[start:end] for start, end in likely_names(Reading(text))]
    ['王建国', '李娜']
    """
    found = list(candidates(reading.plain))
    seen = NameFeatures(reading, found)
    likely = [(value, each) for each in found if (value := probability(seen.of(each))) >= _LIKELY]
    return iter(sorted(_apart(likely)))


def _apart(likely: Sequence[tuple[float, Candidate]]) -> Iterator[tuple[int, int]]:
    """The likeliest of candidates that overlap."""
    taken: set[int] = set()
    for _, (start, end, _, _) in sorted(likely, key=lambda each: (-each[0], each[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end
