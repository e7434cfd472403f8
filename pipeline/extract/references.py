"""Which unit a short or pointing mention means: 住建局 after 青陂县住建局, 该局, 该镇党委, 我局.

The canonical `name` of such a mention becomes that of the unit meant; its span and text stay. A short mention means the
nearest unit before it whose name ends with its own; `该X` the nearest of that kind; `我X`, `本X` the author of the text.
What cannot be settled, and what stands
for several at once (上述单位), keeps its own name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.extract.unit_naming import canonical
from pipeline.extract.units import Mention

_POINTING: Final = re.compile(r"^(?:该|这个|那个)(?P<kind>.+)$")
_OWN: Final = re.compile(r"^[我本](?P<kind>.+)$")
_REGIONS: Final = "省市县区镇乡村"
_REACH: Final = 40  # mentions looked back, so that a text of nothing but mentions stays linear
_SHORTEST: Final = 2  # characters of a name that may stand for a longer one


def resolve(mentions: Sequence[Mention], issuer: str = "") -> list[Mention]:
    """The mentions, each with the canonical name of the unit it means; `issuer` is the author, where it is known.

    >>> from pipeline.extract.units import find_units
    >>> [m.name for m in resolve(find_units("青陂县住建局收了钱。群众找住建局，该局不理。"))]
    ['青陂县住房和城乡建设局', '青陂县住房和城乡建设局', '青陂县住房和城乡建设局']
    """
    settled: list[Mention] = []
    for mention in mentions:
        meant = _author(mention, issuer) or _earlier(mention, settled[-_REACH:])
        settled.append(mention if meant is None else meant)
    return settled


def _author(mention: Mention, issuer: str) -> Mention | None:
    own = _OWN.match(mention.text)
    if own is None or not issuer.endswith(own["kind"]):
        return None
    return replace(mention, name=canonical(issuer))


def _earlier(mention: Mention, before: Sequence[Mention]) -> Mention | None:
    pointing = _POINTING.match(mention.text)
    kind = pointing["kind"] if pointing else mention.name
    if not pointing and (len(kind) < _SHORTEST or mention.type == "generic"):
        return None
    for other in reversed(before):
        if other.type == "generic" or other.name.startswith(("各", "全")):
            continue
        if pointing and kind[0] in _REGIONS and (region := other.name.rfind(kind[0]) + 1) > 1:
            return replace(mention, name=other.name[:region] + kind[1:])  # 该镇党委 after 砚汊镇政府
        if (other.name.endswith(kind) or other.text.endswith(kind)) and len(other.name) > len(kind):
            return replace(mention, name=other.name, type=other.type, level=other.level, masked=other.masked)
    return None
