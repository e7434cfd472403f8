"""Word documents: paragraphs with their automatic numbers, tables row by row, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.readers.limits import check_archive, check_text
from pipeline.readers.numbering import Numbering
from pipeline.records import Document


def _table_lines(table: Any) -> Iterator[str]:  # noqa: ANN401 — python-docx table
    """A line a row, cells apart by tabs; a merged cell counts once."""
    for row in table.rows:
        cells: list[str] = []
        seen: list[Any] = []
        for cell in row.cells:
            if any(cell._tc is other for other in seen):
                continue
            seen.append(cell._tc)
            cells.append(" ".join(cell.text.split()))
        line = "\t".join(cells).strip()
        if line:
            yield line


def _lines(document: Any) -> Iterator[str]:  # noqa: ANN401 — python-docx document
    from docx.table import Table

    numbering = Numbering(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_lines(block)
        elif block.text.strip():
            yield numbering.mark(block) + block.text


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
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableError("Word 文件损坏，打不开", "请用 Word 打开修复后另存一份") from error
    yield Document(source, check_text(text), title=title.strip() if title.strip() and title.strip() in text else "")
