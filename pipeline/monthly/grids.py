"""The figures of a picture laid out as tables, with the remarks that say how to read them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.monthly.coverage import PARTS
from pipeline.monthly.figures import Figure, Picture, Ranked
from pipeline.monthly.grid import DASH, Cell, Chart, Grid
from pipeline.monthly.periods import Period
from pipeline.monthly.shares import Percent, Step, change, part, shares
from pipeline.records import CATEGORIES

_MONTHS: Final = 60  # listed one by one; older ones are summed
_COMPARED: Final = ("上期件数", "环比", "去年同期", "同比")


def _compared(figure: Figure) -> tuple[Cell, ...]:
    return (
        figure.before,
        change(figure.count, figure.before),
        figure.year_before,
        change(figure.count, figure.year_before),
    )


def _traces(figures: Sequence[Figure], suffix: str = "") -> Iterator[tuple[str, array[int]]]:
    for figure in figures:
        yield f"{figure.name}{suffix}", figure.letters
        for label, letters in (("上期", figure.letters_before), ("去年同期", figure.letters_year_before)):
            if letters:
                yield f"{figure.name}{suffix}（{label}）", letters


def _overview(found: Picture) -> Grid:
    rows = tuple((figure.name, figure.count, *_compared(figure)) for figure in found.totals)
    return Grid("概览", ("项目", "件数", *_COMPARED), rows, _remarks(found), tuple(_traces(found.totals)))


def _remarks(found: Picture) -> tuple[str, ...]:
    cover = found.coverage
    result = [f"统计期间：{found.period.name if found.period else '全部来信'}。件数按来信次数计（件次）。"]
    if not cover.dated:
        result.append("表中没有日期列，不能按月份统计，也没有环比、同比。")
    elif not cover.first_day:
        result.append("日期列没有一个能读出的日期，不能按月份统计，也没有环比、同比。")
    else:
        result.append(f"表中共 {cover.rows} 件，日期自 {cover.first_day} 至 {cover.last_day}。")
    if cover.dated and cover.undated:
        result.append(f"另有 {len(cover.undated)} 件没有日期或日期读不出，不计入任何月份。")
    if found.period:
        result.append(_comparison("上期", "环比", found.period.before, found.totals[0].before))
        result.append(_comparison("去年同期", "同比", found.period.year_before, found.totals[0].year_before))
        if cover.last_day < found.period.last.isoformat():
            result.append(f"数据止于 {cover.last_day}，本期可能还不完整，比较时请留意。")
    result.append(
        "“未读成”指程序没能读出的来信，或类别不在五类之内的行；“需复核”的请人工核对。判断由程序作出，仅供参考。"
    )
    return tuple(result)


def _comparison(label: str, what: str, period: Period, count: int | None) -> str:
    if count is None:
        return f"{label}（{period.name}）表中没有数据或数据不全，{what}记作“{DASH}”。"
    return f"{label}为{period.name}，共 {count} 件。" + (f"其中为 0 的，{what}无从计算，记作“{DASH}”。")


def _categories(found: Picture) -> Grid:
    carried = {figure.name: figure for figure in found.carried}
    total = found.totals[0]
    portions = shares([figure.count for figure in found.parts])
    rows: list[tuple[Cell, ...]] = [
        (
            figure.name,
            figure.count,
            share,
            *_compared(figure),
            carried[figure.name].count if figure.name in carried else None,
        )
        for figure, share in zip(found.parts, portions, strict=True)
    ]
    whole = Percent(sum(share.tenths for share in portions if share)) if total.count else None
    rows.append(("合计", total.count, whole, *_compared(total), sum(figure.count for figure in found.carried)))
    overlap = sum(figure.count for figure in found.carried) - found.totals[1].count
    notes = ["占比按主类别计，一件来信只有一个主类别；取一位小数，按最大余数法取舍，合计为 100.0%。"]
    notes.append(
        "一件来信可能涉及几类，“含此类件数”有重叠，"
        + (f"合计比有作风类别的件数多 {overlap}。" if overlap else "本期没有重叠。")
    )
    return Grid(
        "按类别",
        ("主类别", "件数", "占比", *_COMPARED, "含此类件数"),
        tuple(rows),
        tuple(notes),
        (*_traces(found.parts), *_traces(found.carried, "（含此类）")),
        Chart("各主类别件数", "column", 1, len(PARTS)),
        total=True,
    )


def _manifestations(found: Picture) -> Grid:
    base = found.totals[1].count
    rows = tuple((f.name, f.count, part(f.count, base), *_compared(f)) for f in found.manifestations)
    note = "只计有作风类别的来信。一件来信可能有几种表现，也可能没有归到表现，各项有重叠，占比（占有作风类别的来信）之和不是 100%。"
    chart = Chart("件数最多的表现", "bar", 1, min(10, len(rows))) if rows else None
    return Grid(
        "按表现",
        ("表现", "件数", "占有类别来信", *_COMPARED),
        rows,
        (note,),
        tuple(_traces(found.manifestations)),
        chart,
    )


def _moved(entry: Ranked) -> Cell:
    if entry.figure.before is None:
        return None
    if entry.rank_before is None:
        return "新上榜"
    steps = entry.rank_before - entry.rank
    return "持平" if not steps else f"{'上升' if steps > 0 else '下降'}{abs(steps)}位"


def _ranking(found: Picture) -> Grid:
    rows = tuple(
        (
            entry.rank,
            entry.figure.name,
            entry.figure.count,
            entry.rank_before,
            _moved(entry),
            entry.figure.before,
            None if entry.figure.before is None else Step(entry.figure.count - entry.figure.before),
        )
        for entry in found.units
    )
    notes = (
        "只计有作风类别的来信；件数相同的名次并列。名次“上升”表示被反映得更多。",
        "一件来信可能涉及几个单位，各单位件数之和可能大于来信件数；单位名称照程序识别所得，简称与全称未必已合并。",
    )
    header = ("名次", "责任单位", "件数", "上期名次", "名次变化", "上期件数", "件数增减")
    figures = [entry.figure for entry in found.units]
    chart = Chart("被反映最多的单位", "bar", 2, min(10, len(rows))) if rows else None
    return Grid("责任单位排名", header, rows, notes, tuple(_traces(figures)), chart)


def _months(found: Picture) -> Grid:
    months = found.months[-_MONTHS:]
    older = found.months[: -_MONTHS or None] if len(found.months) > _MONTHS else ()
    rows: list[tuple[Cell, ...]] = [(m.name, len(m.letters), *map(len, m.parts)) for m in months]
    notes = ["各月按表中全部来信统计，不限于本期。"]
    if found.coverage.missing_months:
        some = "、".join(found.coverage.missing_months[:24])
        notes.append(
            f"首末两月之间，表中没有来信的月份：{some}{'等' if len(found.coverage.missing_months) > 24 else ''}。"
        )
    traces = [(m.name, m.letters) for m in months]
    traces += [(f"{m.name} {name}", own) for m in months for name, own in zip(PARTS, m.parts, strict=True) if own]
    chart = Chart("各月件数", "column", 1, len(rows)) if len(rows) > 1 else None
    if older:
        rows.append(
            (
                "更早",
                sum(len(m.letters) for m in older),
                *(sum(len(m.parts[at]) for m in older) for at in range(len(PARTS))),
            )
        )
        traces.append(("更早", array("I", sorted(at for m in older for at in m.letters))))
    if found.coverage.undated and found.coverage.dated:
        rows.append(("无日期", len(found.coverage.undated), *(None for _ in PARTS)))
        traces.append(("无日期", found.coverage.undated))
        notes.append("“合计”一行的各类别不含无日期的来信。")
    columns = list(zip(*rows, strict=True))[1:]
    rows.append(("合计", *(sum(cell for cell in column if isinstance(cell, int)) for column in columns)))
    header = ("月份", "件数", *CATEGORIES, *PARTS[len(CATEGORIES) :])
    return Grid("按月", header, tuple(rows), tuple(notes), tuple(traces), chart, total=True)


def _checks(found: Picture) -> Grid:
    rows = tuple((c.what, c.left, c.right, "相符" if c.holds else "不符") for c in found.checks)
    failed = sum(not c.holds for c in found.checks)
    note = "全部相符。" if not failed else f"有 {failed} 项不符，请勿使用本报告，并反馈给开发者。"
    return Grid("数字核对", ("核对项", "一方", "另一方", "结果"), rows, (note,))


def grids(found: Picture) -> tuple[Grid, ...]:
    """All tables of a report in their order."""
    result = [_overview(found), _categories(found), _manifestations(found), _ranking(found)]
    if found.months:
        result.append(_months(found))
    return (*result, _checks(found))
