"""Half-open spans of a text."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans from left to right, those that overlap as one.

    >>> joined([(4, 6), (0, 3), (2, 4)])
    [(0, 4), (4, 6)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            before, behind = found.pop()
            start, end = before, max(end, behind)
        found.append((start, end))
    return found
