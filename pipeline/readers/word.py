"""Word documents: paragraphs with their automatic numbers, tables row by row, in the order in which they stand."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.readers.limits import check_archive, check_text
from pipeline.readers.numbering import Numbering
from pipeline.records import Document

# What a zip member that does not unpack, or XML that is well-formed but no Word document, raises on the way.
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError)


def _blocks(body: Any) -> list[Any]:  # noqa: ANN401 — lxml element
    """Paragraphs and tables in order, those inside content controls (templates, tables of contents) included."""
    outermost = "[not(ancestor::w:p or ancestor::w:tbl)]"
    found: list[Any] = body.xpath(f".//w:p{outermost} | .//w:tbl{outermost}")
    return found


def _text(paragraph: Any) -> str:  # noqa: ANN401 — lxml element
    """Text of a paragraph as it reads with all changes accepted; python-docx leaves out tracked insertions."""
    runs = paragraph.xpath(".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]")
    return "".join(run.text for run in runs)


def _table_lines(table: Any) -> Iterator[str]:  # noqa: ANN401 — lxml element
    """A line a row, cells apart by tabs; a cell merged over columns counts once, one over rows stands in each of them."""
    shown: dict[int, str] = {}  # by grid column, what the cell there or the merged one above shows
    for row in table.xpath("./w:tr | ./w:sdt/w:sdtContent/w:tr"):
        at = int((row.xpath("./w:trPr/w:gridBefore/@w:val") or [0])[0])
        cells: list[str] = []
        for cell in row.xpath("./w:tc | ./w:sdt/w:sdtContent/w:tc"):
            if cell.vMerge != "continue":
                shown[at] = " ".join(" ".join(_text(block) for block in cell.xpath(".//w:p")).split())
            cells.append(shown.get(at, ""))
            at += cell.grid_span
        line = "\t".join(cells).strip()
        if line:
            yield line


def _lines(document: Any) -> Iterator[str]:  # noqa: ANN401 — python-docx document
    from docx.text.paragraph import Paragraph

    numbering = Numbering(document)
    for block in _blocks(document.element.body):
        if block.tag.endswith("}tbl"):
            yield from _table_lines(block)
            continue
        text = _text(block)
        if text.strip():
            yield numbering.mark(Paragraph(block, document._body)) + text


def read_word(path: Path, source: str) -> Iterator[Document]:
    """One document a file.

    Raises:
        UnreadableError: it is encrypted, of the old .doc format, damaged, or empty.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    with path.open("rb") as handle:
        check_archive(path, handle.read(16), needs="word/document.xml", kind="Word（.docx）")
    try:
        document = docx.Document(str(path))
        text = "\n".join(_lines(document))
        title = document.core_properties.title or ""
    except (OpcError, XMLSyntaxError, RuntimeError, *_DAMAGE) as error:
        raise UnreadableError("Word 文件损坏，打不开", "请用 Word 打开修复后另存一份") from error
    yield Document(source, check_text(text), title=title.strip() if title.strip() and title.strip() in text else "")
