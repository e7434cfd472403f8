"""What stands before and behind a place where a name may begin or end, as features of candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import PLACE_ENDS, surname_at
from pipeline.mask.reading import Reading, begins, ends, is_han

_REACH: Final = 3  # characters on one side of a place of a word that reaches over it
_LONGEST_WORD: Final = 4
_JOINTS: Final = frozenset("、和与及跟，")
_CUES: Final = ("label", "self", "kin", "person")
_STOPS: Final = frozenset("，。；：、！？（）“”《》")
_KEPT: Final = 16_384  # pairs of characters whose writing in features is kept ready


@cache
def cue_pattern(kind: str) -> re.Pattern[str]:
    """All words of one kind that stand beside names (corpora/lexicon/name_cues.csv), the longest first.

    >>> cue_pattern("kin").findall("小儿子和邻居")
    ['小儿子']
    """
    return re.compile(alternation(tuple(personal_words().name_cues[kind])))


class Surroundings:
    """Features of places of one text, each looked at once for all candidates that begin or end there."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._plain = reading.plain
        self._crossed: dict[int, int] = {}
        self._before: dict[int, list[str]] = {}
        self._behind: dict[int, list[str]] = {}

    def before(self, start: int) -> list[str]:
        """What stands before a name that begins at `start`."""
        found = self._before.get(start)
        if found is None:
            found = self._before[start] = list(self._look_before(start))
        return found

    def behind(self, end: int) -> list[str]:
        """What stands behind a name that ends at `end`."""
        found = self._behind.get(end)
        if found is None:
            found = self._behind[end] = list(self._look_behind(end))
        return found

    def crossing(self, at: int) -> int:
        """Characters of the longest word of the dictionary that reaches over `at`; 0 if none does."""
        longest = self._crossed.get(at)
        if longest is None:
            longest = self._crossed[at] = max(
                (
                    left + right
                    for left in range(1, min(_REACH, at) + 1)
                    for right in range(1, min(_LONGEST_WORD - left, len(self._plain) - at) + 1)
                    if is_known(self._plain[at - left : at + right])
                ),
                default=0,
            )
        return longest

    def _look_before(self, start: int) -> Iterator[str]:
        plain, words, reading = self._plain, personal_words(), self._reading
        mark = plain[start - 1 : start]
        yield f"前字={_seen(mark) or '首'}"
        yield f"前二字={_seen(plain[max(0, start - 2) : start])}"
        led = bool(mark) and is_han(mark)
        token = reading.line.token(start) if led and reading.line.token_ending(start) is not None else None
        if token:
            yield f"前词={plain[token[0] : start]}"
            yield f"前词性={token[1][:2]}"
        else:
            yield f"前词性={'断' if led else '标'}"
        for kind in _CUES:
            if ends(plain, start, words.name_cues[kind]):
                yield f"前称={kind}"
        if ends(plain, start, words.posts):
            yield "前称=post"
        if mark and mark in _JOINTS:
            yield "列前"

    def _look_behind(self, end: int) -> Iterator[str]:
        plain, words, reading = self._plain, personal_words(), self._reading
        mark = plain[end : end + 1]
        yield f"后字={_seen(mark) or '尾'}"
        yield f"后二字={_seen(plain[end : end + 2])}"
        if not mark or not is_han(mark):
            yield "后词性=标"
        elif reading.closes(end):
            word, tag = reading.line.token_at(end)
            yield f"后词={word}"
            yield f"后词性={tag[:2]}"
        else:
            yield "后词性=断"
        for kind in ("honorific", "kin"):
            if begins(plain, end, words.name_cues[kind]):
                yield f"后称={kind}"
        if begins(plain, end, words.posts):
            yield "后称=post"
        if begins(plain, end, words.followers):
            yield "后随"
        if begins(plain, end, words.homes["compound"]) or mark in PLACE_ENDS:
            yield "后为地名"
        if mark and mark in _JOINTS and (other := surname_at(plain, end + 1)):
            given = end + 1 + len(other)
            if plain[given : given + 1] in words.given:
                yield "列后"


@lru_cache(maxsize=_KEPT)
def _seen(marks: str) -> str:
    """Characters as features name them: digits, letters, blanks and what a table could not show are named by their kind."""
    return "".join(
        mark
        if is_han(mark) or mark in _STOPS
        else "数"
        if mark.isdigit()
        else "文"
        if mark.isalpha()
        else "空"
        if mark.isspace()
        else "符"
        for mark in marks
    )
