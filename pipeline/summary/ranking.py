"""Weights items by simple points from corpora/lexicon/ranking.csv; each point names the fact it was given for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table
from pipeline.summary.records import Point, Source

FACTORS: Final = ("频次", "单位数", "数量", "处理轻重", "时间远近")


@dataclass(frozen=True, slots=True)
class Rule:
    """Points for a factor's value between two bounds, both included; `kind` tells quantities and forms apart."""

    kind: str
    low: float
    high: float
    points: float


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """Factor → rules.

    Raises:
        DataFileError: a row names no factor of ours or a bound is no number.
    """
    path = paths.lexicon() / "ranking.csv"
    table: dict[str, list[Rule]] = {factor: [] for factor in FACTORS}
    for line, row in read_table(path, ("factor", "kind", "low", "high", "points", "note")):
        choice(path, line, row, "factor", FACTORS)
        try:
            bounds = float(row["low"] or "-inf"), float(row["high"] or "inf"), float(row["points"])
        except ValueError:
            raise DataFileError(path, line, "low、high、points 不全是数字", "low、high 可空，其余填数字") from None
        table[row["factor"]].append(Rule(row["kind"], *bounds))
    return {factor: tuple(found) for factor, found in table.items()}


def _best(factor: str, values: Sequence[tuple[str, float]]) -> float:
    """The most points that any of the values `(kind, size)` earns."""
    earned = [
        rule.points for rule in rules()[factor] for kind, size in values if rule.kind == kind and rule.low <= size <= rule.high
    ]  # fmt: skip
    return max(earned, default=0.0)


def points_of(sources: Sequence[Source], newest: str) -> tuple[Point, ...]:
    """Points of an item; `newest` is the ISO day of the newest document, from which recency counts (empty: no recency)."""
    telling = [source for source in sources if not source.headline] or sources
    named = {unit for source in telling for unit in source.units}
    amounts = [amount for source in telling for amount in source.amounts]
    forms = [(form, 0.0) for source in sources for form in source.severities]
    outcomes = list(dict.fromkeys(outcome for source in sources for outcome in source.outcomes))
    told = len(telling)
    dates = sorted(source.date for source in sources if source.date)
    days = (date.fromisoformat(newest) - date.fromisoformat(dates[-1])).days if newest and dates else None
    sized = [(_best("数量", [(kind, size)]), text) for kind, size, text in amounts]
    most = max(sized, key=lambda pair: pair[0], default=(0.0, ""))
    found = (
        Point("频次", _best("频次", [("", told)]), f"{told}处提到"),
        Point("单位数", _best("单位数", [("", len(named))]), f"{len(named)}个单位"),
        Point("数量", most[0], most[1]),
        Point("处理轻重", _best("处理轻重", forms), "、".join(outcomes[:3])),
        Point("时间远近", _best("时间远近", [] if days is None else [("", days)]), dates[-1] if dates else ""),
    )
    return tuple(point for point in found if point.points)


def explained(points: Sequence[Point]) -> str:
    """A weight in words.

    >>> explained((Point("频次", 2.0, "2处提到"), Point("单位数", 1.0, "1个单位")))
    '3分：频次2（2处提到）＋单位数1（1个单位）'
    """
    parts = [f"{point.factor}{point.points:g}（{point.fact}）" for point in points]
    return f"{sum(point.points for point in points):g}分" + ("：" + "＋".join(parts) if parts else "")
