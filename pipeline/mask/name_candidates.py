"""Where a name may stand: behind every surname one or two characters, 老葛 and 小杨, and names that write the sounds of other tongues.

These are all places that deserve a look, most of them no names; `name_features.py` says what there is to see at each, and
`name_model.py` weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from pipeline.lexicon.divisions import division_stems
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import given_pair_odds, is_place
from pipeline.mask.reading import HAN, begins, ends, is_han
from pipeline.mask.sounded_names import sounds

NICK: Final = "称呼"  # 老葛, 小杨
SOUNDS: Final = "音译"  # 扎西次仁
SOUND: Final = "音译一节"  # 扎西
GIVEN: Final = "只名"  # 梦瑶
PET: Final = "小名"  # 小雨, 苗苗
_NEVER: Final = frozenset("某姓叫总的了是我你他她它们这那哪谁不没很吗呢吧啊么过着也都又就被让给跟从")  # in given names
_FULL: Final = {(1, 1): "单姓单名", (1, 2): "单姓双名", (2, 1): "复姓单名", (2, 2): "复姓双名"}
_CALLED: Final = "老小阿大"
_PET: Final = "小阿"
_COUNTING: Final = frozenset("0123456789这那每几两")
_ROOM: Final = re.compile(r"(?:^|[\n 、，,；;])[1-9]\d{2,3}\Z")  # of a list of signatures: 301王建国
_MONEY: Final = frozenset("元万")
_ROOM_SIZE: Final = 5
_PLACES: Final = frozenset(
    "镇乡村县市区街路巷苑沟塬屯寨冲垅垭坳洼坨沱埂圩垸荡浜局厂委办处科院站队所庙寺坝庄堤渠"
)  # with which no name ends
_LONG_PART: Final = 3  # characters of a part that is a name by itself: 巴特尔
# Log-odds of two characters together from which they may be a given name without surname; behind 老二, 女儿.
_NAME_LIKE, _NAME_LIKE_OF_KIN = 3, 1

_TO_PLACES: Final = tuple("在到去往从回至离")
_THERE: Final = ("那边", "这边", "打工", "当地", "老家", "市", "县", "区")
_GIVEN: Final = 2  # characters of a given name


class Candidate(NamedTuple):
    """A half-open span that may be a name, its surname (empty where it has none) and what form of name it would be."""

    start: int
    end: int
    surname: str
    form: str


def candidates(plain: str) -> Iterator[Candidate]:
    """All of them, by where they begin; they overlap.

    >>> [("扎西次仁找王建国"[start:end], form) for start, end, _, form in candidates("扎西次仁找王建国")]
    [('扎西次仁', '音译'), ('王建', '单姓单名'), ('王建国', '单姓双名')]
    """
    surnames, posts, behind = personal_words().surname_words, personal_words().posts, 0
    for match in _places().finditer(plain):
        start = match.start()
        if start >= behind and (parts := sounds().match(plain, start)):
            long = parts.end() - start >= _LONG_PART
            yield Candidate(start, parts.end(), "", SOUNDS if long else SOUND)
            behind = parts.end() if long else behind
            if not long and given_pair_odds(plain[parts.end() : parts.end() + _GIVEN]) >= _NAME_LIKE_OF_KIN:  # 吉克小芳
                yield Candidate(start, parts.end() + _GIVEN, "", SOUNDS)
        if start < behind:  # no name begins inside one of several sounds
            continue
        if _is_place_gone_to(plain, start):
            continue
        yield from _of_two(plain, start)
        counted = (
            start
            and plain[start - 1] in _COUNTING
            and (plain[start] in _MONEY or not _ROOM.search(plain, max(0, start - _ROOM_SIZE), start))
        )
        if counted or (start and ends(plain, start + 1, posts)):  # 那张祖宗, 副主任玉香
            continue
        if plain[start] in surnames and (parts := sounds().match(plain, start + 1)):  # 马法土麦
            yield Candidate(start, parts.end(), "", SOUNDS)
        for size in (1, 2):
            surname = plain[start : start + size]
            if len(surname) == size and surname in surnames:
                yield from _behind(plain, start, surname)


def _is_place_gone_to(plain: str, start: int) -> bool:
    """Whether a city or county stands at a place: 搬到宝山, 宝山那边."""
    if plain[start : start + _GIVEN] not in division_stems():
        return False
    return plain[start - 1 : start] in _TO_PLACES or plain.startswith(_THERE, start + _GIVEN)


def _of_two(plain: str, start: int) -> Iterator[Candidate]:
    """Names of two characters without a surname before: 梦瑶, 老葛, 小雨, 苗苗; not 老姨."""
    words, end = personal_words(), start + 2
    if is_place(plain[start:end]) or plain[start:end] in words.callings or not _NEVER.isdisjoint(plain[start:end]):
        return
    first, last = (words.given_odds.get(mark) for mark in plain[start:end])
    of_kin = bool(ends(plain, start, words.name_cues["kin"])) and plain[start] != "家"  # 岳父家虚报
    least = _NAME_LIKE_OF_KIN if of_kin else _NAME_LIKE
    if first and last and first[0] + last[1] >= least and plain[start] not in words.surname_words:
        yield Candidate(start, end, "", GIVEN)
    if plain[start] in _CALLED and plain[start + 1] in words.surname_words:
        yield Candidate(start, end, plain[start + 1], NICK)
    elif last and plain[start] in _PET + plain[start + 1] and last[2 if plain[start] in _PET else 1] > 0:
        yield Candidate(start, end, "", PET)


def _behind(plain: str, start: int, surname: str) -> Iterator[Candidate]:
    """The names that begin with a surname."""
    for size in (1, 2):
        end = start + len(surname) + size
        mark = plain[end - 1 : end]
        if not mark or mark in _NEVER or not is_han(mark):
            return
        named = plain[start + len(surname) : end], plain[start:end]
        estate = len(begins(plain, end - 1, personal_words().homes["compound"])) > 1  # 金秀华庭, but 王子轩
        if (
            mark not in _PLACES
            and not is_place(named[0])
            and not estate
            and personal_words().callings.isdisjoint(named)
        ):  # 江镇长, 孙女
            yield Candidate(start, end, surname, _FULL[len(surname), size])


@cache
def _places() -> re.Pattern[str]:
    words = personal_words()
    given = {mark for mark, odds in words.given_odds.items() if odds[0] > 0 or odds[2] > 0}
    first = {name[0] for name in (*words.surname_words, *words.name_parts)} | given | set(_CALLED)
    return re.compile(f"[{''.join(sorted(first))}](?={HAN})")
