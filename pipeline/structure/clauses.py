"""Splits a sentence into clauses at commas and colons: in letters the assertion is often one clause of a long sentence."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = r"，,：:；;。！!？?…\s"
_LEAST: Final = 7  # characters; a shorter piece joins the next, the last one joins the one before
# All but one of the least characters whatever they are, then up to the end of the next marks; else all that is left.
_CLAUSE: Final = re.compile(rf"(?s:.{{{_LEAST - 1}}})[^{_MARKS}]*+[{_MARKS}]+|(?s:.+)")


def split_clauses(sentence: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses, which together cover the sentence.

    >>> [("他们互相推诿，一直没有解决，唉。"[a:b]) for a, b in split_clauses("他们互相推诿，一直没有解决，唉。")]
    ['他们互相推诿，', '一直没有解决，唉。']
    >>> split_clauses("")
    []
    """
    spans = [match.span() for match in _CLAUSE.finditer(sentence)]
    if len(spans) > 1 and spans[-1][1] - spans[-1][0] < _LEAST:
        start, end = spans[-2][0], spans.pop()[1]
        spans[-1] = (start, end)
    return spans
