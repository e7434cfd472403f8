"""Plain text and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode
from pipeline.readers.limits import OLE, check_text
from pipeline.records import Document

_FOREIGN = {
    b"PK\x03\x04": "Office 或压缩文件",
    b"%PDF": "PDF",
    OLE: "旧版 Office 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
}


def read_text(path: Path, source: str) -> Iterator[Document]:
    """One document a file, the text exactly as decoded.

    Raises:
        UnreadableError: it is no text, empty, or in no known encoding.
    """
    data = path.read_bytes()
    for magic, name in _FOREIGN.items():
        if data.startswith(magic):
            raise UnreadableError(f"内容是{name}，不是文本（后缀不对）", "请改正后缀再试")
    yield Document(source, check_text(decode(data)))
