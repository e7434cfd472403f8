"""Splits a sentence into clauses at commas and colons: in letters the assertion is often one clause of a long sentence."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = r"，,：:；;。！!？?…\s"
_PIECE: Final = re.compile(rf"[^{_MARKS}]+[{_MARKS}]*|[{_MARKS}]+")
_LEAST: Final = 7  # characters; a shorter piece joins the next, the last one joins the one before


def split_clauses(sentence: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses, which together cover the sentence.

    >>> [("他们互相推诿，一直没有解决，唉。"[a:b]) for a, b in split_clauses("他们互相推诿，一直没有解决，唉。")]
    ['他们互相推诿，', '一直没有解决，唉。']
    >>> split_clauses("")
    []
    """
    spans: list[tuple[int, int]] = []
    for match in _PIECE.finditer(sentence):
        start, end = match.span()
        if spans and spans[-1][1] - spans[-1][0] < _LEAST:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < _LEAST:
        start, end = spans[-2][0], spans.pop()[1]
        spans[-1] = (start, end)
    return spans
