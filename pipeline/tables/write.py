"""Writes tables as CSV, JSON Lines, Parquet and one workbook; each file appears whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from pipeline.errors import OutputExistsError, UsageError
from pipeline.tables.inert import flat
from pipeline.tables.rows import Row
from pipeline.tables.schema import TABLES, Column

FORMATS: Final = ("csv", "xlsx", "parquet", "jsonl")
DEFAULT_FORMATS: Final = ("csv", "xlsx")
WORKBOOK: Final = "分析结果.xlsx"


def parse_formats(text: str) -> tuple[str, ...]:
    """Formats of a comma-separated option.

    Raises:
        UsageError: one of them is unknown.

    >>> parse_formats("csv, jsonl")
    ('csv', 'jsonl')
    """
    names = tuple(dict.fromkeys(part.strip().lower() for part in text.replace("，", ",").split(",") if part.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise UsageError(f"不认识的格式 {'、'.join(unknown) or '（空）'}。可选：{'、'.join(FORMATS)}")
    return names


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to, renamed to `path` when all went well and removed when not."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_csv(path: Path, rows: Iterable[Row], columns: Sequence[Column]) -> None:
    """CSV with BOM for Excel; see `inert` for what happens to dangerous cells."""
    with whole(path) as beside, beside.open("w", encoding="utf-8-sig", newline="", errors="replace") as handle:
        write_csv_rows(handle, rows, columns)


def write_csv_rows(handle: IO[str], rows: Iterable[Row], columns: Sequence[Column]) -> None:
    """CSV with its header to an open stream."""
    writer = csv.writer(handle)
    writer.writerow([column.name for column in columns])
    writer.writerows([flat(row[column.name], column) for column in columns] for row in rows)


def write_jsonl(path: Path, rows: Iterable[Row], columns: Sequence[Column]) -> None:
    """One JSON object a row; lists are lists, text is as it was given."""
    with whole(path) as beside, beside.open("w", encoding="utf-8", errors="replace", newline="\n") as handle:
        write_json_rows(handle, rows, columns)


def write_json_rows(handle: IO[str], rows: Iterable[Row], columns: Sequence[Column]) -> None:
    """JSON Lines to an open stream."""
    for row in rows:
        plain = {column.name: row[column.name] for column in columns}
        handle.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")


def write_parquet(path: Path, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Parquet with a fixed schema, so that empty tables keep their types."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(columns)
    arrays = [pa.array([encodable(row[field.name]) for row in rows], type=field.type) for field in schema]
    with whole(path) as beside:
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), beside)


def arrow_schema(columns: Sequence[Column]) -> Any:  # noqa: ANN401 — the library has no types
    """Arrow types of columns."""
    import pyarrow as pa

    types = {
        "str": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema([(column.name, types[column.type]) for column in columns])


def encodable(value: Any) -> Any:  # noqa: ANN401 — a cell holds any of the column types
    """Lone surrogates have no UTF-8 form; everything else passes."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


WRITERS: Final[dict[str, Callable[[Path, Sequence[Row], Sequence[Column]], None]]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def planned(folder: Path, formats: Sequence[str]) -> list[Path]:
    """Files that `write_tables` will write."""
    files = [folder / f"{name}.{form}" for form in formats if form != "xlsx" for name in TABLES]
    return files + ([folder / WORKBOOK] if "xlsx" in formats else [])


def refuse_existing(files: Sequence[Path], *, force: bool) -> None:
    """Stop before anything is overwritten.

    Raises:
        OutputExistsError: one of the files exists and `force` is not set.
    """
    for path in files:
        if path.exists() and not force:
            raise OutputExistsError(path)


def write_tables(folder: Path, tables: Mapping[str, Sequence[Row]], formats: Sequence[str]) -> list[Path]:
    """Write the tables in the given formats; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in formats:
        if form == "xlsx":
            from pipeline.tables.workbook import write_workbook

            write_workbook(folder / WORKBOOK, tables)
            continue
        for name, columns in TABLES.items():
            WRITERS[form](folder / f"{name}.{form}", tables[name], columns)
    return planned(folder, formats)
