"""Masks a table cell by cell. The name of a column is the cue for its cells: 联系电话, 身份证号, 反映人, 住址.

One numbering holds for the table, so that a phone number or full name that comes again has the same placeholder in all rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from pipeline.batch import Table
from pipeline.errors import UnreadableError
from pipeline.mask import Masked, Masker, Personal, find_personal
from pipeline.readers.limits import MAX_CELL
from pipeline.records import Reject

_NUMBERED: Final = re.compile(r"_\d+$|\s")  # 电话_2 is a telephone column too
_LONGEST_CUE: Final = 20
Cells = dict[str, Any]
Keys = dict[str, dict[str, tuple[str, ...]]]  # by place (file#row:column), then by placeholder


def mask_cell(masker: Masker, cell: str, column: str) -> Masked:
    """Mask a cell with the name of its column before it as cue (an empty one for running text).

    >>> mask_cell(Masker(), "88231234", "联系电话").text, mask_cell(Masker(), "88231234", "金额").text
    ('【座机号1】', '88231234')
    """
    cue = _NUMBERED.sub("", column)[:_LONGEST_CUE]
    if not cue:
        return masker.mask(cell)
    head = f"{cue}："
    spans = [
        Personal(item.start - len(head), item.end - len(head), item.text, item.type)
        for item in find_personal(head + cell)
        if item.start >= len(head)
    ]
    return masker.mask(cell, spans)


def _masked_value(masker: Masker, value: Any, column: str, keys: Keys, place: str) -> Any:  # noqa: ANN401 — any cell
    """A cell of any type masked; lists and objects of JSON Lines by their parts, numbers as the text that they show."""
    if isinstance(value, list):
        return [_masked_value(masker, part, column, keys, f"{place}/{at}") for at, part in enumerate(value)]
    if isinstance(value, dict):
        return {name: _masked_value(masker, part, str(name), keys, f"{place}/{name}") for name, part in value.items()}
    if value is None or isinstance(value, bool):
        return value
    shown = value if isinstance(value, str) else _as_shown(value)
    if len(shown) > MAX_CELL:
        raise UnreadableError(f"一格有 {len(shown)} 字，超过上限 {MAX_CELL} 字", "请确认是否串行，或拆成几行")
    masked = mask_cell(masker, shown, column)
    if not masked.spans:
        return value
    keys[place] = masked.keys
    return masked.text


def _as_shown(value: float) -> str:
    """A number as a person reads it: a phone number that became 13800000000.0 is one still."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def mask_rows(
    table: Table, source: str, *, on_row: Callable[[], None] = lambda: None
) -> Iterator[tuple[Cells, Keys, Reject | None]]:
    """Masked cells of each row, its keys by place, and why it could not be read, if so.

    Every row stays; one that could not be read has empty cells, for nobody knows what is in it.
    """
    masker = Masker()
    for row in table.rows:
        for value in row.values():
            if isinstance(value, str):
                masker.reserve(value)
    running = {table.text, table.title}
    for at, row in enumerate(table.rows):
        number = table.numbers[at]
        place = f"{source}#{number}"
        keys: Keys = {}
        reject: Reject | None = None
        cells: Cells = dict.fromkeys(table.columns)
        try:
            if at in table.broken:
                raise UnreadableError(table.broken[at], "请检查这一行的格式")
            for name in table.columns:
                cue = "" if name in running else name
                cells[name] = _masked_value(masker, row.get(name), cue, keys, f"{place}:{name}")
        except (UnreadableError, RecursionError) as error:
            reason = error.reason if isinstance(error, UnreadableError) else "嵌套过深"
            remedy = error.remedy if isinstance(error, UnreadableError) else "请检查这一行的格式"
            cells, keys = dict.fromkeys(table.columns), {}
            reject = Reject(place, reason, remedy, row=number)
        on_row()
        yield cells, keys, reject
