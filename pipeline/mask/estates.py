"""Names of housing estates before a building: 凤凰小区二期 3栋, 锦绣江南 7栋1单元."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.address_forms import LED, NAME_STOP, ZONE
from pipeline.mask.reading import Reading, begins, ends

LONGEST_NAME: Final = 10
_LONGEST_LEAD: Final = 3
_LONGEST_ZONE: Final = 4
_IN_NAMES: Final = frozenset("向和为有对从到")


def zone_before(plain: str, end: int) -> re.Match[str] | None:
    """The zone of an estate that ends at `end`: 三区 in 翠苑三区."""
    return ZONE.search(plain, max(0, end - _LONGEST_ZONE), end)


def names_estate(plain: str, end: int) -> bool:
    """Whether the name of an estate ends here.

    >>> names_estate("阳光花园", 4), names_estate("翠苑三区", 4), names_estate("阳光", 2)
    (True, True, False)
    """
    return bool(ends(plain, end, personal_words().homes["compound"]) or zone_before(plain, end))


def estate_start(reading: Reading, end: int) -> int:
    """Start of the name of the 小区 that ends at `end`, or `end` if none does."""
    plain = reading.plain
    zone = zone_before(plain, end)
    start = zone.start() if zone else end
    while word := ends(plain, start, personal_words().homes["compound"]):  # 凤凰 小区 二期
        if word == "里" and is_known(plain[start - 2 : start]):  # 夜里
            break
        start -= len(word)
    suffix = plain[start:end]
    if not suffix:
        return end
    start = _after_cues(plain, _name_start(reading, start, end), end)
    return (
        end
        if start >= end or not reading.units.free(start, end) or (suffix == plain[start:end] and len(suffix) < 3)
        else start
    )


def _name_start(reading: Reading, start: int, end: int) -> int:
    """How far before `start` the name reaches that ends at `end`."""
    plain, low = reading.plain, max(0, end - LONGEST_NAME)
    stop = None
    while start > low and not (stop := NAME_STOP.match(plain, start - 1)):
        start -= 1
    start = stop.end() if stop else start  # 反映 is two characters
    if start > low and plain[start - 1] in _IN_NAMES and len(reading.word(start - 1)[0]) > 1:  # 向阳, 和平
        start -= 1
    return start


def bare_estate_start(reading: Reading, end: int) -> int:
    """Start of a name without a word for 小区 that ends at `end`, behind a road, a district or 住: 住锦绣江南 7栋1单元."""
    start = _name_start(reading, end, end)
    led = LED.search(reading.plain, max(0, start - _LONGEST_LEAD), start)
    return start if end - start > 1 and led else end


def called_start(reading: Reading, end: int) -> int:
    """Start of a name that ends at `end`, wherever it stands: behind stops, words of home and such as no name holds."""
    return _after_cues(reading.plain, _name_start(reading, end, end), end)


def _after_cues(plain: str, start: int, end: int) -> int:
    """Skip what the name's reach took in of the words before it: cues of home."""
    homes = personal_words().homes["home"]
    at = start
    while at < end and (cue := begins(plain, at, homes)):
        at += len(cue)
    return at
