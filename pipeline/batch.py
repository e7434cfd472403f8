"""Petitions as a table: one letter a row in, one result row a letter out, in order, original columns untouched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.parallel import analyze_many
from pipeline.readers.columns import find_header
from pipeline.readers.decode import decode
from pipeline.readers.limits import check_file
from pipeline.readers.sheet import book_rows, check_letter, csv_rows, letter_text
from pipeline.records import CATEGORIES, Document, Reject
from pipeline.report import Report
from pipeline.tables.rows import Row, unique
from pipeline.tables.schema import RESULTS, Column

SUFFIXES: Final = (".csv", ".xlsx", ".xls", ".jsonl", ".parquet")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of letters: the original columns, the rows by column name, and which columns hold what.

    `broken` maps the index of a row that could not be read to the reason; `numbers` are row numbers for people.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    text: str
    title: str | None
    numbers: list[int]
    broken: dict[int, str]


def read_table_of_letters(path: Path, *, text: str = "", title: str = "", id: str = "") -> Table:  # noqa: A002
    """Read csv, xlsx, xls, jsonl or parquet; `text`, `title`, `id` name the columns when their usual names do not.

    Raises:
        UnreadableError: the file cannot be read or has no text column.
    """
    check_file(path)
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return _from_jsonl(path, text, title, id)
    if suffix == ".parquet":
        return _from_parquet(path, text, title, id)
    if suffix == ".csv":
        return _from_rows(csv_rows(path), text, title, id)
    if suffix in (".xlsx", ".xls"):
        error: UnreadableError | None = None
        for _, rows in book_rows(path):
            try:
                return _from_rows(rows, text, title, id)
            except UnreadableError as found:
                error = error or found
        raise error or UnreadableError("工作簿里没有内容", "请确认文件内容，或重新导出")
    raise UnreadableError(f"不支持的表格格式 {suffix or '（没有后缀）'}", f"支持：{' '.join(SUFFIXES)}")


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names made distinct: 内容, 内容_2 and so on."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return result


def _from_rows(rows: list[list[str]], text: str, title: str, identity: str) -> Table:
    header = find_header(rows, text=text, title=title, id=identity)
    width = max([len(header.names), *(len(row) for row in rows[header.first_row :])])
    names = _distinct([*header.names, *(f"列{at + 1}" for at in range(len(header.names), width))])
    data = [(at, row) for at, row in enumerate(rows[header.first_row :], header.first_row + 1) if row]
    while data and not any(cell.strip() for cell in data[-1][1]):  # blank rows that a spreadsheet trails behind
        data.pop()
    return Table(
        columns=tuple(names),
        rows=[dict(zip(names, [*row, *[""] * (width - len(row))], strict=True)) for _, row in data],
        text=names[header.text],
        title=None if header.title is None else names[header.title],
        numbers=[at for at, _ in data],
        broken={},
    )


def _from_jsonl(path: Path, text: str, title: str, identity: str) -> Table:
    columns: dict[str, None] = {}
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    broken: dict[int, str] = {}
    for number, line in enumerate(decode(path.read_bytes()).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError
        except (ValueError, RecursionError):
            row = {}
            broken[len(rows)] = "这一行不是 JSON 对象"
        columns.update(dict.fromkeys(row))
        rows.append(row)
        numbers.append(number)
    return _named(list(columns), rows, text, title, identity, numbers, broken)


def _from_parquet(path: Path, text: str, title: str, identity: str) -> Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError("Parquet 文件损坏，打不开", "请重新导出") from error
    rows = table.to_pylist()
    return _named(table.column_names, rows, text, title, identity, list(range(1, len(rows) + 1)), {})


def _named(
    columns: list[str],
    rows: list[dict[str, Any]],
    text: str,
    title: str,
    identity: str,
    numbers: list[int],
    broken: dict[int, str],
) -> Table:
    header = find_header([columns], text=text, title=title, id=identity)
    name = None if header.title is None else columns[header.title]
    return Table(tuple(columns), rows, columns[header.text], name, numbers, broken)


def classify_table(
    table: Table,
    source: str,
    *,
    model: str = "",
    engine: str = "rjieba",
    jobs: int = 1,
    on_row: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Row, Reject | None]]:
    """One result row a letter, with the original columns first; a letter that cannot be read says why in `error`."""
    rejects: dict[int, Reject] = {}

    def documents() -> Iterator[Document]:
        for at, row in enumerate(table.rows):
            place = f"{source}#{table.numbers[at]}"
            try:
                if at in table.broken:
                    raise UnreadableError(table.broken[at], "请检查这一行的格式")
                yield _letter(table, row, place)
            except UnreadableError as error:
                rejects[at] = Reject(place, error.reason, error.remedy, row=table.numbers[at])

    results = analyze_many(documents(), letter_result, model=model, engine=engine, jobs=jobs)
    pending: Row | None = next(results, None)
    for at, original in enumerate(table.rows):
        if at in rejects:
            result = empty_result(rejects[at].reason)
        else:
            result = pending or {}
            pending = next(results, None)
        on_row()
        yield (
            {**{name: original.get(name) for name in table.columns}, **_renamed(result, table.columns)},
            rejects.get(at),
        )


def _letter(table: Table, row: dict[str, Any], place: str) -> Document:
    body, title = row.get(table.text), row.get(table.title) if table.title else ""
    for value in (body, title):
        if value is not None and not isinstance(value, str | int | float):
            raise UnreadableError("正文不是文字", "请检查这一行的格式")
    words = ["" if value is None else str(value) for value in (title, body)]
    if not words[1].strip():
        raise UnreadableError("正文为空", "请补上正文，或删去这一行")
    return Document(place, check_letter(letter_text(*words)), title=words[0].strip(), genre="petition")


def letter_result(report: Report) -> Row:
    """Result columns of one letter."""
    letter = report.letter
    if letter is None:
        raise TypeError("a letter must be judged as one")
    sentences = [report.sentences[index].text for _, index in letter.evidence]
    problems = report.problems
    return {
        "categories": list(letter.categories),
        "primary_category": letter.categories[0] if letter.categories else "",
        **{f"p_{name}": round(value, 4) for name, value in zip(CATEGORIES, letter.probabilities, strict=True)},
        "needs_review": letter.needs_review,
        "evidence": unique(sentences),
        "manifestations": unique([problem.judgment.manifestation for problem in problems]),
        "units": unique([unit.name for unit in report.units]),
        "responsible_units": unique([u.name for problem in problems for u in problem.units if u.role == "responsible"]),
        "counts": [count.text for count in report.counts],
        "outcomes": unique([outcome.name for outcome in report.outcomes]),
        "error": "",
    }


def empty_result(error: str) -> Row:
    """Result of a row that could not be read: empty labels and the reason."""
    blank: dict[str, Any] = {"list": [], "str": "", "float": None, "bool": False}
    return {column.name: blank[column.type] for column in RESULTS} | {"error": error}


def _renamed(result: Row, original: Sequence[str]) -> Row:
    """Result columns; one whose name the table already uses gets 结果_ before it, so that no original is lost."""
    return {(f"结果_{name}" if name in original else name): value for name, value in result.items()}


def result_columns(table: Table) -> tuple[Column, ...]:
    """All columns of the output in order: the original ones as they were, then the results."""
    own = tuple(Column(name, "str", name) for name in table.columns)
    return (*own, *(Column(f"结果_{c.name}" if c.name in table.columns else c.name, c.type, c.header) for c in RESULTS))
