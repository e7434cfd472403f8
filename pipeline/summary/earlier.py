"""Reads the 整改台账 of an earlier summary and tells new, repeated and settled problems apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.lexicon.ledger_words import is_problem, is_settled
from pipeline.readers.sheet import opened_book
from pipeline.records import CATEGORIES
from pipeline.summary.merging import alike, key_of
from pipeline.summary.records import SETTLED, UNSEEN, Earlier, Item
from pipeline.summary.slots import names

SHEET: Final = "整改台账"
NEEDED: Final = ("问题类别", "具体问题", "责任单位", "是否销号")
_MOST: Final = 100_000  # rows
_REMEDY: Final = "请用 --since 给出本程序写的 xlsx 问题汇总（含“整改台账”表，表头未改）"


def read_earlier(path: Path) -> list[Earlier]:
    """Rows of an earlier ledger, those without a problem left out; columns are found by their names.

    Raises:
        UnreadableError: the file does not open, or is no ledger of ours.
    """
    try:
        with opened_book(path) as book:
            found_sheet = SHEET in book.sheet_names
            rows: list[list[Any]] = book.get_sheet_by_name(SHEET).to_python()[:_MOST] if found_sheet else []
    except UnreadableError as error:
        raise UnreadableError(f"{path.name} 打不开：{error.reason}", _REMEDY) from error
    except OSError as error:
        raise UnreadableError(f"{path.name} 打不开（{type(error).__name__}）", _REMEDY) from error
    if not found_sheet:
        raise UnreadableError(f"{path.name} 中没有“{SHEET}”表", _REMEDY)
    head = next((at for at, row in enumerate(rows) if set(NEEDED) <= {str(cell).strip() for cell in row}), None)
    if head is None:
        raise UnreadableError(f"{path.name} 的“{SHEET}”表缺列，应有 {'、'.join(NEEDED)}", _REMEDY)
    columns = {str(cell).strip(): at for at, cell in enumerate(rows[head])}
    number = columns.get("序号")
    found = []
    for row in rows[head + 1 :]:
        text, category, units, closed = (_typed(row[columns[name]]) for name in ("具体问题", "问题类别", "责任单位", "是否销号"))  # fmt: skip
        if is_problem("" if number is None else _typed(row[number]), text):
            known = category if category in CATEGORIES else ""
            found.append(Earlier(text, known, names(units), is_settled(closed)))
    return found


def _typed(cell: object) -> str:
    """Text of a cell; the quote that makes a cell inert is ours, not the text's."""
    return str(cell).strip().removeprefix("'")


def compare(items: Sequence[Item], earlier: Sequence[Earlier]) -> tuple[list[Earlier | None], tuple[Earlier, ...]]:
    """For each item the earlier row that it repeats, or None; and the earlier rows that none repeats.

    Of these, the ones marked 销号 are settled; the others were only not seen again, which settles nothing.
    """
    keys = [key_of(row.text, [row.category] if row.category else [], row.units) for row in earlier]
    exact: dict[tuple[str, str], int] = {}
    for number, row in enumerate(earlier):
        exact.setdefault((row.category, row.text), number)
    seen: set[int] = set()
    matched: list[Earlier | None] = []
    at: int | None
    for item in items:
        own = [key_of(text, [item.category] if item.category else [], item.owners) for text in dict.fromkeys((item.statement, *(s.words for s in item.sources)))]  # fmt: skip
        at = exact.get((item.category, item.statement))
        hits = [at] if at is not None else [k for k, key in enumerate(keys) if any(alike(key, mine) for mine in own)]
        seen.update(hits)
        matched.append(earlier[hits[0]] if hits else None)
    left = [row for number, row in enumerate(earlier) if number not in seen]
    return matched, tuple(replace(row, status=SETTLED if row.closed else UNSEEN) for row in left)
