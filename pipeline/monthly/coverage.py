"""What the table holds as a whole: letters by month, days covered, months without a letter."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Final

from pipeline.monthly.figures import Coverage, Month, no_letters
from pipeline.monthly.ledger import UNREAD, Ledger
from pipeline.monthly.periods import Period, last_of_month, month_of
from pipeline.records import CATEGORIES

PARTS: Final = (*CATEGORIES, "无类别", "未读成")


def part_of(main: int) -> int:
    """Place in PARTS of a letter's main category."""
    return main if main >= 0 else len(PARTS) - 1 if main == UNREAD else len(PARTS) - 2


def by_month(ledger: Ledger) -> tuple[Month, ...]:
    """Letters of each month that has some, in order."""
    names: dict[int, str] = {0: ""}
    found: dict[str, list[array[int]]] = {}
    for at, day in enumerate(ledger.days):
        name = names.get(day)
        if name is None:
            name = names[day] = month_of(date.fromordinal(day))
        found.setdefault(name, [no_letters() for _ in PARTS])[part_of(ledger.mains[at])].append(at)
    found.pop("", None)
    return tuple(
        Month(name, array("I", sorted(at for own in found[name] for at in own)), tuple(found[name]))
        for name in sorted(found)
    )


def coverage_of(ledger: Ledger, months: Sequence[Month]) -> Coverage:
    """Rows, days and gaps of a table."""
    days = [day for day in ledger.days if day]
    span: tuple[str, ...] = ()
    if days:
        span = Period(date.fromordinal(min(days)).replace(day=1), last_of_month(date.fromordinal(max(days)))).months
    seen = {month.name for month in months}
    return Coverage(
        rows=len(ledger),
        undated=array("I", (at for at, day in enumerate(ledger.days) if not day)),
        first_day=date.fromordinal(min(days)).isoformat() if days else "",
        last_day=date.fromordinal(max(days)).isoformat() if days else "",
        dated=ledger.dated,
        missing_months=tuple(name for name in span if name not in seen),
    )
