"""Homes that their form shows: door plates, buildings with unit or room, houses, groups and rooms with whoever lives there.

A door plate alone counts where the clause speaks of a home (家住, 住址, 业主); a building with unit or room, and a building
behind the name of a 小区, anywhere, the name with them. Where an office, shop or firm stands behind or the clause gives its
address, nothing does: 人民路12号政务大厅.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.address_forms import (
    CHAIN,
    CONTACT,
    COUNTED,
    FLOOR,
    GROUP,
    HOUSE,
    IN_OFFICE,
    INSIDE,
    LAST,
    NAME_STOP,
    NUMBERED,
    PARTS,
    PLATE,
    POST_BEHIND,
    ROOM,
    ROOM_BEHIND,
    SIGNED_ROOM,
    SIGNER,
    TEXT_END,
)
from pipeline.mask.estates import LONGEST_NAME, bare_estate_start, estate_start, names_estate, zone_before
from pipeline.mask.home_context import clause_before, is_elsewhere, is_home, is_shared, of_unit, venue_after, word_of
from pipeline.mask.name_forms import full_name, name_before, surname_at
from pipeline.mask.reading import Reading

_BUILT: Final = frozenset("楼坟桥山庙塔墓窑")  # what is counted in 栋 and 座
_NEAR: Final = 12  # characters before a bare building in which the cue of a home must stand


def plates(reading: Reading) -> Iterator[tuple[int, int]]:
    """Door plates behind a road, with what stands behind them of a dwelling."""
    for match in PLATE.finditer(reading.plain):
        yield from _plate(reading, *match.span())


def chains(reading: Reading) -> Iterator[tuple[int, int]]:
    """Buildings with unit and room, the name of the estate with them."""
    plain = reading.plain
    for match in CHAIN.finditer(plain):
        start, end = match.span()
        if start and (plain[start - 1].isascii() and plain[start - 1].isalnum()):
            continue
        before = clause_before(plain, start)
        name = estate_start(reading, start)
        parts = len(PARTS.findall(match.group())) + match.group()[-1].isdecimal()
        if name == start and parts > 1:
            name = bare_estate_start(reading, start)
        housed = plain[name - 1 : name] == "在" and reading.behind_unit(name - 1)  # 居委会在5号楼101室
        if housed or is_elsewhere(reading, before, end):
            continue
        in_unit = start > 0 and not reading.units.free(start - 1, end)  # 市医院3号楼
        if COUNTED.match(match.group()) or plain[end : end + 1] in _BUILT:  # 一栋28层的, 停过三栋楼的电梯
            continue
        if (not in_unit and (name < start or parts > 1)) or (
            is_home(before) and (parts > 1 or is_home(before[-_NEAR:]))
        ):
            yield name, end


def houses(reading: Reading) -> Iterator[tuple[int, int]]:
    """Numbers of houses at once behind the name of an estate, with that name."""
    plain = reading.plain
    for match in HOUSE.finditer(plain):
        name = estate_start(reading, match.start())
        if name < match.start() and not is_elsewhere(reading, clause_before(plain, match.start()), match.end()):
            yield name, match.end()


def groups(reading: Reading) -> Iterator[tuple[int, int]]:
    """Groups of a village (六组), where they tell where somebody lives."""
    plain = reading.plain
    for match in GROUP.finditer(plain):
        start, end = match.span()
        before = clause_before(plain, start)
        whose = (
            plain.startswith(("村民", "居民", "社员", "农民", "农户", "人，", "人。"), end)
            or "号" in match.group()
            or "户" in match.group()
            or full_name(reading, end + plain.startswith(("的", "，", " ", "\n"), end), strict=True)
            is not None  # 六组王建国
        )
        if not whose and is_shared(plain, end, before):
            continue
        told = whose or is_home(before) or CONTACT.match(plain, end) or TEXT_END.match(plain, end)
        if told and not is_elsewhere(reading, before, end):
            yield start, end


def rooms(reading: Reading) -> Iterator[tuple[int, int]]:
    """Rooms by themselves: of neighbours, of a home that is spoken of, before the names of those who sign."""
    plain = reading.plain
    for match in SIGNED_ROOM.finditer(plain):
        if full_name(reading, match.end() + plain.startswith((" ", "　"), match.end()), strict=True) is not None:
            yield match.span()
    for match in ROOM_BEHIND.finditer(plain):
        if name_before(reading, match.start() - 1) is not None:
            yield match.span()
    for match in ROOM.finditer(plain):
        before = clause_before(plain, match.start())
        neighbour = match.group().isdecimal() and not word_of("elsewhere").search(before)
        if IN_OFFICE.search(plain, max(0, match.start() - _NEAR), match.start()):
            continue
        if (neighbour or _has_owner(plain, match.end()) or is_home(before)) and not venue_after(reading, match.end()):
            yield estate_start(reading, match.start()), match.end()


def _has_owner(plain: str, end: int) -> bool:
    """Whether somebody is named behind a room: 101室的顾先生."""
    surname = surname_at(plain, end + plain.startswith("的", end))
    return plain[end - 1] == "室" and personal_words().surnames.get(surname, "function") != "function"


def _plate(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A door plate behind a road, with the 小区 and the building behind it: 12号阳光花园3栋501室."""
    plain = reading.plain
    before = clause_before(plain, start)
    if word_of("elsewhere").search(before) or of_unit(reading, start, before):
        return
    inner = end
    for step in range(LONGEST_NAME + 1):  # a name of a 小区, then a chain
        named = names_estate(plain, end + step)
        chain = CHAIN.match(plain, end + step) or ROOM.match(plain, end + step)
        chain = chain or (NUMBERED.match(plain, end + step) if named and step else None)
        if chain and (step == 0 or named):
            inner = chain.end()
            break
        stopped = NAME_STOP.match(plain, end + step) and not zone_before(plain, end + step + 1)  # 翠苑三村
        if end + step >= len(plain) or stopped:
            break
    whole = inner > end
    if not whole and (floor := FLOOR.match(plain, end)):
        inner = floor.end()
        whole = bool(INSIDE.search(floor.group()))
    if venue_after(reading, inner) or not reading.units.free(start, inner):
        return
    signed = (
        CONTACT.match(plain, inner)
        or POST_BEHIND.match(plain, inner)
        or (SIGNER.search(before) and LAST.match(plain, inner))
    )
    if whole or is_home(before) or signed:
        yield start, inner
