"""Masks the row of a letter, once, with one numbering for all its cells, so that they can be read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells of a row by column, and which columns hold running text: the body, and the title if there is one.

    `id` is the column that tells letters apart, `number` that of the row.
    """

    values: Mapping[str, Any]
    text: str
    title: str | None = None
    id: str | None = None
    number: int = 0


def masked_cells(cells: Cells) -> dict[str, Any]:
    """The cells in which something was masked; the name of a column is the cue for what stands in it.

    Where the column that tells letters apart holds work orders, or telephones, it is hidden too, with the number of the row
    behind it: without that all letters would be 【工单号1】, and no figure of a report would lead back to its letters.

    >>> masked_cells(Cells({"编号": 7, "来信人": "李秀兰", "正文": "我叫李秀兰，电话13900001234。"}, "正文"))
    {'正文': '我叫【姓名1】，电话【手机号1】。', '来信人': '【姓名1】'}
    >>> masked_cells(Cells({"工单号": "GD20260312001", "正文": "没人管"}, "正文", id="工单号", number=7))
    {'工单号': '【工单号1】（第7行）'}
    """
    from pipeline.mask import Masker  # half a second of a start, which most runs need not wait for
    from pipeline.mask.cells import masked_value

    masker = Masker()
    running = [name for name in (cells.title, cells.text) if name]
    found: dict[str, Any] = {}
    for name in (*running, *(name for name in cells.values if name not in running)):
        value = cells.values.get(name)
        masked = masked_value(masker, value, "" if name in running else name, {}, "")
        if masked is not value and masked != value:
            found[name] = f"{masked}（第{cells.number}行）" if name == cells.id else masked
    return found
