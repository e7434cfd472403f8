"""A table of character n-grams in which many are looked up at once, as numbers: no string is made of any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

LONGEST: Final = 4  # characters; four of 16 bits make one key
_BITS: Final = 16
CHARACTERS: Final = 1 << _BITS  # that have a number of their own
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4)
_LEAST_BUCKETS: Final = 1 << 8
_BEYOND: Final = 0xFFFF  # stands for what 16 bits cannot say: no n-gram with it is ever known
Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def codes(text: str) -> Keys:
    """One number a character, never 0.

    >>> codes("局A").tolist() == [ord("局"), ord("A")]
    True
    """
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):  # two bytes a character
        found = np.frombuffer(short, dtype=np.uint16).astype(np.uint64)
        found[found == 0] = _BEYOND
        return found
    found = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    found[(found > _BEYOND) | (found == 0)] = _BEYOND
    return found


def longer(keys: Keys, marks: Keys, size: int) -> Keys:
    """Keys of n-grams of `size` characters from those of all characters but the last, and the codes of the last.

    >>> longer(codes("推"), codes("诿"), 2).tolist() == [ord("推") | ord("诿") << 16]
    True
    """
    return keys | marks << np.uint64(_BITS * (size - 1))


def gram_keys(grams: Sequence[str]) -> Keys:
    """Key of each n-gram; 0 for those too long, empty, or of characters beyond 16 bits.

    >>> gram_keys(["局", "", "推诿"]).tolist() == [ord("局"), 0, ord("推") | ord("诿") << 16]
    True
    """
    lengths = np.fromiter(map(len, grams), dtype=np.int64, count=len(grams))
    starts, marks = np.cumsum(lengths) - lengths, codes("".join(grams))
    keys, fit = np.zeros(len(grams), dtype=np.uint64), lengths <= LONGEST
    for place in range(LONGEST):
        having = np.flatnonzero(lengths > place)
        found = marks[starts[having] + place]
        keys[having] = longer(keys[having], found, place + 1)
        fit[having] &= found != _BEYOND
    return np.where(fit, keys, np.uint64(0))


class GramTable:
    """Columns of n-grams, hashed: those of one bucket stand side by side, and few buckets hold more than two.

    The hash can be undone, so a bucket and the rest of the hash stand for the key. An entry is one number, and found with
    one look at memory: the rest of the hash, and the column in the place of the bits that chose the bucket.
    """

    def __init__(self, grams: Sequence[str], columns: Numbers) -> None:
        keys = gram_keys(grams)
        known = np.flatnonzero(keys)
        bits = int(columns.max(initial=_LEAST_BUCKETS)).bit_length()  # as many buckets as columns, or more
        self._column_bits, self._rest_bits = np.uint64(bits), np.uint64(64 - bits)
        hashes = keys[known] * _MIX
        order = np.argsort(hashes)
        entries = (hashes << self._column_bits) | columns[known].astype(np.uint64)
        # The zero is an end, where the last buckets begin if they are empty.
        self._entries = np.append(entries[order], np.uint64(0))
        buckets = np.arange((1 << bits) + 1, dtype=np.uint64)
        self._firsts = np.searchsorted(hashes[order] >> self._rest_bits, buckets).astype(np.int32)

    def find(self, keys: Keys) -> Numbers:
        """Column of each key, -1 where it is unknown."""
        hashes = keys * _MIX
        buckets, rests = (hashes >> self._rest_bits).astype(np.int64), hashes << self._column_bits
        at, ends = self._firsts.take(buckets), self._firsts.take(buckets + 1)
        found, pending = np.full(len(keys), -1, dtype=np.int64), np.arange(len(keys))
        while len(pending):
            columns = self._entries.take(at) ^ rests  # but for entries of another rest
            same = (columns >> self._column_bits == 0) & (at < ends)
            hit, on = np.flatnonzero(same), np.flatnonzero(~same & (at + 1 < ends))
            found[pending.take(hit)] = columns.take(hit)
            pending, rests, at, ends = pending.take(on), rests.take(on), at.take(on) + 1, ends.take(on)
        return found
