"""Settles the role of each unit towards the problem it stands near: responsible, handler, supervisor, affected.

Cues stand in corpora/lexicon/role_cues.csv: words right before a unit (由…, 请…, 被…) or behind it (…通报, …牵头). Without
a cue, a unit in a problem sentence is responsible, the discipline organs are not, and all others are only mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.measures import alternation
from pipeline.extract.units import Mention
from pipeline.lexicon.phrases import openings
from pipeline.lexicon.tables import choice, read_table
from pipeline.records import ROLES, Unit

_PLACES: Final = ("before", "behind")
_REACH: Final = 12  # characters behind a unit within which a cue counts, up to the next stop
_LEAD: Final = 6
_LOOSE: Final = ("的", "了", "下", "一下")  # may stand between a cue and its unit
_SOME: Final = re.compile(r"个别|有的|有些|少数|部分|一些|某些")  # what a problem says of some it blames them for
_ALL: Final = re.compile(r"各|全[省市县区镇乡体]")  # what is asked of all is the task of none in particular
_MEDIA: Final = ("频道", "电视台", "日报", "晨报", "晚报", "周报", "时报", "报社", "网", "新华通讯社")
_REPORTED: Final = re.compile(r"报道|曝光|转载|采访|播出|媒体")
_ISSUED: Final = re.compile(r"[，,]?\s?(?:《|[〔\[［（(]\s?(?:19|20)\d\d)|文件")
_WIDE: Final = 30  # characters around a medium within which a report is spoken of
_VISITED: Final = ("对", "到", "赴")
_DEMANDS: Final = ("要", "须", "应", "务必", "尽快", "立即", "限期")
# Characters before and behind which a word of demand is part of another word (应对, 要求, 主要, 须知).
_PART_OF: Final = {
    "应": ("对响反适相供", "对急用届付邀聘诉收征变答酬"),
    "要": ("主需只重摘", "求么素闻点件"),
    "须": ("无", "知"),
}
_JOINT: Final = re.compile(r"[、和及与]|以及")
_OPENING: Final = "。！？；;，,：:、）)》”\n\t \u3000"
_STOP: Final = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class _Cues:
    before: re.Pattern[str]  # its groups are named after the roles
    before_ends: frozenset[str]  # characters with which one of those ends
    behind: dict[str, re.Pattern[str]]
    places_behind: re.Pattern[str]  # where one of them may begin


@cache
def _cues() -> _Cues:
    path = paths.lexicon() / "role_cues.csv"
    found: dict[str, dict[str, list[str]]] = {place: {} for place in _PLACES}
    for line, row in read_table(path, ("word", "place", "role")):
        place, role = choice(path, line, row, "place", _PLACES), choice(path, line, row, "role", ROLES)
        if row["word"] in found[place].setdefault(role, []):
            raise DataFileError(path, line, f"“{row['word']}”重复", "请删去其中一行")
        found[place][role].append(row["word"])
    before = "|".join(f"(?P<{role}>{alternation(words)})" for role, words in found["before"].items())
    return _Cues(
        before=re.compile(rf"(?:{before})(?:{'|'.join(_LOOSE)})?$"),
        before_ends=frozenset(word[-1] for words in (*found["before"].values(), _LOOSE) for word in words),
        behind={role: re.compile(_whole_words(words)) for role, words in found["behind"].items()},
        places_behind=openings(word for words in found["behind"].values() for word in words),
    )


def _whole_words(words: Sequence[str]) -> str:
    """Alternation of cues, those that other words contain with what must not stand around them."""
    guarded = [rf"(?<![{before}]){word}(?![{behind}])" for word, (before, behind) in _PART_OF.items() if word in words]
    return "|".join([*filter(None, [alternation([word for word in words if word not in _PART_OF])]), *guarded])


def _cue_before(text: str, mention: Mention) -> str:
    """Role whose cue ends right before a mention; the longest cue, which begins first, wins (举报 over 报)."""
    if text[max(0, mention.start - 1) : mention.start] not in _cues().before_ends:
        return ""
    found = _cues().before.search(text, max(0, mention.start - _LEAD), mention.start)
    return (found.lastgroup or "") if found else ""


def _cue_behind(text: str, mention: Mention, kind: str, *, letter: bool) -> str:
    """Role whose cue stands nearest behind a mention, before the sentence ends.

    A word of demand makes no handler in a problem (水利站要办证人自己复印): nothing is asked there. In a letter, whoever 查处 or
    要求 is no supervisor but the office that the writer has to do with.
    """
    if not _cues().places_behind.search(text, mention.end, mention.end + _REACH):
        return ""
    stop = _STOP.search(text, mention.end, mention.end + _REACH)
    end = stop.start() if stop else mention.end + _REACH
    places = {}
    for role, pattern in _cues().behind.items():
        if letter and role == "supervisor" and mention.type != "discipline":
            continue
        found = pattern.search(text, mention.end, end)
        if found and text[found.start() - 1] == "的":  # 服务问题的通报: a thing, not what the unit does
            continue
        if found and not (kind == "problem" and found.group() in _DEMANDS):
            places[role] = found.start()
    return min(places, key=lambda role: places[role]) if places else ""


def chains(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions in groups: those joined by 、 or 和 stand together and share what is said of them.

    >>> from pipeline.extract.units import find_units
    >>> text = "市纪委和市委组织部通报，甲县教育局、财政局推诿。"
    >>> [[mention.text for mention in chain] for chain in chains(text, find_units(text))]
    [['市纪委', '市委组织部'], ['甲县教育局', '财政局']]
    """
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _JOINT.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def assign_roles(text: str, chain: Sequence[Mention], *, kind: str, letter: bool) -> list[tuple[Mention, str]]:
    """Roles of the members of a chain in a sentence of `kind`; `text` is the whole document.

    What stands before the chain is said of all its members, and so is what stands behind it.

    >>> from pipeline.extract.units import find_units
    >>> text = "市纪委监委通报，县住建局窗口无人。"
    >>> [assign_roles(text, [mention], kind="problem", letter=False)[0][1] for mention in find_units(text)]
    ['supervisor', 'responsible']
    """
    issued = letter and _ISSUED.match(text, chain[-1].end)  # 根据市发改委《关于…》
    if issued or any(_reports(text, mention) for mention in chain):
        return [(mention, "mentioned") for mention in chain]
    before = _cue_before(text, chain[0])
    behind = _cue_behind(text, chain[-1], kind, letter=letter)
    if before == "responsible" and kind == "achievement":
        before = "mentioned"
    if behind == "supervisor" and text[max(0, chain[0].start - 1) : chain[0].start] in _VISITED:  # 对某局开展暗访
        behind = ""
    if behind == "responsible" and kind != "problem" and not letter:  # of letters, the sentence's kind is less sure
        behind = ""
    leads = _leads(text, chain[0])
    return [
        (mention, _before(mention, before, kind) or _own_role(mention, behind, kind, leads=leads)) for mention in chain
    ]


