"""What a unit's name tells: administrative level, canonical form, type."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

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

    >>> level_of("青陂县住建局"), level_of("高新区管委会"), level_of("某街道")
    ('county', '', 'township')
    """
    known = unit_words().name_level.get(name, "")
    bare = _NO_DISTRICT.sub("", name)
    return known or next((level for level, pattern in _LEVELS if pattern.search(bare)), "")


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


def type_of(core: re.Match[str]) -> str:
    """Type of a unit by the alternative of the grammar that found its core."""
    words, found = unit_words(), core.group()
    if core.lastgroup == "generic":
        return "generic"
    if core.lastgroup == "name":
        return words.names.get(found, "other")
    if core.lastgroup == "head":
        return "township" if found == "街道" else words.heads.get(found, "other")
    sizes = range(len(found), 0, -1)
    return next((words.suffixes[found[-size:]] for size in sizes if found[-size:] in words.suffixes), "government")
