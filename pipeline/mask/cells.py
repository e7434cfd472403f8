"""Masks cells of tables. The name of a column is the cue for its cells: 联系电话, 身份证号, 反映人, 住址."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.mask.finding import find_personal
from pipeline.mask.masking import Masked, Masker
from pipeline.mask.personal import Personal

_NUMBERED: Final = re.compile(r"_\d+$|\s")  # 电话_2 is a telephone column too
_LONGEST_CUE: Final = 20
Keys = dict[str, dict[str, tuple[str, ...]]]  # by place (file#row:column), then by placeholder


def mask_cell(masker: Masker, cell: str, column: str) -> Masked:
    """Mask a cell with the name of its column before it as cue (an empty one for running text).

    >>> mask_cell(Masker(), "88231234", "联系电话").text, mask_cell(Masker(), "88231234", "金额").text
    ('【座机号1】', '88231234')
    """
    cue = _NUMBERED.sub("", column)[:_LONGEST_CUE]
    if not cue:
        return masker.mask(cell)
    head = f"{cue}："
    spans = [
        Personal(item.start - len(head), item.end - len(head), item.text, item.type)
        for item in find_personal(head + cell)
        if item.start >= len(head)
    ]
    return masker.mask(cell, spans)


def masked_value(masker: Masker, value: Any, column: str, keys: Keys, place: str) -> Any:  # noqa: ANN401 — any cell
    """A cell of any type masked; lists and objects of JSON Lines by their parts, numbers as the text that they show."""
    if isinstance(value, list):
        return [masked_value(masker, part, column, keys, f"{place}/{at}") for at, part in enumerate(value)]
    if isinstance(value, dict):
        return {name: masked_value(masker, part, str(name), keys, f"{place}/{name}") for name, part in value.items()}
    if value is None or isinstance(value, bool):
        return value
    shown = value if isinstance(value, str) else _as_shown(value)
    masked = mask_cell(masker, shown, column)
    if not masked.spans:
        return value
    keys[place] = masked.keys
    return masked.text


def _as_shown(value: float) -> str:
    """A number as a person reads it: a phone number that became 13800000000.0 is one still."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
