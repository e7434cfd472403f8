"""Automatic numbering of Word paragraphs, written out: the numbers that Word shows are no part of a paragraph's text.

ECMA-376 part 1, §17.9: a paragraph's (or its style's) numId leads to an abstract numbering, whose level gives the
number format and the text pattern (%1 is the counter of level 0).
"""

from __future__ import annotations

import re
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "〇一二三四五六七八九"
_HAN_FORMATS: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    }
)
_DEEPEST: Final = 10  # styles that a style may be based on


def han_number(number: int) -> str:
    """Chinese numeral below one hundred, as headings use it; larger ones stay Arabic.

    >>> han_number(3), han_number(12), han_number(40)
    ('三', '十二', '四十')
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _format(number: int, style: str) -> str:
    if style in _HAN_FORMATS:
        return han_number(number)
    if style == "decimalEnclosedCircleChinese" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    return str(number)


class Numbering:
    """Counters of all lists of one Word document; feed it the paragraphs in order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 — python-docx document
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counters: dict[str, list[int]] = {}
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for number in root.findall(f"{_W}num"):
            abstract = number.find(f"{_W}abstractNumId")
            if abstract is not None:
                self._abstract[number.get(f"{_W}numId")] = abstract.get(f"{_W}val")
        for abstract in root.findall(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId")
            for level in abstract.findall(f"{_W}lvl"):
                values = {key: level.find(f"{_W}{key}") for key in ("numFmt", "lvlText", "start")}
                style, pattern, start = (None if e is None else e.get(f"{_W}val") for e in values.values())
                depth = int(level.get(f"{_W}ilvl") or 0)
                self._levels[name, depth] = (
                    style or "decimal",
                    pattern or "",
                    int(start) if start and start.isdigit() else 1,
                )

    def mark(self, paragraph: Any) -> str:  # noqa: ANN401 — python-docx paragraph
        """Number that Word shows before a paragraph, empty if none (bullets count as none)."""
        found = self._place(paragraph)
        if found is None:
            return ""
        number, depth = found
        abstract = self._abstract.get(number, "")
        if (abstract, depth) not in self._levels:
            return ""
        counters = self._counters.setdefault(abstract, [])
        while len(counters) <= depth:
            counters.append(self._levels.get((abstract, len(counters)), ("", "", 1))[2] - 1)
        del counters[depth + 1 :]
        counters[depth] += 1
        style, pattern, _ = self._levels[abstract, depth]
        if style in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            if level >= len(counters):
                return ""
            return _format(max(1, counters[level]), self._levels.get((abstract, level), ("decimal", "", 1))[0])

        return re.sub(r"%([1-9])", shown, pattern)

    @staticmethod
    def _place(paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401 — python-docx paragraph
        """NumId and level, from the paragraph or the styles it is based on."""
        properties, style = paragraph._p.pPr, paragraph.style
        for _ in range(_DEEPEST):
            numbers = None if properties is None else properties.find(f"{_W}numPr")
            if numbers is not None:
                number, depth = numbers.find(f"{_W}numId"), numbers.find(f"{_W}ilvl")
                name = None if number is None else number.get(f"{_W}val")
                if name is not None:
                    return None if name == "0" else (name, int(depth.get(f"{_W}val") or 0) if depth is not None else 0)
            if style is None:
                return None
            properties, style = style.element.find(f"{_W}pPr"), style.base_style
        return None
