"""Finds mentions of units (单位): cores of the grammar, grown to the left over regions and proper names.

Full, short, nested, anonymised and generic mentions inside a line. Divisions that exist are known by name
(corpora/lexicon/divisions.csv), others by their form; references across
sentences (该局, 住建局 after its full name) are resolved by `references.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.extract.tagged_line import TaggedLine
from pipeline.extract.unit_grammar import Core, core_finder, is_masked, not_units
from pipeline.extract.unit_growth import CLAUSE_START, grow
from pipeline.extract.unit_lists import listed_stems
from pipeline.extract.unit_naming import canonical, level_of, type_of
from pipeline.lexicon.divisions import divisions
from pipeline.lexicon.unit_words import unit_words
from pipeline.text.normalise import fold

Found = tuple[int, int, str]  # start, end, type

_PLACE_AFTER: Final = re.compile(r"境内|附近|一带|[路街站口里内外旁东南西北]|辖区|范围|地界|交界|至|到|政府|人民")
_ACTS_AFTER: Final = re.compile(
    r"\d|只|把|没|未|不|仍|还|一直|出台|通报|召开|换|从|用|以|组织|要求|明确|规定|启动|开展|应急|发"
)
_VILLAGE_STAFF: Final = re.compile(r"原?(?:党?支?书记?|支书|主任|干部|两委|负责人|会计|文书|第一书记)")
_OFFICER: Final = re.compile(r"副?书记")
_PARTY_POST: Final = re.compile(r"(?:党委|党组|党支部|党总支|支部)(?:副?书记|常委|委员|成员)")
_COUNTED: Final = re.compile(r"[\d一二三四五六七八九十百两几][余多]?[个家所]$")
_LONGEST: Final = 60  # characters of a unit; what is longer was repeated by no official
_NUMBER: Final = 3  # characters of such a count that are looked at
_AND_ITS: Final = re.compile(r"及其(?:常委会|常务委员会)")
_TITLE: Final = re.compile(r"《[^》]{1,80}》")
_LINE: Final = re.compile(r"[^\n\r\t]+")
_SMALL: Final = {"村": "village", "镇": "township", "乡": "township"}
_LEVEL: Final = re.compile("[镇乡村县区市]")
_JOINTS: Final = frozenset("和与及")


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as it stands in the text, before its role is known."""

    start: int
    end: int
    text: str
    name: str
    type: str
    level: str
    masked: bool


def _whole_cores(line: TaggedLine) -> Iterator[Core]:
    """Cores that end with a word, at each place the longest (村委会 over 村委)."""
    text, behind, finder = line.text, 0, core_finder()
    for at in finder.places(text):
        if at < behind:
            continue
        longest: Core | None = None
        for core in finder.cores_at(text, at):
            end = core.end
            if (longest is None or end > longest.end) and (line.ends_token(end) or _OFFICER.match(text, end)):
                longest = core
        if longest is not None:
            behind = longest.end
            yield longest


def _grown_cores(line: TaggedLine) -> list[Found]:
    """Units with a core, merged where one continues the other (镇 + 派出所)."""
    spans: list[Found] = []
    for core in _whole_cores(line):
        named = core.form == "head"
        start = grow(line, core.start, named=named)
        behind = spans[-1][1] if spans else -1
        if start == behind < core.start and line.text[start] in _JOINTS:  # 县财政局 和 县审计局: no 和县 between
            start += 1
        if named and start == core.start != behind and core.text in unit_words().needs_name:
            continue
        if start == core.start != behind and _PARTY_POST.match(line.text, start):  # 党委书记: a person's post
            continue
        if _COUNTED.search(line.text, max(0, start - _NUMBER), start):  # 4家国有林场: how many, not which
            continue
        if spans and start <= spans[-1][1] and core.end - spans[-1][0] <= _LONGEST:
            start = min(spans.pop()[0], start)
        more = _AND_ITS.match(line.text, core.end)
        spans.append((start, more.end() if more else core.end, type_of(core)))
    return spans


def _regions_alone(line: TaggedLine, taken: bytearray) -> Iterator[Found]:
    """Towns, villages and masked districts as actors: at the start of a clause, not as mere places."""
    text = line.text
    for region in _LEVEL.finditer(text):
        end = region.end()
        if end == len(text) or taken[end - 1] or _PLACE_AFTER.match(text, end):
            continue
        begin = line.token_ending(end)
        if begin is None or any(taken[begin:end]):
            continue
        start = grow(line, end, named=False)
        name, last = text[start:end], region.group()
        opens = start == 0 or text[start - 1] in CLAUSE_START
        small = last in _SMALL and len(name) >= 3
        acts = (is_masked(name) or name in divisions()) and _ACTS_AFTER.match(text, end)
        if (small and _VILLAGE_STAFF.match(text, end)) or (opens and (small or acts)):
            yield start, end, _SMALL.get(last, "government")


def _line_units(raw: str) -> list[Found]:
    """Half-open spans and types of the units of one line, none inside a title in 《》 or a phrase that only looks like one."""
    line = TaggedLine(raw)
    spans = _grown_cores(line)
    taken = bytearray(len(raw))
    for start, end, _ in spans:
        taken[start:end] = b"\1" * (end - start)
    for start, end in listed_stems(raw):
        if not any(taken[start:end]):
            spans.append((start, end, "government"))
            taken[start:end] = b"\1" * (end - start)
    spans.extend(_regions_alone(line, taken))
    if not spans:
        return []
    barred = bytearray(len(raw))
    for match in (*_TITLE.finditer(raw), *not_units().finditer(raw)):
        barred[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return sorted(span for span in spans if not barred[span[1] - 1])


@lru_cache(maxsize=8192)
def _called(name: str) -> tuple[str, str, bool]:
    """Canonical form, level, and whether it is masked; the same names come again and again."""
    return canonical(name), level_of(name), is_masked(name)


def find_units(text: str) -> list[Mention]:
    """Mentions of units in order of position; their roles are settled by `roles.py`.

    >>> [(m.text, m.type, m.level) for m in find_units("市纪委监委通报，青陂县住建局推诿，有关部门推给某街道。")]
    [('市纪委监委', 'discipline', 'city'), ('青陂县住建局', 'government', 'county'), ('有关部门', 'generic', ''), ('某街道', 'generic', 'township')]
    """
    plain = fold(text)
    mentions: list[Mention] = []
    for match in _LINE.finditer(plain):
        behind = match.start()
        for start, end, kind in _line_units(match.group()):
            begin, stop = max(behind, match.start() + start), match.start() + end
            if begin >= stop:
                continue
            behind = stop
            name, level, masked = _called(plain[begin:stop])
            mentions.append(Mention(begin, stop, text[begin:stop], name, kind, level, masked))
    return mentions
