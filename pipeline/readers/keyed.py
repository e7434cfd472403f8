"""Tables whose rows name their columns, JSON Lines and Parquet, as streams of records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.readers.codec import codec_of
from pipeline.readers.letter_table import LetterTable, Record, Wanted, file_digest, roles
from pipeline.readers.limits import MAX_CELL

_LINE: Final = MAX_CELL * 20  # characters of one JSON line
_ROWS: Final = 1_000  # rows of Parquet read at once


def open_jsonl(path: Path, wanted: Wanted) -> LetterTable:
    """Open JSON Lines; the columns are all names that occur, in order of their first occurrence.

    Raises:
        UnreadableError: the file cannot be read or no row has text.
    """
    codec = codec_of(path)

    def records() -> Iterator[Record]:
        with path.open(encoding=codec, errors="surrogateescape", newline="\n") as handle:
            number = 0
            while line := handle.readline(_LINE):
                number += 1
                if not line.endswith("\n") and len(line) == _LINE:
                    while (rest := handle.readline(_LINE)) and not rest.endswith("\n"):
                        pass
                    yield Record(number, {}, "这一行过长")
                elif line.strip():
                    yield _parsed(number, line)

    columns: dict[str, None] = {}
    count = 0
    for record in records():
        count += 1
        columns.update(dict.fromkeys(record.values))
    text, title, identity = roles(list(columns), wanted)
    return LetterTable(str(path), tuple(columns), text, title, identity, count, file_digest(path), records)


def _parsed(number: int, line: str) -> Record:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return Record(number, {}, "这一行不是 JSON 对象")
    return Record(number, values)


def open_parquet(path: Path, wanted: Wanted) -> LetterTable:
    """Open a Parquet file.

    Raises:
        UnreadableError: the file is damaged or has no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    def opened() -> Any:  # noqa: ANN401 — the library has no types
        try:
            return pq.ParquetFile(path)
        except (pa.ArrowException, OSError) as error:
            raise UnreadableError("Parquet 文件损坏，打不开", "请重新导出") from error

    def records() -> Iterator[Record]:
        number = 0
        with opened() as file:
            try:
                for batch in file.iter_batches(_ROWS):
                    for values in batch.to_pylist():
                        number += 1
                        yield Record(number, values)
            except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
                raise UnreadableError("Parquet 文件有一段读不出来", "请重新导出") from error

    with opened() as file:
        columns, count, schema = list(file.schema_arrow.names), file.metadata.num_rows, file.schema_arrow
    text, title, identity = roles(columns, wanted)
    return LetterTable(str(path), tuple(columns), text, title, identity, count, file_digest(path), records, schema)
