"""Dates and periods (去年, 上半年, 春节期间, 近三年, 2021年1月18日) as spans of their own, normalised against the document's date.

A period that says no year takes the document's; without a date of the document it stays open rather than guessed.
Holidays come from the State Council's yearly announcements (package chinesecalendar), days off moved by them included.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from pipeline.extract.numerals import parse_number
from pipeline.records import Period
from pipeline.text.alternatives import Alternatives
from pipeline.text.normalise import fold

_MONTHS_A_YEAR: Final = 12
_QUARTER: Final = 3
_YEARS: Final = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_MONTHS: Final = {"上个月": -1, "上月": -1, "本月": 0, "这个月": 0, "下个月": 1, "下月": 1}
_DAYS: Final = {"前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0}
_HOLIDAYS: Final = {
    "元旦": "New Year's Day", "春节": "Spring Festival", "清明": "Tomb-sweeping Day", "五一": "Labour Day",
    "端午": "Dragon Boat Festival", "中秋": "Mid-autumn Festival", "国庆": "National Day",
}  # fmt: skip
_ORDINAL: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBER: Final = r"[一二两三四五六七八九十\d]{1,3}"
_LOOSE_YEAR: Final = "|".join(_YEARS)
_TO: Final = r"\s?(?:至|到|-|—|–|～|~)\s?"
_LATER_YEAR: Final = r"(?:(?P<{0}>(?:19|20)\d{{2}})年)?"
_UNTIL_DAY: Final = (
    _LATER_YEAR.format("day_year")
    + r"(?:(?P<day_month>1[0-2]|0?[1-9])月)?(?P<until_day>3[01]|[12]\d|0?[1-9])[日号](?!线|楼)"
)
_UNTIL_MONTH: Final = (
    _LATER_YEAR.format("month_year") + r"(?P<until_month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
)
_FIRST: Final = r"\d近前去上今本明一二三四五六七八九十下第元春清五端中国年以这昨"
_SECOND: Final = r"\d一二两三四五六七八九十年月天日半季旦节明午秋庆初底末来个"
_PATTERN: Final = Alternatives(
    [
        (
            _FIRST,
            rf"(?:近(?P<span>{_NUMBER})(?P<measure>年|个月|天))"
            rf"|(?:(?P<year>(?<!\d)(?:19|20)\d{{2}})年|(?P<loose>{_LOOSE_YEAR}))?"
            rf"(?:(?P<month>(?<!\d)(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号](?:{_TO}{_UNTIL_DAY})?|(?P<third>上旬|中旬|下旬|初|底)|{_TO}{_UNTIL_MONTH}(?!\d))?"
            rf"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度"
            rf"|(?P<holiday>{'|'.join(_HOLIDAYS)})(?:节|清明)?(?:期间|前后|假期|长假|前夕)?"
            rf"|(?P<edge>年初|年底|年末|以来)|(?P<whole>(?(year)|(?(loose)|(?!)))))"
            rf"|(?P<near>{'|'.join(_MONTHS)})|(?P<dayword>{'|'.join(_DAYS)})",
            _SECOND,
        )
    ]
)
Bounds = tuple[date, date]


def find_periods(text: str, today: str = "") -> list[Period]:
    """Periods in order of position; `today` is the document's date (ISO), empty when it has none.

    >>> [(p.text, p.first, p.last) for p in find_periods("去年春节期间和2021年1月18日，上半年又查", "2024-07-01")]
    [('去年春节期间', '2023-01-21', '2023-01-27'), ('2021年1月18日', '2021-01-18', '2021-01-18'), ('上半年', '2024-01-01', '2024-06-30')]
    >>> [(p.text, p.first, p.last) for p in find_periods("2024年3月11日至15日、2023年12月至2024年2月")]
    [('2024年3月11日至15日', '2024-03-11', '2024-03-15'), ('2023年12月至2024年2月', '2023-12-01', '2024-02-29')]
    >>> [(p.text, p.first, p.last) for p in find_periods("去年以来")]
    [('去年以来', '', '')]
    """
    base = date.fromisoformat(today) if today else None
    found = []
    for match in _PATTERN.finditer(fold(text)):
        start, end = match.span()
        bounds = _bounds(match, base)
        first, last = (bounds[0].isoformat(), bounds[1].isoformat()) if bounds else ("", "")
        found.append(Period(start, end, text[start:end], first, last))
    return found


def _bounds(match: re.Match[str], base: date | None) -> Bounds | None:
    """First and last day, None when the text alone does not say."""
    try:
        return _dated(match, base)
    except (ValueError, OverflowError):  # 2月30日
        return None


def _dated(match: re.Match[str], base: date | None) -> Bounds | None:
    if match["year"]:
        year = int(match["year"])
    elif base is None:
        return None
    else:
        year = base.year + _YEARS.get(match["loose"] or "", 0)
    ways: tuple[tuple[str, Callable[[], Bounds | None]], ...] = (
        ("span", lambda: _back(match, base)),
        ("near", lambda: _near(match["near"], base)),
        ("dayword", lambda: _day(base, _DAYS[match["dayword"]])),
        ("day", lambda: _to_day(match, date(year, _number(match["month"]), _number(match["day"])))),
        ("until_month", lambda: _to_month(match, year)),
        ("month", lambda: _in_month(year, _number(match["month"]), match["third"] or "")),
        ("half", lambda: _months(year, 1, 6) if match["half"] == "上" else _months(year, 7, 12)),
        ("quarter", lambda: _quarter(year, _ORDINAL[match["quarter"]])),
        ("holiday", lambda: _holiday(year, match["holiday"])),
        ("edge", lambda: _edge(year, match["edge"], base)),
    )
    for name, way in ways:
        if match[name]:
            return way()
    return _months(year, 1, _MONTHS_A_YEAR)


def _number(text: str) -> int:
    return int(parse_number(text) or 0)


def _to_day(match: re.Match[str], first: date) -> Bounds:
    """A day, or the days to another one: 3月11日至15日, 12月28日至1月3日."""
    if not match["until_day"]:
        return first, first
    year, month = int(match["day_year"] or first.year), _number(match["day_month"] or str(first.month))
    last = date(year, month, _number(match["until_day"]))
    return first, last if last >= first or match["day_year"] else last.replace(year=year + 1)


def _to_month(match: re.Match[str], year: int) -> Bounds:
    first, month = _number(match["month"]), _number(match["until_month"])
    until = int(match["month_year"] or year + (month < first))
    return date(year, first, 1), _months(until, month, month)[1]


def _months(year: int, first: int, last: int) -> Bounds:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _quarter(year: int, number: int) -> Bounds:
    return _months(year, _QUARTER * (number - 1) + 1, _QUARTER * number)


def _in_month(year: int, month: int, third: str) -> Bounds:
    first, last = _months(year, month, month)
    return {
        "初": (first, first.replace(day=10)), "上旬": (first, first.replace(day=10)),
        "中旬": (first.replace(day=11), first.replace(day=20)),
        "下旬": (first.replace(day=21), last), "底": (first.replace(day=21), last),
    }.get(third, (first, last))  # fmt: skip


def _edge(year: int, edge: str, base: date | None) -> Bounds | None:
    if edge == "以来":
        return (date(year, 1, 1), base) if base else None
    return _months(year, 1, 1) if edge == "年初" else _months(year, _MONTHS_A_YEAR, _MONTHS_A_YEAR)


def _back(match: re.Match[str], base: date | None) -> Bounds | None:
    size = parse_number(match["span"])
    if base is None or not size:
        return None
    if match["measure"] == "天":
        return base - timedelta(days=int(size)), base
    months = int(size) * (_MONTHS_A_YEAR if match["measure"] == "年" else 1)
    year, month = divmod(base.year * _MONTHS_A_YEAR + base.month - 1 - months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(base.day, monthrange(year, month + 1)[1])), base


def _near(word: str, base: date | None) -> Bounds | None:
    if base is None:
        return None
    year, month = divmod(base.year * _MONTHS_A_YEAR + base.month - 1 + _MONTHS[word], _MONTHS_A_YEAR)
    return _months(year, month + 1, month + 1)


def _day(base: date | None, offset: int) -> Bounds | None:
    return (base + timedelta(days=offset),) * 2 if base else None


def _holiday(year: int, name: str) -> Bounds | None:
    from chinese_calendar import holidays

    days = sorted(day for day, label in holidays.items() if day.year == year and label == _HOLIDAYS[name])
    return (days[0], days[-1]) if days else None