def _before(mention: Mention, role: str, kind: str) -> str:
    """What the word before says; but whoever reports to the discipline organs, or is left to them, makes them no handler."""
    if role == "handler" and kind == "measure" and mention.type == "discipline":
        return "supervisor"
    return "" if role == "handler" and kind != "problem" and _ALL.match(mention.text) else role


def _reports(text: str, mention: Mention) -> bool:
    """Whether a paper, channel or site is named for what it reported."""
    return bool(
        mention.name.endswith(_MEDIA) and _REPORTED.search(text, max(0, mention.start - _WIDE), mention.end + _WIDE)
    )


def _own_role(mention: Mention, behind: str, kind: str, *, leads: bool) -> str:
    if kind == "problem" and _SOME.match(mention.text):
        return "responsible"
    if kind != "problem" and _ALL.match(mention.text):
        return "mentioned"
    if behind:
        return behind
    if mention.type == "discipline":
        return "supervisor"
    if kind == "measure":  # something is asked of the subject; what stands in the clause otherwise is only spoken of
        return "handler" if leads else "mentioned"
    return "responsible" if kind == "problem" and not is_quoted(mention) else "mentioned"


def is_quoted(unit: Mention | Unit) -> bool:
    """Whether it is a central organ of the party, which is named for what it demands of others and never blamed."""
    return unit.type == "party" and unit.level == "central"


def _leads(text: str, mention: Mention) -> bool:
    """Whether a mention opens its clause, as the subject does."""
    return mention.start == 0 or text[mention.start - 1] in _OPENING


def with_role(mention: Mention, role: str) -> Unit:
    """The mention as a record of the tables."""
    return Unit(
        mention.start, mention.end, mention.text, mention.name, mention.type, mention.level, role, mention.masked
    )
