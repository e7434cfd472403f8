"""Names with no cue beside them (昨天王建国来了): a surname, a given name of characters that names are made of, a word to the tagger.

Form alone is enough where a clause or a list goes on with nothing but a name; elsewhere it would mask 张祖宗 in 那张祖宗的像. So the
tagger must read a name there too, or have lost it among characters that are no word; no word of the dictionary may reach over
its ends, and what follows must be what follows a name. Which characters given names are made of stands in
corpora/lexicon/given_characters.csv: `alone` may be all of a given name (王芳), `pair` and `first` are one of two, `first` never the
last (黄岩水 is a reservoir's beginning).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import DOTTED, GOES_ON, PLACE_ENDS, dotted_end, is_given, is_place
from pipeline.mask.reading import Reading, begins, ends, is_han

_NAME_TAGS: Final = ("nr", "ns", "nz", "zg")  # of a surname that the tagger cuts off: 杨 in 杨广顺
_GIVEN_TAGS: Final = ("nr", "ns")  # of given names that the dictionary knows: 建国, 桂花
_LEADS: Final = frozenset("找给让叫被请跟和与问替向把对由是、")  # before a name that the tagger lost
_COMPOUND: Final = re.compile(r"[^东南西北百第].")  # surnames of two characters that are seldom anything else
_COUNTED: Final = re.compile(r"[\d这那每几一二两三四五六七八九十百千]$")  # 三张祖宗的像, 1100万平
_COMMON: Final = ("common", "compound")  # kinds of surnames that are seldom a word by themselves
_SHORTEST: Final = 2  # characters of a name; one so short must be a word to the tagger
_GOES_ON: Final = GOES_ON | frozenset("utm")  # a name that the tagger reads may stand before more words
_LISTED: Final = frozenset("和与跟同及或、")
# Who takes part in a meeting, answers for a task or speaks for an office is no private person, nor is the one complained of.
_ON_DUTY: Final = re.compile(
    r"(?:出席|列席|参加|参会|到会|缺席|请假|主持|记录|责任|经办|承办|督办|审核|审批|签发|带队|牵头|包保|包案|领导|成员|负责)"
    r"[^：:。\n]{0,8}[：:][^。\n]*$|被[^，。\n]{2,4}人[：: ]?$"
)
_ACTS: Final = re.compile(
    r"(?:同志)?(?:负责|牵头|主持|督办|包案|包保|汇报|分管|带队|签发|审批|出席|列席|传达|部署|强调|指出|配合|协助|落实)"
)
_GROUP: Final = re.compile(r"等[^，。；：！？\n]{1,12}")  # 等3名民警
_LINE: Final = 120  # characters before a name that such a list may reach over


def uncued_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of what reads like a name wherever it stands, officials' names included; from left to right.

    >>> text = "昨天王建国和李娜来了，那张祖宗的像，黄岩水库。"
    >>> [text[start:end] for start, end in uncued_names(Reading(text))]
    ['王建国', '李娜']
    """
    plain, behind = reading.plain, 0
    for match in _openings().finditer(plain):
        start, begin = match.span()
        if start < behind:
            continue
        listed = start == behind + 1 and plain[behind] in _LISTED
        letters = plain[begin : begin + 2]
        if is_place(letters):
            continue
        pair = len(letters) > 1 and is_given(letters)
        if pair and _reads_as_name(reading, start, begin + 2, match.group(), listed=listed):
            behind = begin + 2
        elif (is_given(letters[0]) or _COMPOUND.match(match.group())) and _reads_as_name(
            reading, start, begin + 1, match.group(), listed=listed
        ):
            behind = begin + 1
        else:
            if pair and personal_words().surnames[match.group()] == "rare" and reading.opens(start):
                behind = begin + 1  # 温桂平: no name begins inside what may be a longer one
            continue
        yield start, behind


