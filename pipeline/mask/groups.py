"""Names without a cue before them that what stands behind shows to be citizens': 张三、李四等12人联名, 王五等业主, 我是阳光花园的张三.

等3人 alone says nothing: 王某等3人受贿 are the object of the work. It counts where citizens are named or do what citizens do
(corpora/lexicon/name_cues.csv, kinds `group` and `joint`), and where households are counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.formed_names import looks_given
from pipeline.mask.name_forms import full_name, given_pair_odds, name_before, surname_at
from pipeline.mask.reading import HAN, Reading, begins, ends, is_han, is_word

_NUMBER: Final = r"[0-9一二三四五六七八九十百两几数多余]{1,6}"
_MOST: Final = 12  # names in one list
_PLACES: Final = frozenset("庄屯寨湾坝苑府期里家沟坪塘")  # 王家庄等村民
_ITEM: Final = re.compile(rf"{HAN}{{2,4}}")
_OF_THREE: Final = 3  # characters of a name
_NAME_LIKE: Final = 3  # log-odds
_NUMBERED: Final = r"[ 　，,;；]{0,2}[0-9]{1,2}[.．、] ?"  # 1.富春梅 2.沙金宝
_JOINT: Final = re.compile(rf"、|{_NUMBERED}")
_GOES_ON: Final = re.compile(rf"(?!{HAN})|等|[两二三四五六七八九十0-9]{{1,3}}[人名位]|作为|均")
_BETWEEN: Final = rf"(?:、|[ 　]{{1,3}}|{_NUMBERED})"
_ITEMS: Final = re.compile(rf"{HAN}{{2,4}}(?:{_BETWEEN}{HAN}{{2,4}}){{2,30}}")  # three or more
_SORTS: Final = frozenset("人者户农工客员匠贩妇")  # 我是村里的茶农, 殷实户: what somebody is
_INTRODUCED: Final = re.compile(
    rf"(?:我|本人)(?:是|系|乃)[^，,。；;：:！!？?\n的]{{1,20}}的(?={HAN}{{2,4}}(?:[，,。；;：:！!（( \n]|$))"
)
_CLAUSE_END: Final = re.compile(rf"(?!{HAN})")


@cache
def _group() -> re.Pattern[str]:
    cues = personal_words().name_cues
    group, joint = (alternation(tuple(cues[kind])) for kind in ("group", "joint"))
    counted = rf"{_NUMBER}户|{_NUMBER}[人名位]{HAN}{{0,4}}?(?:{group})|(?:{_NUMBER}[名位]|(?:{_NUMBER})?人){HAN}{{0,6}}?(?:{joint})"
    return re.compile(rf"等 ?(?:{group}|{counted})")


def group_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of the names before 等12人联名, 等业主; none of a list that an official heads.

    >>> text = "张广发、李桂香等12人联名反映，局长李强、王芳等2人联名签字，石桥村等业主"
    >>> [text[start:end] for start, end in sorted(group_names(Reading(text)))]
    ['张广发', '李桂香']
    """
    plain = reading.plain
    for match in _group().finditer(plain):
        names: list[tuple[int, int]] = []
        end = match.start()
        for _ in range(_MOST):
            start = name_before(reading, end)
            if start is None or _is_place(plain, end):
                break
            names.append((start, end))
            if plain[start - 1 : start] not in tuple("、和与及"):
                break
            end = start - 1
        posts = {begins(plain, at, personal_words().posts) for at in range(*match.span())}  # 等3名民警到现场
        if posts <= {"", "代表"} and not any(reading.is_official(*name) for name in names):
            yield from names


def listed(reading: Reading, taken: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Half-open spans of what stands in a list of names, most of which are `taken`: 罗小军、先永贵、游中华.

    >>> text = "有罗小军、先永贵、游中华、牟春来过"
    >>> [text[start:end] for start, end in listed(Reading(text), {(1, 4), (9, 12), (13, 15)})]
    ['先永贵', '游中华']
    """
    plain = reading.plain
    starts, ends_ = {start for start, _ in taken}, {end for _, end in taken}
    for match in _ITEMS.finditer(plain):
        items = [item.span() for item in _ITEM.finditer(plain, *match.span())]
        # What stands before the first and behind the last item may be words.
        known = [item in taken for item in items[1:-1]]
        known += [items[0][1] in ends_, items[-1][0] in starts]
        if sum(known) * 2 < len(items):
            continue
        inner = items[1:-1]
        inner += [item for item in (items[0], items[-1]) if _stands_whole(reading, *item)]
        for start, end in inner:
            word = plain[start:end]
            if word not in personal_words().callings and not is_word(word):
                yield start, end


def joined(reading: Reading, taken: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Half-open spans of what looks like a name and goes on a list from a name that is `taken`: 公孙倩、银海作为代表.

    >>> text = "请公孙倩、银海作为代表，岳丑娃、郝毛女三人到场"
    >>> [text[start:end] for start, end in joined(Reading(text), {(1, 4), (12, 15)})]
    ['银海', '郝毛女']
    """
    plain = reading.plain
    for _, behind in sorted(taken):
        between = _JOINT.match(plain, behind)
        at = between.end() if between else len(plain)
        for size in (3, 2):
            goes_on = _GOES_ON.match(plain, at + size)
            if size == _OF_THREE and goes_on and _between(plain, at, at + size):
                yield at, at + size
                break
            counted = goes_on and goes_on.group() and personal_words().surnames.get(plain[at]) == "common"
            if goes_on and (counted or looks_given(plain, at, at + size)):
                yield at, at + size
                break


def _between(plain: str, start: int, end: int) -> bool:
    """Whether a given name like few others stands behind some character in the midst of a list: 、员小莉、."""
    likely = given_pair_odds(plain[start + 1 : end]) >= _NAME_LIKE
    return likely and plain[end : end + 1] == "、" and not is_word(plain[start:end])


def _stands_whole(reading: Reading, start: int, end: int) -> bool:
    """Whether the first or last of a list is a name from stop to stop: 签字：连翠花、付大军、车前进."""
    plain = reading.plain
    bounded = not is_han(plain[start - 1 : start]) and not is_han(plain[end : end + 1])
    return bounded and full_name(reading, start, strict=False) == end


def _is_place(plain: str, end: int) -> bool:
    return plain[end - 1] in _PLACES or bool(ends(plain, end, personal_words().homes["compound"]))


def introduced(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names by which writers call themselves behind their place; the clause must end with the name.

    >>> text = "我是阳光花园的魏小军。我是小区的老住户，我是厂里的安全员。"
    >>> [text[start:end] for start, end in introduced(Reading(text))]
    ['魏小军']
    """
    plain = reading.plain
    for match in _INTRODUCED.finditer(plain):
        start = match.end()
        end = full_name(reading, start, strict=True)
        if end is None or plain[end - 1] in _SORTS or plain[start:end] in personal_words().name_cues["kin"]:
            continue
        if end > start + len(surname_at(plain, start)) and _CLAUSE_END.match(plain, end):
            yield start, end
