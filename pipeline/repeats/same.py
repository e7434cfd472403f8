"""Whether two letters say the same thing: alike in wording, or one inside the other, and about the same places and sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.repeats.trace import Trace

if TYPE_CHECKING:
    import numpy as np

SIMILARITY: Final = 0.4  # Jaccard of trigrams; both thresholds from the pairs in tests/test_repeats_pairs.py
CONTAINMENT: Final = 0.75  # share of the shorter letter's trigrams found in the longer
SHORTEST: Final = 20  # trigrams of a letter that may be found inside a longer one
SHARED_FACTS: Final = 0.5  # more than this share of the places and amounts of the letter that names fewer


def shared(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> int:
    """How many values two sorted distinct arrays share."""
    import numpy as np

    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    at = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return int((other[at] == one).sum())


def same_matter(one: Trace, other: Trace, *, similarity: float = SIMILARITY, containment: float = CONTAINMENT) -> bool:
    """Exact check of a candidate pair; letters that say nothing are never the same.

    >>> from pipeline.repeats.trace import trace
    >>> a, b = "清水镇石桥村欠我工钱3200元，找了几次都不给", "清水镇石桥村欠我工钱三千二百元，找了多次都不给"
    >>> same_matter(trace(a), trace(b)), same_matter(trace(a), trace(a.replace("石桥", "柳林").replace("3200", "900")))
    (True, False)
    """
    few, many = sorted((len(one.grams), len(other.grams)))
    if not few:
        return False
    common = shared(one.grams, other.grams)
    alike = common >= similarity * (few + many - common)
    inside = few >= SHORTEST and common >= containment * few
    if not alike and not inside:
        return False
    named = min(len(one.facts), len(other.facts))
    return not named or shared(one.facts, other.facts) > SHARED_FACTS * named
