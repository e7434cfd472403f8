"""Clauses of a sentence as they may stand alone: split at commas, semicolons and colons outside quotes and brackets."""

from __future__ import annotations

from typing import Final

_PAIRS: Final = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕"}
_MARKS: Final = frozenset("，,：:；;。！!？?\n\t")
_LONGEST: Final = 200  # an opened quote that does not close within so many characters is none


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Half-open spans of the clauses, their closing mark included, which together cover the sentence.

    >>> ["他说“能办，再等等”，没办。"[a:b] for a, b in clauses("他说“能办，再等等”，没办。")]
    ['他说“能办，再等等”，', '没办。']
    >>> clauses("")
    []
    """
    spans: list[tuple[int, int]] = []
    start, at, size = 0, 0, len(sentence)
    while at < size:
        closer = _PAIRS.get(sentence[at])
        if closer:
            end = sentence.find(closer, at + 1, at + _LONGEST)
            at = end if end > 0 else at
        elif sentence[at] in _MARKS and not _inside_number(sentence, at):
            while at + 1 < size and sentence[at + 1] in _MARKS:
                at += 1
            spans.append((start, at + 1))
            start = at + 1
        at += 1
    if start < size:
        spans.append((start, size))
    return spans


def _inside_number(sentence: str, at: int) -> bool:
    """3,607 and 10:30 are not cut."""
    return sentence[at] in ",:：" and sentence[at - 1 : at].isdigit() and sentence[at + 1 : at + 2].isdigit()
