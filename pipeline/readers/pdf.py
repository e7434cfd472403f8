"""PDF files with a text layer; scanned ones go to the reader of pictures where the `ocr` extra is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.readers.limits import MAX_PAGES, MAX_TEXT, check_text
from pipeline.readers.paragraphs import join_lines
from pipeline.records import Document

_TOO_FEW: Final = 8  # characters a page below which a file counts as scanned


def _pages(document: Any) -> list[str]:  # noqa: ANN401 — pypdfium2 document
    if len(document) > MAX_PAGES:
        raise UnreadableError(f"有 {len(document)} 页，超过上限 {MAX_PAGES} 页", "请拆成几个文件")
    pages: list[str] = []
    total = 0
    for page in document:
        textpage = page.get_textpage()
        pages.append(textpage.get_text_bounded())
        textpage.close()
        page.close()
        total += len(pages[-1])
        if total > MAX_TEXT:
            raise UnreadableError(f"文字超过上限 {MAX_TEXT} 字", "请拆成几个文件")
    return pages


def read_pdf(path: Path, source: str) -> Iterator[Document]:
    """One document a file.

    Raises:
        UnreadableError: it is encrypted, damaged, no PDF, or scanned and the `ocr` extra is not installed.
    """
    import pypdfium2

    with path.open("rb") as handle:
        if b"%PDF" not in handle.read(1_024):
            raise UnreadableError("内容不是 PDF（后缀不对）", "请改正后缀再试")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("PDF 已加密", "请取消密码后再试") from error
        raise UnreadableError("PDF 损坏，打不开", "请重新导出或另存一份") from error
    try:
        pages = _pages(document)
        if sum(len(page.strip()) for page in pages) < _TOO_FEW * len(pages):
            from pipeline.readers.picture import read_pages

            text = read_pages(page.render(scale=200 / 72).to_numpy() for page in document)
        else:
            text = join_lines(pages)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("PDF 损坏，有的页读不出", "请重新导出或另存一份") from error
    finally:
        document.close()
    yield Document(source, check_text(text))
