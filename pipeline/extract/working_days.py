"""The working calendar: working days with 调休, and the breaks around public holidays.

Both come from the State Council's yearly announcements (package chinesecalendar). The announcement of a year appears in the
autumn before it: of years beyond the data Monday to Friday are taken as working days, and their holidays are unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_FAR: Final = 10_000  # days; no deadline of an office lies further away


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in one piece around a holiday, weekend and neighbouring holidays included; both ends are days off."""

    first: date
    last: date
    names: frozenset[str]  # as chinesecalendar writes them: Spring Festival, National Day …


def is_working_day(day: date) -> bool:
    """Whether offices work on a day: Saturdays and Sundays moved by 调休 do, holidays do not.

    >>> is_working_day(date(2024, 2, 18)), is_working_day(date(2024, 5, 3)), is_working_day(date(2050, 5, 2))
    (True, False, True)
    """
    from chinese_calendar import holidays, workdays

    return day in workdays or (day.weekday() < _SATURDAY and day not in holidays)


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, which itself is not counted, whether people work on it or not.

    In years beyond the calendar's data Monday to Friday count as working days.

    >>> working_days_after(date(2023, 9, 28), 3)  # 29 September to 6 October off; Saturday and Sunday behind it worked
    datetime.date(2023, 10, 9)
    >>> working_days_after(date(2024, 2, 17), 1)  # a Sunday, worked
    datetime.date(2024, 2, 18)

    Raises:
        ValueError: `count` is less than 1 or more than 10,000.
        OverflowError: the day lies behind the year 9999.
    """
    if not 1 <= count <= _FAR:
        raise ValueError(f"工作日数应为 1 至 {_FAR}")
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


@cache
def breaks() -> tuple[Break, ...]:
    """All breaks in the calendar's data, in order.

    >>> [(str(b.first), str(b.last)) for b in breaks() if b.first.year == 2023][-1]
    ('2023-12-30', '2024-01-01')
    """
    from chinese_calendar import holidays

    found: list[Break] = []
    for day in sorted(holidays):
        if found and day <= found[-1].last:
            continue
        first = last = day
        while not is_working_day(first - _DAY):
            first -= _DAY
        while not is_working_day(last + _DAY):
            last += _DAY
        span = (first + _DAY * offset for offset in range((last - first).days + 1))
        found.append(Break(first, last, frozenset(holidays[off] for off in span if off in holidays)))
    return tuple(found)
