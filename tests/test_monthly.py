"""Figures of the monthly report: known answers, periods that data cover or not, shares, ranks, checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.monthly.checks import checks
from pipeline.monthly.compute import picture, ranks
from pipeline.monthly.figures import Figure, Picture
from pipeline.monthly.grid import Grid, shown
from pipeline.monthly.grids import grids
from pipeline.monthly.ledger import NONE, UNREAD, Ledger, Letter
from pipeline.monthly.periods import Period, chosen_period, read_day
from pipeline.monthly.shares import change, part, shares
from pipeline.records import CATEGORIES

MAIN = {name: at for at, name in enumerate(CATEGORIES)} | {"": NONE, "!": UNREAD}


def ledger(*rows: tuple[str, str, str, str, bool], dated: bool = True) -> Ledger:
    """Letters as (day, categories joined by a blank or ! for unread, manifestations, units, review)."""
    return Ledger(
        (
            Letter(
                row=at,
                id=f"A{at}",
                day=read_day(day),
                main=MAIN[(carried.split() or [""])[0]],
                categories=tuple(name for name in carried.split() if name != "!"),
                review=review,
                manifestations=tuple(shown_.split()),
                units=tuple(units.split()),
            )
            for at, (day, carried, shown_, units, review) in enumerate(rows, 2)
        ),
        dated=dated,
    )


SMALL = (
    ("2025-05-02", "担当", "推诿扯皮", "住建局", False),
    ("2026-04-01", "担当 主动", "推诿扯皮", "住建局 城管局", False),
    ("2026-04-30", "", "", "", False),
    ("2026-05-01", "担当 主动", "推诿扯皮 慢作为", "住建局 医保中心", True),
    ("2026-05-15", "主动", "态度生硬", "城管局", False),
    ("2026-05-31", "规矩", "", "医保中心 住建局", False),
    ("2026-05-09", "", "慢作为", "教育局", True),  # no category: its unit and manifestation do not count
    ("2026-05-10", "!", "", "教育局", True),
    ("", "担当", "推诿扯皮", "住建局", False),
)


def counts(figures: tuple[Figure, ...]) -> dict[str, tuple[int, int | None, int | None]]:
    return {figure.name: (figure.count, figure.before, figure.year_before) for figure in figures}


@pytest.fixture
def small() -> Picture:
    return picture(ledger(*SMALL))


def grid(found: Picture, name: str) -> Grid:
    return next(one for one in grids(found) if one.name == name)


def test_totals(small: Picture):
    assert small.title == "作风问题来信月报（2026年5月）"
    assert counts(small.totals) == {
        "来信总数": (5, 2, 1),
        "有作风类别": (3, 1, 1),
        "无作风类别": (1, 1, 0),
        "未读成": (1, 0, 0),
        "需复核": (2, 0, 0),
    }


def test_categories(small: Picture):
    assert counts(small.parts) == {
        "大局": (0, 0, 0),
        "担当": (1, 1, 1),
        "主动": (1, 0, 0),
        "争先": (0, 0, 0),
        "规矩": (1, 0, 0),
        "无类别": (1, 1, 0),
        "未读成": (1, 0, 0),
    }
    assert counts(small.carried)["主动"] == (2, 1, 0)
    rows = {row[0]: [shown(cell) for cell in row[1:]] for row in grid(small, "按类别").rows}
    assert rows["担当"] == ["1", "20.0%", "1", "0.0%", "1", "0.0%", "1"]
    assert rows["主动"] == ["1", "20.0%", "0", "—", "0", "—", "2"]
    assert rows["合计"] == ["5", "100.0%", "2", "+150.0%", "1", "+400.0%", "4"]
    assert "多 1" in "".join(grid(small, "按类别").notes)


def test_manifestations_and_units_count_letters_with_a_category(small: Picture):
    assert counts(small.manifestations) == {"慢作为": (1, 0, 0), "推诿扯皮": (1, 1, 1), "态度生硬": (1, 0, 0)}
    assert [(one.rank, one.figure.name, one.figure.count, one.rank_before) for one in small.units] == [
        (1, "住建局", 2, 1),
        (1, "医保中心", 2, None),
        (3, "城管局", 1, 1),
    ]
    shown_rows = [[shown(cell) for cell in row] for row in grid(small, "责任单位排名").rows]
    assert shown_rows == [
        ["1", "住建局", "2", "1", "持平", "1", "+1"],
        ["1", "医保中心", "2", "—", "新上榜", "0", "+2"],
        ["3", "城管局", "1", "1", "下降2位", "1", "0"],
    ]


def test_months(small: Picture):
    rows = [[shown(cell) for cell in row[:3]] for row in grid(small, "按月").rows]
    assert rows == [
        ["2025-05", "1", "0"],
        ["2026-04", "2", "0"],
        ["2026-05", "5", "0"],
        ["无日期", "1", "—"],
        ["合计", "9", "0"],
    ]
    assert small.coverage.missing_months[0] == "2025-06" and len(small.coverage.missing_months) == 10


def test_every_figure_names_its_letters(small: Picture):
    book = ledger(*SMALL)
    assert [book.name(at) for at in small.totals[0].letters] == ["A5", "A6", "A7", "A8", "A9"]
    assert [book.name(at) for at in small.units[0].figure.letters] == ["A5", "A7"]
    for one in grids(small):
        numbers = {str(row[0]): row[1] for row in one.rows if isinstance(row[1], int)}
        for name, letters in one.traces:
            if name in numbers:
                assert len(letters) == numbers[name]


@pytest.mark.parametrize(
    ("month", "before", "year"),
    [("2026-05", 2, 1), ("2026-04", None, None), ("2025-05", None, None)],  # March and April 2025 are not covered
)
def test_unknown_is_not_zero(month: str, before: int | None, year: int | None):
    found = picture(ledger(*SMALL), month=month)
    assert (found.totals[0].before, found.totals[0].year_before) == (before, year)
    if before is None:
        assert all(shown(row[3]) == "—" for row in grid(found, "概览").rows)
        assert all(shown(row[4]) == "—" for row in grid(found, "责任单位排名").rows)


def test_a_gap_of_one_month_in_a_span_is_not_covered():
    months = ("2025-10-02", "2025-12-02", "2026-01-02", "2026-02-02", "2026-03-02")  # November is missing
    found = picture(ledger(*((day, "担当", "", "", False) for day in months)), since="2026-01", until="2026-03")
    assert found.totals[0].count == 3 and found.totals[0].before is None
    assert found.title == "作风问题来信统计（2026年1月至3月）"


def test_without_dates_all_letters_count():
    found = picture(ledger(("", "担当", "", "", False), ("不详", "", "", "", False), dated=False), unit="某局")
    assert found.title == "某局作风问题来信统计（全部来信）"
    assert found.totals[0].count == 2 and found.totals[0].before is None
    assert [one.name for one in grids(found)] == ["概览", "按类别", "按表现", "责任单位排名", "数字核对"]
    with pytest.raises(UsageError, match="date-column"):
        picture(ledger(("", "担当", "", "", False), dated=False), month="2026-05")


def test_no_letters_at_all():
    found = picture(Ledger())
    assert found.totals[0].count == 0 and all(check.holds for check in found.checks)
    assert [shown(cell) for cell in grid(found, "按类别").rows[-1][:3]] == ["合计", "0", "—"]


def test_more_than_sixty_months_are_summed():
    days = [f"{2020 + at // 12}-{at % 12 + 1:02}-01" for at in range(70)]
    rows = grid(picture(ledger(*((day, "主动", "", "", False) for day in days))), "按月").rows
    assert [str(cell) for cell in rows[-2][:2]] == ["更早", "10"]
    assert (len(rows), rows[-1][1], rows[-1][4]) == (62, 70, 70)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"month": "2026-03"}, "没有来信"),
        ({"month": "五月"}, "2026-05 这样的月份"),
        ({"month": "2026-13"}, "日期"),
        ({"month": "2026-05", "since": "2026-01"}, "不能同时用"),
        ({"since": "2026-06", "until": "2026-05"}, "晚于"),
        ({"since": "昨天"}, "--since"),
    ],
)
def test_wrong_periods(options: dict[str, str], said: str):
    with pytest.raises(UsageError, match=said):
        picture(ledger(*SMALL), **options)


def test_checks_hold_and_can_fail(small: Picture):
    assert all(check.holds for check in small.checks)
    without_one_category = checks(replace(small, parts=(small.parts[0], *small.parts[2:])))
    assert [check.what for check in without_one_category if not check.holds] == [
        "各主类别、无类别与未读成之和 = 来信总数",
        "五个主类别之和 = 有作风类别",
    ]
    without_a_month = checks(replace(small, months=small.months[:-1]))
    assert [check.what for check in without_a_month if not check.holds] == [
        "各月合计 + 无日期 = 表中总行数",
        "本期各月之和 = 来信总数",
    ]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_add_up_to_exactly_one_hundred(values: list[int]):
    found = shares(values)
    if sum(values):
        assert sum(share.tenths for share in found if share) == 1000
        for value, share in zip(values, found, strict=True):
            assert share is not None and abs(share.tenths - value * 1000 / sum(values)) < 1
    else:
        assert found == [None] * len(values)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [(0, 0, "—"), (3, 0, "—"), (3, None, "—"), (0, 3, "-100.0%"), (3, 3, "0.0%"), (1, 3, "-66.7%"), (7, 3, "+133.3%"), (2001, 2000, "+0.1%"), (1999, 2000, "-0.1%")],
)  # fmt: skip
def test_change(now: int, before: int | None, expected: str):
    assert shown(change(now, before)) == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_part_is_rounded_to_the_nearest(count: int, total: int):
    found = part(count, total)
    assert found is not None and abs(found.tenths - count * 1000 / total) <= 0.5 + 1e-6


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 5), max_size=12))
def test_a_rank_is_one_more_than_those_above(values: dict[str, int]):
    assert ranks(values) == {name: 1 + sum(other > own for other in values.values()) for name, own in values.items()}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-05-03", date(2026, 5, 3)),
        ("2026/5/3 8:00", date(2026, 5, 3)),
        ("2026年5月3日", date(2026, 5, 3)),
        ("2026.05.03", date(2026, 5, 3)),
        ("20260503", date(2026, 5, 3)),
        ("２０２６-05-03", date(2026, 5, 3)),
        ("46145", date(2026, 5, 3)),
        ("2026-05", date(2026, 5, 1)),
        ("2026-05-03T10:00:00", date(2026, 5, 3)),
        ("", None),
        ("2026", None),
        ("2026-02-30", None),
        ("0000-01-01", None),
        ("9999-01-01", None),
        ("12345678901", None),
        ("99999", None),
        ("五月三日", None),
        ("1" * 100_000, None),
    ],
)
def test_days(cell: str, expected: date | None):
    assert read_day(cell) == expected


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(0, 800))
def test_the_period_before_ends_the_day_before_and_is_as_long(first: date, length: int):
    period = Period(first, date.fromordinal(first.toordinal() + length))
    before = period.before
    assert before.last.toordinal() == first.toordinal() - 1
    if period.whole:
        assert before.whole and len(before.months) == len(period.months)
    else:
        assert before.last - before.first == period.last - period.first


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-01", "2026-02", Period(date(2026, 1, 1), date(2026, 2, 28))),
        ("2026-01-15", "2026-02-03", Period(date(2026, 1, 15), date(2026, 2, 3))),
        ("", "2025-12", Period(date(2025, 5, 1), date(2025, 12, 31))),
        ("2026-03", "", Period(date(2026, 3, 1), date(2026, 5, 31))),
        ("", "", Period(date(2026, 5, 1), date(2026, 5, 31))),
    ],
)
def test_chosen_periods(since: str, until: str, expected: Period):
    assert chosen_period("", since, until, date(2025, 5, 2), date(2026, 5, 30)) == expected
