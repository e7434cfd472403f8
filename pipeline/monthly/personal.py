"""`zuofeng report --mask`: what a report shows of its letters is their ids and names of units; personal data in them are hidden.

Ids of letters stay, for they are how an office finds the letters behind a figure; but some tables use the sender, a phone or
an identity card as id. One numbering holds for the report, so the same person has the same placeholder everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.mask import Personal

_LONGEST: Final = 400  # characters that are looked at; reports show forty
_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,8}(?=[\s_\-—0-9（(]{0,24}[)）]?$)")  # 李秀兰, 李秀兰-001
_KEPT: Final = "工单号"


class Hider:
    """Masks ids and names for one report; what was seen before is not read again."""

    def __init__(self) -> None:
        from pipeline.mask import Masker  # half a second of a start, which most reports need not wait for

        self._masker = Masker()
        self._seen: dict[tuple[str, str], str] = {}

    def id(self, text: str, column: str = "") -> str:
        """An id without what points to a person; the name of its column is a cue, and numbers of work orders stay.

        >>> hider = Hider()
        >>> hider.id("13900001234", "编号"), hider.id("李秀兰-1", "编号"), hider.id("XF-2026-0012", "信访编号")
        ('【手机号1】', '【姓名1】-1', 'XF-2026-0012')
        """
        cues = [f"{column[:20]}：" if column else "", "", *(["姓名："] if _NAME.match(text.strip()) else [])]
        return self._hidden(text, tuple(dict.fromkeys(cues)))

    def name(self, text: str) -> str:
        """The name of a unit or manifestation, without what points to a person.

        >>> Hider().name("县住建局"), Hider().name("县住建局（联系人：李秀兰 13900001234）")
        ('县住建局', '县住建局（联系人：【姓名1】 【手机号1】）')
        """
        return self._hidden(text, ("",))

    def _hidden(self, text: str, cues: tuple[str, ...]) -> str:
        text = text[:_LONGEST]
        key = (cues[0], text)
        if key not in self._seen:
            self._masker.reserve(text)
            spans = next(filter(None, (_spans(text, cue) for cue in cues)), [])
            self._seen[key] = self._masker.mask(text, spans).text if spans else text
        return self._seen[key]


def _spans(text: str, cue: str) -> list[Personal]:
    """Personal data of a text behind a cue, but for work orders."""
    from pipeline.mask import Personal, find_personal

    found = [item for item in find_personal(cue + text) if item.start >= len(cue) and item.type != _KEPT]
    return [Personal(item.start - len(cue), item.end - len(cue), item.text, item.type) for item in found]
