"""HTML pages: block elements become lines, scripts and styles vanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode
from pipeline.readers.limits import check_text
from pipeline.records import Document

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_CELLS: Final = frozenset({"td", "th"})
_SKIPPED: Final = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "button"]
)
_CHARSET: Final = re.compile(rb"charset=[\"']?([\w\-]{2,20})", re.IGNORECASE)


def html_text(markup: str) -> tuple[str, str]:
    r"""Title and text of a page.

    >>> html_text("<title>通报</title><p>窗口 无人。<script>x</script></p><p>已改</p>")
    ('通报', '窗口 无人。\n已改')
    """
    from lxml import etree, html

    if not markup.strip():
        return "", ""
    try:
        parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError("网页内容损坏，解析不了", "请在浏览器中打开后另存为文本") from error
    pieces: list[str] = []
    _walk(root, pieces)
    lines = (
        re.sub(r"[ \t\r\n\u00a0]*\t[ \t\r\n\u00a0]*", "\t", re.sub(r"[ \r\n\u00a0]+", " ", line)).strip()
        for line in "".join(pieces).split("\0")
    )
    return (root.findtext(".//title") or "").strip(), "\n".join(line for line in lines if line)


def _walk(root: Any, pieces: list[str]) -> None:  # noqa: ANN401 — lxml element
    """Texts in document order without recursion; NUL marks a line break, tab a cell."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            pieces.append("\0" if tag in _BLOCKS else "\t" if tag in _CELLS else "")
            pieces.append((node.tail or "").replace("\0", ""))
            continue
        if tag in _SKIPPED:
            pieces.append((node.tail or "").replace("\0", ""))
            continue
        if tag in _BLOCKS:
            pieces.append("\0")
        pieces.append((node.text or "").replace("\0", ""))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def read_html(path: Path, source: str) -> Iterator[Document]:
    """One document a page.

    Raises:
        UnreadableError: the page is damaged or holds no text.
    """
    data = path.read_bytes()
    declared = _CHARSET.search(data[:2_048])
    name = declared[1].decode("ascii", "ignore").lower() if declared else ""
    title, text = html_text(decode(data, name))
    yield Document(source, check_text(text), title=title)
