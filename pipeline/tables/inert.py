"""Makes cells safe for spreadsheets: text that a spreadsheet would run as a formula is quoted, the rest untouched."""

from __future__ import annotations

from typing import Any, Final

from pipeline.tables.schema import SEPARATOR, Column

# Options of an xlsxwriter workbook that keep it from running, linking or rewriting what cells hold.
INERT_BOOK: Final[dict[str, Any]] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n=", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """Quote a cell that begins with = + - @ or a tab (OWASP, CSV injection), full-width forms too.

    >>> inert("=HYPERLINK(1)"), inert("5-6月")
    ("'=HYPERLINK(1)", '5-6月')
    """
    return f"'{text}" if text.startswith(_RUN) else text


def flat(value: Any, column: Column) -> Any:  # noqa: ANN401 — a cell holds any of the column types
    """Value of a cell of CSV or XLSX: lists joined with ；, strings inert, missing numbers empty."""
    if value is None:
        return ""
    if column.type == "list":
        return inert(SEPARATOR.join(str(item) for item in value))
    if column.type == "str":
        return inert(str(value))
    return value
