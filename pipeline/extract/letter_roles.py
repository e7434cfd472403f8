"""Roles in letters: who is accused shows in the title and holds for the whole letter.

Annotation guide, section 6 rule 9: a criticised named firm is responsible, a body asked to step in is a handler. The
body that the letter addresses is asked to act; else only mentions for which no cue word spoke (`mentioned`) are settled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.measures import alternation
from pipeline.extract.roles import is_quoted
from pipeline.lexicon.tables import choice, read_table
from pipeline.records import Sentence, Unit

_NAMED: Final = ("enterprise", "institution", "soe", "government", "judicial", "township", "village", "park")
_USES: Final = ("own", "asked", "peaceful", "owners")
_LINE_START: Final = re.compile(r"(?:\A|\n)[ \u3000\t]*(?:尊敬的)?[ \u3000\t]*$")
_ADDRESSED: Final = re.compile(r"(?:的|各位|领导|负责人|同志|主任|局长|书记|[们，,])*(?:[：:]|(?:您|你|大家)们?好)")
_OFTEN: Final = 3  # mentions
_BACK: Final = 24  # characters before a mention that are looked at


@dataclass(frozen=True, slots=True)
class _Words:
    """corpora/lexicon/letter_words.csv by use: whose firm is the writer's own, who is asked, what titles only ask or thank."""

    own: re.Pattern[str]
    asked: re.Pattern[str]
    peaceful: re.Pattern[str]
    owners: tuple[str, ...]  # committees of owners, the harmed side


@cache
def _words() -> _Words:
    path = paths.lexicon() / "letter_words.csv"
    found: dict[str, list[str]] = {use: [] for use in _USES}
    for line, row in read_table(path, ("word", "use")):
        found[choice(path, line, row, "use", _USES)].append(row["word"])
    empty = [use for use in _USES if not found[use]]
    if empty:
        raise DataFileError(path, 0, f"没有用途为 {'、'.join(empty)} 的词", "请从版本库恢复 letter_words.csv")
    return _Words(
        own=re.compile(rf"(?:{alternation(found['own'])})[^，。！？；\n]{{0,8}}$"),
        asked=re.compile(rf"(?:{alternation(found['asked'])})[^。！？；\n]{{0,20}}$"),
        peaceful=re.compile(alternation(found["peaceful"])),
        owners=tuple(found["owners"]),
    )


def letter_roles(text: str, units: Sequence[Unit], sentences: Sequence[Sentence], *, complains: bool) -> list[Unit]:
    """Units of a letter with the roles that the letter as a whole gives them; order and spans stay.

    `complains` says whether any cue word of a category stands in the letter.
    """
    if not units:
        return []
    title_end = sentences[0].end if sentences else 0
    units = [unit._replace(role="handler") if _addressed(text, unit) else unit for unit in units]
    if not any(unit.role == "mentioned" or unit.name.endswith(_words().owners) for unit in units):
        return units
    if not complains:
        return _headed_firms(text, units, title_end)
    accused = {unit.name for unit in units if unit.role == "responsible"}
    headed = [unit for unit in units if unit.end <= title_end and unit.type in _NAMED and unit.role == "mentioned"]
    accused |= {unit.name for unit in headed[:1]}
    starts = [sentence.start for sentence in sentences]
    settled = [
        unit if unit.role != "mentioned" else unit._replace(role=_settle(text, unit, accused, starts)) for unit in units
    ]
    return _with_owners(_with_accused(text, settled))


def _headed_firms(text: str, units: list[Unit], title_end: int) -> list[Unit]:
    """A firm in the title of a letter that only asks, suggests or thanks is not blamed; in any other title it is."""
    if _words().peaceful.search(text, 0, title_end):
        return units
    named = [
        unit._replace(role="responsible")
        if unit.type == "enterprise" and unit.end <= title_end and unit.role == "mentioned"
        else unit
        for unit in units
    ]
    return _with_accused(text, named, least=_OFTEN)


def _with_accused(text: str, units: list[Unit], *, least: int = 1) -> list[Unit]:
    """A complaint complains of whom it keeps naming; where no unit is blamed yet, of the one named most (`least` times)."""
    named = Counter([unit.name for unit in units if unit.role == "mentioned" and unit.type in _NAMED])
    if not named:
        return units
    for unit in units:
        if unit.name in named and _words().own.search(text[max(0, unit.start - _BACK) : unit.start]):
            del named[unit.name]
    blamed = {unit.name for unit in units if unit.role == "responsible"}
    often = {name for name, count in named.items() if count >= _OFTEN or name in blamed}
    if named and not blamed:
        most, count = named.most_common(1)[0]
        if count >= least:
            often.add(most)
    return [
        unit._replace(role="responsible") if unit.name in often and unit.role == "mentioned" else unit for unit in units
    ]


def _with_owners(units: list[Unit]) -> list[Unit]:
    """The committee of owners is the harmed side where others are blamed too."""
    owners = _words().owners
    if not any(unit.role == "responsible" and not unit.name.endswith(owners) for unit in units):
        return units
    return [
        unit._replace(role="affected") if unit.name.endswith(owners) and unit.role != "handler" else unit
        for unit in units
    ]


def _addressed(text: str, unit: Unit) -> bool:
    """Whether a mention is the salutation: alone at the start of a line, before a colon or 您好."""
    if not _ADDRESSED.match(text, unit.end):  # the quicker of the two to tell
        return False
    return _LINE_START.search(text, max(0, unit.start - _BACK), unit.start) is not None


def _settle(text: str, unit: Unit, accused: set[str], starts: Sequence[int]) -> str:
    opening = starts[max(0, bisect_right(starts, unit.start) - 1)] if starts else 0
    before = text[max(opening, unit.start - _BACK) : unit.start]
    if is_quoted(unit):
        return "mentioned"
    if unit.type == "generic":
        return "handler" if _words().asked.search(before) else unit.role
    if unit.name in accused:
        return "responsible"
    if unit.type == "enterprise" and not _words().own.search(before):
        return "responsible"
    return unit.role
