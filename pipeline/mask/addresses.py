"""Home addresses: what lies below road, village or 小区. Districts, 街道, towns, villages and roads stay readable.

Homes are told by learned weights (`home_model.py`), by their form (`formed_homes.py`) and by what says that somebody lives there
(`lived_at.py`). Door plates, and what the grammar of parts finds (`address_tails.py`), are taken where the weights do not speak
against it. A postal code is taken behind its cue, but not that of an office.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Final

from pipeline.mask.address_forms import GROUP, NO_HOME, POSTCODE
from pipeline.mask.address_tails import address_tails
from pipeline.mask.formed_homes import chains, groups, houses, plates, rooms
from pipeline.mask.home_context import clause_before, is_elsewhere, is_shared, of_unit, word_of
from pipeline.mask.home_model import LikelyHomes
from pipeline.mask.lived_at import lived_at
from pipeline.mask.number_cues import has_cue
from pipeline.mask.personal import Claims, Span
from pipeline.mask.reading import Reading
from pipeline.text.spans import joined

_LEAST: Final = -3.0  # log-odds from which a home that its form tells is one; chosen on letters that neither had seen
_NEAR: Final = 12  # characters before a postal code in which a home ends


def _homes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans of homes in any order; they may overlap."""
    likely = LikelyHomes(reading)
    for start, end in likely.found():
        before = clause_before(reading.plain, start)
        shared = GROUP.fullmatch(reading.plain, start, end) and is_shared(reading.plain, end, before)
        if not shared and not is_elsewhere(reading, before, end):
            yield start, end
    for find in (lived_at, chains, houses, groups, rooms):
        yield from find(reading)
    for start, end in chain(plates(reading), address_tails(reading)):
        if likely.log_odds(start, end) > _LEAST:
            yield start, end


def _postcodes(reading: Reading, homes: Collection[int]) -> Iterator[tuple[int, int]]:
    """Postal codes behind 邮编, unless the clause is about the address of an office; `homes` are where homes end."""
    for match in POSTCODE.finditer(reading.plain):
        start, end = match.span()
        if not has_cue(reading.plain, start, "邮编", far=True):
            continue
        if any(end in homes for end in range(start - _NEAR, start)):
            yield start, end
            continue
        before = clause_before(reading.plain, start)
        unit = not reading.units.free(start - len(before), start) and not word_of("home").search(before)
        if not (unit or of_unit(reading, start, before) or word_of("elsewhere").search(before)):
            yield start, end


def find_addresses(reading: Reading, claims: Claims) -> list[Span]:
    """Spans of the personal part of home addresses, and of postal codes, each claimed.

    >>> text = "我住幸福路12号阳光花园3栋2单元501室，人民路12号政务大厅没人。"
    >>> [text[start:end] for start, end, _ in find_addresses(Reading(text), Claims(len(text)))]
    ['12号阳光花园3栋2单元501室']
    """
    homes = (span for span in _homes(reading) if not NO_HOME.search(reading.plain, max(0, span[0] - 1), span[1] + 2))
    spans = joined(homes)  # one finder may see the name of an estate, another the room
    found = [(start, end, "住址") for start, end in spans]
    found += [(*span, "邮编") for span in _postcodes(reading, {end for _, end in spans})]
    return [span for span in found if claims.take(span[0], span[1])]
