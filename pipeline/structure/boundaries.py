"""Splits text into sentence spans as section 0 of the annotation guide says.

A sentence ends at 。！？； or at a line break (a tab, too, which separates table cells); not inside quotes, brackets or
book-title marks. A quote that ends its own sentence (他说：“会议多。”) ends the outer one as well. Every step is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

Span = tuple[int, int]

_PAIRS: Final = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "《": "》",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_CLOSERS: Final = frozenset(_PAIRS.values())
_QUOTE_ENDS: Final = frozenset('”’」』"')
_STOPS: Final = frozenset("。！？；!?;")
_STOP: Final = re.escape("".join(sorted(_STOPS)))
_PAIRED: Final = re.escape("".join(_PAIRS) + "".join(sorted(_CLOSERS)) + '"')
_MARKS: Final = re.compile(f"[{_STOP}{_PAIRED}]")
_ANY_PAIRED: Final = re.compile(f"[{_PAIRED}]")
# A line whose paired marks stand in pairs, none within another and none with a stop inside: they change nothing.
_EVEN: Final = re.compile(
    rf"[^{_PAIRED}]*+(?:(?:"
    + "|".join(
        f"{re.escape(opens)}[^{_STOP}{_PAIRED}]*+{re.escape(closes)}" for opens, closes in (*_PAIRS.items(), '""')
    )
    + rf")[^{_PAIRED}]*+)*+"
)
# A sentence of such a line, or one without paired marks, from its first character that is no blank.
_PLAIN: Final = re.compile(rf"[^{_STOP}\s][^{_STOP}]*[{_STOP}]*|[{_STOP}]+")
# After a closing quote, these continue the sentence; anything else starts a new one.
_CONTINUES: Final = frozenset("，、；：。！？,;:!?）)》的地得之等")
_SAID: Final = re.compile(r"[\u4e00-\u9fff]{1,8}(?:说|表示|介绍|坦言|回忆)(?:道)?[。，：]")  # “……。”他说。
_LINE: Final = re.compile(r"[^\n\r\t\u2028\u2029\u0085]+")
_NESTED: Final = 8  # marks open at once; more are no text
_MAX_PAIR: Final = 300  # an opening mark without its partner within this many characters is taken as a slip


def _closed_pairs(marks: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Outermost matched pairs as `(open, close)` offsets; `marks` are those of a line; unmatched ones are ignored."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for at, mark in marks:
        if mark in _STOPS:
            continue
        if mark == '"':
            if not any(kind == '"' for kind, _ in stack[-_NESTED:]):
                stack.append(('"', at))
                continue
        elif mark in _PAIRS:
            stack.append((_PAIRS[mark], at))
            continue
        elif mark not in _CLOSERS:
            continue
        while stack and at - stack[-1][1] > _MAX_PAIR:
            stack.pop()
        if any(kind == mark for kind, _ in stack[-_NESTED:]):
            while stack[-1][0] != mark:
                stack.pop()
            opened = stack.pop()[1]
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, at))
    return pairs


def _stops(line: str) -> Iterator[int]:
    """Offsets just behind the end of each sentence but the last."""
    marks = [(match.start(), match.group()) for match in _MARKS.finditer(line)]
    pairs = _closed_pairs(marks)
    closing = {close: opened for opened, close in pairs}
    inside = 0
    for at, mark in marks:
        while inside < len(pairs) and pairs[inside][1] < at:
            inside += 1
        within = inside < len(pairs) and pairs[inside][0] < at < pairs[inside][1]
        if mark in _STOPS and not within:
            if at + 1 < len(line) and line[at + 1] in _STOPS:
                continue
            end = at + 1
            while end < len(line) and line[end] in _CLOSERS:  # their partners are missing or stand in another line
                end += 1
            yield end
        elif at in closing and mark in _QUOTE_ENDS and _ends_outer(line, closing[at], at):
            yield at + 1


def _ends_outer(line: str, opened: int, closed: int) -> bool:
    """Whether the quote `line[opened:closed + 1]` ends the sentence that it stands in."""
    last = line[closed - 1] if closed > opened else ""
    after = line[closed + 1 : closed + 2]
    if not after or after in _CONTINUES or after in _STOPS:
        return False
    if _SAID.match(line, closed + 1):
        return False
    introduced = opened > 0 and line[opened - 1] in "：:"
    return last == "。" or (last in "！？!?" and introduced)


def _among_pairs(line: str, offset: int) -> Iterator[Span]:
    """Spans of the sentences of a line with paired marks that begins at `offset` of the text."""
    begin = 0
    for end in [*_stops(line), len(line)]:
        piece = line[begin:end]
        stripped = piece.strip()
        if stripped:
            start = offset + begin + len(piece) - len(piece.lstrip())
            yield start, start + len(stripped)
        begin = end


def paragraph_spans(text: str) -> list[list[Span]]:
    r"""Half-open spans of the sentences of each paragraph, blanks at both ends trimmed, empty ones left out.

    >>> paragraph_spans("会议多。文件多。\n\n没人管。")
    [[(0, 4), (4, 8)], [(10, 14)]]
    >>> text = "会议多。他说：“会议多。”基层累；\n“办不了！”就挂了"
    >>> [[text[a:b] for a, b in spans] for spans in paragraph_spans(text)]
    [['会议多。', '他说：“会议多。”', '基层累；'], ['“办不了！”就挂了']]
    """
    paired = _ANY_PAIRED.search(text)
    paragraphs = []
    for match in _LINE.finditer(text):
        start, line = match.start(), match.group().rstrip()
        if paired and not _EVEN.fullmatch(line):
            spans = list(_among_pairs(line, start))
        else:
            spans = [sentence.span() for sentence in _PLAIN.finditer(text, start, start + len(line))]
        if spans:
            paragraphs.append(spans)
    return paragraphs
