"""What stands around an address: whether its clause speaks of a home, or of an office, a shop, a place where something happened."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.address_forms import CLAUSE
from pipeline.mask.reading import Reading, begins

_BACK: Final = 40
DWELLS: Final = re.compile(r"住|家[在位]|户籍|地址|我家")  # the surest of the words that speak of a home
_OF_VENUE: Final = re.compile(
    r"的[\u4e00-\u9fff]{0,6}?(?:工作室|公司|店(?![员主])|机构|健身房|培训班|超市|餐馆|仓库|厂房|车间|办公室)"
)  # 2205室的健身工作室


@cache
def word_of(kind: str) -> re.Pattern[str]:
    """Expression for any word of a kind of corpora/lexicon/home_words.csv."""
    words = personal_words().homes[kind]
    return re.compile(f"(?=[{''.join(sorted({word[0] for word in words}))}])(?:{alternation(tuple(words))})")


def clause_before(plain: str, at: int) -> str:
    """What stands before a place in its clause, at most 40 characters."""
    return CLAUSE.split(plain[max(0, at - _BACK) : at])[-1]


def venue_after(reading: Reading, end: int) -> bool:
    """Whether an office, shop or firm stands at once behind `end`: 12号政务大厅, 3栋2楼开福区人社局."""
    plain = reading.plain
    words = personal_words().homes["venue"]
    at = end
    while at < min(len(plain), end + 12) and (
        "\u4e00" <= plain[at] <= "\u9fff" or (plain[at].isascii() and plain[at].isalnum())
    ):
        if plain[at] in "的是了在我你他被有住们和与很向将把说称及" or plain.startswith(
            ("楼下", "楼上", "隔壁", "对面", "旁", "附近", "门口"), at
        ):
            return False
        if begins(plain, at, words):
            return True
        at += 1
    return False


def of_unit(reading: Reading, at: int, before: str) -> bool:
    """Whether a clause gives the address of a unit: 县信访局地址：人民路12号."""
    address = before.rfind("地址")
    place = at - len(before) + address
    return address > 0 and reading.behind_unit(place - (reading.plain[place - 1] in "，："))


def is_elsewhere(reading: Reading, before: str, end: int) -> bool:
    """Whether an address that ends at `end` is no home: by what stands `before` it in its clause, or by what follows."""
    if _of_other(before) or venue_after(reading, end):
        return True
    return _OF_VENUE.match(reading.plain, end) is not None and not DWELLS.search(before)


def _of_other(before: str) -> bool:
    """Whether an office or site is spoken of, and no home behind it: 公司在江北, 本人住渝北."""
    before = before.replace("送达地点", "送达住处")
    other, home = (
        max((match.end() for match in pattern.finditer(before)), default=-1)
        for pattern in (word_of("elsewhere"), DWELLS)
    )
    return other >= home and other > 0


def is_shared(plain: str, end: int, before: str) -> bool:
    """Whether something of a group that ends at `end` is spoken of, and nobody's home: 六组的鱼塘."""
    return plain.startswith("的", end) and not DWELLS.search(before)


def is_home(before: str) -> bool:
    """Whether what stands before a place speaks of a home, and of no office or site.

    >>> is_home("我家住幸福路"), is_home("施工地址：幸福路")
    (True, False)
    """
    return bool(word_of("home").search(before)) and not _of_other(before)
