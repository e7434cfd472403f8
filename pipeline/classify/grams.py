"""Character n-grams as numbers: the n-grams of many short texts are looked up and weighed at once, without a string each.

What comes out is what `TermVectors.transform` gives for the same terms, times coefficients; making and looking up one
string an n-gram took most of the time that a letter takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import Terms
from pipeline.classify.linear import Array
from pipeline.classify.vectors import TermVectors

_PREFIX: Final = "c:"  # of the terms that are n-grams
_BEHIND_PREFIX: Final = "c;"  # the least string behind all that begin with it
_LONGEST: Final = 4  # characters; four of 16 bits make one key
_BITS: Final = np.uint64(16)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4)
_BEYOND: Final = 0xFFFF  # stands for what 16 bits cannot say: no n-gram with it is ever known
Keys = NDArray[np.uint64]


def codes(text: str) -> Keys:
    """One number a character, never 0.

    >>> codes("局A").tolist() == [ord("局"), ord("A")]
    True
    """
    found = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    found[(found > _BEYOND) | (found == 0)] = _BEYOND
    return found


def _grams(of: Keys, size: int) -> Keys:
    """Keys of all n-grams of one size, shape (len(of) - size + 1,)."""
    last = len(of) - size + 1
    keys = of[:last].copy()
    for place in range(1, size):
        keys |= of[place : last + place] << (_BITS * np.uint64(place))
    return keys


class GramTable:
    """Columns of n-grams in a table with open addressing, so that many are looked up with a few array operations."""

    def __init__(self, grams: Sequence[str], columns: NDArray[np.int64]) -> None:
        keys = gram_keys(grams)
        known = np.flatnonzero(keys)
        keys = keys[known]
        bits = max(8, int(np.ceil(np.log2(max(1, len(known)) * 2.5))))
        self._shift = np.uint64(64 - bits)
        self._mask = np.int64((1 << bits) - 1)
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._columns = np.full(1 << bits, -1, dtype=np.int64)
        pending, places = np.arange(len(keys)), self._places(keys)
        while len(pending):
            free = self._keys[places] == 0
            _, first = np.unique(np.where(free, places, -1 - np.arange(len(places))), return_index=True)
            put = first[free[first]]
            self._keys[places[put]] = keys[pending[put]]
            self._columns[places[put]] = columns[known][pending[put]]
            left = np.ones(len(pending), dtype=bool)
            left[put] = False
            pending, places = pending[left], (places[left] + 1) & self._mask

    def _places(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys * _MIX) >> self._shift).astype(np.int64)

    def find(self, keys: Keys) -> NDArray[np.int64]:
        """Column of each key, -1 where it is unknown."""
        found = np.full(len(keys), -1, dtype=np.int64)
        pending, places = np.arange(len(keys)), self._places(keys)
        while len(pending):
            there = self._keys.take(places)
            same = there == keys
            hit, on = np.flatnonzero(same), np.flatnonzero(~same & (there != 0))
            found[pending.take(hit)] = self._columns.take(places.take(hit))
            pending, keys, places = pending.take(on), keys.take(on), (places.take(on) + 1) & self._mask
        return found


def gram_keys(grams: Sequence[str]) -> Keys:
    """Key of each n-gram, as `_grams` makes them; 0 for those too long, empty, or of characters beyond 16 bits.

    >>> gram_keys(["局", "", "推诿"]).tolist() == [ord("局"), 0, ord("推") | ord("诿") << 16]
    True
    """
    lengths = np.fromiter(map(len, grams), dtype=np.int64, count=len(grams))
    starts, marks = np.cumsum(lengths) - lengths, codes("".join(grams))
    keys, fit = np.zeros(len(grams), dtype=np.uint64), lengths <= _LONGEST
    for place in range(_LONGEST):
        having = np.flatnonzero(lengths > place)
        found = marks[starts[having] + place]
        keys[having] |= found << (_BITS * np.uint64(place))
        fit[having] &= found != _BEYOND
    return np.where(fit, keys, np.uint64(0))


@dataclass(frozen=True, slots=True)
class Shares:
    """What speaks for a score in one text: of each character the n-grams over it, shape (characters,); of other terms."""

    characters: Array
    others: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Terms of texts, each once a text, sorted: text, column and weight; `which` of them each occurrence is one of."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    weights: Array
    which: NDArray[np.int64]


class GramWeigher:
    """TF-IDF of texts times coefficients: the vocabulary of `vectors`, coefficients of shape (terms, scores)."""

    def __init__(self, vectors: TermVectors, coefficients: Array) -> None:
        terms = vectors.terms
        first, last = bisect_left(terms, _PREFIX), bisect_left(terms, _BEHIND_PREFIX)  # terms are sorted
        grams = [term[len(_PREFIX) :] for term in terms[first:last]]
        self._sizes = sorted(size for size in set(map(len, grams)) if size <= _LONGEST)
        self._table = GramTable(grams, np.arange(first, last))
        self._others = {term: at for at, term in enumerate(terms) if not first <= at < last}
        self._idf = vectors.idf.astype(np.float64)
        self._coefficients = coefficients.astype(np.float64)  # as the weights are, so that no product casts them anew

    def products(self, terms: Terms) -> Array:
        """Scores of shape (texts, scores).

        >>> from pipeline.classify.vectors import count_terms
        >>> vectors, terms = TermVectors(1), Terms(["推诿", "局"], [["k:担当"], []], (1, 2))
        >>> matrix, coefficients = vectors.fit_transform(count_terms(terms.spelt())), np.arange(5.0)[:, None]
        >>> np.allclose(GramWeigher(vectors, coefficients).products(terms), matrix @ coefficients)
        True
        """
        keys = [self._word_keys(terms.others), *(known for known, _, _ in self._gram_keys(terms.texts))]
        weighed = self._weigh(np.concatenate(keys))
        products = np.zeros((len(terms.texts), self._coefficients.shape[1]))
        if len(weighed.rows):
            starts = np.flatnonzero(np.diff(weighed.rows, prepend=-1))
            each = self._coefficients.take(weighed.columns, axis=0)
            each *= weighed.weights[:, None]
            products[weighed.rows[starts]] = np.add.reduceat(each, starts, axis=0)
        return products

    def shares(self, terms: Terms, scores: Sequence[Sequence[int]]) -> list[Shares]:
        """What each character and each other term of some texts adds to a sum of scores, chosen for each text.

        An n-gram's share is spread over its characters.
        """
        grams = list(self._gram_keys(terms.texts))
        keys = [self._word_keys(terms.others), *(known for known, _, _ in grams)]
        weighed = self._weigh(np.concatenate(keys))
        chosen = np.zeros((len(terms.texts), self._coefficients.shape[1]))
        for row, columns in enumerate(scores):
            chosen[row, columns] = 1.0
        each = self._coefficients.take(weighed.columns, axis=0) * chosen.take(weighed.rows, axis=0)
        added = (weighed.weights * each.sum(axis=1)).take(weighed.which)
        ends = np.cumsum([len(part) for part in keys])
        characters = np.zeros(sum(map(len, terms.texts)))
        for (_, starts, size), own in zip(grams, np.split(added, ends[:-1])[1:], strict=True):
            for place in range(size):
                characters[starts + place] += own / size
        values = iter(added[: ends[0]].tolist())
        parts = np.split(characters, np.cumsum([len(text) for text in terms.texts])[:-1])
        return [
            Shares(part, {term: next(values) for term in row if term in self._others})
            for part, row in zip(parts, terms.others, strict=True)
        ]

    def _gram_keys(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], int]]:
        """Of each size the known n-grams: text and column as one number, where they start in the texts joined, the size.

        Sizes longer than all text are left out.
        """
        marks = codes("".join(texts))
        owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        for size in self._sizes:
            if len(marks) < size:
                continue
            columns = self._table.find(_grams(marks, size))
            starts = np.flatnonzero((columns >= 0) & (owner[: len(columns)] == owner[size - 1 :]))
            yield owner.take(starts) * len(self._idf) + columns.take(starts), starts, size

    def _word_keys(self, others: Sequence[Sequence[str]]) -> NDArray[np.int64]:
        at, width = self._others, len(self._idf)
        found = [row * width + at[term] for row, terms in enumerate(others) for term in terms if term in at]
        return np.array(found, dtype=np.int64)

    def _weigh(self, keys: NDArray[np.int64]) -> _Weighed:
        order = np.argsort(keys, kind="stable")  # quick here: keys of one size come in the order of their texts
        ordered = keys.take(order)
        new = np.diff(ordered, prepend=-1) != 0
        first = np.flatnonzero(new)
        often = np.diff(first, append=len(keys))
        which = np.empty(len(keys), dtype=np.int64)
        which[order] = np.cumsum(new) - 1
        rows, columns = np.divmod(ordered.take(first), len(self._idf))
        weights = (1 + np.log(often)) * self._idf[columns]
        if len(rows):
            weights /= np.sqrt(np.bincount(rows, weights * weights))[rows]
        return _Weighed(rows, columns, weights, which)
