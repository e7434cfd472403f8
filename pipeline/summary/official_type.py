"""Typesetting by GB/T 9704-2012 on python-docx: A4, margins, 28-point lines, fonts with substitutes, — n — at the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

SMALL_SONG: Final = "方正小标宋简体"
FANG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"
SONG: Final = "宋体"
LATIN: Final = "Times New Roman"
TITLE_SIZE: Final = 22  # points: 2号
BODY_SIZE: Final = 16  # 3号
FOOT_SIZE: Final = 14  # 4号
LINE: Final = 28  # points from line to line: 22 lines a page
# What Word takes when a font is not installed.
_SUBSTITUTES: Final = {SMALL_SONG: "华文中宋", FANG: "仿宋", KAI: "楷体", HEI: "微软雅黑", SONG: "SimSun"}
_MARGINS: Final = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # millimetres
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ANY = Any  # python-docx has no types


def clean(text: str) -> str:
    r"""Text that XML can hold, on one line.

    >>> clean("a\x00b\n c")
    'ab c'
    """
    return " ".join(_CONTROL.sub("", text).split())


def set_font(run: _ANY, font: str, size: float, *, bold: bool = False) -> None:
    """Font of a run for Chinese; Latin letters and digits are in Times New Roman."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name = LATIN
    run.font.size = Pt(size)
    run.font.bold = bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # quotes and dashes are Chinese ones


class Typesetter:
    """Adds titles, headings and paragraphs to a document in the forms of the standard."""

    def __init__(self, document: _ANY) -> None:
        self._document = document

    def page(self) -> None:
        """Page, margins, fonts' substitutes, page numbers outside: odd pages right, even pages left."""
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for name, size in _MARGINS.items():
            setattr(section, name, Mm(size))
        section.footer_distance = Mm(28)
        self._document.settings.odd_and_even_pages_header_footer = True
        self._styles()
        self._substitutes()
        _page_number(section.footer, right=True)
        _page_number(section.even_page_footer, right=False)

    def _styles(self) -> None:
        """Fonts and sizes of the styles, so that navigation, the contents and later typing follow them."""
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        for name, font in (("Normal", FANG), ("Title", SMALL_SONG), ("Heading 1", HEI), ("Heading 2", KAI)):
            style = self._document.styles[name]
            style.font.name = LATIN
            style.font.size = Pt(TITLE_SIZE if name == "Title" else BODY_SIZE)
            style.font.bold = False
            style.font.color.rgb = RGBColor(0, 0, 0)
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), font)
            borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
            if borders is not None:
                borders.getparent().remove(borders)

    def _substitutes(self) -> None:
        """Names in the font table what stands in for a font that a computer lacks."""
        from lxml import etree

        part = next(
            (p for p in self._document.part.package.iter_parts() if str(p.partname).endswith("fontTable.xml")), None
        )
        if part is None:
            return
        root = etree.fromstring(part.blob)
        space = root.nsmap["w"]
        for name, other in _SUBSTITUTES.items():
            font = etree.SubElement(root, f"{{{space}}}font", {f"{{{space}}}name": name})
            etree.SubElement(font, f"{{{space}}}altName", {f"{{{space}}}val": other})
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _paragraph(self, style: str, *, indent: bool) -> _ANY:
        from docx.enum.text import WD_LINE_SPACING
        from docx.shared import Pt

        paragraph = self._document.add_paragraph(style=style)
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE)
        form.space_before = form.space_after = Pt(0)
        form.first_line_indent = Pt(2 * BODY_SIZE) if indent else None
        return paragraph

    def title(self, text: str) -> None:
        """Title: 2号 小标宋, in the middle, a blank line behind."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self._paragraph("Title", indent=False)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(36)
        set_font(paragraph.add_run(clean(text)), SMALL_SONG, TITLE_SIZE)
        self._paragraph("Normal", indent=False)

    def heading(self, level: int, text: str) -> None:
        """Heading of level 1 (一、 黑体) or 2 (（一） 楷体), 3号."""
        paragraph = self._paragraph(f"Heading {level}", indent=True)
        paragraph.paragraph_format.keep_with_next = True
        set_font(paragraph.add_run(clean(text)), HEI if level == 1 else KAI, BODY_SIZE)

    def body(self, text: str) -> None:
        """A paragraph: 3号 仿宋, two characters in."""
        set_font(self._paragraph("Normal", indent=True).add_run(clean(text)), FANG, BODY_SIZE)

    def labelled(self, facts: Sequence[tuple[str, str]]) -> None:
        """A paragraph of facts, each behind its label in 楷体."""
        paragraph = self._paragraph("Normal", indent=True)
        for at, (label, text) in enumerate(facts, 1):
            set_font(paragraph.add_run(f"{label}："), KAI, BODY_SIZE)
            set_font(paragraph.add_run(clean(text) + ("。" if at == len(facts) else "；")), FANG, BODY_SIZE)


def _page_number(footer: _ANY, *, right: bool) -> None:
    """— n — in 4号 宋体, one character from the outer edge."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    if right:
        paragraph.paragraph_format.right_indent = Pt(FOOT_SIZE)
    else:
        paragraph.paragraph_format.left_indent = Pt(FOOT_SIZE)
    set_font(paragraph.add_run("— "), SONG, FOOT_SIZE)
    run = paragraph.add_run()
    set_font(run, SONG, FOOT_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("value", "1"), ("end", "")):
        if kind == "value":
            element = OxmlElement("w:t")
            element.text = text
        elif kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._element.append(element)
    set_font(paragraph.add_run(" —"), SONG, FOOT_SIZE)
