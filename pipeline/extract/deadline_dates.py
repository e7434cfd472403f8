"""Which day a time limit means, counted from a base date.

前 includes the day, month end or weekday that it follows (《民法典》第一千二百五十九条), but 6月前 and 2025年前 end before the
month or year begins. The base date is never counted. A year that is not said is the base's, or the next where the date would
else lie more than half a year back. The end of a limit in days is not moved when it falls on a day off.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from pipeline.extract.deadline_grammar import HOLIDAYS, WEEKDAYS
from pipeline.extract.numerals import parse_number
from pipeline.extract.working_days import breaks, working_days_after

STALE: Final = 183  # days: half a year
_MONTHS: Final = {"本": 0, "当": 0, "这": 0, "这个": 0, "下": 1, "下个": 1, "下下个": 2}
_LOOSE: Final = {"今": 0, "本": 0, "明": 1, "来": 1, "去": -1, "上": -1}
_WEEKS: Final = {"本": 0, "这": 0, "下": 1, "下下": 2}
_DAYS: Final = {"今": 0, "明": 1, "后": 2, "大": 3}
_FRIDAY: Final = 4
_WEEK: Final = 7
_YEAR: Final = 12
_LENGTH: Final = re.compile(r"(?:.*[至到\-—~～、])?(?P<n>\d+|[一二两三四五六七八九十百]+|半|几|数)(?P<unit>\D+)")
_QUARTER: Final = 3
_PARTS: Final = {"上旬": 10, "初": 10, "中": 15, "中旬": 20}
_HALF_MONTH: Final = 15
Said = dict[str, str | None]


def number(text: str) -> int:
    """Value of a numeral of the grammar, 0 where it is vague."""
    return int(parse_number(text) or 0)


def month_end(year: int, month: int) -> date:
    """Last day of a month; months beyond 12 run on into the next years.

    >>> month_end(2024, 14)
    datetime.date(2025, 2, 28)
    """
    years, rest = divmod(month - 1, _YEAR)
    return date(year + years, rest + 1, monthrange(year + years, rest + 1)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has none such.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    end = month_end(day.year, day.month + months)
    return end.replace(day=min(day.day, end.day))


def _in_month(year: int, month: int, day: str | None, part: str | None) -> date:
    end = month_end(year, month)
    if day:
        return date(end.year, end.month, number(day))
    return end.replace(day=_PARTS[part]) if part in _PARTS else end


def _year_said(said: Said, prefix: str, base: date | None) -> int | None:
    if said.get(prefix + "year"):
        return number(said[prefix + "year"] or "")
    loose = said.get(prefix + "loose")
    return base.year + _LOOSE[loose] if loose and base else None


def _year(said: Said, prefix: str, base: date | None, end: date | None) -> int | None:
    """The year said, or the base's, or the next one where `end`, in the base's year, is stale."""
    year = _year_said(said, prefix, base)
    if year is not None or base is None or end is None:
        return year
    return base.year + ((base - end).days > STALE)


def _calendar(said: Said, base: date | None, mark: str) -> date | None:
    month, day = number(said["month"] or ""), said["month_day"]
    end = month_end(base.year, month) if base else None
    if end and day:
        end = end.replace(day=min(number(day), end.day))
    whole = not day and not said["part"] and mark.endswith("前")
    year = _year(said, "far_", base, month_end(base.year, month - 1) if whole and base and month > 1 else end)
    if year is None:
        return None
    return date(year, month, 1) - timedelta(days=1) if whole else _in_month(year, month, day, said["part"])


def _around(said: Said, base: date, mark: str) -> date:
    month = base.month + _MONTHS[said["around_month"] or "本"]
    if mark.endswith("前") and not said["around_day"] and not said["around_part"]:
        return month_end(base.year, month - 1)
    return _in_month(base.year, month, said["around_day"], said["around_part"])


def _edge(said: Said, base: date | None, mark: str) -> date | None:
    year, part = _year_said(said, "edge_", base), said["edge_part"] or said["bare_part"]
    year = base.year if year is None and base else year
    if year is None:
        return None
    if mark.endswith("前") and not part and (said["edge_year"] or said["edge_loose"]):
        return date(year - 1, 12, 31)
    return date(year, 1, 31) if part == "初" else date(year, 12, 31)


def _season(said: Said, base: date | None) -> date | None:
    if said["next_quarter"]:
        if base is None:
            return None
        quarter = (base.month - 1) // _QUARTER + 1 + (said["next_quarter"] == "下")
        return month_end(base.year, quarter * _QUARTER)
    month = (6 if said["half"] == "上" else _YEAR) if said["half"] else number(said["quarter"] or "") * _QUARTER
    year = _year(said, "season_", base, month_end(base.year, month) if base else None)
    return None if year is None else month_end(year, month)


def _week(said: Said, base: date, mark: str) -> date:
    which, day = said["which"], said["weekday"]
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=_WEEKS[which or "本"])
    number_ = WEEKDAYS[day] if day else WEEKDAYS["日"]
    if day == "末" and mark.endswith("前"):
        number_ = _FRIDAY
    due = monday + timedelta(days=number_)
    return due + timedelta(weeks=1) if due < base and not which else due


def _holiday(said: Said, base: date | None) -> date | None:
    """Before a break is its last working day before; behind it is counted from its last day."""
    name, year = HOLIDAYS.get(said["feast"] or ""), _year_said(said, "feast_", base)
    behind = said["after"] or said["nth"] or said["first_day"]
    for rest in breaks():
        named = name in rest.names if name else True
        edge = rest.last if behind else rest.first
        if not named or (base is None and year is None) or (year is not None and rest.last.year != year):
            continue
        if year is None and base and (edge < base if name is None else (base - edge).days > STALE):
            continue
        if said["after"]:
            return length_after(said["after"], rest.last)
        if said["nth"] or said["first_day"]:
            return working_days_after(rest.last, number(said["nth"] or "一"))
        return rest.first - timedelta(days=1)
    return None


def length_after(text: str, base: date) -> date | None:
    """The day on which a length of time ends; of 7至10日 the longer; vague ones (几天) end on no day.

    >>> [str(length_after(text, date(2024, 4, 29))) for text in ("三天", "3个工作日", "半个月", "两个月", "24小时", "几天")]
    ['2024-05-02', '2024-05-07', '2024-05-14', '2024-06-29', '2024-04-30', 'None']
    """
    match = _LENGTH.fullmatch(text)
    if match is None or match["n"] in ("几", "数"):
        return None
    half, unit = match["n"] == "半", match["unit"].removeprefix("个")
    n = 0 if half else number(match["n"])
    if unit.startswith("工作"):
        return working_days_after(base, n) if n else None
    if unit == "半月":  # 一个半月
        return add_months(base, n) + timedelta(days=_HALF_MONTH)
    if unit in ("月", "季度", "年"):
        months = {"月": 1, "季度": _QUARTER, "年": _YEAR}[unit]
        if half:
            return base + timedelta(days=_HALF_MONTH) if unit == "月" else add_months(base, months // 2)
        return add_months(base, n * months)
    days = {"日": n, "天": n, "小时": n // 24, "分钟": 0}.get(unit, n * _WEEK)
    return base + timedelta(days=days)


def next_turn(said: Said, base: date) -> date:
    """The next end of what recurs (每月10日前, 每季度末, 每周五), the base date itself included."""
    if said.get("each_week"):
        ahead = (WEEKDAYS[said.get("each_weekday") or "日"] - base.weekday()) % _WEEK
        return base + timedelta(days=ahead)
    if said.get("each_half") or said.get("each_quarter"):
        size = 6 if said.get("each_half") else _QUARTER
        return month_end(base.year, (base.month - 1) // size * size + size)
    day, part, step, month = said.get("each_day") or said.get("next_day"), said.get("each_part"), 1, base.month
    if said.get("each_year"):
        day, part, step, month = said.get("each_year_day"), None, _YEAR, number(said.get("each_year_month") or "十二")
    for turn in range(3):
        end = month_end(base.year, month + turn * step)
        at = number(day) if day else _PARTS.get(part or "", end.day)
        if end.replace(day=min(at, end.day)) >= base:
            break
    return end.replace(day=min(at, end.day))


def due_day(family: str, said: Said, mark: str, base: date | None) -> date | None:
    """The last day of a limit of one of the families that name days; None where the text alone does not say.

    Raises:
        ValueError: there is no such day (2月30日).
        OverflowError: it lies behind the year 9999.
    """
    if family == "iso":
        return date(*(number(said[name] or "") for name in ("iso_year", "iso_month", "iso_day")))
    open_ended = {"calendar": _calendar, "edge": _edge}
    if family in open_ended:
        return open_ended[family](said, base, mark)
    if family == "season":
        return _season(said, base)
    if family == "holiday":
        return _holiday(said, base)
    if base is None or family == "event":
        return None
    if family == "day_word":
        return base + timedelta(days=_DAYS[(said["which_day"] or "")[0]])
    if family == "recurring":
        return next_turn(said, base)
    if family == "lone":
        return next_turn({"each_day": said["lone_day"]}, base)
    return {"around": _around, "week": _week}[family](said, base, mark)
