"""Puts each sentence in its place: section path, paragraph, governing lead, 比如-examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.records import Sentence
from pipeline.structure.boundaries import Span, sentence_spans
from pipeline.structure.headings import RUN_IN, heading_text, is_heading_line, mark_at

_EXAMPLE: Final = re.compile(r"(?:又|再|还)?(?:比如|例如|譬如|如)(?:说)?[，,：:]|(?:又|再)如[，,：:]?|比如|例如|譬如")


@dataclass(slots=True)
class _Open:
    """Headings open at this point, outermost first: `(level, text, sentence index)`."""

    stack: list[tuple[int, str, int]] = field(default_factory=list)

    def close(self, level: int) -> None:
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()

    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text, _ in self.stack)

    def lead(self) -> int | None:
        return self.stack[-1][2] if self.stack else None


def _paragraph_numbers(text: str, spans: list[Span]) -> list[int]:
    """Paragraph of each sentence: how many line breaks with text between stand before it."""
    numbers: list[int] = []
    current, previous = -1, 0
    for start, end in spans:
        between = text[previous:start]
        if current < 0 or any(mark in between for mark in "\n\r\t\u2028\u2029\u0085"):
            current += 1
        numbers.append(current)
        previous = end
    return numbers


def outline(text: str) -> list[Sentence]:
    r"""Sentences of a document in order, each with its section path.

    A heading line opens a section until a heading of its level or above. A run-in mark (一是…) or a marked sentence
    inside a paragraph governs the rest of that paragraph only.

    >>> text = "一、存在问题\n一是推诿多。窗口不接。\n二、要求\n要改。"
    >>> [(s.text, s.section) for s in outline(text)][1:3]
    [('一是推诿多。', ('一、存在问题',)), ('窗口不接。', ('一、存在问题', '一是推诿多'))]
    """
    spans = sentence_spans(text)
    paragraphs = _paragraph_numbers(text, spans)
    sentences: list[Sentence] = []
    opened = _Open()
    for index, ((start, end), paragraph) in enumerate(zip(spans, paragraphs, strict=True)):
        words = text[start:end]
        first = index == 0 or paragraphs[index - 1] != paragraph
        alone = first and (index + 1 == len(spans) or paragraphs[index + 1] != paragraph)
        mark = mark_at(words)
        if first:
            opened.close(RUN_IN)
        if mark:
            opened.close(mark.level)
        heading = alone and is_heading_line(words, mark)
        sentences.append(
            Sentence(
                index=index,
                start=start,
                end=end,
                text=words,
                section=opened.path(),
                paragraph=paragraph,
                enumerator=mark.text if mark else "",
                lead=opened.lead(),
                is_heading=heading,
                is_example=bool(_EXAMPLE.match(words)),
            )
        )
        if mark and (heading or not alone):
            opened.stack.append((mark.level, heading_text(words), index))
    return sentences
