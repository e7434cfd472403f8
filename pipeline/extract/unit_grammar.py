"""The regular part of the unit grammar: what a unit ends in, and which words only look like one.

    unit := region* name* core        core := stem suffix | whole name | named head | determiner head

The core is found here by one compiled expression; `units.py` grows it to the left over regions and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.phrases import openings
from pipeline.lexicon.unit_words import UnitWords, unit_words
from pipeline.text.alternatives import Alternatives

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
_SHORT_NAME: Final = 3  # characters of whole names that stand beside bare stems: 公安、信访、纪委
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


def _guarded(words: list[str]) -> str:
    """Alternation in which each word carries its own look-ahead."""
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        bad = _NOT_BEFORE.get(word, _NOT_BEFORE.get(word[-1], "") if len(word) < 3 else "")
        parts.append(re.escape(word) + (f"(?![{bad}])" if bad else ""))
    return "|".join(parts)


class CoreFinder:
    """Finds where a core may begin, and the cores there; each alternative of the grammar is compiled by first character."""

    def __init__(self, words: UnitWords) -> None:
        self._words = words
        self._by_first: dict[str, tuple[re.Pattern[str], ...]] = {}
        generic = words.generic
        heads = {head[0] for head in (*generic["head"], *_OUR_HEADS, *generic["determiner"])} | {"的"}
        whole = {*generic["determiner"], *generic["colloquial"], *words.names, *words.heads, *words.stems, *_BRIEF}
        led = {word for word in (*generic["determiner"], *_BRIEF, *OURS) if len(word) == 1}
        self._openings = openings((whole - led) | {word + head for word in led for head in heads})

    def places(self, text: str) -> Iterator[int]:
        """Offsets at which a core may begin, from left to right."""
        return (match.start() for match in self._openings.finditer(text))

    def cores_at(self, text: str, at: int) -> Iterator[re.Match[str]]:
        """One match for each alternative that fits at `at`; the groups `generic`, `name`, `stem`, `head` name them."""
        first = text[at]
        forms = self._by_first.get(first)
        if forms is None:
            forms = self._by_first[first] = tuple(re.compile(form) for form in _forms(self._words, first) if form)
        return (match for form in forms if (match := form.match(text, at)) is not None)


def _beginning(words: Iterable[str], first: str) -> list[str]:
    return [word for word in words if word[0] == first]


def _forms(words: UnitWords, first: str) -> Iterator[str]:
    """The alternatives of the grammar, as far as they can begin with a character."""
    generic = "|".join(_generic(words, first))
    if generic:
        yield rf"(?P<generic>{generic})"
    if names := _beginning(words.names, first):
        yield rf"(?P<name>{_guarded(names)})"
    if stems := _beginning(words.stems, first):
        more = rf"(?:{alternation(tuple(words.stems))}|和|综合|管理|监督|服务|事务|保障){{0,3}}"
        yield rf"(?P<stem>(?:{alternation(stems)}){more}(?:{_guarded(list(words.suffixes))}))"
    if heads := _beginning(words.heads, first):
        yield rf"(?P<head>{_guarded(heads)})"


def _generic(words: UnitWords, first: str) -> Iterator[str]:
    every = [word for word in words.generic["determiner"] if word not in OURS]
    heads = list(words.generic["head"])
    if own := _beginning(every, first):
        long_heads = _guarded([head for head in heads if len(head) > 1])
        yield rf"(?:(?:{alternation(own)})(?:{alternation(every)}){{0,2}}(?:的)?(?:{long_heads}))"
    if brief := _beginning(_BRIEF, first):
        yield rf"(?:(?:{'|'.join(brief)})(?:{_guarded(heads)}))"
    if first in OURS:
        yield rf"(?:{first}(?:{_guarded(list(_OUR_HEADS))}))"
    if colloquial := _beginning(words.generic["colloquial"], first):
        yield rf"(?:(?<![城小山农景辖片街新郊灾矿库全每这那哪去])(?:{_guarded(colloquial)}))"


@cache
def core_finder() -> CoreFinder:
    """Finder of cores over the vocabulary of corpora/lexicon."""
    return CoreFinder(unit_words())


def listed_stems(text: str) -> list[tuple[int, int]]:
    """Half-open spans of bare stems in a list (发改、财政、住建等部门), or as the subject of a verb of saying or shoving.

    >>> [text[a:b] for text in ("找过公安、信访、民政。", "住宿、交通，都要钱") for a, b in listed_stems(text)]
    ['公安', '信访', '民政']
    """
    spans: list[tuple[int, int]] = []
    led = -1  # where a list that somebody was asked in (找公安、信访) ends so far
    for match in _listed().finditer(text):
        start, end = match.span()
        if match["last"] and led != start - 1:  # what ends any other list may be a topic
            continue
        if match["first"] or led == start - 1:
            led = end
        spans.append((start, end))
    return spans


@cache
def _listed() -> Alternatives:
    every = [stem for stem in unit_words().stems if len(stem) >= 2]
    verb = "说|推|讲|称|回复|答复|互推|让|各管|只管|不管|各自|没"
    stems = alternation((*every, *(name for name in unit_words().names if len(name) <= _SHORT_NAME)))
    alone = "(?<![\u4e00-\u9fff])|(?<=[由让请与和同向找经被对跟给过报])|(?<=联系|对接|协调|会同|配合)"
    form = (
        rf"(?P<first>(?:{alone}){{own}}(?=、(?:{stems})(?:[、，。；！？等和及与]|$|[\u4e00-\u9fff]{{{{0,2}}}}(?:部门|局|单位))))"
        rf"|(?<=、){{own}}(?=、(?:{stems})|等(?:部门|单位|\w{{{{0,3}}}}家)|(?:和|与|及)(?:{stems}))"
        rf"|(?P<last>(?<=、){{own}}(?=[，。；！？]|$))"
        rf"|(?<![\u4e00-\u9fff]){{own}}(?=(?:{verb}))"
    )
    firsts = sorted({stem[0] for stem in every})
    return Alternatives([(first, form.format(own=f"(?:{alternation(_beginning(every, first))})")) for first in firsts])


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
