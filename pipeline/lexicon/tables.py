"""Loads the CSV tables under corpora/lexicon, with errors that name file and line.

The tables are meant to be edited in Excel: UTF-8 with BOM, one header row, lists inside a cell joined with `、`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from pipeline import paths
from pipeline.errors import DataFileError

Row = dict[str, str]


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
    """Yield `(line, row)` of a CSV table whose header must be exactly `columns`; blank rows are skipped.

    Raises:
        DataFileError: the file is missing or not UTF-8, the header differs, a row has too many or too few cells,
            or its first cell is empty.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle)
            header = next(reader, [])
            if tuple(cell.strip() for cell in header) != columns:
                raise DataFileError(path, 1, f"表头是 {'、'.join(header) or '空'}", f"应为 {'、'.join(columns)}")
            for cells in reader:
                values = [cell.strip() for cell in cells]
                if not any(values):
                    continue
                if len(values) != len(columns):
                    raise DataFileError(path, reader.line_num, f"有 {len(values)} 格", f"应为 {len(columns)} 格")
                if not values[0]:
                    raise DataFileError(path, reader.line_num, f"{columns[0]} 为空", "请填上或删去这一行")
                yield reader.line_num, dict(zip(columns, values, strict=True))
    except FileNotFoundError:
        raise DataFileError(path, 0, "文件不存在", "请从版本库恢复 corpora/lexicon") from None
    except UnicodeDecodeError as error:
        raise DataFileError(path, 0, "不是 UTF-8 编码", "请在 Excel 中另存为“CSV UTF-8”") from error


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    """Write a table as `read_table` reads it, and Excel."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(columns)
        writer.writerows(rows)


def choice(path: Path, line: int, row: Row, column: str, allowed: tuple[str, ...]) -> str:
    """Return the cell if it is one of `allowed`.

    Raises:
        DataFileError: it is not.
    """
    value = row[column]
    if value not in allowed:
        raise DataFileError(path, line, f"{column} 为“{value}”", f"只能是 {'、'.join(a or '（空）' for a in allowed)}")
    return value


def words(cell: str) -> tuple[str, ...]:
    """Split a list cell.

    >>> words("推诿、 扯皮")
    ('推诿', '扯皮')
    """
    return tuple(part.strip() for part in cell.split("、") if part.strip())


@cache
def simplified() -> dict[int, str]:
    """Traditional → simplified, one character to one (OpenCC TSCharacters, Apache-2.0; first reading of each)."""
    path = paths.lexicon() / "traditional.csv"
    table: dict[int, str] = {}
    for line, row in read_table(path, ("traditional", "simplified")):
        if len(row["traditional"]) != 1 or len(row["simplified"]) != 1:
            raise DataFileError(path, line, "不是一字对一字", "繁简各填一个字")
        table[ord(row["traditional"])] = row["simplified"]
    return table


def digest(folder: Path) -> str:
    """SHA-256 over names and bytes of all tables in a folder, line ends normalised; part of a model's manifest."""
    total = sha256()
    for path in sorted([*folder.glob("**/*.csv"), *folder.glob("**/*.toml"), *folder.glob("**/*.jsonl")]):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
