"""Fonts of official documents in Word: set for Chinese and Latin apart, with the fonts that stand in where they lack."""

from __future__ import annotations

from typing import Any, Final

TITLE: Final = "方正小标宋简体"
HEADING: Final = "黑体"
BODY: Final = "仿宋_GB2312"
_LATIN: Final = "Times New Roman"
_INSTEAD: Final = {TITLE: "宋体", BODY: "仿宋", HEADING: "SimHei"}
_TABLE: Final = "/word/fontTable.xml"


def set_font(run: Any, font: str, size: float, *, bold: bool = False) -> None:  # noqa: ANN401 — python-docx
    """Font of a run: Chinese by `font`, Latin letters and digits in Times New Roman."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size, run.font.bold = _LATIN, Pt(size), bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def alternatives(document: Any) -> None:  # noqa: ANN401 — python-docx
    """Name in the font table which font Word takes where one is not installed (`w:altName`)."""
    from docx.oxml.ns import qn
    from lxml import etree

    for part in document.part.package.iter_parts():
        if str(part.partname) != _TABLE:
            continue
        root = etree.fromstring(part.blob)
        for name, instead in _INSTEAD.items():
            font = etree.SubElement(root, qn("w:font"))
            font.set(qn("w:name"), name)
            etree.SubElement(font, qn("w:altName")).set(qn("w:val"), instead)
            etree.SubElement(font, qn("w:charset")).set(qn("w:val"), "86")
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