def dotted_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names of several parts; each part ends where the tagger ends its names.

    >>> text = "邻居阿依古丽·买买提在开店"
    >>> [text[start:end] for start, end in dotted_names(Reading(text))]
    ['阿依古丽·买买提']
    """
    for first in DOTTED.finditer(reading.plain):
        if not begins(reading.plain, first.start(), personal_words().no_names):
            yield first.start(), dotted_end(reading, first)


@cache
def _openings() -> re.Pattern[str]:
    """A surname before a character of given names."""
    words = personal_words()
    return re.compile(f"(?:{alternation(tuple(words.surnames))})(?=[{''.join(words.given)}])")


def _reads_as_name(reading: Reading, start: int, end: int, surname: str, *, listed: bool) -> bool:
    """Whether `[start, end)` is a name; `listed` where it goes on a list of names."""
    plain, words = reading.plain, personal_words()
    given = plain[start + len(surname) : end]
    if given in words.posts or any(given in words.name_cues[kind] for kind in ("honorific", "kin", "person")):
        return False
    if begins(plain, start, words.no_names) or _COUNTED.search(plain, max(0, start - 1), start):
        return False
    kind, ended = words.surnames[surname], _surely_ends(plain, end)
    opens = listed or (kind in _COMMON and (start == 0 or not is_han(plain[start - 1])))
    if len(given) > 1 and opens and ended and reading.line.ends_token(end):  # the form is enough
        return True
    if not _is_tagged(reading, start, end, surname):
        return False
    if kind == "rare":
        return listed or ended
    if kind == "function" and start and is_han(plain[start - 1]) and plain[start - 1] not in _LEADS:
        return listed
    return listed or _goes_on(reading, end)


def _surely_ends(plain: str, end: int) -> bool:
    """Whether no letter stands at `end`, or a word that follows names."""
    return end == len(plain) or not is_han(plain[end]) or bool(begins(plain, end, personal_words().followers))


@cache
def _people() -> frozenset[str]:
    """Words right behind which a person is named."""
    words = personal_words()
    return words.name_cues["person"] | words.name_cues["kin"] | words.posts


def _is_tagged(reading: Reading, start: int, end: int, surname: str) -> bool:
    """Whether the tagger reads a name here: whole, its surname cut off, its last character cut off, or not at all."""
    plain, span, kind = reading.plain, reading.plain[start:end], personal_words().surnames[surname]
    word, tag = reading.word(start)
    if not word and kind in _COMMON:
        led = plain[start - 1] in _LEADS or ends(plain, start, _people())
        return bool(led) and len(span) > _SHORTEST and reading.line.ends_token(end)
    if not word or not reading.stands_free(start, end):
        return False
    whole = word == span or (word.startswith(span) and not is_known(word))
    first = word == span[:-1] and (not is_known(word) or personal_words().given[span[-1]] == "alone")
    if kind not in _COMMON:
        return (
            len(span) > _SHORTEST
            and tag.startswith("n")
            and not is_known(word)
            and (whole or (first and kind == "rare"))
        )
    if len(span) == _SHORTEST or whole:
        return whole and tag.startswith("nr")
    if word == surname:
        second, second_tag = reading.word(start + len(surname))
        whole_given = second == span[len(surname) :] and second_tag.startswith(_GIVEN_TAGS)
        return tag.startswith(_NAME_TAGS) or (whole_given and not tag.startswith("v"))
    return first


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether what stands at `end` may follow a name: no letter, a word that does, no 路 or 家园."""
    plain = reading.plain
    if end == len(plain) or not is_han(plain[end]):
        return True
    if plain[end] in PLACE_ENDS or begins(plain, end, personal_words().homes["compound"]):
        return False
    word, tag = reading.word(end)
    if not word:  # among characters that are no word
        return True
    if ends(word, len(word), personal_words().homes["venue"]):  # 康健诊所
        return False
    return _surely_ends(plain, end) or plain[end] in _LISTED or tag[:1] in _GOES_ON


def is_on_duty(plain: str, start: int, end: int) -> bool:
    """Whether a name stands among those who attend or answer for something, before what officials do, or for a group of them.

    >>> texts = "参会人员：张建国", "被投诉人张建国", "由张建国牵头", "张建国等3名民警", "邻居张建国"
    >>> [is_on_duty(text, text.index("张"), text.index("国") + 1) for text in texts]
    [True, True, True, True, False]
    """
    if _ON_DUTY.search(plain, max(0, start - _LINE), start) or _ACTS.match(plain, end):
        return True
    group = _GROUP.match(plain, end)
    return group is not None and any(begins(plain, at, personal_words().posts) for at in range(*group.span()))
