"""The regular part of the unit grammar: what a unit ends in, and which words only look like one.

    unit := region* name* core        core := stem suffix | whole name | named head | determiner head

The core is found here by one compiled expression; `units.py` grows it to the left over regions and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.phrases import openings
from pipeline.lexicon.unit_words import UnitWords, unit_words

# A suffix before one of these characters belongs to another word (处 in 处理, 部 in 部分).
_NOT_BEFORE: Final = {
    "处": "理置罚于分境长级方", "部": "分署队长级件", "办": "理事公法案学结好完证了不得过会成的起成税件", "所": "有以在需谓属说长示作做反提得",
    "站": "位起在长台", "科": "学技研长级员普", "院": "长士内里落子", "队": "伍员长", "局": "面限部长势", "委": "员托派", "厅": "长级",
    "中心": "组任城思区主", "馆": "长", "组": "织长成", "室": "内外", "部门": "", "办公": "", "股": "份东长", "司": "法机", "署": "名",
    "公司": "", "集团": "", "村委": "员", "社区": "", "街道": "上两旁边宽路", "法院": "", "党委": "", "县委": "书", "市委": "书", "省委": "书", "区委": "书", "学校": "", "银行": "卡", "交警": "",
    "党组": "织", "城管": "", "政府": "", "公安": "", "物业": "费管", "地产": "", "高中": "考生", "初中": "", "大学": "生", "小学": "生", "中学": "生",
    "县": "级域城乡", "区": "域别间块", "市": "场民区容政级", "镇": "上区域", "乡": "亲下村愁", "村": "民里庄子口组", "省": "级会钱", "校": "长友园内外门车舍",
    "局里": "", "酒店": "", "超市": "", "公": "", "事务所": "", "协会": "", "合作社": "", "林场": "", "农场": "", "窗口": "期", "园区": "", "医院": "", "中央": "",
    "机关": "", "单位": "", "学院": "", "集体": "", "所里": "", "中共": "", "会": "议场员计", "支部": "",
}  # fmt: skip
_MASKED: Final = re.compile(r"某|[Xx×]{1,4}|(?<![A-Za-z])[A-Z]\d{0,2}(?=[省市县区镇乡村局街])")
# Determiners that make a unit even of a head of one character (该局).
_BRIEF: Final = ("某", "该", "各", "有的", "有些", "个别", "某些", "上述", "这个", "那个")
_SHORT_WORD: Final = 3  # characters from which on a word is not barred by its last one
OURS: Final = frozenset("我本")
_OUR_HEADS: Final = frozenset(
    [
        "省",
        "市",
        "县",
        "区",
        "镇",
        "乡",
        "村",
        "局",
        "厅",
        "院",
        "校",
        "队",
        "街道",
        "社区",
        "园区",
        "公司",
        "单位",
        "部门",
        "科室",
        "法院",
        "检察院",
        "医院",
        "学校",
        "景区",
        "企业",
    ]
)


def _barred(word: str) -> str:
    """Characters before which a word is part of another."""
    return _NOT_BEFORE.get(word, _NOT_BEFORE.get(word[-1], "") if len(word) < _SHORT_WORD else "")


def _guarded(words: Iterable[str]) -> str:
    """Alternation in which each word carries its own look-ahead."""
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        bad = _barred(word)
        parts.append(re.escape(word) + (f"(?![{bad}])" if bad else ""))
    return "|".join(parts)


def by_first(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by their first character, longest first, so that the longest that fits wins.

    >>> by_first(["住建", "财政", "住房和城乡建设"])
    {'住': ['住房和城乡建设', '住建'], '财': ['财政']}
    """
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda each: (-len(each), each)):
        found.setdefault(word[0], []).append(word)
    return found


@dataclass(frozen=True, slots=True)
class Core:
    """Half-open span of a core in its line, its words, and the alternative that found it: generic, name, stem, head."""

    start: int
    end: int
    text: str
    form: str


class _Alternative:
    """Words that a core may begin with, looked up, and what must follow each: an expression, or no barred character.

    The expressions are long and the same for all words, so each is compiled once.
    """

    def __init__(self, form: str, words: Iterable[str], behind: str = "", not_after: str = "") -> None:
        self.form = form
        self.words = {
            first: [(word, frozenset(_barred(word))) for word in found]
            for first, found in by_first(frozenset(words)).items()
        }
        self._behind = re.compile(behind) if behind else None
        self._not_after = frozenset(not_after)

    def end(self, text: str, at: int) -> int:
        """Where the core that begins at `at` ends; -1 if there is none."""
        for word, barred in self.words[text[at]]:
            if not text.startswith(word, at) or (self._not_after and text[at - 1 : at] in self._not_after):
                continue
            end = at + len(word)
            if self._behind is None:
                if text[end : end + 1] not in barred:
                    return end
            elif (match := self._behind.match(text, end)) is not None:
                return match.end()
        return -1


class CoreFinder:
    """Finds where a core may begin, and the cores there."""

    def __init__(self, words: UnitWords) -> None:
        generic, heads = words.generic, list(words.generic["head"])
        determiners = generic["determiner"] - OURS
        long_heads = _guarded(head for head in heads if len(head) > 1)
        more = rf"(?:{alternation(tuple(words.stems))}|和|综合|管理|监督|服务|事务|保障){{0,3}}"
        alternatives = (
            _Alternative(
                "generic", determiners, rf"(?:{alternation(tuple(determiners))}){{0,2}}(?:的)?(?:{long_heads})"
            ),
            _Alternative("generic", _BRIEF, _guarded(heads)),
            _Alternative("generic", OURS, _guarded(_OUR_HEADS)),
            _Alternative("generic", generic["colloquial"], not_after="城小山农景辖片街新郊灾矿库全每这那哪去"),
            _Alternative("name", words.names),
            _Alternative("stem", words.stems, rf"{more}(?:{_guarded(words.suffixes)})"),
            _Alternative("head", words.heads),
        )
        self._alternatives: dict[str, list[_Alternative]] = {}
        for alternative in alternatives:
            for first in alternative.words:
                self._alternatives.setdefault(first, []).append(alternative)
        firsts = {head[0] for head in (*heads, *_OUR_HEADS, *generic["determiner"])} | {"的"}
        whole = {*generic["determiner"], *generic["colloquial"], *words.names, *words.heads, *words.stems, *_BRIEF}
        led = {word for word in (*generic["determiner"], *_BRIEF, *OURS) if len(word) == 1}
        self._openings = openings((whole - led) | {word + first for word in led for first in firsts})

    def places(self, text: str) -> Iterator[int]:
        """Offsets at which a core may begin, from left to right."""
        return (match.start() for match in self._openings.finditer(text))

    def cores_at(self, text: str, at: int) -> Iterator[Core]:
        """One core for each form that fits at `at`: that of its first alternative."""
        found = ""
        for alternative in self._alternatives.get(text[at], ()):
            if alternative.form != found and (end := alternative.end(text, at)) >= 0:
                found = alternative.form
                yield Core(at, end, text[at:end], found)


@cache
def core_finder() -> CoreFinder:
    """Finder of cores over the vocabulary of corpora/lexicon."""
    return CoreFinder(unit_words())


@cache
def not_units() -> re.Pattern[str]:
    """Phrases that hold the form of a unit and mean none (法治政府, 稳定大局)."""
    return re.compile(alternation(tuple(unit_words().not_unit)))


def is_masked(text: str) -> bool:
    """Whether a mention hides the real name (某, X, A市).

    >>> is_masked("A3区教育局"), is_masked("区教育局")
    (True, False)
    """
    return bool(_MASKED.search(text))
