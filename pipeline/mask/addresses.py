"""Home addresses: what lies below road, village or 小区. Districts, 街道, towns, villages and roads stay readable.

A door plate alone is taken where the clause speaks of a home (家住, 住址, 业主); a building with unit or room, and a building
behind the name of a 小区, are taken anywhere, the name with them. Where an office, shop or firm stands behind or the
clause gives its address, nothing is: 人民路12号政务大厅. A postal code is taken behind its cue, but not that of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.address_forms import (
    CHAIN,
    CLAUSE,
    CONTACT,
    COUNTED,
    FLOOR,
    GROUP,
    INSIDE,
    LAST,
    NAME_STOP,
    NUMBERED,
    PARTS,
    PLATE,
    POSTCODE,
    ROOM,
    SIGNER,
    TEXT_END,
)
from pipeline.mask.estates import LONGEST_NAME, bare_estate_start, estate_start
from pipeline.mask.name_forms import full_name
from pipeline.mask.numbers import has_cue
from pipeline.mask.personal import Claims, Span
from pipeline.mask.reading import Reading, begins, ends

_BACK: Final = 40
_NEAR: Final = 12  # characters before a bare building in which the cue of a home must stand


@cache
def _kind(kind: str) -> re.Pattern[str]:
    words = personal_words().homes[kind]
    return re.compile(f"(?=[{''.join(sorted({word[0] for word in words}))}])(?:{alternation(tuple(words))})")


def _clause_before(plain: str, at: int) -> str:
    """What stands before a place in its clause, at most 40 characters."""
    return CLAUSE.split(plain[max(0, at - _BACK) : at])[-1]


def _venue_after(reading: Reading, end: int) -> bool:
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


def _of_unit(reading: Reading, at: int, before: str) -> bool:
    """Whether a clause gives the address of a unit: 县信访局地址：人民路12号."""
    address = before.rfind("地址")
    place = at - len(before) + address
    return address > 0 and not reading.units.free(place - 1, place)


def _home(before: str) -> bool:
    return bool(_kind("home").search(before)) and not _kind("elsewhere").search(before)


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    plain = reading.plain
    for match in PLATE.finditer(plain):
        yield from _plate(reading, *match.span())
    for match in CHAIN.finditer(plain):
        start, end = match.span()
        if start and (plain[start - 1].isascii() and plain[start - 1].isalnum()):
            continue
        before = _clause_before(plain, start)
        name = estate_start(reading, start)
        parts = len(PARTS.findall(match.group())) + match.group()[-1].isdecimal()
        if name == start and parts > 1:
            name = bare_estate_start(reading, start)
        if _kind("elsewhere").search(before) or _venue_after(reading, end):
            continue
        in_unit = start > 0 and not reading.units.free(start - 1, end)  # 市医院3号楼
        if COUNTED.match(match.group()) or plain[end : end + 1] == "楼":  # 一栋28层的, 停过三栋楼的电梯
            continue
        if (not in_unit and (name < start or parts > 1)) or (_home(before) and (parts > 1 or _home(before[-_NEAR:]))):
            yield name, end
    for match in GROUP.finditer(plain):
        start, end = match.span()
        before = _clause_before(plain, start)
        whose = (
            plain.startswith(("村民", "居民", "社员", "农民", "农户", "人，", "人。"), end)
            or "号" in match.group()
            or "户" in match.group()
            or full_name(reading, end + plain.startswith("的", end), strict=True) is not None  # 六组王建国
        )
        if (
            (whose or _home(before) or CONTACT.match(plain, end) or TEXT_END.match(plain, end))
            and not _venue_after(reading, end)
            and not _kind("elsewhere").search(before)
        ):
            yield start, end
    for match in ROOM.finditer(plain):
        before = _clause_before(plain, match.start())
        neighbour = match.group().isdecimal() and not _kind("elsewhere").search(before)
        if (neighbour or _home(before)) and not _venue_after(reading, match.end()):
            name = estate_start(reading, match.start())
            yield name, match.end()


def _plate(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A door plate behind a road, with the 小区 and the building behind it: 12号阳光花园3栋501室."""
    plain = reading.plain
    before = _clause_before(plain, start)
    if _kind("elsewhere").search(before) or _of_unit(reading, start, before):
        return
    inner = end
    for step in range(LONGEST_NAME + 1):  # a name of a 小区, then a chain
        named = bool(ends(plain, end + step, personal_words().homes["compound"]))
        chain = CHAIN.match(plain, end + step) or ROOM.match(plain, end + step)
        chain = chain or (NUMBERED.match(plain, end + step) if named and step else None)
        if chain and (step == 0 or named):
            inner = chain.end()
            break
        if end + step >= len(plain) or NAME_STOP.match(plain, end + step):
            break
    whole = inner > end
    if not whole and (floor := FLOOR.match(plain, end)):
        inner = floor.end()
        whole = bool(INSIDE.search(floor.group()))
    if _venue_after(reading, inner) or not reading.units.free(start, inner):
        return
    signed = CONTACT.match(plain, inner) or (SIGNER.search(before) and LAST.match(plain, inner))
    if whole or _home(before) or signed:
        yield start, inner


def _postcodes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Postal codes behind 邮编, unless the clause is about the address of an office."""
    for match in POSTCODE.finditer(reading.plain):
        start, end = match.span()
        if not has_cue(reading.plain, start, "邮编", far=True):
            continue
        before = _clause_before(reading.plain, start)
        unit = not reading.units.free(start - len(before), start) and not _kind("home").search(before)
        if not (unit or _of_unit(reading, start, before) or _kind("elsewhere").search(before)):
            yield start, end


def find_addresses(reading: Reading, claims: Claims) -> list[Span]:
    """Spans of the personal part of home addresses, and of postal codes, each claimed.

    >>> text = "我住幸福路12号阳光花园3栋2单元501室，人民路12号政务大厅没人。"
    >>> [text[start:end] for start, end, _ in find_addresses(Reading(text), Claims(len(text)))]
    ['12号阳光花园3栋2单元501室']
    """
    spans = sorted(_spans(reading), key=lambda span: (span[0], -span[1]))
    found = [(start, end, "住址") for start, end in spans] + [(*span, "邮编") for span in _postcodes(reading)]
    return [span for span in found if claims.take(span[0], span[1])]
