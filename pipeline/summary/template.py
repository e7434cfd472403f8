"""Word templates with Jinja tags: opened with care, filled by docxtpl in a sandbox, faults named in Chinese."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from pipeline.errors import TemplateFileError, UnreadableError
from pipeline.readers.limits import check_archive, check_file
from pipeline.summary.template_check import SHOWN, TemplateFaultError, check_paragraphs, check_tags
from pipeline.summary.template_fields import Fields, specimen

_MOST: Final = 20 * 2**20  # bytes of the file
_MOST_XML: Final = 2_000_000  # characters of the body, or of a header
_MOST_OUT: Final = 300_000_000  # characters of what it makes
_LONG: Final = 280  # characters of a cell from which a row may break over pages
_TAG: Final = re.compile(r"<[^>]{0,10000}>")
_BETWEEN: Final = "|".join(f"//w:{name}/text()" for name in ("body", "p", "r", "tbl", "tr", "tc", "hdr", "ftr"))
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError)
_SAYINGS: Final = (
    (re.compile(r"Unexpected end of template.*"), "有 for 或 if 没有结束（缺 {%p endfor %} 或 {%p endif %}）"),
    (re.compile(r"Encountered unknown tag '(\w+)'.*", re.S), r"不认识的标签“\1”，或它多余、前后没有配对"),
    (re.compile(r"No filter named '(\w+)'.*"), r"不认识的过滤器“\1”"),
)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that was read and checked; `content` is the file."""

    name: str
    content: bytes


def open_template(path: Path) -> WordTemplate:
    """Read a template and try it on a made-up summary, so that its faults show before any work is done.

    Raises:
        TemplateFileError: it does not open, is no .docx, or a tag in it is wrong.

    >>> from pipeline.paths import templates
    >>> open_template(templates() / "问题汇总.docx").name
    '问题汇总.docx'
    """
    try:
        check_archive(path, check_file(path, most=_MOST), needs="word/document.xml", kind="Word（.docx）")
        template = WordTemplate(path.name, path.read_bytes())
    except (UnreadableError, OSError) as error:
        reason, remedy = (
            (error.reason, error.remedy) if isinstance(error, UnreadableError) else ("读不了", "请检查路径")
        )
        raise TemplateFileError(path.name, reason, remedy) from error
    known = specimen()
    fill(template, known)
    fill(template, {name: [] if isinstance(value, list) else value for name, value in known.items()})
    return template


def fill(template: WordTemplate, fields: Fields) -> Any:  # noqa: ANN401 — python-docx document
    """The document that a template makes of fields; text of the fields is shown as it is, whatever it looks like.

    Raises:
        TemplateFileError: a tag is wrong, or what comes of it is no Word document.
    """
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from lxml.etree import XMLSyntaxError

    try:
        word = DocxTemplate(BytesIO(template.content))
        word.render_init()
    except (OpcError, XMLSyntaxError, RuntimeError, *_DAMAGE) as error:
        raise TemplateFileError(
            template.name, "打不开，文件损坏或不是 .docx", "请用 Word 打开后另存为 .docx"
        ) from error
    try:
        _fill_parts(word, fields)
    except TemplateFaultError as error:
        raise TemplateFileError(template.name, error.problem, "改好后再试，或用 --save-template 另取一份") from error
    return word.docx


def _fill_parts(word: Any, fields: Fields) -> None:  # noqa: ANN401 — docxtpl has no types
    """Fill the body, headers, footers and notes, each once."""
    from docx.opc.oxml import parse_xml
    from lxml import etree

    body = word.docx.element.body
    made, shown = _filled(word, body, fields)
    if not shown:
        raise TemplateFaultError("正文里没有任何字段，不是问题汇总的模板", 0)
    word.fix_docpr_ids(made)
    _whole_rows(made)
    word.map_tree(made)
    for uri in (word.HEADER_URI, word.FOOTER_URI):
        for key, part in list(word.get_headers_footers(uri)):
            made, _ = _filled(word, parse_xml(part.blob), fields)
            word.map_headers_footers_xml(key, etree.tostring(made, encoding="UTF-8", xml_declaration=True))
    for part in word.docx.part.package.iter_parts():
        if part.content_type.endswith(("footnotes+xml", "endnotes+xml")):
            made, _ = _filled(word, parse_xml(part.blob), fields)
            part._blob = etree.tostring(made, encoding="UTF-8", xml_declaration=True, standalone=True)


def _filled(word: Any, element: Any, fields: Fields) -> tuple[Any, int]:  # noqa: ANN401 — lxml elements
    """An element with its tags carried out, and how many fields it shows."""
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from lxml import etree

    check_paragraphs(element)
    xml = word.xml_to_string(element)
    if len(xml) > _MOST_XML:
        raise TemplateFaultError("内容太多，不像模板", 0)
    xml = re.sub(r"<w:p([ >])", r"\n<w:p\1", word.patch_xml(xml))  # a line a paragraph, for the messages
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        tree = environment.parse(xml)
        shown = check_tags(tree, _known())
        made = "".join(_bounded(environment.from_string(tree).generate(fields)))
        root = etree.fromstring(made.replace("\n<w:p", "<w:p"), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except TemplateFaultError as error:
        raise TemplateFaultError(error.problem + _near(xml, error.line), error.line) from error
    except TemplateError as error:
        line = getattr(error, "lineno", None) or 0
        raise TemplateFaultError(_said(str(error.message)) + _near(xml, line), line) from error
    except etree.XMLSyntaxError as error:
        raise TemplateFaultError("for 或 if 的开头和结尾不在同一层（如一个在表格里、一个在表格外）", 0) from error
    except (TypeError, ArithmeticError, RecursionError, SyntaxError) as error:
        raise TemplateFaultError("标签里的比较做不成（文字与数不能比大小），或嵌套太深", 0) from error
    stray = next((text.strip() for text in root.xpath(_BETWEEN, namespaces=root.nsmap) if text.strip()), "")
    if stray:
        raise TemplateFaultError("{%p、{%tr、{%r 只用于 for 和 if；写字段请用 {{ 字段 }}，花括号后不加字母", 0)
    return root, shown


@cache
def _known() -> Fields:
    return specimen()


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _MOST_OUT:
            raise TemplateFaultError("循环套循环，写出的内容太多", 0)
        yield piece


def _whole_rows(root: Any) -> None:  # noqa: ANN401 — lxml element
    """Let rows with a very long cell break over pages, though the template keeps rows whole."""
    from docx.oxml.ns import qn

    for mark in list(root.iter(qn("w:cantSplit"))):
        cells = mark.getparent().getparent().iterchildren(qn("w:tc"))
        if any(sum(len(part.text or "") for part in cell.iter(qn("w:t"))) >= _LONG for cell in cells):
            mark.getparent().remove(mark)


def _near(xml: str, line: int) -> str:
    """The words of the template at a line, for people to find the place."""
    lines = xml.split("\n")
    words = unescape(_TAG.sub("", lines[line - 1])).strip() if 0 < line <= len(lines) else ""
    return f"（在“{words[:SHOWN]}”处）" if words else ""


def _said(message: str) -> str:
    """What Jinja says, in Chinese."""
    for pattern, words in _SAYINGS:
        found = pattern.match(message)
        if found:
            return found.expand(words)
    return "标签写得不对，请检查括号、引号和字段名"
