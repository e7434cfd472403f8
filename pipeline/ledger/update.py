"""Brings new problems into a ledger, and marks what is settled, due soon and overdue.

No row is ever dropped and nothing that people typed is overwritten: only blank cells of a known problem are filled, its
sources are added to, and one column at the end, 状态（程序填）, is the program's own. The file as it was is copied first.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pipeline.extract.deadlines import find_deadlines
from pipeline.ledger.sheet import NAMES, STATE, Ledger, open_ledger
from pipeline.summary.merging import Key, alike, key_of
from pipeline.summary.slots import names
from pipeline.summary.workbook import CLOSED, PROGRESS
from pipeline.tables.inert import inert
from pipeline.tables.write import whole

_SOON: Final = timedelta(days=7)
_DONE: Final = PROGRESS[2]
_FILLED: Final = ("责任单位", "责任人", "整改措施", "完成时限")  # of a known problem, where they are blank
_SEPARATOR: Final = "；"
SETTLED, OVERDUE, SOON, OPEN, AGAIN = "已销号", "逾期", "临期", "在办", "销号后再次发现"


@dataclass(slots=True)
class Updated:
    """What an update came to: rows by state, new rows, known ones seen again, and where the copy is."""

    new: int = 0
    again: int = 0
    states: dict[str, int] = field(default_factory=dict)
    backup: Path | None = None

    def told(self) -> str:
        """In a line."""
        states = "，".join(f"{name} {count} 项" for name, count in self.states.items() if count)
        return f"新增 {self.new} 项，再次出现 {self.again} 项；现有：{states or '无'}。"


def update_ledger(path: Path, found: Sequence[Path], today: date) -> Updated:
    """Update the ledger at `path` with the 整改台账 of new summaries.

    Raises:
        UnreadableError: the ledger or one of the summaries does not open, or has not the columns; nothing is changed then.
    """
    ledger, fresh = open_ledger(path), [open_ledger(one) for one in found]
    updated = Updated()
    known = [(row, _key(ledger, row)) for row in ledger.rows()]
    reopened: set[int] = set()
    for other in fresh:
        for row in other.rows():
            key = _key(other, row)
            at = next((number for number, own in known if own == key or alike(own, key)), None)
            if at is None:
                at = _append(ledger, other, row)
                known.append((at, key))
                updated.new += 1
            elif _join(ledger, at, other, row):
                updated.again += 1
                if ledger.closed(at):
                    reopened.add(at)
    _mark(ledger, today, reopened, updated)
    updated.backup = _copy(path)
    with whole(path) as beside:
        ledger.book.save(beside)
    return updated


def _key(ledger: Ledger, row: int) -> Key:
    category = ledger.text(row, "问题类别")
    return key_of(ledger.text(row, "具体问题"), [category] if category else [], names(ledger.text(row, "责任单位")))


def _append(ledger: Ledger, other: Ledger, row: int) -> int:
    """A new row behind the last one; returns its number."""
    rows = list(ledger.rows())
    at = (rows[-1] if rows else ledger.head) + 1
    for name in NAMES:
        if name not in ledger.columns:
            continue
        value: str | int = inert(other.text(row, name))
        if name == "序号":
            value = len(rows) + 1
        elif name == "进展":
            value = PROGRESS[0]
        elif name == "是否销号":
            value = CLOSED[0]
        cell = ledger.sheet.cell(at, ledger.columns[name])
        cell.value = value or None
        if rows:
            cell._style = ledger.sheet.cell(rows[-1], ledger.columns[name])._style
    return at


def _join(ledger: Ledger, at: int, other: Ledger, row: int) -> bool:
    """Add the sources of a known problem and fill its blanks; returns whether it was seen in a source that is new."""
    had = [part for part in ledger.text(at, "问题来源").split(_SEPARATOR) if part]
    more = [part for part in other.text(row, "问题来源").split(_SEPARATOR) if part and part not in had]
    if more and "问题来源" in ledger.columns:
        ledger.sheet.cell(at, ledger.columns["问题来源"]).value = inert(_SEPARATOR.join((*had, *more)))
    for name in _FILLED:
        if name in ledger.columns and not ledger.text(at, name) and other.text(row, name):
            ledger.sheet.cell(at, ledger.columns[name]).value = inert(other.text(row, name))
    return bool(more)


def _mark(ledger: Ledger, today: date, reopened: set[int], updated: Updated) -> None:
    column = ledger.columns.get(STATE, max(ledger.columns.values()) + 1)
    head = ledger.sheet.cell(ledger.head, column)
    if STATE not in ledger.columns:
        head.value = STATE
        head._style = ledger.sheet.cell(ledger.head, column - 1)._style
    for row in ledger.rows():
        state = AGAIN if row in reopened else state_of(ledger, row, today)
        ledger.sheet.cell(row, column).value = state
        kind = state.partition(" ")[0]
        updated.states[kind] = updated.states.get(kind, 0) + 1


def state_of(ledger: Ledger, row: int, today: date) -> str:
    """已销号, 逾期 N 天, 临期, or 在办; a limit that names no day is never overdue."""
    if ledger.closed(row):
        return SETTLED
    due = _due(ledger, row, today)
    if due is None or ledger.text(row, "进展") == _DONE:
        return OPEN
    if due < today:
        return f"{OVERDUE} {(today - due).days} 天"
    return SOON if due - today <= _SOON else OPEN


def _due(ledger: Ledger, row: int, today: date) -> date | None:
    """The day on which a limit ends: a date that somebody typed, or the day that its words name outright."""
    value = ledger.sheet.cell(row, ledger.columns["完成时限"]).value if "完成时限" in ledger.columns else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    dates = [
        limit for limit in find_deadlines(str(value or ""), today.isoformat()) if limit.kind == "date" and limit.due
    ]
    named = [limit for limit in dates if "年" in limit.text] or dates
    return date.fromisoformat(named[-1].due) if named else None


def _copy(path: Path) -> Path:
    """The ledger as it was, beside it; an earlier copy is never overwritten."""
    number, stamp = 1, datetime.now().strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}.备份{stamp}{path.suffix}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.备份{stamp}-{number}{path.suffix}")
    shutil.copy2(path, target)
    return target
