"""The one place that asks for the time limit of a task."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.periods import find_periods

_LIMIT: Final = re.compile(r"(?:之前|以前|前|之内|以内|内|完成|办结)")
_UNDATED: Final = re.compile(
    r"(?:[\d一二两三四五六七八九十半]{1,3}(?:个工作日|个月|天|日|周|年)(?:之内|以内|内)|立即|即日起|长期坚持|限期)"
)


def due_of(sentence_text: str, today: str) -> tuple[str, str]:
    """The time limit that a sentence sets, as it says it, and the ISO day it ends on; empty where it does not say.

    A stopgap on `find_periods`: limits counted from today (三个工作日内) are found but not computed.

    >>> due_of("区住建局于5月31日前公布清单。", "2026-05-12")
    ('5月31日前', '2026-05-31')
    >>> due_of("两周内拿出方案。", "2026-05-12"), due_of("抓好落实。", "2026-05-12")
    (('两周内', ''), ('', ''))
    """
    for period in find_periods(sentence_text, today):
        limit = _LIMIT.match(sentence_text, period.end)
        if limit:
            shown = limit.group() if limit.group() not in {"完成", "办结"} else ""
            return period.text + shown, period.last
    found = _UNDATED.search(sentence_text)
    return (found.group(), "") if found else ("", "")


def due_of_slot(value: str, today: str) -> tuple[str, str]:
    """The same of a cell or slot 完成时限, whose whole value is the limit.

    >>> due_of_slot("5月31日", "2026-05-12"), due_of_slot("长期坚持", "")
    (('5月31日', '2026-05-31'), ('长期坚持', ''))
    """
    return value, due_of(value if _LIMIT.search(value) else f"{value}前", today)[1]
