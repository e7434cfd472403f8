"""Recognises the marks that open headings and items of official documents, by level.

Levels follow GB/T 9704-2012 §7.3.3: 一、 → （一） → 1. → （1）, then the run-in enumerations 一是 / 一要 / 第一， / 首先 of speeches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_HAN = "一二三四五六七八九十百"
RUN_IN: Final = 5  # level of the enumerations that open a sentence, not a section
_MARKS: Final = (
    (0, re.compile(r"第[一二三四五六七八九十百零\d]{1,4}[章节编篇](?=[\s　、])")),
    (1, re.compile(rf"[{_HAN}]{{1,4}}、")),
    (2, re.compile(rf"[（(][{_HAN}]{{1,4}}[）)]、?")),
    (3, re.compile(r"\d{1,3}(?:[.．、](?!\d)|(?=[)）]))[)）]?")),
    (4, re.compile(r"[（(]\d{1,3}[）)]|[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮]")),
    (
        RUN_IN,
        re.compile(
            rf"[{_HAN}]{{1,3}}[是要](?![否不])|第[{_HAN}]{{1,3}}[，,、:：]|(?:首先|其次|再次|最后)[，,]|其[一二三四五六七八九十][，,]"
        ),
    ),
)
_ANY: Final = re.compile("|".join(pattern.pattern for _, pattern in _MARKS))  # most sentences open with none
_FIRST: Final = frozenset(f"{_HAN}第（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮首其再最")  # a mark begins with one of these or a digit
_ITEM_LENGTH: Final = 40
_HEADING_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """An enumeration mark: its level (0 chapter … 5 run-in) and its text."""

    level: int
    text: str


def mark_at(sentence: str) -> Mark | None:
    """The mark that opens `sentence` or, run-in, stands behind its colon (主要有：一是…), if any.

    >>> mark_at("（二）存在问题"), mark_at("3.5万元")
    (Mark(level=2, text='（二）'), None)
    >>> mark_at("一是推诿多。").level, mark_at("一要提高站位。").level
    (5, 5)
    """
    first = sentence[:1]
    if (first in _FIRST or first.isdecimal()) and _ANY.match(sentence):
        level, found = next((level, found) for level, pattern in _MARKS if (found := pattern.match(sentence)))
        return Mark(level, found.group())
    behind = _MARKS[RUN_IN][1].match(sentence, sentence.rfind("：") + 1) if "：" in sentence else None
    return Mark(RUN_IN, behind.group()) if behind else None


def is_heading_line(line: str, mark: Mark | None) -> bool:
    """Whether a whole line is a heading: marked, short, without the full stop of a sentence."""
    return (
        mark is not None and mark.level < RUN_IN and len(line) <= _HEADING_LENGTH and line[-1] not in "。；！？!?;…，"
    )


def heading_text(sentence: str) -> str:
    """The sentence as it is shown in a section path: one line, without its stop, cut at the first clause when long.

    >>> heading_text("一是大局意识不强、谋划视野不宽。")
    '一是大局意识不强、谋划视野不宽'
    """
    text = sentence.rstrip("。；：，！？:;!? ")
    if len(text) <= _ITEM_LENGTH:
        return text
    clause = re.split(r"[，：；。]", text, maxsplit=1)[0]
    return clause if len(clause) <= _ITEM_LENGTH else clause[: _ITEM_LENGTH - 1] + "…"
