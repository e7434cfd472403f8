"""Names that what stands on both sides of them shows, whatever they are made of: 证明万里，男, 旅客John Smith（护照…, 山本一郎先生."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.tagged_line import tagged
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.formed_names import looks_given
from pipeline.mask.name_forms import full_name, given_pair_odds, is_given, surname_at
from pipeline.mask.reading import HAN, Reading, begins, ends, is_word
from pipeline.mask.sounded_names import sounds

_DOTTED: Final = rf"{HAN}{{1,8}}(?:[·•‧]{HAN}{{1,8}}){{1,3}}"
_LATIN: Final = r"[A-Z][a-z]{1,14}(?: [A-Z][a-z]{0,14}\.?){1,3}"
# What is told of a person right behind the name: sex, people, country, age, day of birth.
_PARTICULARS: Final = (
    rf"[，,、（( ]{{1,2}}(?:[男女](?=[性，,、）)。 \d]|{HAN}{{1,4}}族|$)|{HAN}{{1,5}}族(?=[，,、）)。 ]|$)|{HAN}{{1,6}}[国籍](?:籍|人)?(?=[，,、）)。])"
    r"|之?(?:妻子?|丈夫|夫|儿子|女儿|[长次三]?[子女]|父亲?|母亲?|孙[子女]|儿媳|女婿|配偶|户主|本人|外孙女?|侄[子女]|弟弟?|妹妹?|哥哥?|姐姐?)[）)]|[0-9一二三四五六七八九十]{1,3}岁|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:出)?生|护照)"
)
_OF_PERSON: Final = re.compile(_PARTICULARS)
_DOTS: Final = frozenset("·•‧")
_REGION: Final = re.compile(r".*[省市县区旗镇乡村组社队号]")  # 秦安县叶堡镇成喜娃，69岁
_NO_PART: Final = frozenset("的了是我你他她没有不这那就也都在到被把给让说")  # of no name
_NAME: Final = re.compile(rf"{_DOTTED}|{HAN}{{2,4}}")
_RUN: Final = re.compile(rf"(?:{HAN}|[·•‧])+$")
_LONGEST_RUN: Final = 12
_SORT: Final = frozenset("人者员方户工客童孩子女妇生友民性籍国族")  # in which words for persons end: 求助人，女
_FOREIGN: Final = re.compile(
    rf"(?<![A-Za-z]){_LATIN}(?![A-Za-z])|(?<!{HAN})(?P<first>{HAN}{{1,8}})(?:[·•‧]{HAN}{{1,8}}){{1,3}}"
)
_ADDRESSED: Final = r"先生|女士|小姐|夫人"
_HONOURED: Final = re.compile(_ADDRESSED)
_LONGEST_SOUNDS, _SHORTEST_SOUNDS = 8, 3  # characters: 次仁央宗女士
_BEHIND: Final = re.compile(rf"(?:{_ADDRESSED})|{_PARTICULARS}")
_LED: Final = re.compile(r"[：: （(“\"是为叫]{0,3}$")
# 山本一郎先生, at the start of a clause: of those that are no names the tagger knows the words.
_UNKNOWN: Final = re.compile(rf"(?<!{HAN})(?P<who>{HAN}{{3,5}})(?:先生|女士)")
_NO_BEARER: Final = re.compile(r"[位个名的老教书命房位这那某各该尊敬爱者长员]|" + _ADDRESSED)
_CORRECTED: Final = re.compile(r"[”」\"][，,]?(?:实际|其实|正确的?|真名|本名)?(?:应该?|本应)(?:为|是|叫)[“「\"]?")
_OF_KIN: Final = re.compile(
    rf"(?<!{HAN})(?P<who>{HAN}子)(?=[他她](?:[爹娘爸妈哥姐弟妹媳]|爷爷|奶奶|老婆|媳妇|儿子|女儿))"
)
_WITH_ME: Final = re.compile(rf"我[和跟与同](?P<who>{HAN}{{2,3}})(?=[都俩两一合同]|$)")
_PEOPLE: Final = frozenset("孩妻儿嫂妹老小胖傻瘸聋瞎疯婶娘女男崽汉伢弟公")  # 孩子他妈
_PROVES: Final = re.compile(r"[兹特]?证明|现有|查明?|[小乳学大]名叫?|名[叫为]|姓名|叫")
_NAMING_TAGS: Final = ("nr", "ns", "nz")
_LIKE_A_NAME: Final = 3  # log-odds of a given name


@cache
def _cues() -> frozenset[str]:
    cues = personal_words().name_cues
    return cues["label"] | cues["person"] | cues["kin"] | cues["self"]


def shown(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of such names.

    >>> text = "旅客John Smith（护照号）和失主约翰·史密斯，强子他娘"
    >>> [text[start:end] for start, end in shown(Reading(text))]
    ['John Smith', '约翰·史密斯', '强子']
    """
    yield from _foreign(reading)
    yield from _in_stories(reading)


