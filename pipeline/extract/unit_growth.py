"""Grows the core of a unit's name to the left: over regions (青陂县, A3区, 我市) and the proper name of a named head."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.tagged_line import MASK, TaggedLine, is_known
from pipeline.lexicon.unit_words import unit_words

CLAUSE_START: Final = frozenset('，。；：！？、,;:!?（(“"\n\r\t 　')
_REGION: Final = frozenset("省市县区州盟旗镇乡村")
_NAME_TAGS: Final = ("n", "j", "g", "eng", "x", "vn", "an", "b", "s", "f", "z", "a", "i")
_SYLLABLE: Final = re.compile(r"[\u4e00-\u9fff]")
_LETTERS: Final = re.compile(r"[\w×·]+")
_SYLLABLE_TAGS: Final = ("g", "zg", "nr", "ng", "nz")
_PLACE_TAGS: Final = ("ns", "nr", "nz", "nrt")
_SHORT_NAME: Final = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}(?<![去来到在])\Z|(?<=[和与由向被])[\u4e00-\u9fff]{2}(?<![去来到在])\Z"
)
_SHORT_NAMED: Final = 2  # characters: 福来公司
_GOING: Final = frozenset("去来到在上读")  # which the tagger glues to a person's name: 许立来 + 医院
_NO_TOWN: Final = ("乡镇", "镇上", "镇里", "乡里", "乡下")
_PLAIN_NAME: Final = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z0-9])[^\W\d_各全本我该某由向在对把被让请和与及找到去了着过的说问来]{2,3}\Z"
)
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十]{1,2}\Z")
_SHORT_HEADS: Final = ("街道", "林场", "农场")
_HIDDEN: Final = re.compile(r"[A-Z]\d{0,2}|[Xx×]{1,4}|某+|[我本该各原]")
_MASK_BEFORE: Final = re.compile(rf"{MASK}\Z")
_MASKS: Final = re.compile(r"[Xx×]{1,4}\Z")
# Function words that the tagger glues to an unknown name.
_LED_IN: Final = re.compile(
    r"现[将就]|压在|由|从(?!化)|向|给|比|但|被|把|将|对|转|报(?!社)|经|会同|配合|委托|责成|责令|要求|请|方(?=[\u4e00-\u9fff]{2})|损失"
)
_BRACKET: Final = re.compile(r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{2,4}[)）]\Z")  # 某某（集团）公司
_PREFIXES: Final = ("中共", "各", "原")
_PREFIX_ENDS: Final = frozenset(prefix[-1] for prefix in _PREFIXES)
_MOST_TOKENS: Final = 6
_MOST_REGIONS: Final = 4
_LONGEST_TOKEN: Final = 8


def _is_name(word: str, tag: str) -> bool:
    if tag == "x" and not _SYLLABLE.search(word):
        return False
    allowed = word not in unit_words().not_name and tag.startswith(_NAME_TAGS)
    return allowed and _LETTERS.fullmatch(word) is not None


def _syllable(line: TaggedLine, end: int, tags: tuple[str, ...]) -> int | None:
    """Start of a token of one Chinese character that ends at `end` and may belong to a place's name."""
    found = line.token(end)
    if found is None:
        return None
    word = line.text[found[0] : end]
    usable = _SYLLABLE.fullmatch(word) and found[1] in tags and word not in unit_words().not_name
    return found[0] if usable else None


def _grow_region(line: TaggedLine, start: int) -> int:
    """Take in one region before `start`."""
    text = line.text
    if start <= 0 or (text[start - 1] not in _REGION and text[max(0, start - 2) : start] != "街道"):
        return start
    found = line.token(start)
    if found is None:
        return start
    begin, tag = found
    word = text[begin:start]
    if len(word) == 1 or word == "街道":
        return _name_of_region(line, begin)
    if word[-1] in _REGION and (tag.startswith(("n", "j", "x", "g", "z", "eng")) or not word[:-1].isalpha()):
        before = _syllable(line, begin, _SYLLABLE_TAGS)
        if before is not None:
            return before
        return start if word in unit_words().not_name else begin
    return start - 1 if tag.startswith("n") else start


