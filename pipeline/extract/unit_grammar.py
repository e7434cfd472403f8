"""The regular part of the unit grammar: what a unit ends in, and which words only look like one.

    unit := region* name* core        core := stem suffix | whole name | named head | determiner head

All words that a core may begin with are found in one pass over the text, and what follows each is checked; `units.py`
grows the cores to the left over regions and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.phrases import Automaton
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
_MORE: Final = ("和", "综合", "管理", "监督", "服务", "事务", "保障")  # may stand between a stem and its suffix
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

Opening = tuple[int, int, int]  # start, end and number of a word that a core may begin with
Core = tuple[int, int, str]  # start, end, and the form of the alternative that found it: generic, name, stem, head


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


# What makes a core of the word that it begins with: of two rules of one form the lower rank goes first; the form; what must
# follow, with which characters this may begin, which may not follow where nothing must, and which it may not follow itself.
# A bare tuple: those with names are taken apart several times slower, and it is done for each word found.
_Rule = tuple[int, str, re.Pattern[str] | None, frozenset[str], frozenset[str], frozenset[str]]


class CoreFinder:
    """Finds the words that a core may begin with, all in one pass over a text, and the cores that begin with them."""

    def __init__(self, words: UnitWords) -> None:
        generic, heads = words.generic, list(words.generic["head"])
        determiners = generic["determiner"] - OURS
        long_heads = [head for head in heads if len(head) > 1]
        # Form, words that open a core, what must follow them, words that this may begin with, characters they must not follow.
        alternatives: tuple[tuple[str, Iterable[str], str, Iterable[str], str], ...] = (
            (
                "generic",
                determiners,
                rf"(?:{alternation(tuple(determiners))}){{0,2}}(?:的)?(?:{_guarded(long_heads)})",
                (*determiners, "的", *long_heads),
                "",
            ),
            ("generic", _BRIEF, _guarded(heads), heads, ""),
            ("generic", OURS, _guarded(_OUR_HEADS), _OUR_HEADS, ""),
            ("generic", generic["colloquial"], "", (), "城小山农景辖片街新郊灾矿库全每这那哪去"),
            ("name", words.names, "", (), ""),
            (
                "stem",
                words.stems,
                rf"(?:{alternation(tuple(words.stems))}|{'|'.join(_MORE)}){{0,3}}(?:{_guarded(words.suffixes)})",
                (*words.stems, *_MORE, *words.suffixes),
                "",
            ),
            ("head", words.heads, "", (), ""),
        )
        rules: dict[str, list[_Rule]] = {}
        for rank, (form, openings, behind, begins, not_after) in enumerate(alternatives):
            pattern, firsts = re.compile(behind) if behind else None, frozenset(word[0] for word in begins)
            for word in openings:
                rule = rank, form, pattern, firsts, frozenset(_barred(word)), frozenset(not_after)
                rules.setdefault(word, []).append(rule)
        self._rules = tuple(rules.values())
        self._stems = [word in words.stems for word in rules]  # no set: one of numbers in a row is slow to say no
        self._automaton = Automaton(tuple(rules), longest=False)

    def openings(self, text: str) -> list[Opening]:
        """All words of a text that a core may begin with."""
        return self._automaton.find(text)

    def cores(self, text: str, openings: Iterable[Opening]) -> list[Core]:
        """Cores from left to right, at each place the longest first; of each form only one, by its first alternative."""
        fitting = []
        for start, end, word in openings:
            following = text[end : end + 1]
            for rank, form, behind, begins, barred, not_after in self._rules[word]:
                if behind is None:
                    if following not in barred and not (not_after and text[start - 1 : start] in not_after):
                        fitting.append((start, rank, -end, end, form))
                elif following in begins and (match := behind.match(text, end)) is not None:
                    fitting.append((start, rank, -end, match.end(), form))
        first: dict[tuple[int, str], tuple[int, int, int, str]] = {}
        for start, rank, _, stop, form in sorted(fitting):  # of one alternative the longest opening word goes first
            first.setdefault((start, form), (start, -stop, rank, form))
        return [(start, -stop, form) for start, stop, _, form in sorted(first.values())]

    def stems(self, openings: Iterable[Opening]) -> list[tuple[int, int]]:
        """Half-open spans of stems, whether a suffix follows or not, from left to right, at each place the longest first."""
        spans = [(start, end) for start, end, word in openings if self._stems[word]]
        return sorted(spans, key=_longest_first)


def _longest_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


@cache
def core_finder() -> CoreFinder:
    """Finder of cores over the vocabulary of corpora/lexicon."""
    return CoreFinder(unit_words())


@cache
def not_units() -> Automaton:
    """Phrases that hold the form of a unit and mean none (法治政府, 稳定大局)."""
    return Automaton(tuple(unit_words().not_unit), longest=True)


def is_masked(text: str) -> bool:
    """Whether a mention hides the real name (某, X, A市).

    >>> is_masked("A3区教育局"), is_masked("区教育局")
    (True, False)
    """
    return bool(_MASKED.search(text))
