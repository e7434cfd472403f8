"""What masking finds: typed spans of personal data, and the placeholders that stand for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.text.placeholders import TYPES

PLACEHOLDER: Final = re.compile(rf"【({'|'.join(TYPES)})([1-9][0-9]{{0,6}})】")
Span = tuple[int, int, str]  # start, end, type


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data of one of `TYPES`; offsets point into the text as given, and `text` is `given[start:end]`."""

    start: int
    end: int
    text: str
    type: str


class Claims:
    """Which characters of a text are spoken for, so that no two spans overlap.

    >>> claims = Claims(10)
    >>> claims.take(2, 5), claims.take(4, 6), claims.take(5, 6)
    (True, False, True)
    """

    __slots__ = ("_taken",)

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Whether nobody has claimed any of `[start, end)`."""
        return self._taken.find(1, start, end) < 0

    def take(self, start: int, end: int) -> bool:
        """Claim `[start, end)` if all of it is free; returns whether it was."""
        if not self.free(start, end):
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True
