"""Masks a table row by row.

One numbering holds for the table, so that a phone number or full name that comes again has the same placeholder in all rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.mask import Masker
from pipeline.mask.cells import Keys, masked_value
from pipeline.readers.letter_table import LetterTable
from pipeline.readers.limits import MAX_CELL
from pipeline.records import Reject

Cells = dict[str, Any]


def mask_rows(
    table: LetterTable, source: str, *, on_row: Callable[[], None] = lambda: None
) -> Iterator[tuple[Cells, Keys, Reject | None]]:
    """Masked cells of each row, its keys by place, and why it could not be read, if so.

    Every row stays; one that could not be read has empty cells, for nobody knows what is in it.
    """
    masker = Masker()
    for record in table.records():
        for value in record.values.values():
            if isinstance(value, str):
                masker.reserve(value)
    running = {table.text, table.title}
    for record in table.records():
        place = f"{source}#{record.number}"
        keys: Keys = {}
        reject: Reject | None = None
        cells: Cells = dict.fromkeys(table.columns)
        try:
            if record.broken:
                raise UnreadableError(record.broken, "请检查这一行的格式")
            for name in table.columns:
                value = record.values.get(name)
                if isinstance(value, str) and len(value) > MAX_CELL:
                    raise UnreadableError(
                        f"一格有 {len(value)} 字，超过上限 {MAX_CELL} 字", "请确认是否串行，或拆成几行"
                    )
                cells[name] = masked_value(masker, value, "" if name in running else name, keys, f"{place}:{name}")
        except (UnreadableError, RecursionError) as error:
            reason = error.reason if isinstance(error, UnreadableError) else "嵌套过深"
            remedy = error.remedy if isinstance(error, UnreadableError) else "请检查这一行的格式"
            cells, keys = dict.fromkeys(table.columns), {}
            reject = Reject(place, reason, remedy, row=record.number)
        on_row()
        yield cells, keys, reject
