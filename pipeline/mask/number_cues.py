"""Cue words before numbers (corpora/lexicon/number_cues.csv), and what may stand between a cue and its number."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words

_GAP: Final = r"(?:号码|[号码是为叫:：=＝ (（\[【】“\"]){0,6}"  # between a cue and its number
_FAR: Final = r"[^0-9\n，。；,;、]{0,10}"
WINDOW: Final = 28  # characters before a number in which its cue must stand
_AND: Final = re.compile(r"[、/,，或和 ]{1,3}")
_FURTHEST: Final = 3  # characters between two numbers of one list
_BARE: Final = frozenset({"编号", "单号", "件号"})  # words for numbers of anything


@cache
def _cued(kind: str, gap: str = _GAP) -> re.Pattern[str]:
    """The cue words of a kind, at the end of what stands before a number; 编号 is one alone, but not in 资产编号."""
    words = personal_words().number_cues[kind]
    cues = [alternation(tuple(words - _BARE))]
    if vague := words & _BARE:
        cues.append(rf"(?:(?<![\u4e00-\u9fff])|(?<=[的是为前原旧新本该]))(?:{alternation(tuple(vague))})")
    apart = r"(?<!工单)(?<!受理)(?<!信访)" if kind == "无关" else ""  # 工单流水号
    return re.compile(rf"{apart}(?:{'|'.join(cues)}){gap}$")


def has_cue(plain: str, at: int, kind: str, *, far: bool = False) -> bool:
    """Whether a cue word of a kind stands right before `at`, or (`far`) up to ten characters before it.

    >>> has_cue("身份证号码是1", 6, "身份证号"), has_cue("花了1", 2, "身份证号")
    (True, False)
    """
    return _cued(kind, _FAR if far else _GAP).search(plain[max(0, at - WINDOW) : at]) is not None


def is_listed(plain: str, behind: int, start: int) -> bool:
    """Whether a number that begins at `start` goes on a list from one that ends at `behind` and has the cue.

    >>> is_listed("电话88231234、88235678", 10, 11), is_listed("电话88231234是88235678", 10, 11)
    (True, False)
    """
    return behind >= start - _FURTHEST and _AND.fullmatch(plain, behind, start) is not None
