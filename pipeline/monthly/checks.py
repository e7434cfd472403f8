"""Sums that must hold between figures that were counted apart; a report shows them, and whether they hold."""

from __future__ import annotations

from pipeline.monthly.figures import Check, Picture
from pipeline.monthly.shares import WHOLE, Percent, shares


def checks(found: Picture) -> tuple[Check, ...]:
    """Check the figures of a picture against each other."""
    total, with_category, without, unread, review = found.totals
    parts = [figure.count for figure in found.parts]
    in_months = sum(len(month.letters) for month in found.months)
    counted = [share.tenths for share in shares(parts) if share is not None]
    result = [
        _check("各主类别、无类别与未读成之和 = 来信总数", sum(parts), total.count),
        _check(
            "有作风类别 + 无作风类别 + 未读成 = 来信总数",
            with_category.count + without.count + unread.count,
            total.count,
        ),
        _check("五个主类别之和 = 有作风类别", sum(parts[:-2]), with_category.count),
        _check("各月合计 + 无日期 = 表中总行数", in_months + len(found.coverage.undated), found.coverage.rows),
        _check("类别×月份各格之和 = 各月合计", sum(len(p) for month in found.months for p in month.parts), in_months),
        _check("需复核不多于已读成", min(review.count, total.count - unread.count), review.count),
        _check(
            "每件来信在其主类别中只计一次", len({at for figure in found.parts for at in figure.letters}), sum(parts)
        ),
    ]
    if counted:
        result.append(Check("主类别占比之和 = 100.0%", str(Percent(sum(counted))), str(Percent(WHOLE))))
    if found.period is not None and found.period.whole:
        inside = set(found.period.months)
        own = sum(len(month.letters) for month in found.months if month.name in inside)
        result.append(_check("本期各月之和 = 来信总数", own, total.count))
    for name, figures in (("责任单位", [entry.figure for entry in found.units]), ("表现", found.manifestations)):
        most = max((figure.count for figure in figures), default=0)
        result.append(_check(f"任一{name}的件数不多于来信总数", min(most, total.count), most))
    return tuple(result)


def _check(what: str, left: int, right: int) -> Check:
    return Check(what, str(left), str(right))
