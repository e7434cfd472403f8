"""The report as a Word document as an office sends it: A4 with the margins of GB/T 9704, page numbers, headers repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from pipeline.monthly.figures import Picture
from pipeline.monthly.grid import Cell, Grid, shown
from pipeline.monthly.grids import grids
from pipeline.monthly.ledger import Ledger
from pipeline.monthly.picture import column_png
from pipeline.monthly.svg import chart_points
from pipeline.monthly.word_fonts import BODY, HEADING, TITLE, alternatives, set_font
from pipeline.tables.write import whole

_ROWS: Final = 30  # of a table
_FIGURES: Final = 12  # of a table whose letters are listed
_LETTERS: Final = 15  # listed behind one figure
_TITLE_LINE: Final = 18  # characters of 2号 on a line; a longer title has its period on a line of its own
_WIDER: Final = {"责任单位": 2.3, "表现": 2.1, "核对项": 3.2, "项目": 1.4}
_CELL: Final = 10  # points
_NUMBERS: Final = "一二三四五六七八九十"


def _paragraph(document: Any, text: str, font: str, size: float, **layout: Any) -> Any:  # noqa: ANN401 — python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    set_font(paragraph.add_run(text), font, size, bold=layout.get("bold", False))
    if "align" in layout:
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, layout["align"])
    paragraph.paragraph_format.space_before = Pt(layout.get("before", 0))
    paragraph.paragraph_format.space_after = Pt(layout.get("after", 0))
    paragraph.paragraph_format.keep_with_next = layout.get("keep", False)
    return paragraph


def _cell(cell: Any, value: Cell, *, head: bool, bold: bool) -> None:  # noqa: ANN401 — python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    set_font(paragraph.add_run(shown(value)), HEADING if head else BODY, _CELL, bold=bold)
    left = isinstance(value, str) and not head
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head else (None if left else WD_ALIGN_PARAGRAPH.RIGHT)


def _row_mark(row: Any, *names: str) -> None:  # noqa: ANN401 — python-docx
    from docx.oxml import OxmlElement

    for name in names:
        row._tr.get_or_add_trPr().append(OxmlElement(name))


def _table(document: Any, grid: Grid) -> None:  # noqa: ANN401 — python-docx
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    rows = grid.rows[:_ROWS]
    table = document.add_table(rows=1 + len(rows), cols=len(grid.header))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    widths = _widths(grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(table.rows):
        values: tuple[Cell, ...] = grid.header if number == 0 else rows[number - 1]
        total = grid.total and number == len(grid.rows)
        _row_mark(row, "w:cantSplit", *(["w:tblHeader"] if number == 0 else []))
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Mm(width)
            _cell(cell, value, head=number == 0, bold=total)
    if len(grid.rows) > _ROWS:
        _paragraph(document, f"其余 {len(grid.rows) - _ROWS} 行详见 xlsx。", BODY, 10.5)
    if not rows:
        _paragraph(document, "本期没有。", BODY, 10.5)


def _widths(grid: Grid) -> list[float]:
    """Millimetres of each column: 156 in all, columns of names wider."""
    weights = [_WIDER.get(name, 1.0) for name in grid.header]
    return [156 * weight / sum(weights) for weight in weights]


def _listed(grid: Grid, ledger: Ledger) -> Iterator[str]:
    """Letters behind the figures of the period, short; the rest is in the workbook."""
    printed = {
        cell for row in grid.rows[:_ROWS] for cell in row[:2]
    }  # not the periods compared with, not cells of months
    own = [(name, letters) for name, letters in grid.traces if letters and name in printed]
    for name, letters in own[:_FIGURES]:
        names = "  ".join(ledger.name(at) for at in letters[:_LETTERS])
        rest = f" 等，共 {len(letters)} 件，详见 xlsx" if len(letters) > _LETTERS else ""
        yield f"{name}（{len(letters)} 件）：{names}{rest}"
    if len(own) > _FIGURES:
        yield f"其余 {len(own) - _FIGURES} 项详见 xlsx。"


def _page_number(section: Any) -> None:  # noqa: ANN401 — python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if text == "PAGE" else text)
        set_font(run, "宋体", 14)
        if text == "PAGE":
            for kind in ("begin", "instr", "end"):
                element = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
                if kind == "instr":
                    element.text = " PAGE "
                else:
                    element.set(qn("w:fldCharType"), kind)
                run._r.append(element)


def _layout(document: Any) -> None:  # noqa: ANN401 — python-docx
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    document.styles["Normal"].font.size = Pt(12)
    alternatives(document)
    _page_number(section)


def write_word(path: Path, found: Picture, ledger: Ledger, *, unit: str, made: date) -> None:
    """Write the document; the chart of months is drawn where matplotlib is installed, else the table stands alone."""
    import io

    from docx import Document
    from docx.shared import Mm

    document = Document()
    _layout(document)
    document.core_properties.title, document.core_properties.author = found.title, unit
    head, bracket, rest = found.title.rpartition("（") if len(found.title) > _TITLE_LINE else (found.title, "", "")
    for line in (head, bracket + rest) if head else (found.title,):
        if line:
            _paragraph(document, line, TITLE, 22, align="CENTER", after=0 if bracket and line == head else 16)
    for number, grid in enumerate(grids(found)):
        _paragraph(document, f"{_NUMBERS[number]}、{grid.name}", HEADING, 16, before=14, after=6, keep=True)
        _table(document, grid)
        picture = column_png(chart_points(grid)) if grid.name == "按月" else None
        if picture is not None:
            document.add_picture(io.BytesIO(picture), width=Mm(150))
        for note in grid.notes:
            _paragraph(document, f"注：{note}", BODY, 10.5, before=2)
        for line in _listed(grid, ledger):
            _paragraph(document, f"来信编号 {line}", BODY, 9, before=1)
    if unit:
        _paragraph(document, unit, BODY, 16, align="RIGHT", before=24, keep=True)
    _paragraph(document, f"{made.year}年{made.month}月{made.day}日", BODY, 16, align="RIGHT", before=0 if unit else 24)
    with whole(path) as beside:
        document.save(str(beside))
