"""Names that their form shows, with what stands on one side: 诸葛宏, 钟×, 向大菊一家三口, 妻常玉琢, 刘陈思彤."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import NO_ODDS, PLACE_ENDS, given_pair_odds, is_given, surname_at
from pipeline.mask.reading import HAN, Reading, begins, is_word

_HOUSEHOLD: Final = re.compile(
    rf"(?P<who>{HAN}{{2,3}})(?=一家[两三四五六七八老]?(?:口|人)|(?:夫妇|夫妻|两口子|父[子女]|母[子女]|兄弟|姐妹)(?:[二两俩三四]人)?(?:[，,、住承在均都有]|$))"
)
_SHORT_KIN: Final = re.compile(
    rf"(?:(?<=[；;，,（(])|(?<=其))(?:[长次小三]?[子女]|妻|夫|父|母|媳|婿|兄|弟|姐|妹|侄|孙)(?={HAN}{{2,3}}(?:[，,；;（(、]|患|在|于|因|已|现|均|系))"
)
_PAPERS: Final = re.compile(rf"(?P<who>{HAN}{{2,3}})(?=的?(?:第二代)?(?:居民)?身份证(?:[一二三0-9]|原件|复印件|[（(]))")
# 瞿燕（龙子轩母）
_CHILD: Final = re.compile(rf"(?<=[（(])(?P<who>{HAN}{{2,3}})(?=之?(?:母亲?|父亲?|妻子?|丈夫)[)）])")
_WORDS: Final = frozenset(
    {
        "东方",
        "南门",
        "西门",
        "东门",
        "长孙",
        "百里",
        "第五",
        "东郭",
        "单于",
        "马佳",
        "南宫",
        "北宫",
        "张简",
        "东野",
        "微生",
        "左丘",
        "子车",
    }
)  # compound surnames that are words, too
_MASKED: Final = re.compile(rf"(?P<who>{HAN}{{1,2}})[×*＊]{{1,3}}(?![0-9A-Za-z×*＊])")
_BOTH: Final = 2  # surnames


def formed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of such names.

    >>> text = "认为向大菊一家三口有车，钟×、律师诸葛宏不认，其妻常玉琢，病了"
    >>> [text[start:end] for start, end in formed(Reading(text))]
    ['向大菊', '常玉琢', '诸葛宏', '钟×']
    """
    yield from _of_household(reading)
    yield from _compound(reading)
    yield from _masked(reading)


def _of_household(reading: Reading) -> Iterator[tuple[int, int]]:
    """向大菊一家三口, 妻常玉琢, 权永哲居民身份证: whose family, kin or papers are spoken of."""
    plain = reading.plain
    for match in (*_HOUSEHOLD.finditer(plain), *_PAPERS.finditer(plain), *_CHILD.finditer(plain)):
        for size in (3, 2):
            start = match.end("who") - size
            if (
                start >= match.start()
                and looks_given(plain, start, match.end("who"))
                and not is_word(plain[start : match.end()])
            ):
                yield start, match.end("who")
                break
    for match in _SHORT_KIN.finditer(plain):
        for size in (3, 2):
            end = match.end() + size
            word = is_word(plain[match.end() - 1 : match.end() + 1])  # 女工
            if looks_given(plain, match.end(), end) and reading.closes(end) and not word:
                yield match.end(), end
                break


def looks_given(plain: str, start: int, end: int) -> bool:
    """Whether a surname, of any kind, and characters of given names fill `[start, end)`."""
    given = plain[start + 1 : end]
    if end > len(plain) or plain[start] not in personal_words().surname_words:
        return False
    alone = len(given) == 1 and personal_words().given_odds.get(given, NO_ODDS)[2] > 0  # 农建
    return is_given(given) or alone or (len(given) > 1 and given_pair_odds(given) > 0)


def _compound(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names with surnames of two characters, which are hardly ever anything else: 诸葛宏, 尉迟胜利."""
    plain, words = reading.plain, personal_words()
    for match in _compounds().finditer(plain):
        start, at = match.span()
        if begins(plain, start, words.no_names):
            continue
        for size in (2, 1):
            end = at + size
            given = plain[at:end]
            alone = size == 1 and max(words.given_odds.get(given, NO_ODDS)) > 0
            if plain[end - 1 : end] in PLACE_ENDS:  # 贺兰县
                continue
            if end <= len(plain) and (is_given(given) or alone) and (size == 1 or reading.closes(end)):
                yield start, end
                break


@cache
def _compounds() -> re.Pattern[str]:
    kinds = personal_words().surnames
    return re.compile(alternation([name for name, kind in kinds.items() if kind == "compound" and name not in _WORDS]))


def _masked(reading: Reading) -> Iterator[tuple[int, int]]:
    """钟×, 欧阳××: such a mark stands for nothing but part of a name."""
    plain = reading.plain
    for match in _MASKED.finditer(plain):
        for size in (_BOTH, 1):
            start = match.end("who") - size
            surname = surname_at(plain, start)
            if start >= match.start() and len(surname) == size and personal_words().surnames[surname] != "function":
                yield start, match.end()
                break


def with_both_surnames(plain: str, names: Mapping[int, int]) -> dict[int, int]:
    """Where names begin and end, those that bear the surnames of both parents whole: 刘陈思彤, of which 刘陈思 was found.

    >>> with_both_surnames("刘陈思彤的出生证", {0: 3})
    {0: 4}
    """
    kinds = personal_words().surnames
    found = {}
    for start, end in names.items():
        both = all(kinds.get(plain[at : at + 1]) == "common" for at in (start, start + 1))
        given = plain[start + _BOTH : start + _BOTH + 2]
        if both and end == start + 3 and is_given(given) and given_pair_odds(given) > 0:
            end += 1
        found[start] = end
    return found
