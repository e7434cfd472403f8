"""What a Chinese name looks like: surname and given name, or masked already (张某).

What these forms fit is no name by that alone: `names.py` asks for a cue besides, `name_model.py` weighs what stands around.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.lexicon.divisions import division_stems
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.reading import HAN, Reading, begins, is_han
from pipeline.mask.sounded_names import sounded_name

_LAST: Final = rf"(?:(?![的是了在说称家等来去住与和向被把有因将]){HAN}(?!{HAN}))?"  # what a writer left: 王某平, 李X明
_MASKED: Final = re.compile(rf"某[某甲乙丙丁]?{_LAST}|[Xx×*＊○〇]{{1,3}}(?![A-Za-z0-9×*＊○〇]){_LAST}")
_MARKS: Final = frozenset("某Xx×*＊○〇")
_ADVERBS: Final = tuple("先也又都只才就再曾还已亲明真")
_BEHIND_LEFT: Final = frozenset("等因与和在均的说称将被向及")
_SPACED: Final = re.compile(rf" {{1,3}}{HAN}(?!{HAN})")
# What never stands in a given name.
_NEVER: Final = frozenset(
    "的了是我你他她它们这那哪谁不没很吗呢吧啊么过着得也都又还就才把被让给跟从吃买卖打某几两个些每各此该等诉叫称"
)
_GOES_ON: Final = frozenset("vdpcril")  # tags of words that a name may be the subject of
_REGION_ENDS: Final = frozenset("村镇乡县市区街局厂委办处科")
NO_ODDS: Final = (-9, -9, -9)
_REGIONS: Final = frozenset("县镇乡区市")
_PLACES: Final = frozenset(
    "山河江海溪源泉洲港湘梁桥岗城村庄店湾坪塘堰渡堡寨屯沟洼坝埠坡嘴垭坎岭岩坳咀埂畈垄垸墩头窝冲沱圩峪"
)  # behind 高家 and the like
_NEEDED: Final = {"common": 2, "compound": 2, "rare": 4, "function": 5}  # score that a strict reading asks for
# By these ends a last line or a word before a phone is a place or a unit.
PLACE_ENDS: Final = frozenset("区县市镇乡村路街巷局办部委院校厂所店站队处科组会园城厅室楼栋省州港湖河江山桥卡人")


def surname_at(plain: str, start: int) -> str:
    """The surname that begins at `start`, a compound one before a single one; empty if there is none.

    >>> surname_at("欧阳雪", 0), surname_at("的人", 0)
    ('欧阳', '')
    """
    surnames = personal_words().surnames
    for size in (2, 1):
        if len(plain[start : start + size]) == size and plain[start : start + size] in surnames:
            return plain[start : start + size]
    return ""


def masked_name(plain: str, start: int) -> int | None:
    """End of a name that its writer masked (张某某, 王XX) and that begins at `start`."""
    surname = surname_at(plain, start)
    match = _MASKED.match(plain, start + len(surname)) if surname else None
    if match is None or (
        personal_words().surnames[surname] == "rare" and plain[start - 1 : start + 1] in division_stems()  # 上海某中介
    ):
        return None
    end, marked = match.end(), match.group()[-1] in _MARKS
    return end + 1 if marked and _is_left(plain, end) else end


def _is_left(plain: str, at: int) -> bool:
    """Whether a character behind such a mark is one of the name that its writer left: 童某兰等五人, but 秦某先说."""
    mark, behind = plain[at : at + 1], plain[at + 1 : at + 2]
    given = mark not in _ADVERBS and personal_words().given_odds.get(mark, NO_ODDS)[1] > 0
    return given and (behind in _BEHIND_LEFT or not is_han(behind))


def _score(reading: Reading, start: int, end: int, given: int) -> int | None:
    """How well `[start, end)` stands as a name; None if it cannot be one."""
    plain = reading.plain
    letters = plain[end - given : end]
    if len(letters) < given or not all(is_han(mark) and mark not in _NEVER for mark in letters):
        return None
    followers = personal_words().followers
    score = 4 if end == len(plain) or not is_han(plain[end]) else 0
    if not score and (begins(plain, end, followers) or reading.word(end)[1][:1] in _GOES_ON):
        score = 2
    if begins(plain, end - 1, followers) and score < 4:
        score -= 2
    word, tag = reading.word(start)
    if is_given(letters) and personal_words().surnames[plain[start : end - given]] != "function":
        score += 3 * reading.stands_free(start, end) if given > 1 else 2 * (plain[start:end] == word)
    if plain[start:end] == word and tag.startswith("nr"):
        score += 3
    elif reading.closes(end):
        score += 1
    return score


def is_given(letters: str) -> bool:
    """Whether given names are made of these characters, in this order.

    >>> is_given("建国"), is_given("芳"), is_given("岩水"), is_given("国")
    (True, True, False, False)
    """
    kinds = [personal_words().given.get(mark, "") for mark in letters]
    return all(kinds) and kinds[-1] != "first" if len(letters) > 1 else kinds == ["alone"]


def given_pair_odds(letters: str) -> int:
    """Log-odds that the first two of some characters are a given name; those of no given name count as unlikely.

    >>> given_pair_odds("建国"), given_pair_odds("慢慢"), given_pair_odds("")
    (1, -18, -18)
    """
    odds = personal_words().given_odds
    return odds.get(letters[:1], NO_ODDS)[0] + odds.get(letters[1:2], NO_ODDS)[1]


def is_place(given: str) -> bool:
    """Whether what stands behind a surname makes a place of it: 家堰 in 高家堰."""
    return given[:1] == "家" and given[1:] in _PLACES


def _in_place(plain: str, end: int, given: int, *, strict: bool) -> bool:
    """Whether what would be a name that ends at `end` belongs to that of a place: 景宁县, 李家村."""
    region = plain[end : end + 1] in _REGIONS and not plain.startswith("区别", end)
    return region or (strict and plain[end - 1 : end] in _REGION_ENDS) or is_place(plain[end - given : end])


def full_name(reading: Reading, start: int, *, strict: bool) -> int | None:
    """End of the name that begins at `start`, or None.

    A strict reading, for cues that often stand before other words (市民, 业主), asks that a word begins here, that it is no
    word of the dictionary, and that what follows speaks for a name; a rare surname also asks the tagger.

    >>> full_name(Reading("王建国反映"), 0, strict=True), full_name(Reading("高兴地说"), 0, strict=True)
    (3, None)
    """
    plain = reading.plain
    if (sounded := sounded_name(reading, start)) is not None:
        return sounded
    surname = surname_at(plain, start)
    if not surname or begins(plain, start + len(surname), personal_words().posts):  # 王主任
        return None
    if word := begins(plain, start, personal_words().no_names):
        end = start + len(word)
        alone = end == len(plain) or not is_han(plain[end])  # 姓名：高峰
        named = reading.word(start)[1].startswith("nr") and word not in personal_words().public
        return end if not strict and alone and named else None
    if (masked := masked_name(plain, start)) is not None:
        return masked
    if begins(plain, start + len(surname), personal_words().name_cues["honorific"]):  # 张先生: the honorific stays
        return start + len(surname)
    first = reading.word(start)[0]
    if strict and (not first or (first != surname and reading.is_dictionary_word(start))):
        return None
    kind = personal_words().surnames[surname]
    needed = (_NEEDED[kind]) if strict else 1
    best, found = needed - 1, None
    for given in (2, 1):
        end = start + len(surname) + given
        if plain[start:end] in personal_words().callings or _in_place(plain, end, given, strict=strict):  # 我是孙子
            continue
        score = _score(reading, start, end, given)
        if score is not None and score > best:
            best, found = score, end
    if found is None and not strict and (spaced := _SPACED.match(plain, start + len(surname))):
        return spaced.end()
    return found


def name_before(reading: Reading, end: int) -> int | None:
    """Start of a full name that ends at `end` and before which a word ends; None if there is none."""
    plain = reading.plain
    compound = personal_words().surnames.get(plain[max(0, end - 4) : max(0, end - 2)]) == "compound"
    for size in (4, 3, 2) if compound else (3, 2, 4):  # 令狐昌明, not 昌明
        start = end - size
        if start < 0 or not is_han(plain[start]) or plain[end - 1] in PLACE_ENDS:
            continue
        surname = surname_at(plain, start)
        given = size - len(surname)
        if not surname or given not in (1, 2) or not reading.opens(start) or reading.is_dictionary_word(start):
            continue
        if (
            plain[start:end] in personal_words().callings  # 孙女
            or begins(plain, start, personal_words().no_names)
            or plain[start + len(surname) : end] in personal_words().posts
        ):
            continue
        if masked_name(plain, start) == end:
            return start
        kind = personal_words().surnames[surname]
        word, tag = reading.word(start)
        named = word == plain[start:end] and tag.startswith("nr")
        alone = start == 0 or not is_han(plain[start - 1])
        if any(mark in _NEVER or not is_han(mark) for mark in plain[start + len(surname) : end]):
            continue
        if named or (kind in ("common", "compound") and (alone or reading.opens(start))):
            return start
    return None
