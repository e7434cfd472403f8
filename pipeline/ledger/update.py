"""Brings new problems into a ledger, and marks what is settled, due soon and overdue.

No row is ever dropped and nothing that people typed is overwritten: only blank cells of a known problem are filled, its
sources are added to, and one column at the end, 状态（程序填）, is the program's own. Only the parts of the file that hold
these cells are written anew (`ledger/package.py`), and the file as it was is copied beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.extract.deadlines import find_deadlines
from pipeline.ledger.insert import recompute
from pipeline.ledger.joining import Updated, bring_in
from pipeline.ledger.package import mended
from pipeline.ledger.sheet import STATE, Ledger, open_ledger
from pipeline.readers.sheet import cell_text
from pipeline.summary.workbook import PROGRESS
from pipeline.tables.write import whole

_SOON: Final = timedelta(days=7)
_DONE: Final = PROGRESS[2]
SETTLED, OVERDUE, SOON, OPEN, AGAIN = "已销号", "逾期", "临期", "在办", "销号后再次发现"


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
        reopened = bring_in(ledger, fresh, updated)
        _mark(ledger, today, reopened, updated)
        ledger.cells.measure()
        recompute(ledger.package)
    try:
        with whole(path) as beside:
            ledger.package.save(beside)
            shutil.copymode(path, beside)
            updated.backup = _copy(path)
    except OSError as error:
        raise UnreadableError(
            f"{path.name} 写不进去（{type(error).__name__}）", "请检查文件夹权限和磁盘空间"
        ) from error
    return updated


def _refuse_open(path: Path) -> None:
    """What somebody has open would overwrite ours, or ours theirs."""
    for name in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):  # Excel, WPS, LibreOffice
        lock = path.with_name(name)
        if lock.exists():
            raise UnreadableError(
                f"{path.name} 正在别的程序中打开", f"请先保存并关闭它；确实没有人打开的，删去 {lock.name} 再试"
            )


def _mark(ledger: Ledger, today: date, reopened: set[int], updated: Updated) -> None:
    column = ledger.columns.get(STATE, 0) or ledger.spare_column()
    beside = max(at for name, at in ledger.columns.items() if name != STATE)  # whose format the new column takes
    if STATE not in ledger.columns:
        ledger.cells.put(ledger.head, column, STATE, (ledger.head, beside))
    for row in ledger.rows():
        state = AGAIN if row in reopened else state_of(ledger, row, today)
        ledger.cells.put(*ledger.cells.anchor(row, column), state, (row, beside))
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
