"""Many alternative expressions searched at once, each tried only where it may begin.

Python's engine tries the alternatives of one large expression one after the other at every place of a text. Scanning for
their first characters, and trying at each hit only those that may begin so, finds the same several times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_PAIR: Final = (
    2  # characters by which is told which alternatives may begin at a place, where all forms say what stands second
)


class Form(NamedTuple):
    """An alternative: what it may begin with, its expression, what may stand second (empty: anything).

    Both are the insides of character classes.
    """

    first: str
    expression: str
    second: str = ""


class Alternatives:
    r"""Several alternatives; as in one expression joined by `|`, the leftmost match counts, of several there the first one's.

    >>> several = Alternatives([(r"\d", r"\d{4}年", r"\d"), ("第", r"第\d+条"), (r"\d", r"\d+条", r"\d条")])
    >>> [match.group() for match in several.finditer("2021年的第12条和3条")]
    ['2021年', '第12条', '3条']
    """

    def __init__(self, parts: Iterable[Form | tuple[str, str] | tuple[str, str, str]]) -> None:
        self._forms = [Form(*part) for part in parts]
        first = "".join(form.first for form in self._forms)
        # To look at the second character, too, rules out most places cheaply. Where anything may stand second only the first
        # counts: else any character of any text would be remembered behind it.
        paired = all(form.second for form in self._forms)
        second = "".join(form.second for form in self._forms) if paired else ""
        self._openings = re.compile((f"[{first}]" if first else "(?!)") + (f"(?=[{second}])" if second else ""))
        self._begins = [re.compile(f"[{form.first}]" + (f"[{form.second}]" if paired else "")) for form in self._forms]
        self._size = _PAIR if paired else 1
        self._by_opening: dict[str, re.Pattern[str] | None] = {}
        self._compiled: dict[tuple[int, ...], re.Pattern[str] | None] = {(): None}

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Matches from left to right, none empty, none overlapping."""
        behind = 0
        by_opening, size = self._by_opening, self._size
        for opening in self._openings.finditer(text):
            at = opening.start()
            if at < behind:
                continue
            begins = text[at : at + size]
            pattern = by_opening[begins] if begins in by_opening else self._beginning(begins)
            if pattern is None:
                continue
            match = pattern.match(text, at)
            if match is not None and match.end() > at:
                behind = match.end()
                yield match

    def _beginning(self, opening: str) -> re.Pattern[str] | None:
        """The alternatives that may begin with these characters, one or two; compiled once."""
        fitting = tuple([number for number, begins in enumerate(self._begins) if begins.match(opening)])
        if fitting not in self._compiled:
            self._compiled[fitting] = re.compile("|".join(self._forms[number].expression for number in fitting))
        pattern = self._by_opening[opening] = self._compiled[fitting]
        return pattern
