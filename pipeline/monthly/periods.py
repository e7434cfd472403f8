"""Days and periods: reading a date cell, the period before (环比) and the same period a year before (同比)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipeline.errors import UsageError

_DAY: Final = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2}))?(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d{1,12})?")
_EPOCH: Final = date(1899, 12, 30)  # day 0 of a spreadsheet
_YEARS: Final = range(1990, 2100)


def read_day(cell: str) -> date | None:
    """Day of a date cell, time of day ignored; a month alone is its first day; None when it is no date.

    >>> read_day("2026-05-03 10:11:12"), read_day("2026年5月3日"), read_day("2026/5"), read_day("不详")
    (datetime.date(2026, 5, 3), datetime.date(2026, 5, 3), datetime.date(2026, 5, 1), None)
    >>> read_day("46145"), read_day("20260503"), read_day("2026-02-30")
    (datetime.date(2026, 5, 3), datetime.date(2026, 5, 3), None)
    """
    text = cell.strip()[:40]
    if _SERIAL.fullmatch(text):
        found = _EPOCH + timedelta(days=int(text.partition(".")[0]))
        return found if found.year in _YEARS else None
    match = _DAY.match(text) or _COMPACT.match(text)
    if not match:
        return None
    try:
        found = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def month_of(day: date) -> str:
    """The month a day is in.

    >>> month_of(date(2026, 5, 3))
    '2026-05'
    """
    return f"{day.year:04}-{day.month:02}"


def _shifted(day: date, months: int) -> date:
    """First day of the month that stands `months` away."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def last_of_month(day: date) -> date:
    """Last day of the month of `day`."""
    return _shifted(day, 1) - timedelta(days=1)


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date

    @property
    def whole(self) -> bool:
        """Whether it is made of whole months."""
        return self.first.day == 1 and self.last == last_of_month(self.last)

    @property
    def months(self) -> tuple[str, ...]:
        """Months that it touches, in order."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return tuple(month_of(_shifted(self.first, at)) for at in range(count))

    @property
    def before(self) -> Period:
        """The period of the same length right before: as many months, or as many days.

        >>> Period(date(2026, 3, 1), date(2026, 3, 31)).before
        Period(first=datetime.date(2026, 2, 1), last=datetime.date(2026, 2, 28))
        """
        last = self.first - timedelta(days=1)
        if self.whole:
            return Period(_shifted(self.first, -len(self.months)), last)
        return Period(self.first - (self.last - self.first) - timedelta(days=1), last)

    @property
    def year_before(self) -> Period:
        """The same months, or the same days, of the year before."""
        if self.whole:
            return Period(_shifted(self.first, -12), last_of_month(_shifted(self.last, -12)))
        return Period(_a_year_before(self.first), _a_year_before(self.last))

    @property
    def name(self) -> str:
        """As a title names it.

        >>> Period(date(2026, 5, 1), date(2026, 5, 31)).name, Period(date(2026, 1, 1), date(2026, 3, 31)).name
        ('2026年5月', '2026年1月至3月')
        >>> Period(date(2026, 5, 3), date(2026, 6, 2)).name
        '2026年5月3日至2026年6月2日'
        """
        one, two = self.first, self.last
        if not self.whole:
            return f"{one.year}年{one.month}月{one.day}日至{two.year}年{two.month}月{two.day}日"
        if len(self.months) == 1:
            return f"{one.year}年{one.month}月"
        year = "" if one.year == two.year else f"{two.year}年"
        return f"{one.year}年{one.month}月至{year}{two.month}月"


def _edge(text: str, option: str) -> date:
    found = read_day(text)
    if found is None:
        raise UsageError(f"{option} 应为 2026-05 或 2026-05-03 这样的日期，得到“{text[:20]}”")
    return found


def _month_only(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}\s?[-/.年]\s?\d{1,2}月?", text.strip()))


def chosen_period(month: str, since: str, until: str, first: date, last: date) -> Period:
    """The period that the options name; without options the latest month with data.

    Args:
        month: a month, or empty.
        since: first day or month, or empty.
        until: last day or month (which counts whole), or empty.
        first: first day with data, which stands in for `since`.
        last: last day with data.

    Raises:
        UsageError: an option is no date, the period is upside down, or month comes with since or until.
    """
    if month:
        if since or until:
            raise UsageError("--month 与 --since、--until 不能同时用，留一种")
        if not _month_only(month):
            raise UsageError(f"--month 应为 2026-05 这样的月份，得到“{month[:20]}”")
        day = _edge(month, "--month")
        return Period(day, last_of_month(day))
    if not since and not until:
        return Period(last.replace(day=1), last_of_month(last))
    start = _edge(since, "--since") if since else first.replace(day=1)
    end = _edge(until, "--until") if until else last_of_month(last)
    if until and _month_only(until):
        end = last_of_month(end)
    if start > end:
        raise UsageError(f"--since（{start}）晚于 --until（{end}），请对调")
    return Period(start, end)
