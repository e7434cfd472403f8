"""Splits a sentence into clauses at commas and colons: in letters the assertion is often one clause of a long sentence."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = r"，,：:；;。！!？?…\s"
_LEAST: Final = 7  # characters; a shorter piece joins the next, the last one joins the one before
# All but one of the least characters whatever they are, then up to the end of the next marks; else all that is left.
_CLAUSE: Final = re.compile(rf"(?s:.{{{_LEAST - 1}}})[^{_MARKS}]*+[{_MARKS}]+|(?s:.+)")


def split_clauses(sentence: str) -> list[str]:
    """Clauses of a sentence in order; together they are the sentence.

    >>> split_clauses("他们互相推诿，一直没有解决，唉。")
    ['他们互相推诿，', '一直没有解决，唉。']
    >>> split_clauses("")
    []
    """
    clauses = _CLAUSE.findall(sentence)
    if len(clauses) > 1 and len(clauses[-1]) < _LEAST:
        clauses[-2:] = [clauses[-2] + clauses[-1]]
    return clauses
