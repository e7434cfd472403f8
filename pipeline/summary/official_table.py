"""A table of an official document: bordered, header row repeated on every page, rows not broken over pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pipeline.summary.official_type import FANG, HEI, clean, set_font

_SIZE: Final = 10.5  # points: 5号
_LINE: Final = 15
_LONG: Final = 280  # characters of a cell from which a row may break over pages


def add_table(
    document: Any,  # noqa: ANN401 — python-docx document
    header: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    """Add a table; `widths` are millimetres."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(header))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    for number, cells in enumerate([header, *rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        marks = ["w:cantSplit"] if max(map(len, cells)) < _LONG else []
        for name in marks + (["w:tblHeader"] if number == 0 else []):
            mark = OxmlElement(name)
            mark.set(qn("w:val"), "true")
            properties.append(mark)
        for at, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
            cell.width = Mm(width)
            _fill(cell, text, head=number == 0, middle=number == 0 or (at == 0 and len(text) < len("第十二项")))


def _fill(cell: Any, text: str, *, head: bool, middle: bool) -> None:  # noqa: ANN401 — python-docx cell
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run(clean(text)), HEI if head else FANG, _SIZE)
