"""Finds the header of a table and, by alias, the columns that hold text, title, id and date (corpora/lexicon/columns.csv).

Real tables carry a caption above the header and headers of two or three merged rows: a column's names are all header
cells above it, the lowest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import ColumnError, DataFileError
from pipeline.lexicon.tables import choice, read_table, words

ROLES: Final = ("text", "title", "id", "date", "sender")
_WHOLE: Final = ("id", "date", "sender")  # usual names too short or too common to be sought inside other names
_SEARCHED: Final = 10  # rows from the top in which a header may stand
_HEADER_ROWS: Final = 3
_LONGEST_NAME: Final = 20


@dataclass(frozen=True, slots=True)
class Header:
    """Where the data start and which columns matter; `names` are the columns' own names, left to right."""

    first_row: int  # index of the first data row
    names: tuple[str, ...]
    text: int
    title: int | None
    id: int | None


@cache
def aliases() -> dict[str, tuple[str, ...]]:
    """Usual names of each role, the most telling first."""
    path = paths.lexicon() / "columns.csv"
    table = {
        choice(path, line, row, "role", ROLES): words(row["names"]) for line, row in read_table(path, ("role", "names"))
    }
    if set(table) != set(ROLES):
        raise DataFileError(path, 0, "缺少列名的种类", f"应有 {'、'.join(ROLES)}")
    return table


def _plain(name: str) -> str:
    return "".join(name.split()).strip("*：:（）()[]【】").lower()


def match_column(names: Sequence[Sequence[str]], role: str) -> int | None:
    """Index of the column that best matches the usual names of a role: the whole name first, then a part of it.

    >>> match_column([["序号"], ["留言详情"], ["主题"]], "text"), match_column([["甲"]], "text")
    (1, None)
    """
    usual = [_plain(name) for name in aliases()[role]]
    for alias in usual:
        for at, own in enumerate(names):
            if any(_plain(name) == alias for name in own):
                return at
    for alias in (alias for alias in usual if len(alias) > 2 and role not in _WHOLE):
        for at, own in enumerate(names):
            if any(alias in _plain(name) for name in own if len(name) <= _LONGEST_NAME):
                return at
    return None


def _stack(rows: Sequence[Sequence[str]], first: int, last: int) -> list[list[str]]:
    """Header cells above each column, lowest first; a blank cell in an upper row continues the cell on its left."""
    width = max(len(row) for row in rows[first : last + 1])
    stacked: list[list[str]] = [[] for _ in range(width)]
    for depth in range(last, first - 1, -1):
        row, current = rows[depth], ""
        for at in range(width):
            cell = row[at].strip() if at < len(row) else ""
            if cell:
                current = cell
            name = cell or (current if depth < last else "")
            if name and name not in stacked[at]:
                stacked[at].append(name)
    return stacked


def _wanted(names: Sequence[Sequence[str]], wanted: str, option: str) -> int:
    for at, own in enumerate(names):
        if any(_plain(name) == _plain(wanted) for name in own):
            return at
    raise ColumnError(f"名为“{wanted}”的", [own[0] if own else "" for own in names], option)


def find_header(
    rows: Sequence[Sequence[str]],
    *,
    text: str = "",
    title: str = "",
    id: str = "",  # noqa: A002 — the column's name
) -> Header:
    """Header of a table given as rows of strings; `text`, `title`, `id` name columns outright.

    Raises:
        ColumnError: no row near the top names a text column; it lists the columns seen.
    """
    for first in range(min(_SEARCHED, len(rows))):
        if sum(bool(cell.strip()) for cell in rows[first]) < (1 if text else 2) and len(rows[first]) > 1:
            continue
        if match_column([[cell] for cell in rows[first]], "text") is None and not text:
            continue
        if text and not any(_plain(cell) == _plain(text) for cell in rows[first]):
            continue
        last = _last_header_row(rows, first, text)
        names = _stack(rows, _first_header_row(rows, first), last)
        at = _wanted(names, text, "--text-column") if text else match_column(names, "text")
        if at is None:
            continue
        return Header(
            first_row=last + 1,
            names=tuple(own[0] if own else f"列{place + 1}" for place, own in enumerate(names)),
            text=at,
            title=_wanted(names, title, "--title-column") if title else _other(match_column(names, "title"), at),
            id=_wanted(names, id, "--id-column") if id else _other(match_column(names, "id"), at),
        )
    seen = next(
        (row for row in rows[:_SEARCHED] if sum(bool(cell.strip()) for cell in row) > 1), rows[0] if rows else []
    )
    raise ColumnError(
        f"名为“{text}”的" if text else "正文", [cell.strip()[:_LONGEST_NAME] for cell in seen], "--text-column"
    )


def _other(found: int | None, taken: int) -> int | None:
    return None if found == taken else found


def _filled(rows: Sequence[Sequence[str]], at: int) -> bool:
    return any(row[at].strip() for row in rows if at < len(row))


def _first_header_row(rows: Sequence[Sequence[str]], found: int) -> int:
    """The header begins higher where a name above stands over a blank: a cell merged downwards keeps its text on top.

    A caption, which fills one cell only, is no header row.
    """
    first = found
    while first > 0:
        above = [cell.strip() for cell in rows[first - 1]]
        over_a_blank = any(cell and not _filled(rows[first : found + 1], at) for at, cell in enumerate(above))
        if not over_a_blank or sum(map(bool, above)) < 2 or any(len(cell) > _LONGEST_NAME for cell in above):
            break
        first -= 1
    return first


def _last_header_row(rows: Sequence[Sequence[str]], first: int, text: str) -> int:
    """The header goes on while the text column is empty or named below, and names stand under the blanks of merged cells.

    Those blanks tell a second header row from a letter that is short or has no text.
    """
    last = first
    names = [[cell] for cell in rows[first]]
    at = (
        match_column(names, "text")
        if not text
        else next(i for i, cell in enumerate(rows[first]) if _plain(cell) == _plain(text))
    )
    for row in rows[first + 1 : first + _HEADER_ROWS]:
        cells = [cell.strip() for cell in row]
        own = cells[at] if at is not None and at < len(cells) else ""
        beside = [cell for cell in cells if cell]
        if not any(cell and not _filled(rows[: last + 1], place) for place, cell in enumerate(cells)):
            break
        renamed = match_column([[cell] for cell in cells], "text") is not None and all(
            len(cell) <= _LONGEST_NAME for cell in beside
        )
        if (beside and renamed) or (
            beside and not own and all(len(c) <= _LONGEST_NAME and not c.isdigit() for c in beside)
        ):
            last += 1
        else:
            break
    return last
