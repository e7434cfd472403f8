"""Bare stems that stand for units: in a list (发改、财政、住建等部门), or as the subject of a verb of saying or shoving."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.unit_words import unit_words

_SHORTEST: Final = 2  # characters of a stem that may stand alone
_SHORT_NAME: Final = 3  # characters of whole names that stand beside bare stems: 公安、信访、纪委
_ALONE: Final = re.compile("(?<![\u4e00-\u9fff])|(?<=[由让请与和同向找经被对跟给过报])|(?<=联系|对接|协调|会同|配合)")
_LINE_END: Final = r"(?![^\n\r])"
_CLAUSE_END: Final = re.compile(rf"[，。；！？]|{_LINE_END}")
_CLAUSE_START: Final = re.compile("(?<![\u4e00-\u9fff])")
_SAYS: Final = re.compile("说|推|讲|称|回复|答复|互推|让|各管|只管|不管|各自|没")


@dataclass(frozen=True, slots=True)
class _Words:
    begins_list: re.Pattern[str]  # what follows the first of a list
    goes_on: re.Pattern[str]  # what follows one in the middle, or the last before 等部门


@cache
def _words() -> _Words:
    words = unit_words()
    stems = [stem for stem in words.stems if len(stem) >= _SHORTEST]
    next_one = alternation((*stems, *(name for name in words.names if len(name) <= _SHORT_NAME)))
    return _Words(
        re.compile(rf"、(?:{next_one})(?:[、，。；！？等和及与]|{_LINE_END}|[\u4e00-\u9fff]{{0,2}}(?:部门|局|单位))"),
        re.compile(rf"、(?:{next_one})|等(?:部门|单位|\w{{0,3}}家)|(?:和|与|及)(?:{next_one})"),
    )


def listed_stems(text: str, stems: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open spans of those of the stems (from left to right, the longest first) that stand bare in a list, or before a verb.

    >>> text = "找过公安、信访、民政。住宿、交通，都要钱"
    >>> [text[a:b] for a, b in listed_stems(text, [(2, 4), (5, 7), (8, 10), (14, 16)])]
    ['公安', '信访', '民政']
    """
    spans: list[tuple[int, int]] = []
    led = -1  # where a list that somebody was asked in (找公安、信访) ends so far
    for start, end, place in _placed(text, stems):
        if place == "last" and led != start - 1:  # what ends any other list may be a topic
            continue
        if place == "first" or led == start - 1:
            led = end
        spans.append((start, end))
    return spans


def _placed(text: str, stems: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Stems with their place in a list or before a verb, from left to right, none overlapping."""
    words, behind = _words(), 0
    for at, found_here in groupby(stems, key=itemgetter(0)):
        if at < behind or not _ALONE.match(text, at):
            continue
        found = _place(words, text, at, [end for _, end in found_here if end - at >= _SHORTEST])
        if found is not None:
            behind = found[0]
            yield at, *found


def _place(words: _Words, text: str, at: int, ends: list[int]) -> tuple[int, str] | None:
    """End and place of the stem at `at`, of several possible ends; a place that comes first here goes before others."""
    for place, behind in _places(words, text, at):
        for end in ends:
            if behind.match(text, end):
                return end, place
    return None


def _places(words: _Words, text: str, at: int) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Places that what stands before `at` allows, each with what must stand behind the stem; all are such as `_ALONE` fits."""
    yield "first", words.begins_list
    if text[at - 1 : at] == "、":
        yield "middle", words.goes_on
        yield "last", _CLAUSE_END
    if _CLAUSE_START.match(text, at):
        yield "subject", _SAYS
