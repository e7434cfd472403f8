"""Masks the personal data of a letter and of its row, with one numbering for both, so that they can be read together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.mask import Masker
from pipeline.mask.cells import masked_value
from pipeline.readers.letter_table import LetterTable


def mask_title_and_body(title: Any, body: Any) -> tuple[Any, Any, Masker]:  # noqa: ANN401 — cells of a table
    """Title and body masked, and the masker that goes on to the other cells of the row.

    >>> mask_title_and_body("", "我叫李秀兰，电话13900001234。")[1]
    '我叫【姓名1】，电话【手机号1】。'
    """
    masker = Masker()
    return masked_value(masker, title, "", {}, ""), masked_value(masker, body, "", {}, ""), masker


def mask_row(values: Mapping[str, Any], table: LetterTable) -> dict[str, Any]:
    """Cells of a row with personal data masked; the name of a column is the cue for what stands in it."""
    title = values.get(table.title) if table.title else ""
    title, body, masker = mask_title_and_body(title, values.get(table.text))
    done = {table.text: body} | ({table.title: title} if table.title else {})
    return {
        name: done[name] if name in done else masked_value(masker, value, name, {}, "")
        for name, value in values.items()
    }
