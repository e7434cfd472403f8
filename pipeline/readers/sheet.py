"""Tables (csv, xlsx, xls) as rows of text cells, and each row with a text column as one letter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import ColumnError, UnreadableError
from pipeline.readers.columns import Header, find_header
from pipeline.readers.decode import decode
from pipeline.readers.limits import MAX_CELL, OLE, check_archive
from pipeline.records import Document, Reject

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Rows = list[list[str]]
_SNIFFED: Final = 64_000
_DELIMITERS: Final = ",\t;|"


def cell_text(value: object) -> str:
    """A cell as its text: whole numbers without .0, dates in ISO form.

    >>> cell_text(12.0), cell_text(None), cell_text(date(2024, 3, 5))
    ('12', '', '2024-03-05')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def csv_rows(path: Path) -> Rows:
    """Rows of a CSV file, delimiter , ; | or tab.

    Raises:
        UnreadableError: it is no text or no CSV.
    """
    text = decode(path.read_bytes())
    delimiter = delimiter_of(text[:_SNIFFED])
    csv.field_size_limit(MAX_CELL * 10)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableError("CSV 格式有误", "请在 Excel 中打开后另存为“CSV UTF-8”") from error


def delimiter_of(head: str) -> str:
    r"""Delimiter of a CSV file by its first lines.

    >>> delimiter_of("留言汇总\n编号;标题;正文"), delimiter_of("正文")
    (';', ',')
    """
    lines = head.splitlines()
    first = next((line for line in lines if any(mark in line for mark in _DELIMITERS)), "")  # behind a caption
    return max(_DELIMITERS, key=lambda mark: (first.count(mark), mark == ","))


@contextmanager
def opened_book(path: Path) -> Iterator[CalamineWorkbook]:
    """The workbook, checked against bombs; what goes wrong while it is open is told in our words.

    Raises:
        UnreadableError: it is encrypted, damaged, or no workbook.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    with path.open("rb") as handle:
        head = handle.read(16)
    if path.suffix.lower() == ".xls" and not head.startswith(b"PK"):  # with PK it is an .xlsx under the old name
        if not head.startswith(OLE):
            raise UnreadableError("内容不是 Excel 工作簿（后缀不对）", "请用 Excel 打开后另存为 .xlsx")
    else:
        check_archive(path, head, needs="xl/workbook.xml", kind="Excel（.xlsx）")
    try:
        with path.open("rb") as handle:
            yield CalamineWorkbook.from_filelike(handle)
    except PasswordError as error:
        raise UnreadableError("Excel 文件已加密", "请取消密码后另存") from error
    except UnreadableError:
        raise
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError("Excel 文件损坏，打不开", "请用 Excel 打开修复后另存一份") from error


def book_rows(path: Path) -> Iterator[tuple[str, Rows]]:
    """Name and rows of each sheet of a workbook, blank sheets left out; row 0 is the sheet's first row.

    Raises:
        UnreadableError: it is encrypted, damaged, or no workbook.
    """
    with opened_book(path) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                yield name, [[cell_text(cell) for cell in row] for row in rows]


def letter_text(title: str, body: str) -> str:
    r"""Title and body as one text, the title on its own line unless the body opens with it.

    >>> letter_text("路没修", "请问何时修？"), letter_text("", "请问")
    ('路没修\n请问何时修？', '请问')
    """
    title, body = title.strip(), body.strip()
    return body if not title or body.startswith(title) else f"{title}\n{body}"


def check_letter(text: str) -> str:
    """The text of a letter, if it is one.

    Raises:
        UnreadableError: it is blank, longer than a letter may be, or holds NUL or lone surrogates.
    """
    if not text.strip():
        raise UnreadableError("正文为空", "请补上正文，或删去这一行")
    if len(text) > MAX_CELL:
        raise UnreadableError(f"正文有 {len(text)} 字，超过上限 {MAX_CELL} 字", "请确认是否串行，或拆成几行")
    if "\0" in text or not _is_encodable(text):
        raise UnreadableError("正文含无效字符（NUL 或半个字符）", "请重新导出这一行")
    return text


def _is_encodable(text: str) -> bool:
    """Whether it holds no lone surrogate; to encode it is the quickest way to find one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _letters(rows: Rows, header: Header, source: str) -> Iterator[Document | Reject]:
    for number, row in enumerate(rows[header.first_row :], header.first_row + 1):
        if not any(cell.strip() for cell in row):
            continue
        body = row[header.text] if header.text < len(row) else ""
        title = row[header.title] if header.title is not None and header.title < len(row) else ""
        place = f"{source}#{number}"
        try:
            text = check_letter(letter_text(title, body))
        except UnreadableError as error:
            yield Reject(place, error.reason, error.remedy, row=number)
            continue
        yield Document(place, text, title=title.strip(), genre="petition")


def read_csv(path: Path, source: str) -> Iterator[Document | Reject]:
    """A letter a row; rows without text become rejects.

    Raises:
        UnreadableError: it is no CSV, or has no text column.
    """
    rows = csv_rows(path)
    yield from _letters(rows, find_header(rows), source)


def read_book(path: Path, source: str) -> Iterator[Document | Reject]:
    """A letter a row of each sheet that has a text column; rows of later sheets are named path#sheet!row.

    Raises:
        UnreadableError: it is no workbook, or no sheet has a text column.
    """
    found, error = 0, None
    for name, rows in book_rows(path):
        try:
            header = find_header(rows)
        except ColumnError as missing:
            error = error or missing
            continue
        found += 1
        for item in _letters(rows, header, source):
            if found == 1:
                yield item
            elif isinstance(item, Document):
                yield Document(item.source.replace("#", f"#{name}!", 1), item.text, item.title, item.genre)
            else:
                yield Reject(item.source.replace("#", f"#{name}!", 1), item.reason, item.remedy, item.row)
    if not found:
        raise error or UnreadableError("工作簿里没有内容", "请确认文件内容，或重新导出")
