"""What a quantity counts, and which whole it is a part of (其中)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.extract.comparison import Comparison, compare
from pipeline.extract.measures import Quantity
from pipeline.extract.tagged_line import tagged
from pipeline.records import Count

_BREAK: Final = r"，。；：！？、,;:!?（）()\n\r\t\d"
_BEHIND: Final = 12  # characters behind a number within which the counted thing may stand
_BEFORE: Final = 20  # characters before a number within which it may stand
# The counted thing, where it stands behind the number, ends before these words.
_CUT: Final = "还都也就才仍却已被把将没不是有在到从对向由为受给来去跑办说要里内中后前了过"
_THING_BEHIND: Final = re.compile(
    rf"的*+(?P<thing>(?:[^{_BREAK}{_CUT}的以左]|的(?=[\u4e00-\u9fff])|以(?!上)|左(?!右))*)"
)
_LAST_BREAK: Final = re.compile(rf".*[{_BREAK}]", re.DOTALL)
# What stands before the number: words that only lead into the clause, verbs that lead in the counted thing, the thing.
_THING_BEFORE: Final = re.compile(
    r"(?:同比|环比|其中|其余|另有|以及|并且|而且|比如|例如)*+(?:共|累计|全年|先后|已|再|又|并|分别|合计|总计)*(?P<verb>查处|查办|处理|处置|处分|办理|办结|受理|化解|立案|通报|问责|移送|核查|整改|解决|收到|发现|完成|新增|追回|挽回|"
    r"发放|罚没|罚款|收取|收受|涉及|涉案|投入|签约|登记|开展|组织|走访|接待|抽查|检查|留置|约谈|诫勉)?(?(verb)(?![率量数额]))(?P<thing>.*)"
)
# What only leads to the number: 办结率提高到, 缺口达; and the characters in which it ends.
_REACHED: Final = re.compile(
    r"(?:(?:提高|提升|上升|增长|增加|下降|减少|降低|回落|控制|压缩)[到至]了?|[达占有为是约仅只超近共]到?|至少|不足|分别)+$"
)
_REACHED_ENDS: Final = frozenset("到至了达占有为是约仅只超近共少足别")
_NOUN_TAGS: Final = ("n", "vn", "j", "l", "i", "eng", "b", "a", "s", "f", "t", "x")
_NAMING_TAGS: Final = ("n", "vn", "j", "l", "eng", "s")  # at least one of the words must name something
_MEASURED: Final = frozenset("量率数额度费金款值件案")  # make a noun of the word before
_ACTS: Final = frozenset(
    {"投诉", "举报", "诉求", "信访", "来访", "来信", "咨询", "求助", "上访", "违规", "违法", "就业", "整改"}
)
_NOUNS: Final = _ACTS | _MEASURED
_LINKS: Final = ("的", "之", "和", "与", "及", "等")
_PERSON_UNITS: Final = frozenset({"人", "人次", "名", "位"})


def _what(text: str, count: Quantity, change: Comparison | None) -> str:
    start = count.start
    if change is not None:
        start = change.start
    elif (behind := _THING_BEHIND.match(text, count.end, count.end + _BEHIND)) and behind["thing"]:
        noun = _noun_before_verb(behind["thing"].strip())
        if noun:
            return noun
    begin = max(0, start - _BEFORE)
    if text[start - 1 : start] == "\n":  # a figure may stand on the line below
        start -= 1
    broken = _LAST_BREAK.match(text, begin, start)
    phrase = text[broken.end() if broken else begin : start].strip()
    if phrase and phrase[-1] in _REACHED_ENDS:
        phrase = _REACHED.sub("", phrase)
    parts = _THING_BEFORE.match(phrase)
    verb, thing = (parts["verb"], parts["thing"].strip("了过的")) if parts else ("", "")
    noun = _noun(thing)
    if noun:
        return noun
    if not verb:
        return ""
    return f"{verb}的人" if count.unit in _PERSON_UNITS else verb


def _noun_before_verb(phrase: str) -> str:
    """The noun, with what describes it, with which a phrase begins; empty where it begins with another word.

    >>> _noun_before_verb("环卫工大多拖着工资"), _noun_before_verb("像打补丁"), _noun_before_verb("群众身边腐败问题")
    ('环卫工', '', '群众身边腐败问题')
    """
    words = tagged(phrase)
    end = 0
    while end < len(words) and _nominal(words, end):
        end += 1
    return _named(words[:end])


def _noun(phrase: str) -> str:
    """The same, of the noun in which a phrase ends.

    >>> _noun("离卧室窗子"), _noun("被收取"), _noun("群众身边腐败问题")
    ('卧室窗子', '', '群众身边腐败问题')
    """
    words = tagged(phrase)
    start = len(words)
    while start and _nominal(words, start - 1):
        start -= 1
    return _named(words[start:])


def _nominal(words: list[tuple[str, str]], at: int) -> bool:
    """Whether a word is a noun or describes one; those of the unit tables bear no tag and are nouns."""
    word, tag = words[at]
    if not tag or tag.startswith(_NOUN_TAGS) or word in _NOUNS or word in _LINKS:
        return True
    # 来访 + 量, 办结 + 率, 重复 + 件
    return tag.startswith(("v", "d")) and at + 1 < len(words) and words[at + 1][0] in _MEASURED


def _named(words: list[tuple[str, str]]) -> str:
    """The words as one phrase, empty where none of them names anything."""
    for word, tag in words:
        if not tag or tag.startswith(_NAMING_TAGS) or word in _NOUNS:
            return "".join([word for word, _ in words]).strip("".join(_LINKS))
    return ""


def _whole(text: str, counts: Sequence[Quantity], index: int) -> int | None:
    """Index of the count that `counts[index]` splits: the last of its unit before 其中 in the same sentence."""
    count = counts[index]
    begin = max(text.rfind(mark, 0, count.start) for mark in "。！？\n") + 1
    at = text.rfind("其中", begin, count.start)
    if at < 0:
        return None
    earlier = [i for i in range(index) if begin <= counts[i].start and counts[i].end <= at]
    same = [i for i in earlier if counts[i].unit == count.unit]
    people = [i for i in earlier if counts[i].unit in _PERSON_UNITS and count.unit in _PERSON_UNITS]
    if same or people:
        whole = (same or people)[-1]
        return whole if _fits(count, counts[whole]) else None
    numbered = [i for i in earlier if counts[i].kind in ("count", "money")]
    return numbered[-1] if numbered and count.kind in ("count", "percent") else None


def _fits(part: Quantity, whole: Quantity) -> bool:
    """No part is greater than its whole: such figures are not of one sum, whatever the text says."""
    return part.value_min is None or whole.value_max is None or part.value_min <= whole.value_max


def describe(text: str, counts: Sequence[Quantity]) -> list[Count]:
    """Counts with what they count, whose part they are, and whether they are a rise or a fall.

    >>> from pipeline.extract.quantities import find_counts
    >>> text = "查处群众身边腐败问题12起、处理15人，其中党纪政务处分9人"
    >>> [(c.text, c.what, c.part_of) for c in describe(text, find_counts(text))]
    [('12起', '群众身边腐败问题', None), ('15人', '处理的人', None), ('9人', '党纪政务处分', 1)]
    >>> text = "投诉量同比下降15.6%"
    >>> [(c.text, c.what, c.direction, c.base) for c in describe(text, find_counts(text))]
    [('15.6%', '投诉量', 'down', '同比')]
    """
    split = "其中" in text
    return [
        count.counted(
            what="" if count.kind == "duration" else _what(text, count, change),
            part_of=_whole(text, counts, i) if split else None,
            direction=change.direction if change else "",
            base=change.base if change else "",
        )
        for i, (count, change) in enumerate(zip(counts, compare(text, counts), strict=True))
    ]
