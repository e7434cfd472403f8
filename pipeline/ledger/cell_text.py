"""What the cells of a workbook mean: places, texts with their escapes, and which number formats show dates."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.ledger.package import local

MOST_TEXT: Final = 32_767  # characters of a cell
_BUILT_IN_DATES: Final = frozenset(
    {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
)  # 27–36, 50–58: Chinese
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNFIT: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML does not take
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ANY = Any  # lxml has no types


def column_name(number: int) -> str:
    """Letters of a column.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(reference: str) -> tuple[int, int]:
    """Row and column of a cell.

    Raises:
        ValueError: it is no reference to a cell.

    >>> place("AB12")
    (12, 28)
    """
    found = _PLACE.fullmatch(reference.replace("$", ""))
    if not found:
        raise ValueError
    number = 0
    for mark in found[1]:
        number = number * 26 + ord(mark) - 64
    return int(found[2]), number


def written(text: str) -> str:
    r"""Text as it may stand in a cell's XML: no control characters, and what looks like an escape is escaped.

    >>> written("甲\x0b乙_x0041_")
    '甲乙_x005F_x0041_'
    """
    return _ESCAPE.sub(r"_x005F_x\1_", _UNFIT.sub("", text))[:MOST_TEXT]


def plain(holder: _ANY) -> str:
    """Text of a string, runs joined, readings (ruby) left out."""
    parts = []
    for node in holder:
        if local(node) == "t":
            parts.append(node.text or "")
        elif local(node) == "r":
            parts += [piece.text or "" for piece in node if local(piece) == "t"]
    return _ESCAPE.sub(lambda mark: chr(int(mark[1], 16)), "".join(parts))


def dated_formats(styles: _ANY) -> list[bool]:
    """For each cell format whether it shows numbers as dates."""
    from openpyxl.styles.numbers import is_date_format

    codes = {node.get("numFmtId"): node.get("formatCode", "") for node in styles.iter() if local(node) == "numFmt"}
    formats = next((node for node in styles if local(node) == "cellXfs"), ())
    return [
        is_date_format(codes[number])
        if (number := node.get("numFmtId", "0")) in codes
        else int(number) in _BUILT_IN_DATES
        for node in formats
        if local(node) == "xf"
    ]