def with_particulars(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of what stands between a cue, or the beginning of a clause, and a person's particulars.

    >>> text = "兹证明万里，男，汉族。申请人和丽芬，纳西族，患者，男，45岁"
    >>> [text[start:end] for start, end in with_particulars(Reading(text))]
    ['万里', '和丽芬']
    """
    for match in _OF_PERSON.finditer(reading.plain):
        start = alone_before(reading, match.start())
        if start is not None:
            yield start, match.start()


def alone_before(reading: Reading, end: int) -> int | None:
    """Start of what stands whole between a cue, or the beginning of a clause, and `end`, and is no word for a person."""
    plain, callings = reading.plain, personal_words().callings
    run = _RUN.search(plain, max(0, end - _LONGEST_RUN), end)
    if run is None or plain[run.start() - 1 : run.start()].isdigit():  # 1971年4月生的
        return None
    proves = _PROVES.match(plain, run.start(), end)
    behind = proves.end() if proves else _behind_last_cue(plain, run.start(), end - 2)
    start = behind or run.start()
    if not behind and (region := _REGION.match(plain, start, end)) and looks_given(plain, region.end(), end):
        return region.end()
    who = plain[start:end]
    if (
        not (_NAME.fullmatch(who) or sounds().fullmatch(who))
        or who in callings
        or who[-1] in _SORT
        or ends(plain, end, callings)
    ):
        return None
    if not _NO_PART.isdisjoint(who):
        return None
    told = personal_words().name_cues["label"]
    led = proves or plain[start - 1 : start] in ("：", ":") or ends(plain, start, told)
    named = who[0] in personal_words().surname_words or _DOTS.intersection(who)
    return start if led or (named and (behind or not is_word(who))) else None


def _foreign(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names in letters or with a dot, behind a word for a person or before what is told of one."""
    plain = reading.plain
    for match in _FOREIGN.finditer(plain):
        start, end = match.span()
        behind = _behind_last_cue(plain, start, match.end("first")) if match["first"] else None  # 和失主约翰·史密斯
        led = _LED.search(plain, max(0, start - 3), start)
        cued = behind or ends(plain, led.start() if led else start, _cues())
        if cued or _BEHIND.match(plain, end):
            yield behind or start, end
    for match in _HONOURED.finditer(plain):
        for size in range(_LONGEST_SOUNDS, _SHORTEST_SOUNDS - 1, -1):
            start = match.start() - size
            if start >= 0 and sounds().fullmatch(plain, start, match.start()):
                yield start, match.start()
                break
    for match in _UNKNOWN.finditer(plain):
        who = match.group("who")
        words = tagged(who)
        named = words[0][1].startswith(_NAMING_TAGS) and len(words[0][0]) > 1 and len(words[-1][0]) > 1
        if (
            named
            and not begins(plain, match.start(), _cues())
            and not _NO_BEARER.search(who)
            and not ends(plain, match.end("who"), personal_words().callings)
        ):
            yield match.span("who")


def _behind_last_cue(plain: str, start: int, end: int) -> int | None:
    """Where the last word for a person ends that begins in `[start, end)`."""
    return max((at + len(cue) for at in range(start, end) if (cue := begins(plain, at, _cues()))), default=None)


def _in_stories(reading: Reading) -> Iterator[tuple[int, int]]:
    """Names that are set right, or told with kin or with the writer."""
    plain, words = reading.plain, personal_words()
    for match in _CORRECTED.finditer(plain):
        end = full_name(reading, match.end(), strict=False)
        if end is not None:
            yield match.end(), end
    for match in _OF_KIN.finditer(plain):
        if match.group("who") not in words.callings and match.group("who")[0] not in _PEOPLE:
            yield match.span("who")
    for match in _WITH_ME.finditer(plain):
        surname = surname_at(plain, match.start("who"))
        given = match.group("who")[len(surname) :]
        likely = given_pair_odds(given) >= _LIKE_A_NAME if len(given) > 1 else is_given(given)
        if surname and likely:
            yield match.span("who")
