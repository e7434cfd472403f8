"""The one place that asks for the time limit of a task."""

from __future__ import annotations

from pipeline.extract.deadlines import find_deadlines


def due_of(sentence_text: str, today: str) -> tuple[str, str]:
    """The time limit that a sentence sets, as it says it, and the ISO day it ends on; empty where it does not say.

    Of several the first that names a day or a span of days (立即整改，本月底前完成 ends with the month).

    >>> due_of("区住建局于5月31日前公布清单。", "2026-05-12")
    ('5月31日前', '2026-05-31')
    >>> due_of("立即整改，6月底前完成。", "2026-05-12")
    ('6月底前', '2026-06-30')
    >>> due_of("两周内拿出方案。", "2026-05-12"), due_of("抓好落实。", "2026-05-12")
    (('两周内', '2026-05-26'), ('', ''))
    """
    found = sorted(find_deadlines(sentence_text, today), key=lambda limit: limit.kind not in ("date", "within"))
    return (found[0].text, found[0].due) if found else ("", "")


def due_of_slot(value: str, today: str) -> tuple[str, str]:
    """The same of a cell or slot 完成时限, whose whole value is the limit.

    >>> due_of_slot("5月31日", "2026-05-12"), due_of_slot("长期坚持", "")
    (('5月31日', '2026-05-31'), ('长期坚持', ''))
    """
    found = find_deadlines(value, today)
    return value, found[0].due if found else ""


def lacks_day(limit: str) -> bool:
    """Whether the words of a limit should end on a day: not those that stand, recur, or count from an event.

    >>> lacks_day("5月底前"), lacks_day("另行通知"), lacks_day("长期坚持"), lacks_day("")
    (True, True, False, False)
    """
    kinds = {found.kind for found in find_deadlines(limit)}
    return bool(limit) and not kinds & {"standing", "recurring", "event", "immediate"}
