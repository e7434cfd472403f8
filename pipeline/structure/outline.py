"""Puts each sentence in its place: section path, paragraph, governing lead, 比如-examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.records import Sentence
from pipeline.structure.boundaries import Span, paragraph_spans
from pipeline.structure.headings import RUN_IN, heading_text, is_heading_line, mark_at

_EXAMPLE: Final = re.compile(r"(?:又|再|还)?(?:比如|例如|譬如|如)(?:说)?[，,：:]|(?:又|再)如[，,：:]?|比如|例如|譬如")
_EXAMPLES: Final = tuple("又再还比例譬如")


class _Open:
    """Headings open at this point, outermost first: `(level, section path, sentence index)`; the first is the document."""

    __slots__ = ("stack",)

    def __init__(self) -> None:
        self.stack: list[tuple[int, tuple[str, ...], int | None]] = [(-1, (), None)]

    def close(self, level: int) -> None:
        while self.stack[-1][0] >= level:
            self.stack.pop()

    def open(self, level: int, text: str, index: int) -> None:
        self.stack.append((level, (*self.stack[-1][1], text), index))


def outline(text: str, paragraphs: Sequence[Sequence[Span]] | None = None) -> list[Sentence]:
    r"""Sentences of a document in order, each with its section path; `paragraphs` are its `paragraph_spans`, where known.

    A heading line opens a section until a heading of its level or above. A run-in mark (一是…) or a marked sentence
    inside a paragraph governs the rest of that paragraph only.

    >>> text = "一、存在问题\n一是推诿多。窗口不接。\n二、要求\n要改。"
    >>> [(s.text, s.section) for s in outline(text)][1:3]
    [('一是推诿多。', ('一、存在问题',)), ('窗口不接。', ('一、存在问题', '一是推诿多'))]
    """
    sentences: list[Sentence] = []
    opened = _Open()
    for paragraph, spans in enumerate(paragraph_spans(text) if paragraphs is None else paragraphs):
        opened.close(RUN_IN)
        alone = len(spans) == 1
        for start, end in spans:
            index, words = len(sentences), text[start:end]
            mark = mark_at(words)
            if mark:
                opened.close(mark.level)
            heading = alone and is_heading_line(words, mark)
            _, section, lead = opened.stack[-1]
            example = words.startswith(_EXAMPLES) and _EXAMPLE.match(words) is not None
            enumerator = mark.text if mark else ""
            sentences.append(Sentence(index, start, end, words, section, paragraph, enumerator, lead, heading, example))
            if mark and (heading or not alone):
                opened.open(mark.level, heading_text(words), index)
    return sentences
