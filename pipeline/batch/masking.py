"""Masks the personal data of a letter and of its row, with one numbering for both, so that they can be read together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pipeline.mask import Masker, Personal
from pipeline.readers.letter_table import LetterTable

_NAME: Final = "姓名"
_PHONE: Final = "手机号"


def mask_title_and_body(title: Any, body: Any) -> tuple[Any, Any, Masker]:  # noqa: ANN401 — cells of a table
    """Title and body masked, and the masker that goes on to the other cells of the row.

    >>> mask_title_and_body("", "我叫李秀兰，电话13900001234。")[1]
    '我叫【姓名1】，电话【手机号1】。'
    """
    masker = Masker()
    return _masked(masker, title), _masked(masker, body), masker


def mask_row(values: Mapping[str, Any], table: LetterTable) -> dict[str, Any]:
    """Cells of a row with personal data masked; what stands in the column of senders is masked whole."""
    title = values.get(table.title) if table.title else ""
    title, body, masker = mask_title_and_body(title, values.get(table.text))
    row = {}
    for name, value in values.items():
        if name == table.text:
            row[name] = body
        elif name == table.title:
            row[name] = title
        elif name == table.sender and value not in (None, ""):
            row[name] = _whole(masker, str(value))
        else:
            row[name] = _masked(masker, value)
    return row


def _masked(masker: Masker, value: Any) -> Any:  # noqa: ANN401 — a cell of a table
    """Numbers in cells of their own (a phone in a workbook) are looked at as text, and stay numbers unless they are masked."""
    if isinstance(value, str):
        return masker.mask(value).text
    if isinstance(value, int | float) and not isinstance(value, bool):
        given = str(int(value)) if float(value).is_integer() else str(value)
        shown = masker.mask(given).text
        return value if shown == given else shown
    if isinstance(value, list):
        return [_masked(masker, item) for item in value]
    return value


def _whole(masker: Masker, value: str) -> str:
    kind = _PHONE if value.strip().replace("-", "").replace(" ", "").isdigit() else _NAME
    return masker.mask(value, [Personal(0, len(value), value, kind)]).text
