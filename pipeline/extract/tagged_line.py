"""A line cut into tokens with parts of speech, as the growth of unit names needs it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pipeline.lexicon.unit_words import unit_words

MASK: Final = r"(?:(?<![A-Za-z])[A-Z]\d{0,2}|某|[Xx×]{1,4})"  # what publishers put for the name of a region
_HIDDEN_REGION: Final = re.compile(rf"{MASK}(?=[省市县区镇乡村])")


@cache
def _tagger() -> Any:  # noqa: ANN401 — the library has no types
    import rjieba

    engine = rjieba.Jieba()
    for word in (*unit_words().names, *unit_words().heads):
        engine.add_word(word, None, None)
    return engine


def is_known(word: str) -> bool:
    """Whether the dictionary holds a word; names of places and firms are mostly not in it."""
    return bool(_tagger().has_word(word))


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """A line with its tokens: start offsets (with the end as sentinel) and part-of-speech tags."""

    text: str
    starts: list[int]
    tags: list[str]

    def ends_token(self, end: int) -> bool:
        """Whether a word ends at `end`: a token does, or the token there is none that the dictionary knows."""
        at = bisect_left(self.starts, end)
        if self.starts[at] == end:
            return True
        return not is_known(self.text[self.starts[at - 1] : self.starts[at]])

    def token(self, end: int) -> tuple[int, str] | None:
        """Start and tag of the token that ends at `end`; a token cut by `end` gives its left part."""
        if end <= 0:
            return None
        at = bisect_left(self.starts, end) - 1
        return self.starts[at], self.tags[at]

    def token_at(self, start: int) -> tuple[str, str]:
        """Word and tag of the token that begins at `start`."""
        at = bisect_left(self.starts, start)
        return self.text[self.starts[at] : self.starts[at + 1]], self.tags[at]


def tag_line(line: str) -> TaggedLine:
    """Cut and tag one line.

    >>> tag_line("青陂县住建局").starts[0]
    0
    """
    starts, tags, at = [], [], 0
    hidden = {match.end() for match in _HIDDEN_REGION.finditer(line)}
    for word, tag in _tagger().tag(line):
        starts.append(at)
        if at in hidden and len(word) > 1:  # K7 + 县宏锐: the dictionary does not know that 县 ends a masked name
            tags.append("n")
            starts.append(at + 1)
            tag = "nz"
        tags.append(tag)
        at += len(word)
    return TaggedLine(line, [*starts, len(line)], tags)
