"""Settles the role of each unit towards the problem it stands near: responsible, handler, supervisor, affected.

Cues stand in corpora/lexicon/role_cues.csv: words right before a unit (由…, 请…, 被…) or behind it (…通报, …牵头). Without
a cue, a unit in a problem sentence is responsible, the discipline organs are not, and all others are only mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.measures import alternation
from pipeline.extract.units import Mention
from pipeline.lexicon.tables import choice, read_table
from pipeline.records import ROLES, Unit

_PLACES: Final = ("before", "behind")
_REACH: Final = 12  # characters behind a unit within which a cue counts, up to the next stop
_LEAD: Final = 6
_SOME: Final = re.compile(r"个别|有的|有些|少数|部分|一些|某些")  # what a problem says of some it blames them for
_DEMANDS: Final = ("要", "须", "应", "务必", "尽快", "立即", "限期")
_STOP: Final = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class _Cues:
    before: dict[str, re.Pattern[str]]
    behind: dict[str, re.Pattern[str]]


@cache
def _cues() -> _Cues:
    path = paths.lexicon() / "role_cues.csv"
    found: dict[str, dict[str, list[str]]] = {place: {} for place in _PLACES}
    for line, row in read_table(path, ("word", "place", "role")):
        place, role = choice(path, line, row, "place", _PLACES), choice(path, line, row, "role", ROLES)
        if row["word"] in found[place].setdefault(role, []):
            raise DataFileError(path, line, f"“{row['word']}”重复", "请删去其中一行")
        found[place][role].append(row["word"])
    return _Cues(
        before={role: re.compile(rf"(?:{alternation(words)})(?:的|了)?$") for role, words in found["before"].items()},
        behind={role: re.compile(alternation(words)) for role, words in found["behind"].items()},
    )


def _cue_before(text: str, mention: Mention) -> str:
    """Role whose cue ends right before a mention; the longest cue wins (举报 over 报)."""
    lengths = {}
    for role, pattern in _cues().before.items():
        found = pattern.search(text, max(0, mention.start - _LEAD), mention.start)
        if found:
            lengths[role] = len(found.group())
    return max(lengths, key=lambda role: lengths[role]) if lengths else ""


def _cue_behind(text: str, mention: Mention, kind: str) -> str:
    """Role whose cue stands nearest behind a mention, before the sentence ends.

    A word of demand makes no handler in a problem (林业站要种油茶): nothing is asked there.
    """
    stop = _STOP.search(text, mention.end, mention.end + _REACH)
    end = stop.start() if stop else mention.end + _REACH
    places = {}
    for role, pattern in _cues().behind.items():
        found = pattern.search(text, mention.end, end)
        if found and not (kind == "problem" and found.group() in _DEMANDS):
            places[role] = found.start()
    return min(places, key=lambda role: places[role]) if places else ""


def assign_role(text: str, mention: Mention, *, kind: str) -> str:
    """Role of one mention in a sentence of `kind`; `text` is the whole document.

    >>> from pipeline.extract.units import find_units
    >>> text = "市纪委监委通报，县住建局窗口无人。"
    >>> [assign_role(text, mention, kind="problem") for mention in find_units(text)]
    ['supervisor', 'responsible']
    """
    before = _cue_before(text, mention)
    if before:
        return "mentioned" if before == "responsible" and kind == "achievement" else before
    if kind == "problem" and _SOME.match(mention.text):
        return "responsible"
    behind = _cue_behind(text, mention, kind)
    if behind and (behind != "responsible" or kind == "problem"):
        return behind
    if mention.type == "discipline":
        return "supervisor"
    return {"problem": "responsible", "measure": "handler"}.get(kind, "mentioned")


def with_role(mention: Mention, role: str) -> Unit:
    """The mention as a record of the tables."""
    return Unit(
        mention.start, mention.end, mention.text, mention.name, mention.type, mention.level, role, mention.masked
    )