def _name_of_region(line: TaggedLine, begin: int) -> int:
    """Start of the name before a bare level word (市) at `begin`; `begin` itself when it has none."""
    before = line.token(begin)
    if before is None:
        return begin
    name = line.text[before[0] : begin]
    if _HIDDEN.fullmatch(name):
        masks = _MASKS.search(line.text, max(0, begin - 4), begin)
        return masks.start() if masks else before[0]
    if 2 <= len(name) <= 4 and _is_name(name, before[1]) and (before[1] in _PLACE_TAGS or not is_known(name)):
        return before[0]
    last = _syllable(line, begin, _SYLLABLE_TAGS)
    if last is None:
        return begin
    first = _syllable(line, last, (*_SYLLABLE_TAGS, "n", "ns"))
    return last if first is None else first


def _is_height(line: TaggedLine, at: int) -> bool:
    """Whether 上 at a place belongs to a name: 大坪上中学, 桥上小学; not 孩子上阳光小学."""
    before = line.token(at)
    return before is not None and (before[1] == "ns" or (before[1].startswith("n") and at - before[0] == 1))


def _grow_name(line: TaggedLine, start: int) -> int:
    """Take in the proper name before a named head: 宏锐机电科技 + 公司."""
    begin = start
    for _ in range(_MOST_TOKENS):
        found = line.token(begin)
        if found is None:
            break
        word = line.text[found[0] : begin]
        if not _is_name(word, found[1]) or len(word) > _LONGEST_TOKEN:
            break
        if len(word) > _SHORT_NAMED and word[-1] in _GOING and not is_known(word):
            break
        if word == "上" and not _is_height(line, found[0]):
            break
        if found[1] in ("f", "a", "i", "z") and not _SYLLABLE.fullmatch(word) and is_known(word):
            break
        begin = found[0]
        if word[-1] in _REGION and len(word) > 1:
            break
    if begin < start:
        word, tag = line.token_at(begin)
        if tag == "vn" and begin + len(word) < start:  # 研究宏达置业公司: the verb is no part of the name
            return begin + len(word)
    return begin


def grow(line: TaggedLine, core: int, *, named: bool) -> int:
    """Start of the whole name whose core starts at `core`; `named` heads need a proper name before them."""
    text = line.text
    if core == 0 or text[core - 1] in CLAUSE_START:  # no name goes on over it
        return core
    start = _grow_regions(line, _named_start(line, core) if named else _ordinal(text, core), core)
    if text.startswith(_SHORT_HEADS, start) and (short := _SHORT_NAME.search(text, max(0, start - 4), start)):
        start = start if short.group() in unit_words().not_name else short.start()
    if text[start] in _REGION and (mask := _MASK_BEFORE.search(text, max(0, start - 4), start)):
        start = mask.start()
    if start < core and (led := _LED_IN.match(text, start, core)):
        start = led.end()
    return _with_prefix(text, start)


def _named_start(line: TaggedLine, core: int) -> int:
    bracket = _BRACKET.search(line.text, max(0, core - _LONGEST_TOKEN), core)
    return _ordinal(line.text, _grow_name(line, bracket.start() if bracket else core))


def _ordinal(text: str, start: int) -> int:
    ordinal = _ORDINAL.search(text, max(0, start - 3), start)
    return ordinal.start() if ordinal else start


def _grow_regions(line: TaggedLine, start: int, core: int) -> int:
    """Take in all regions before `start`, and the name of the region that the core itself begins with (桃溪 + 镇政府)."""
    text = line.text
    if 0 < start == core and text[core - 1] not in _REGION and (text[core] in _REGION or text.startswith("街道", core)):
        named_region = _name_of_region(line, core)  # one syllable alone is too often a word (较市里)
        if core - named_region > 1 or _HIDDEN.fullmatch(text, named_region, core):
            start = named_region
        elif text[core] in "镇乡" and text[core : core + 2] not in _NO_TOWN:
            plain = _PLAIN_NAME.search(text, max(0, core - 4), core)
            if plain and not is_known(plain.group()):  # 砚汊 + 镇政府: the tagger cuts an unknown name to pieces
                start = plain.start()
    if start > 1 and text[start - 1] == "原" and text[start - 2] in _REGION:  # Q3县原农机局
        start -= 1
    for _ in range(_MOST_REGIONS):
        grown = _grow_region(line, start)
        if grown == start:
            break
        start = grown
    return start


def _with_prefix(text: str, start: int) -> int:
    """Take in 中共 and 各 wherever they stand, 原 at the start of a clause."""
    if text[start - 1 : start] not in _PREFIX_ENDS:
        return start
    for prefix in _PREFIXES:
        before = start - len(prefix)
        if not text.endswith(prefix, 0, start):
            continue
        if prefix != "原" or before == 0 or text[before - 1] in CLAUSE_START:
            return before
    return start
