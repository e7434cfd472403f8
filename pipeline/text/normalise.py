"""Normalises text for the classifier without moving an offset.

`fold` maps character to character, so its result has the length of its input: full-width forms become ASCII,
traditional becomes simplified, odd blanks become spaces. `squeeze` drops blanks, masks numbers and keeps the way back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.tables import simplified
from pipeline.text.placeholders import TYPES

_BLANK = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
# A run of digits, one to four X that stand for digits, or a placeholder of masking (【姓名1】), whose words are not the writer's.
# To look for one character of a set first is twice as quick.
_PLACEHOLDER = rf"(?<=【)(?:{'|'.join(TYPES)})[1-9]\d{{0,6}}】"
_NUMBER = rf"[\dXx×【](?:(?<=\d)[\d.,]*|(?<=[Xx×])[Xx×]{{0,3}}(?![A-Za-z])|{_PLACEHOLDER})"
_NUMBERS = re.compile(_NUMBER)
_BLANK_IN_LINE = re.compile(
    "[ \t\v\f\r\x1c-\x1f\x85\u2028\u2029]"
)  # of folded text; the engine finds what is listed sooner
_CHANGED = re.compile(rf"\s+|(?P<number>{_NUMBER})")
_HIDDEN_PLACE = re.compile(r"[A-Z]\d{0,2}(?=[省市县区镇乡州村])")
# Full-width punctuation that carries sentence structure stays as it is: the splitter and the features know it.
_KEPT = set("，。！？；：（）")


@cache
def _fold_table() -> dict[int, str]:
    table = dict(simplified())
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT}
    table |= {
        ord(mark): full for mark, full in {"!": "！", "?": "？", ";": "；", "﹔": "；", "﹖": "？", "﹗": "！"}.items()
    }
    table |= {ord(blank): " " for blank in _BLANK}
    table |= {ord(mark): " " for mark in _INVISIBLE}
    table |= dict.fromkeys(range(55296, 57344), "�")  # lone surrogates, which no encoder accepts
    return table


@cache
def _foldable() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, _fold_table())))}]")


def fold(text: str) -> str:
    """Map each character to its plain form; the result has the same length.

    >>> fold("辦理１２件，　推諉")
    '办理12件， 推诿'
    """
    table = _fold_table()
    # To look for what changes and to change that alone is six times as quick as `translate`, for little does.
    return _foldable().sub(lambda match: table[ord(match.group())], text)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Plain text for the classifier; character i stands for `given[starts[i]:ends[i]]` (`None`: nothing moved)."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of the half-open range `[start, end)` of `text`."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return self.starts[start], self.ends[end - 1]


def squeeze(text: str) -> Squeezed:
    """Fold, drop blanks and write each run of digits or of XX placeholders as one 0.

    Numbers are masked because 126 in 开会126次 is no word to learn from, while that a number stands there is. So are
    placeholders: a letter that was masked is judged as it was before.

    >>> s = squeeze("推 諉扯皮126次")
    >>> s.text, s.span(0, 2), s.span(4, 6)
    ('推诿扯皮0次', (0, 3), (5, 9))
    """
    folded = fold(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kept = 0  # up to where the text is squeezed
    for match in _CHANGED.finditer(folded):
        start, end = match.span()
        pieces.append(folded[kept:start])
        starts.extend(range(kept, start))
        ends.extend(range(kept + 1, start + 1))
        if match.lastgroup:
            pieces.append("0")
            starts.append(start)
            ends.append(end)
        kept = end
    if not kept:
        return Squeezed(folded)
    starts.extend(range(kept, len(folded)))
    ends.extend(range(kept + 1, len(folded) + 1))
    return Squeezed("".join([*pieces, folded[kept:]]), tuple(starts), tuple(ends))


def squeezed_texts(texts: Sequence[str], *, places_hidden: bool = False) -> list[str]:
    """The plain text of `squeeze` of each of several texts, in one pass over all, where no way back is needed.

    With `places_hidden`, letters that publishers put for the names of places (A市, B3区) become 某.

    >>> squeezed_texts(["推 諉扯皮126次", "", "XX局"]), squeezed_texts(["A3区1楼"], places_hidden=True)
    (['推诿扯皮0次', '', '0局'], ['某区0楼'])
    """
    if not texts:
        return []
    lines = "\n".join(texts)
    if lines.count("\n") >= len(texts):  # some text holds a line break itself
        lines = "\n".join([text.replace("\n", " ") for text in texts])
    lines = fold(_HIDDEN_PLACE.sub("某", lines) if places_hidden else lines)
    return _BLANK_IN_LINE.sub("", _NUMBERS.sub("0", lines)).split("\n")
