"""From a ledger to the figures of a report."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from pipeline.errors import UsageError
from pipeline.monthly.checks import checks
from pipeline.monthly.coverage import PARTS, by_month, coverage_of, part_of
from pipeline.monthly.figures import Coverage, Figure, Picture, Ranked, no_letters
from pipeline.monthly.ledger import UNREAD, Ledger
from pipeline.monthly.names import short
from pipeline.monthly.periods import Period, chosen_period
from pipeline.records import CATEGORIES

TOTALS: Final = ("来信总数", "有作风类别", "无作风类别", "未读成", "需复核")
SUBJECT: Final = "作风问题来信"
_TITLE: Final = 80


@dataclass(slots=True)
class _Groups:
    """Letters of one period by everything that is counted."""

    total: array[int] = field(default_factory=no_letters)
    review: array[int] = field(default_factory=no_letters)
    parts: list[array[int]] = field(default_factory=lambda: [no_letters() for _ in PARTS])
    carried: dict[str, array[int]] = field(default_factory=dict)
    manifestations: dict[str, array[int]] = field(default_factory=dict)
    units: dict[str, array[int]] = field(default_factory=dict)


def _grouped(ledger: Ledger, letters: Iterable[int]) -> _Groups:
    groups = _Groups()
    for at in letters:
        groups.total.append(at)
        groups.parts[part_of(ledger.mains[at])].append(at)
        if ledger.review[at] and ledger.mains[at] != UNREAD:
            groups.review.append(at)
        if ledger.mains[at] < 0:
            continue  # manifestations and units count only where the letter as a whole bears a category
        for names, lists in (
            (ledger.categories(at), groups.carried),
            (ledger.manifestations(at), groups.manifestations),
            (ledger.units(at), groups.units),
        ):
            for name in names:
                lists.setdefault(name, no_letters()).append(at)
    return groups


def _with_category(groups: _Groups) -> array[int]:
    return array("I", sorted(at for own in groups.parts[: len(CATEGORIES)] for at in own))


def _totals(groups: _Groups) -> tuple[array[int], ...]:
    return (groups.total, _with_category(groups), groups.parts[-2], groups.parts[-1], groups.review)


_Now = TypeVar("_Now")


@dataclass(frozen=True, slots=True)
class _Three:
    """The period, the one before and the one a year before; None where the data do not cover one."""

    now: _Groups
    before: _Groups | None
    year: _Groups | None

    def each(self, get: Callable[[_Groups], _Now]) -> tuple[_Now, _Now | None, _Now | None]:
        return (
            get(self.now),
            None if self.before is None else get(self.before),
            None if self.year is None else get(self.year),
        )

    def listed(self, names: Sequence[str], get: Callable[[_Groups], Sequence[array[int]]]) -> tuple[Figure, ...]:
        """Figures of lists that stand in the order of `names`."""
        now, before, year = self.each(get)
        return tuple(
            Figure(name, now[at], None if before is None else before[at], None if year is None else year[at])
            for at, name in enumerate(names)
        )

    def named(self, names: Iterable[str], get: Callable[[_Groups], dict[str, array[int]]]) -> tuple[Figure, ...]:
        """Figures of lists by name; a name that a period lacks counts zero there."""
        now, before, year = self.each(get)
        return tuple(
            Figure(
                name,
                now.get(name, no_letters()),
                None if before is None else before.get(name, no_letters()),
                None if year is None else year.get(name, no_letters()),
            )
            for name in names
        )


def ranks(counts: dict[str, int]) -> dict[str, int]:
    """Rank by count, the most first; equal counts share the better rank, the next is moved down.

    >>> ranks({"甲": 2, "乙": 5, "丙": 2, "丁": 1})
    {'乙': 1, '丙': 2, '甲': 2, '丁': 4}
    """
    result: dict[str, int] = {}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    for at, (name, count) in enumerate(ordered):
        same = at and ordered[at - 1][1] == count
        result[name] = result[ordered[at - 1][0]] if same else at + 1
    return result


def _ranking(three: _Three) -> tuple[Ranked, ...]:
    def counted(groups: _Groups) -> dict[str, int]:
        return ranks({name: len(own) for name, own in groups.units.items()})

    now, before, _ = three.each(counted)
    figures = three.named(now, lambda groups: groups.units)
    return tuple(Ranked(now[figure.name], figure, (before or {}).get(figure.name)) for figure in figures)


def _period(coverage: Coverage, month: str, since: str, until: str) -> Period | None:
    if coverage.first_day:
        first, last = date.fromisoformat(coverage.first_day), date.fromisoformat(coverage.last_day)
        return chosen_period(month, since, until, first, last)
    if month or since or until:
        reason = "日期列没有一个能读出的日期" if coverage.dated else "表中没有日期列，可用 --date-column 指明"
        raise UsageError(f"不能按月份统计：{reason}")
    return None


def _subject(period: Period | None) -> str:
    if period is None:
        return f"{SUBJECT}统计（全部来信）"
    monthly = period.whole and len(period.months) == 1
    return f"{SUBJECT}{'月报' if monthly else '统计'}（{period.name}）"


def picture(
    ledger: Ledger, *, month: str = "", since: str = "", until: str = "", title: str = "", unit: str = ""
) -> Picture:
    """All figures of a period; without options of the latest month with data, without any date of all letters.

    A period to compare with counts as covered when each of its months has at least one letter in the table.

    Raises:
        UsageError: the options do not name a period, or it holds no letter.
    """
    months = by_month(ledger)
    coverage = coverage_of(ledger, months)
    chosen = _period(coverage, month, since, until)
    now = _grouped(ledger, ledger.within(chosen))
    if chosen is not None and not now.total:
        names = [m.name for m in months]
        shown = "、".join(names[-12:])
        raise UsageError(
            f"{chosen.name}没有来信。表中有来信的月份{'（最近 12 个）' if len(names) > 12 else ''}：{shown}"
        )
    seen = {m.name for m in months}

    def compared(period: Period | None) -> _Groups | None:
        if period is None or not seen.issuperset(period.months):
            return None
        return _grouped(ledger, ledger.within(period))

    three = _Three(now, compared(chosen.before if chosen else None), compared(chosen.year_before if chosen else None))
    found_most = sorted(now.manifestations, key=lambda own: (-len(now.manifestations[own]), own))
    found = Picture(
        title=short(title, _TITLE) or f"{short(unit)}{_subject(chosen)}",
        period=chosen,
        coverage=coverage,
        totals=three.listed(TOTALS, _totals),
        parts=three.listed(PARTS, lambda groups: groups.parts),
        carried=three.named(CATEGORIES, lambda groups: groups.carried),
        manifestations=three.named(found_most, lambda groups: groups.manifestations),
        units=_ranking(three),
        months=months,
        checks=(),
    )
    return replace(found, checks=checks(found))
