"""Brings new problems into a ledger, and marks what is settled, due soon and overdue.

No row is ever dropped and nothing that people typed is overwritten: only blank cells of a known problem are filled, its
sources are added to, and one column at the end, 状态（程序填）, is the program's own. Only the parts of the file that hold
these cells are written anew (`ledger/package.py`), and the file as it was is copied beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.extract.deadlines import find_deadlines
from pipeline.ledger.insert import make_room, recompute
from pipeline.ledger.package import mended
from pipeline.ledger.sheet import NAMES, STATE, Ledger, open_ledger
from pipeline.readers.sheet import cell_text
from pipeline.summary.earlier import SHEET
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
    kept: int = 0  # cells that would have been added to, but hold a formula or a number
    backup: Path | None = None

    def told(self) -> str:
        """In a line."""
        states = "，".join(f"{name} {count} 项" for name, count in self.states.items() if count)
        kept = f"另有 {self.kept} 格是公式、数字或已写满，没有改写。" if self.kept else ""
        return f"新增 {self.new} 项，再次出现 {self.again} 项；现有：{states or '无'}。{kept}"


def update_ledger(path: Path, found: Sequence[Path], today: date) -> Updated:
    """Update the ledger at `path` with the 整改台账 of new summaries.

    Raises:
        UnreadableError: the ledger or one of the summaries does not open, has not the columns, or the ledger is open in
            another program; nothing is changed then.
    """
    path = path.resolve()
    _refuse_open(path)
    ledger, fresh = open_ledger(path), [open_ledger(one) for one in found]
    updated = Updated()
    with mended(path):
        reopened = _bring_in(ledger, fresh, updated)
        _mark(ledger, today, reopened, updated)
        recompute(ledger.package)
    with whole(path) as beside:
        ledger.package.save(beside)
        shutil.copymode(path, beside)
        updated.backup = _copy(path)
    return updated


def _refuse_open(path: Path) -> None:
    """What somebody has open would overwrite ours, or ours theirs."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise UnreadableError(
                f"{path.name} 正在别的程序中打开", f"请先保存并关闭它；确实没有人打开的，删去 {lock.name} 再试"
            )


def _bring_in(ledger: Ledger, fresh: Sequence[Ledger], updated: Updated) -> set[int]:
    """New problems as new rows, known ones joined; returns the rows that are settled and were found again."""
    known = [(row, _key(ledger, row)) for row in ledger.rows()]
    own, first = len(known), ledger.next()
    pairs: list[tuple[int, Ledger, int]] = []
    for other in fresh:
        for row in other.rows():
            key = _key(other, row)
            at = next((number for number, mine in known if mine == key or alike(mine, key)), None)
            if at is None:
                at = first + len(known) - own
                known.append((at, key))
            pairs.append((at, other, row))
    updated.new = len(known) - own
    model = known[own - 1][0] if own else 0
    number = max(
        [own, *(int(value) for row, _ in known[:own] if isinstance(value := ledger.value(row, "序号"), float))]
    )
    if updated.new:
        make_room(ledger.cells, SHEET, ledger.head + 1, first, updated.new)
    reopened: set[int] = set()
    written: set[int] = set()
    for at, other, row in pairs:
        if at >= first and at not in written:
            written.add(at)
            _write(ledger, at, other, row, number + len(written), model)
        elif _join(ledger, at, other, row, updated):
            updated.again += 1
            if ledger.closed(at):
                reopened.add(at)
    return reopened


def _key(ledger: Ledger, row: int) -> Key:
    category = ledger.text(row, "问题类别")
    return key_of(ledger.text(row, "具体问题"), [category] if category else [], names(ledger.text(row, "责任单位")))


def _write(ledger: Ledger, at: int, other: Ledger, row: int, number: int, model: int) -> None:
    """A problem into a new row, in the formats of the row `model`, if there is one."""
    own: dict[str, str | int] = {"序号": number, "进展": PROGRESS[0], "是否销号": CLOSED[0]}
    for name in NAMES:
        value = own.get(name, inert(other.text(row, name)))
        if name in ledger.columns and value:
            column = ledger.columns[name]
            ledger.cells.put(at, column, value, (model, column))
    for column in range(1, max(ledger.columns.values()) + 1):
        ledger.cells.frame(at, column, (model, column))


def _join(ledger: Ledger, at: int, other: Ledger, row: int, updated: Updated) -> bool:
    """Add the sources of a known problem and fill its blanks; returns whether it was seen in a source that is new."""
    had = [part for part in ledger.text(at, "问题来源").split(_SEPARATOR) if part]
    more = [part for part in other.text(row, "问题来源").split(_SEPARATOR) if part and part not in had]
    if more and "问题来源" in ledger.columns:
        place = ledger.cells.anchor(at, ledger.columns["问题来源"])
        if ledger.cells.blank(*place):
            ledger.cells.put(*place, inert(_SEPARATOR.join(more)))
        elif not ledger.cells.append(*place, _SEPARATOR.join(("", *more) if had else more)):
            updated.kept += 1
    for name in _FILLED:
        text = other.text(row, name)
        if name in ledger.columns and text and not ledger.text(at, name):
            place = ledger.cells.anchor(at, ledger.columns[name])
            if ledger.cells.blank(*place):
                ledger.cells.put(*place, inert(text))
            else:
                updated.kept += 1
    return bool(more)


def _mark(ledger: Ledger, today: date, reopened: set[int], updated: Updated) -> None:
    column = ledger.columns.get(STATE, 0) or ledger.spare_column()
    if STATE not in ledger.columns:
        ledger.cells.put(ledger.head, column, STATE, (ledger.head, max(ledger.columns.values())))
    for row in ledger.rows():
        state = AGAIN if row in reopened else state_of(ledger, row, today)
        ledger.cells.put(*ledger.cells.anchor(row, column), state)
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
    value = ledger.value(row, "完成时限")
    if isinstance(value, datetime):
        return value.date()
    limits = find_deadlines(cell_text(value), today.isoformat())
    dates = [limit for limit in limits if limit.kind == "date" and limit.due]
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
