"""Keeps letters from the units that they accuse.

《信访工作条例》(2022) art. 30: accusations must not be disclosed or passed on to the accused; art. 46: whoever does is
disciplined. So an export addressed to a unit is refused while it holds unmasked letters that accuse this unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.errors import DisclosureError
from pipeline.extract.unit_naming import canonical

_LONGEST: Final = 60  # characters of a name
_SHORTEST: Final = 3  # characters of a name that may stand for a longer one: 住建局, but not 局


def same_unit(one: str, other: str) -> bool:
    """Whether two names may mean one unit, or the one a part of the other: one name, written in full, is in the other.

    Rather too often than too seldom: a letter that is held back can be masked, one that got out cannot be called back.

    >>> same_unit("区住建局", "青陂市河东区住房和城乡建设局"), same_unit("河东区住房和城乡建设局", "河东区住建局窗口")
    (True, True)
    >>> same_unit("区住建局", "区教育局"), same_unit("局", "区教育局")
    (False, False)
    """
    return _within(one, other) or _within(other, one)


def _within(part: str, whole: str) -> bool:
    """Whether the full form of one name ends some beginning of the other, as 区住建局 does in 河东区住建局窗口."""
    part = canonical(part.strip())
    return len(part) >= _SHORTEST and any(
        canonical(whole[:end]).endswith(part) for end in range(1, min(len(whole), _LONGEST) + 1)
    )


def check_disclosure(unit: str, accused: Iterable[tuple[str, list[str]]]) -> None:
    """Refuse an export to `unit`; `accused` are the letters, each by its number or id, with the units that it blames.

    Raises:
        DisclosureError: some of the letters accuse the unit; it says which, and nothing of what they say.

    >>> check_disclosure("区教育局", [("7", ["区住房和城乡建设局"])])
    """
    against = [letter for letter, units in accused if any(same_unit(unit, name) for name in units)]
    if against:
        raise DisclosureError(unit, against)
