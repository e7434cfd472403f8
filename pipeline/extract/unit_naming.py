"""What a unit's name tells: administrative level, canonical form, type."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from pipeline.lexicon.divisions import leading_division
from pipeline.lexicon.unit_words import unit_words

_LEVELS: Final = (
    ("central", re.compile(r"^(?:党中央|中央|国务院|国家|全国|中共中央)")),
    ("village", re.compile(r"村|社区|居委")),
    ("township", re.compile(r"[镇乡]|街道")),
    ("county", re.compile(r"县|区(?!域)|旗")),
    ("city", re.compile(r"市(?!场)|州|盟|地区")),
    ("province", re.compile(r"省|自治区")),
)
_NO_DISTRICT: Final = re.compile(r"(?:开发|园|景|小|校|厂|新|辖|片|街|城|库|矿|保税)区")


def level_of(name: str) -> str:
    """Administrative level by the lowest region in a name; empty when it names none.

    Divisions that exist are looked up (北京市 is no city of a province, 昆山市 is a county); others go by their last character.

    >>> level_of("青陂县住建局"), level_of("高新区管委会"), level_of("某街道")
    ('county', '', 'township')
    >>> level_of("北京市教委"), level_of("江苏省苏州市昆山市公安局"), level_of("北京市朝阳区教委")
    ('province', 'county', 'county')
    """
    known = unit_words().name_level.get(name, "")
    if known:
        return known
    above, rest = "", name
    while (led := leading_division(rest))[0]:
        above, rest = led[1], rest[len(led[0]) :]
    bare = _NO_DISTRICT.sub("", rest)
    return next((level for level, pattern in _LEVELS if pattern.search(bare)), above)


@cache
def _longest_alias() -> int:
    return max(map(len, unit_words().aliases), default=0)


def canonical(name: str) -> str:
    """The name with its short form written out, by corpora/lexicon/unit_aliases.csv.

    >>> canonical("区住建局")
    '区住房和城乡建设局'
    """
    aliases = unit_words().aliases
    for size in range(min(len(name), _longest_alias()), 1, -1):
        if name[-size:] in aliases:
            return name[:-size] + aliases[name[-size:]]
    return name


@lru_cache(maxsize=8192)
def type_of(core: str, form: str) -> str:
    """Type of a unit by its core and the form of the grammar's alternative that found it.

    >>> type_of("街道", "head"), type_of("有关部门", "generic")
    ('township', 'generic')
    """
    words = unit_words()
    if form == "generic":
        return "generic"
    if form == "name":
        return words.names.get(core, "other")
    if form == "head":
        return "township" if core == "街道" else words.heads.get(core, "other")
    sizes = range(len(core), 0, -1)
    return next((words.suffixes[core[-size:]] for size in sizes if core[-size:] in words.suffixes), "government")
