"""Which unit a short or pointing mention means: 住建局 after 青陂县住建局, 该局, 该镇党委, 我局.

The canonical `name` of such a mention becomes that of the unit meant; its span and text stay. A short mention means the
nearest unit before it whose name ends with its own; `该X` the nearest of that kind; `我X`, `本X` the author of the text;
上述单位 the units that were listed last. What cannot be settled keeps its own name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from pipeline.extract.unit_naming import canonical
from pipeline.extract.units import Mention

_POINTING: Final = ("该", "这个", "那个")
_OWN: Final = ("我", "本")
_SEVERAL: Final = ("上述", "以上", "前述", "这些")
_REFERRING: Final = (*_OWN, *_SEVERAL)
# Which types a word for several units may mean; 单位, 部门 and the like may mean any but the discipline organs.
_KINDS: Final = {
    "企业": ("enterprise", "soe"), "公司": ("enterprise", "soe"), "乡镇": ("township",), "镇街": ("township",), "街道": ("township",),
    "村": ("village",), "社区": ("village",),
}  # fmt: skip
_TOGETHER: Final = 2  # characters between units of one list: 、, 和, 以及
_MOST: Final = 10  # units that one mention may stand for
_REGIONS: Final = "省市县区镇乡村"
_REACH: Final = 40  # mentions looked back, so that a text of nothing but mentions stays linear
_SHORTEST: Final = 2  # characters of a name that may stand for a longer one


def resolve(mentions: Sequence[Mention], issuer: str = "") -> list[Mention]:
    """The mentions, each with the canonical name of the unit it means; `issuer` is the author, where it is known.

    >>> from pipeline.extract.units import find_units
    >>> [m.name for m in resolve(find_units("青陂县住建局收了钱。群众找住建局，该局不理。"))]
    ['青陂县住房和城乡建设局', '青陂县住房和城乡建设局', '青陂县住房和城乡建设局']
    >>> resolve(find_units("市纪委通报，青陂县教育局、砚汊镇政府推诿，上述单位均未整改。"))[-1].name
    '青陂县教育局、砚汊镇政府'
    """
    settled: list[Mention] = []
    for mention in mentions:
        meant = None
        if mention.text.startswith(_REFERRING):
            meant = _author(mention, issuer) or _listed(mention, settled[-_REACH:])
        meant = meant or _earlier(mention, settled)
        settled.append(mention if meant is None else meant)
    return settled


def names_author(mentions: Sequence[Mention]) -> bool:
    """Whether any mention means the author of the text, so that who it is must be known.

    >>> from pipeline.extract.units import find_units
    >>> [names_author(find_units(text)) for text in ("我局已派人。", "县住建局已派人。")]
    [True, False]
    """
    return any(_behind(mention, _OWN) for mention in mentions)


def _behind(mention: Mention, words: tuple[str, ...]) -> str:
    """What kind of unit a mention names behind one of some words; empty if it does not begin with one."""
    text = mention.text
    return next(text[len(word) :] for word in words if text.startswith(word)) if text.startswith(words) else ""


def _author(mention: Mention, issuer: str) -> Mention | None:
    kind = _behind(mention, _OWN) if issuer else ""
    return mention._replace(name=canonical(issuer)) if kind and issuer.endswith(kind) else None


def _listed(mention: Mention, before: Sequence[Mention]) -> Mention | None:
    """The units of the last list; where there was no list, all units named one by one."""
    several = _behind(mention, _SEVERAL)
    if not several:
        return None
    types = next((types for word, types in _KINDS.items() if word in several), ())
    groups: list[list[Mention]] = []
    for other in before:
        if groups and other.start - groups[-1][-1].end <= _TOGETHER:
            groups[-1].append(other)
        else:
            groups.append([other])
    lists = [names for group in groups if len(names := _names(group, types)) > 1]
    meant = lists[-1] if lists else _names(before, types)
    return mention._replace(name="、".join(meant[-_MOST:])) if meant else None


def _names(mentions: Sequence[Mention], types: Sequence[str]) -> list[str]:
    """Names of units of some types (any but generic and discipline, if none is given), each once, in order."""
    fitting = [m for m in mentions if (m.type in types if types else m.type not in ("generic", "discipline"))]
    return list(dict.fromkeys(mention.name for mention in fitting))


def _earlier(mention: Mention, settled: Sequence[Mention]) -> Mention | None:
    """The nearest of those settled before it that a mention may mean."""
    pointing = _behind(mention, _POINTING)
    kind = pointing or mention.name
    if not pointing and (len(kind) < _SHORTEST or mention.type == "generic"):
        return None
    for other in islice(reversed(settled), _REACH):
        name, longer = other.name, len(other.name) > len(kind)
        if not (longer or pointing) or other.type == "generic" or name.startswith(("各", "全")):
            continue
        if pointing and kind[0] in _REGIONS and (region := name.rfind(kind[0]) + 1) > 1:
            return mention._replace(name=name[:region] + kind[1:])  # 该镇党委 after 砚汊镇政府
        if longer and (name.endswith(kind) or other.text.endswith(kind)):
            return mention._replace(name=name, type=other.type, level=other.level, masked=other.masked)
    return None
