"""Character n-grams as numbers: the n-grams of many short texts are looked up and weighed at once, without a string each.

What comes out is what `TermVectors.transform` gives for the same terms, times coefficients; making and looking up one
string an n-gram took most of the time that a letter takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.features import Terms
from pipeline.classify.gram_table import CHARACTERS, LONGEST, GramTable, Numbers, codes, longer
from pipeline.classify.linear import Array
from pipeline.classify.vectors import TermVectors

_Keys = NDArray[np.unsignedinteger[Any]]  # of a text and a column
_ROW: Final = 8  # numbers of single precision that stand side by side for a term, at least
_END: Final = "\0"  # stands behind each text among others; in no n-gram that is known
_PREFIX: Final = "c:"  # of the terms that are n-grams
_BEHIND_PREFIX: Final = "c;"  # the least string behind all that begin with it


@dataclass(frozen=True, slots=True)
class Shares:
    """What speaks for a score in one text: of each character the n-grams over it; of each other term."""

    characters: list[float]
    others: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """Terms of texts, each once a text, sorted: text, column and weight; and where each begins among all occurrences."""

    rows: _Keys
    columns: _Keys
    weights: Array
    first: Numbers


class GramWeigher:
    """TF-IDF of texts times coefficients: the vocabulary of `vectors`, coefficients of shape (terms, scores)."""

    def __init__(self, vectors: TermVectors, coefficients: Array) -> None:
        terms = vectors.terms
        first, last = bisect_left(terms, _PREFIX), bisect_left(terms, _BEHIND_PREFIX)  # terms are sorted
        grams = [term[len(_PREFIX) :] for term in terms[first:last]]
        self._sizes = sorted(size for size in set(map(len, grams)) if size <= LONGEST)
        self._table = GramTable(grams, np.arange(first, last))
        self._characters = self._table.find(np.arange(CHARACTERS, dtype=np.uint64))  # columns of n-grams of one
        self._others = {term: at for at, term in enumerate(terms) if not first <= at < last}
        self._bits = len(terms).bit_length()  # of a key that say the column
        self._idf = vectors.idf.astype(np.float64)
        self._coefficients = coefficients.astype(np.float64)  # as the weights are, so that no product casts them anew
        # What a term that stands once adds to each score and, last, to the square of the length; in half the memory, for
        # most of the time goes into fetching it from there. Scores differ by some 1e-6.
        # Rows of 32 bytes, for which numpy has a quicker way of fetching.
        added = self._coefficients * self._idf[:, None]
        self._by_term = np.zeros((len(terms), max(_ROW, added.shape[1] + 1)), dtype=np.float32)
        self._by_term[:, : added.shape[1]], self._by_term[:, -1] = added, self._idf**2

    def products(self, terms: Terms) -> Array:
        """Scores of shape (texts, scores).

        >>> from pipeline.classify.vectors import count_terms
        >>> vectors, terms = TermVectors(1), Terms(["推诿", "局"], [["k:担当"], []], (1, 2))
        >>> matrix, coefficients = vectors.fit_transform(count_terms(terms.spelt())), np.arange(5.0)[:, None]
        >>> np.allclose(GramWeigher(vectors, coefficients).products(terms), matrix @ coefficients)
        True
        """
        keys = np.concatenate([self._word_keys(terms.others), *(own for _, own in self._gram_keys(terms.texts))])
        products = np.zeros((len(terms.texts), self._coefficients.shape[1]))
        if len(keys):
            keys = np.sort(keys)
            rows, columns, first = self._told_apart(keys)
            each = self._by_term.take(columns, axis=0)
            often = np.diff(first, append=len(keys))
            again = np.flatnonzero(often > 1)  # few: a term that stands once weighs what it is worth
            factors = (1 + np.log(often.take(again)))[:, None]
            more = each.take(again, axis=0) * factors
            more[:, -1:] *= factors
            each[again] = more
            starts = _changes(rows)
            sums = np.add.reduceat(each, starts, axis=0)
            products[rows[starts]] = sums[:, : products.shape[1]] / np.sqrt(sums[:, -1:])
        return products

    def shares(self, terms: Terms, scores: Sequence[Sequence[int]]) -> list[Shares]:
        """What each character and each other term of some texts adds to a sum of scores, chosen for each text.

        An n-gram's share is spread over its characters.
        """
        words, grams = self._word_keys(terms.others), self._gram_keys(terms.texts)
        keys = np.concatenate([words, *(own for _, own in grams)])
        order = np.argsort(keys, kind="stable")
        weighed = self._weigh(keys.take(order))
        chosen = np.zeros((len(terms.texts), self._coefficients.shape[1]))
        for row, columns in enumerate(scores):
            chosen[row, columns] = 1.0
        each = self._coefficients.take(weighed.columns, axis=0) * chosen.take(weighed.rows, axis=0)
        added = np.empty(len(keys))
        added[order] = np.repeat(weighed.weights * each.sum(axis=1), np.diff(weighed.first, append=len(keys)))
        characters, behind = np.zeros(sum(len(text) + len(_END) for text in terms.texts)), len(words)
        for size, (starts, own) in zip(self._sizes, grams, strict=True):
            of_grams = added[behind : behind + len(own)] / size
            behind += len(own)
            for place in range(size):
                characters[starts + place] += of_grams
        of_words, of_characters = iter(added[: len(words)].tolist()), iter(characters.tolist())
        return [
            Shares(
                list(islice(of_characters, len(text) + len(_END)))[: len(text)],
                {term: next(of_words) for term in row if term in self._others},
            )
            for text, row in zip(terms.texts, terms.others, strict=True)
        ]

    def _gram_keys(self, texts: Sequence[str]) -> list[tuple[Numbers, _Keys]]:
        """Of each size, at which characters of the texts joined the known n-grams begin, and their keys.

        An n-gram is looked up only where both shorter ones in it are known: the vocabulary holds the terms that occur often
        enough, and they occur at least as often as it does.
        """
        marks = codes(_END.join([*texts, ""]))
        rows = np.repeat(self._row_keys(len(texts)), [len(text) + len(_END) for text in texts])
        found = []
        starts, keys = np.arange(len(marks)), marks
        for size in range(1, max(self._sizes, default=0) + 1):
            if size > 1:
                on = np.flatnonzero(np.diff(starts) == 1)  # over the end of a text none is known
                starts = starts.take(on)
                keys = longer(keys.take(on), marks.take(starts + size - 1), size)
            if size in self._sizes:
                columns = self._characters.take(keys) if size == 1 else self._table.find(keys)
                hit = np.flatnonzero(columns >= 0)
                starts, keys = starts.take(hit), keys.take(hit)
                found.append((starts, rows.take(starts) + columns.take(hit).astype(rows.dtype)))
        return found

    def _row_keys(self, texts: int) -> _Keys:
        """Numbers of texts in the upper bits of a key, which is as short as can be: short ones are sorted in half the time."""
        if texts << self._bits <= 1 << 32:
            return np.arange(texts, dtype=np.uint32) << np.uint32(self._bits)
        return np.arange(texts, dtype=np.uint64) << np.uint64(self._bits)

    def _word_keys(self, others: Sequence[Sequence[str]]) -> _Keys:
        sizes = [len(terms) for terms in others]
        found = map(self._others.get, chain.from_iterable(others), repeat(-1))
        columns = np.fromiter(found, dtype=np.int64, count=sum(sizes))
        rows, known = np.repeat(self._row_keys(len(others)), sizes), columns >= 0
        return rows[known] + columns[known].astype(rows.dtype)

    def _told_apart(self, keys: _Keys) -> tuple[_Keys, _Keys, Numbers]:
        """Of sorted keys, each but once, the texts and columns, and where each begins."""
        first = _changes(keys)
        each = keys.take(first)
        return each >> keys.dtype.type(self._bits), each & keys.dtype.type((1 << self._bits) - 1), first

    def _weigh(self, keys: _Keys) -> _Weighed:
        """Weights of sorted keys, each the number of a text and, in the lower bits, a column."""
        rows, columns, first = self._told_apart(keys)
        weights = self._idf.take(columns)
        often = np.diff(first, append=len(keys))
        again = np.flatnonzero(often > 1)  # few: a term that stands once weighs what it is worth
        weights[again] *= 1 + np.log(often.take(again))
        if len(rows):
            weights /= np.sqrt(np.bincount(rows, weights * weights))[rows]
        return _Weighed(rows, columns, weights, first)


def _changes(values: _Keys) -> Numbers:
    """Where each run of equal values begins.

    >>> [_changes(np.array(values, dtype=np.uint32)).tolist() for values in ([3, 3, 5], [])]
    [[0, 2], []]
    """
    return np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])
