"""Brings the problems of new summaries into a ledger: new ones as rows, known ones into the blanks of their row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.ledger.insert import make_room
from pipeline.ledger.sheet import NAMES, Ledger
from pipeline.summary.earlier import SHEET
from pipeline.summary.merging import Key, alike, key_of
from pipeline.summary.slots import names
from pipeline.summary.workbook import CLOSED, PROGRESS
from pipeline.tables.inert import inert

_FILLED: Final = ("责任单位", "责任人", "整改措施", "完成时限")  # of a known problem, where they are blank
_SEPARATOR: Final = "；"
_LINE: Final = 15.5  # points
_MOST_LINES: Final = 26


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


def bring_in(ledger: Ledger, fresh: Sequence[Ledger], updated: Updated) -> set[int]:
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
    lines = (
        -(-2 * len(other.text(row, name)) // ledger.cells.width(ledger.columns[name]))
        for name in NAMES
        if name in ledger.columns
    )
    ledger.cells.heighten(at, _LINE * min(max(lines, default=1), _MOST_LINES))
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
