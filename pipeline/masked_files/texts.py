"""Masks what the readers read and writes it as text or as Word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipeline.errors import UsageError
from pipeline.tables.write import whole

TEXT_FORMATS: Final = (".txt", ".md", ".docx")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_text(path: Path, text: str) -> None:
    """Write a masked text as the suffix says: txt and md as UTF-8, docx with one paragraph a line; whole or not at all.

    Raises:
        UsageError: the suffix is none of `TEXT_FORMATS`.
    """
    suffix = path.suffix.lower()
    if suffix not in TEXT_FORMATS:
        raise UsageError(f"--out 的后缀应为 {'、'.join(TEXT_FORMATS)} 之一，得到“{path.name}”")
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as beside:
        if suffix == ".docx":
            _write_word(beside, text)
        else:
            with beside.open("w", encoding="utf-8", errors="replace", newline="") as handle:
                handle.write(text)


def _write_word(path: Path, text: str) -> None:
    import docx

    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(_NOT_XML.sub("", line))
    with path.open("wb") as handle:
        document.save(handle)
