"""Which columns of a batch output hold what: results by name or Chinese header, date and id by their usual names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.monthly.names import short
from pipeline.readers.columns import match_column
from pipeline.tables.schema import RESULTS

NEEDED: Final = ("categories", "primary_category", "needs_review", "manifestations", "responsible_units", "error")
_HEADERS: Final = {column.name: column.header for column in RESULTS}
_FIRST: Final = RESULTS[0].name
_NAME: Final = 20


@dataclass(frozen=True, slots=True)
class Columns:
    """Indices of columns; `results` in the order of `NEEDED`."""

    results: tuple[int, ...]
    date: int | None
    id: int | None


class NoResultsError(UnreadableError):
    """A table that `batch` did not write, or that lost columns since."""

    def __init__(self, missing: Sequence[str], seen: Sequence[str]) -> None:
        names = "、".join(short(name, _NAME) for name in seen[:60] if name.strip()) or "（无）"
        super().__init__(
            f"表中缺少归类结果列：{'、'.join(missing)}；见到的列：{names}",
            "请先用 zuofeng batch 归类，再用它的输出生成月报",
        )


def _last(names: Sequence[str], name: str) -> int | None:
    """Results stand last, so the last column of a name is the result, an earlier one an original column."""
    wanted = {name, f"结果_{name}", _HEADERS[name]}
    return next((at for at in range(len(names) - 1, -1, -1) if names[at].strip() in wanted), None)


def is_header(names: Sequence[str]) -> bool:
    """Whether a row may be the header of a batch output.

    >>> is_header(["编号", "categories", "primary_category"]), is_header(["作风来信一览", ""])
    (True, False)
    """
    return _last(names, "primary_category") is not None


def find_columns(names: Sequence[str], *, date: str = "", id: str = "") -> Columns:  # noqa: A002 — the column's name
    """Columns of a header; `date` and `id` name columns outright.

    Raises:
        NoResultsError: a result column is missing; it lists the columns seen.
        UnreadableError: no column bears the name given in an option.
    """
    found = {name: _last(names, name) for name in NEEDED}
    missing = [f"{name}（{_HEADERS[name]}）" for name, at in found.items() if at is None]
    if missing:
        raise NoResultsError(missing, names)
    own = names[: _last(names, _FIRST)]

    def place(role: str, wanted: str) -> int | None:
        if not wanted:
            return match_column([[name] for name in own], role)
        for at, name in enumerate(names):
            if name.strip() == wanted.strip():
                return at
        seen = "、".join(short(name, _NAME) for name in names[:60] if name.strip())
        raise UnreadableError(f"表中没有名为“{wanted}”的列，见到的列：{seen}", f"请改正 --{role}-column")

    return Columns(tuple(at for at in found.values() if at is not None), place("date", date), place("id", id))
