"""Joins lines as a page sets them into paragraphs, for PDF files and recognised pictures."""

from __future__ import annotations

import re
from typing import Final

_FULL: Final = 0.85  # a line this long, against the longest, runs on in the next one
_ENDS: Final = re.compile(r"[。！？；：!?;:”」』）)]\s*$")
_OPENS: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、]|第[一二三四五六七八九十]{1,3}[条章])"
)
_PAGE_NUMBER: Final = re.compile(r"\s*[—\-–－]?\s*\d{1,4}\s*[—\-–－]?\s*")


def join_lines(pages: list[str]) -> str:
    r"""Lines as they were set → paragraphs: a full line without a stop runs on (behind a blank in English); page numbers are dropped.

    >>> join_lines(["窗口长时间无人值守，群众反映强\n烈。\n— 1 —", "二、要求"])
    '窗口长时间无人值守，群众反映强烈。\n二、要求'
    """
    lines: list[str] = []
    for page in pages:
        found = [line.strip(" \t\r\u3000") for line in page.replace("\ufffe", "-").replace("\r", "\n").split("\n")]
        found = [line for line in found if line]
        if found and _PAGE_NUMBER.fullmatch(found[-1]):
            found.pop()
        lines += found
    width = max((len(line) for line in lines), default=0)
    text: list[str] = []
    for at, line in enumerate(lines):
        runs_on = (
            at > 0
            and len(lines[at - 1]) >= _FULL * width
            and not _ENDS.search(lines[at - 1])
            and not _OPENS.match(line)
        )
        if runs_on:
            english = text[-1][-1].isascii() and line[0].isascii() and line[0].isalpha()
            text[-1] += f" {line}" if english else line
        else:
            text.append(line)
    return "\n".join(text)
