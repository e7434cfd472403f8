"""Names that only the cue before them makes names: 我叫浩然, 我太太招惠芬; and names that their writer veiled: 王某."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import given_pair_odds, masked_name
from pipeline.mask.reading import HAN, Reading, dictionary_tags, is_word

_CALLED: Final = re.compile(rf"{HAN}{{2,3}}(?=[，。,；;！!（( \n]|$)")
_STRANGE_SIZE: Final = 3  # characters
_NAME_LIKE: Final = 4  # log-odds of a given name behind a strange surname
_SURNAME_TAGS: Final = frozenset("nvgaz")  # of the character: no pronoun, preposition, adverb or number
_VEILED: Final = re.compile(rf"{HAN}(?=某(?![些个种项地村市县区局镇乡街公单小部院校日年月天路人物厂店]|家(?![庭人])))")
# Around it, what only those do who have an office to abuse: they are the object of the work.
_ACCUSED: Final = re.compile(
    r"收受|受贿|行贿|贪污|违规|违纪|立案|处分|查处|通报|职务|套取|冒领|挪用|留置|双开|开除|问责"
)
_SERVANTS: Final = tuple("员长官警")  # 执法员李某
_AROUND: Final = 20  # characters


def called(reading: Reading, start: int) -> int | None:
    """End of a given name behind 我叫, with nothing behind it that it could go on in; or None.

    >>> called(Reading("我叫子涵。"), 2), called(Reading("我叫保安来"), 2)
    (4, None)
    """
    match = _CALLED.match(reading.plain, start)
    if match is None or reading.is_dictionary_word(start) or is_word(match.group()):  # 我叫保安来
        return None
    return match.end() if all(mark in personal_words().given_odds for mark in match.group()) else None


def strange(reading: Reading, start: int) -> int | None:
    """End of a name behind a word for kin or persons whose surname is hardly ever one, or None.

    >>> strange(Reading("我太太招惠芬"), 3), strange(Reading("我太太在惠民"), 3)
    (6, None)
    """
    plain, end = reading.plain, start + _STRANGE_SIZE
    tags = dictionary_tags(plain[start : start + 1])
    if (
        plain[start : start + 1] == "家"
        or given_pair_odds(plain[start + 1 : end]) < _NAME_LIKE
        or not tags
        or tags[0][:1] not in _SURNAME_TAGS
    ):
        return None
    apart = reading.opens(start) and reading.closes(end) and not is_word(plain[start : start + 2])
    return end if apart else None


def veiled(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of 王某 and 张某某 wherever they stand; not of 对某些.

    >>> text = "上周孙某来过，对某些人"
    >>> [text[start:end] for start, end in veiled(Reading(text))]
    ['孙某']
    """
    surnames = personal_words().surnames
    for match in _VEILED.finditer(reading.plain):
        end = masked_name(reading.plain, match.start())
        kind = surnames.get(match.group())
        if end and (kind == "rare" or (kind == "common" and reading.opens(match.start()))):
            yield match.start(), end


def is_object(plain: str, start: int, end: int) -> bool:
    """Whether a veiled name is that of somebody who is said to have done wrong in office, or serves in one: 执法员李某."""
    return plain[max(0, start - 1) : start] in _SERVANTS or bool(
        _ACCUSED.search(plain, max(0, start - _AROUND), end + _AROUND)
    )
