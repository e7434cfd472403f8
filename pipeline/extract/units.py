"""Finds mentions of units (单位): cores of the grammar, grown to the left over regions and proper names.

Full, short, nested, anonymised and generic mentions, none over the end of a line. Divisions that exist are known by name
(corpora/lexicon/divisions.csv), others by their form; references across sentences (该局, 住建局 after its full name) are
resolved by `references.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.extract.tagged_line import TaggedLine
from pipeline.extract.unit_grammar import Core, core_finder, is_masked, not_units
from pipeline.extract.unit_growth import CLAUSE_START, grow
from pipeline.extract.unit_lists import listed_stems
from pipeline.extract.unit_naming import canonical, level_of, type_of
from pipeline.lexicon.divisions import divisions
from pipeline.lexicon.unit_words import unit_words
from pipeline.text.normalise import fold

Found = tuple[int, int, str]  # start, end, type

_PLACE: Final = r"境内|附近|一带|[路街站口里内外旁东南西北]|辖区|范围|地界|交界|至|到|政府|人民"
_ACTS: Final = r"\d|只|把|没|未|不|仍|还|一直|出台|通报|召开|换|从|用|以|组织|要求|明确|规定|启动|开展|应急|发"
_ACTS_AFTER: Final = re.compile(_ACTS)
# A region that may be an actor: a town or village, or a larger one that acts; what is spoken of as a place is none.
# One set of characters in front, for which the engine looks fastest.
_ACTOR: Final = re.compile(rf"[镇乡村县区市](?:(?<=[镇乡村])|(?={_ACTS}))(?!{_PLACE})(?=[^\n\r])")
_VILLAGE_STAFF: Final = re.compile(r"原?(?:党?支?书记?|支书|主任|干部|两委|负责人|会计|文书|第一书记)")
_OFFICER: Final = re.compile(r"副?书记")
_PARTY_POST: Final = re.compile(r"(?:党委|党组|党支部|党总支|支部)(?:副?书记|常委|委员|成员)")
_COUNTERS: Final = frozenset("个家所")
_COUNTED: Final = re.compile(r"[\d一二三四五六七八九十百两几][余多]?[个家所]\Z")  # how many, not which
_LONGEST: Final = 60  # characters of a unit; what is longer was repeated by no official
_NUMBER: Final = 3  # characters of such a count that are looked at
_AND_ITS: Final = re.compile(r"及其(?:常委会|常务委员会)")
_TITLE: Final = re.compile(r"《[^》\n\r]{1,80}》")
_SMALL: Final = {"村": "village", "镇": "township", "乡": "township"}
_JOINTS: Final = frozenset("和与及")


class Mention(NamedTuple):
    """A unit as it stands in the text, before its role is known."""

    start: int
    end: int
    text: str
    name: str
    type: str
    level: str
    masked: bool


def _whole_cores(line: TaggedLine, cores: Iterable[Core]) -> Iterator[Core]:
    """Cores that end with a word, at each place the longest (村委会 over 村委), none overlapping."""
    behind = 0
    for core in cores:
        start, end, _ = core
        if start >= behind and (line.ends_token(end) or _OFFICER.match(line.text, end)):
            behind = end
            yield core


def _grown_cores(line: TaggedLine, cores: Iterable[Core]) -> list[Found]:
    """Units with a core, merged where one continues the other (镇 + 派出所)."""
    text = line.text
    spans: list[Found] = []
    for core_start, end, form in _whole_cores(line, cores):
        core, named = text[core_start:end], form == "head"
        start = grow(line, core_start, named=named)
        behind = spans[-1][1] if spans else -1
        if start == behind < core_start and text[start] in _JOINTS:  # 县财政局 和 县审计局: no 和县 between
            start += 1
        if named and start == core_start != behind and core in unit_words().needs_name:
            continue
        if start == core_start != behind and _PARTY_POST.match(text, start):  # 党委书记: a person's post
            continue
        before = max(0, start - _NUMBER)
        if text[start - 1 : start] in _COUNTERS and _COUNTED.search(text, before, start):  # 4家国有林场
            continue
        if spans and start <= spans[-1][1] and end - spans[-1][0] <= _LONGEST:
            start = min(spans.pop()[0], start)
        more = _AND_ITS.match(text, end) if text.startswith("及", end) else None
        spans.append((start, more.end() if more else end, type_of(core, form)))
    return spans


def _regions_alone(line: TaggedLine, taken: bytearray) -> Iterator[Found]:
    """Towns, villages and masked districts as actors: at the start of a clause, not as mere places."""
    text = line.text
    for region in _ACTOR.finditer(text):
        end = region.end()
        if taken[end - 1]:
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


def _spans(text: str) -> list[Found]:
    """Half-open spans and types of units, none inside a title in 《》 or a phrase that only looks like one."""
    line, finder = TaggedLine(text), core_finder()
    openings = finder.openings(text)
    spans = _grown_cores(line, finder.cores(text, openings))
    taken = bytearray(len(text))
    for start, end, _ in spans:
        taken[start:end] = b"\1" * (end - start)
    for start, end in listed_stems(text, finder.stems(openings)):
        if not any(taken[start:end]):
            spans.append((start, end, "government"))
            taken[start:end] = b"\1" * (end - start)
    spans.extend(_regions_alone(line, taken))
    if not spans:
        return []
    barred = bytearray(len(text))
    titles = [match.span() for match in _TITLE.finditer(text)]
    for start, end in (*titles, *((start, end) for start, end, _ in not_units().find(text))):
        barred[start:end] = b"\1" * (end - start)
    return sorted(span for span in spans if not barred[span[1] - 1])


@lru_cache(maxsize=8192)
def _called(name: str) -> tuple[str, str, bool]:
    """Canonical form, level, and whether it is masked; the same names come again and again."""
    return canonical(name), level_of(name), is_masked(name)


def find_units(text: str, plain: str | None = None) -> list[Mention]:
    """Mentions of units in order of position; their roles are settled by `roles.py`. `plain` is the folded text, if known.

    >>> [(m.text, m.type, m.level) for m in find_units("市纪委监委通报，青陂县住建局推诿，有关部门推给某街道。")]
    [('市纪委监委', 'discipline', 'city'), ('青陂县住建局', 'government', 'county'), ('有关部门', 'generic', ''), ('某街道', 'generic', 'township')]
    """
    if plain is None:
        plain = fold(text)
    behind = 0
    mentions: list[Mention] = []
    for start, end, kind in _spans(plain):
        begin = max(behind, start)
        if begin >= end:
            continue
        behind = end
        name, level, masked = _called(plain[begin:end])
        mentions.append(Mention(begin, end, text[begin:end], name, kind, level, masked))
    return mentions
