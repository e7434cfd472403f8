"""Finds many fixed phrases in a text at once, longest first, in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")
_KEY = 2  # characters of a phrase that index it


class PhraseFinder(Generic[Value]):
    """Looks up phrases of two characters or more by their first two.

    >>> finder = PhraseFinder([("不作为", "担当"), ("不作为不担当", "担当+")])
    >>> list(finder.find("他们不作为不担当。"))
    [(2, 8, '担当+')]
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        index: dict[str, list[tuple[str, Value]]] = {}
        for phrase, value in phrases:
            if len(phrase) >= _KEY:
                index.setdefault(phrase[:_KEY], []).append((phrase, value))
        self._index = {key: sorted(found, key=lambda pair: -len(pair[0])) for key, found in index.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """Half-open spans and values, left to right, none overlapping."""
        index, behind = self._index, 0
        for at in range(len(text) - _KEY + 1):
            if at < behind:
                continue
            for phrase, value in index.get(text[at : at + _KEY], ()):
                if text.startswith(phrase, at):
                    behind = at + len(phrase)
                    yield at, behind, value
                    break
