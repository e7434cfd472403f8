"""What a quantity counts, and which whole it is a part of (其中)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.records import Count

_BREAK: Final = "，。；：！？、,;:!?（）()\n\r\t"
_BEHIND: Final = re.compile(rf"[^{re.escape(_BREAK)}\d]{{1,12}}")
_BEFORE: Final = re.compile(rf"[^{re.escape(_BREAK)}\d]{{1,20}}$")
# Words that end the counted thing when it stands behind the number, and verbs that lead it in when it stands before.
_CUT: Final = re.compile(
    r"(?:的(?=[^\u4e00-\u9fff]|$)|，|还|都|也|就|才|仍|却|已|被|把|将|没|不|是|有|在|到|从|对|向|由|为|受|给|来|去|跑|办|说|要|里|内|中|后|前|了|过|以上|左右)"
)
_VERB: Final = re.compile(
    r"^(?:共|累计|全年|先后|已|再|又|并|分别|合计|总计)*(?P<verb>查处|查办|处理|处置|处分|办理|办结|受理|化解|立案|通报|问责|移送|核查|整改|解决|收到|发现|完成|新增|追回|挽回|"
    r"发放|罚没|罚款|收取|收受|涉及|涉案|投入|签约|登记|开展|组织|走访|接待|抽查|检查|留置|约谈|诫勉)?(?P<rest>.*)$"
)
_PERSON_UNITS: Final = frozenset({"人", "人次", "名", "位"})


def _what(text: str, count: Count) -> str:
    behind = _BEHIND.match(text, count.end)
    if behind:
        noun = _CUT.split(behind.group().lstrip("的"), maxsplit=1)[0].strip()
        if noun:
            return noun
    before = _BEFORE.search(text, max(0, count.start - 20), count.start)
    if before is None:
        return ""
    parts = _VERB.match(before.group().strip().removeprefix("其中"))
    verb, rest = (parts["verb"], parts["rest"].strip("了过的")) if parts else ("", "")
    if rest:
        return rest
    if not verb:
        return ""
    return f"{verb}的人" if count.unit in _PERSON_UNITS else verb


def _whole(text: str, counts: Sequence[Count], index: int) -> int | None:
    """Index of the count that `counts[index]` splits: the last of its unit before 其中 in the same sentence."""
    count = counts[index]
    begin = max(text.rfind(mark, 0, count.start) for mark in "。！？\n") + 1
    at = text.rfind("其中", begin, count.start)
    if at < 0:
        return None
    earlier = [i for i in range(index) if begin <= counts[i].start and counts[i].end <= at]
    same = [i for i in earlier if counts[i].unit == count.unit]
    people = [i for i in earlier if counts[i].unit in _PERSON_UNITS and count.unit in _PERSON_UNITS]
    if same or people:
        return (same or people)[-1]
    numbered = [i for i in earlier if counts[i].kind in ("count", "money")]
    return numbered[-1] if numbered and count.kind in ("count", "percent") else None


def describe(text: str, counts: Sequence[Count]) -> list[Count]:
    """Counts with `what` and `part_of` filled in.

    >>> from pipeline.extract.quantities import find_counts
    >>> text = "查处群众身边腐败问题12起、处理15人，其中党纪政务处分9人"
    >>> [(c.text, c.what, c.part_of) for c in describe(text, find_counts(text))]
    [('12起', '群众身边腐败问题', None), ('15人', '处理的人', None), ('9人', '党纪政务处分', 1)]
    """
    return [
        replace(count, what="" if count.kind == "duration" else _what(text, count), part_of=_whole(text, counts, i))
        for i, count in enumerate(counts)
    ]
