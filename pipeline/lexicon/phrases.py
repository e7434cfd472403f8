"""Finds many fixed phrases in a text at once, longest first, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")
_KEY: Final = 2  # characters of the shortest phrase, by which places are looked for
_SURROGATE: Final = re.compile("[\ud800-\udfff]")  # a lone one has no UTF-8 form, which the automaton works on


def openings(keys: Iterable[str]) -> re.Pattern[str]:
    """Expression for the places where one of `keys` may begin, by its first two characters alone; never misses one.

    Searching for one character of a set is the fastest thing an expression can do. What it finds, the caller looks up.

    >>> [match.start() for match in openings(["推诿", "局"]).finditer("推诿的推土机在局里")]
    [0, 7]
    """
    keys = frozenset(keys)
    one = {key for key in keys if len(key) == 1}
    two = {key[:_KEY] for key in keys if len(key) > 1}
    parts = [f"[{_set(one)}]"] if one else []
    if two:
        parts.append(f"[{_set(key[0] for key in two)}](?=[{_set(key[1] for key in two)}])")
    return re.compile("|".join(parts) or r"(?!)")


def _set(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set(characters))))


class Automaton:
    """Many words in a text, found in one pass (Aho and Corasick 1975); spans are half-open `str` offsets.

    Either every occurrence, in order of their ends, or, `longest`, left to right at each place the longest word only, none
    overlapping.

    >>> [Automaton(["作为", "不作为"], longest=longest).find("他不作为") for longest in (False, True)]
    [[(1, 4, 1), (2, 4, 0)], [(1, 4, 1)]]
    """

    def __init__(self, words: Sequence[str], *, longest: bool) -> None:
        from daachorse import MATCH_KIND_LEFTMOST_LONGEST, MATCH_KIND_STANDARD, CharwiseDoubleArrayAhoCorasick

        kind = MATCH_KIND_LEFTMOST_LONGEST if longest else MATCH_KIND_STANDARD
        automaton = CharwiseDoubleArrayAhoCorasick(list(words), kind)
        self._find = automaton.find if longest else automaton.find_overlapping

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of the word of each occurrence."""
        try:
            return self._find(text)
        except UnicodeEncodeError:
            return self.find(_SURROGATE.sub("\ufffd", text))


class PhraseFinder(Generic[Value]):
    """Looks up phrases of two characters or more.

    >>> finder = PhraseFinder([("不作为", "担当"), ("不作为不担当", "担当+")])
    >>> list(finder.find("他们不作为不担当。"))
    [(2, 8, '担当+')]
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        values: dict[str, Value] = {}
        for phrase, value in phrases:
            if len(phrase) >= _KEY:
                values.setdefault(phrase, value)
        self._values = list(values.values())
        self._automaton = Automaton(list(values), longest=True)

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """Half-open spans and values, left to right, the longest first, none overlapping."""
        return [(start, end, self._values[word]) for start, end, word in self._automaton.find(text)]


def find_in_each(
    texts: Sequence[str], find: Callable[[str], Iterable[tuple[int, int, Value]]]
) -> dict[int, list[tuple[int, int, Value]]]:
    """What `find` finds in several short texts, in one pass over all: one by one, the calls cost more than the search.

    Of each text that holds anything its number and what is found there, in the order of `find`. What reaches from one text
    into the next is left out, so `find` must find the same in a text whatever stands behind it: the finders of this
    package do, since no phrase holds the line break that parts the texts.

    >>> finder = PhraseFinder([("不作为", "担当"), ("为难", "主动")])
    >>> find_in_each(["他们不作", "为难群众", ""], finder.find)
    {1: [(0, 2, '主动')]}
    """
    ends = list(accumulate([len(text) + 1 for text in texts]))
    found: dict[int, list[tuple[int, int, Value]]] = {}
    for start, end, value in find("\n".join(texts)):
        at = bisect_right(ends, start)
        if end < ends[at]:
            before = ends[at - 1] if at else 0
            found.setdefault(at, []).append((start - before, end - before, value))
    return found
