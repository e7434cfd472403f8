"""Lines cut into tokens with parts of speech, as the growth of unit names needs them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Any, Final

from pipeline.lexicon.unit_words import unit_words

MASK: Final = r"(?:(?<![A-Za-z])[A-Z]\d{0,2}|某|[Xx×]{1,4})"  # what publishers put for the name of a region
# Such a name, or its end, before the word for the region. One set of characters in front, for which the engine looks fastest.
_HIDDEN_REGION: Final = re.compile(r"[A-Z某x×](?:(?<=[某Xx×])|(?<=[A-Z])(?<![A-Za-z].)\d{0,2})(?=[省市县区镇乡村])")
_Piece = tuple[list[int], list[tuple[str, str]]]  # starts of the tokens, the end as sentinel; their words and tags
_STOPS: Final = "，。；！？：、\n\r"
_STOP: Final = re.compile(f"[{_STOPS}]")
_UP_TO_STOP: Final = re.compile(f"(?s:.*)[{_STOPS}]")


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


def tagged(text: str) -> list[tuple[str, str]]:
    """Words with their part-of-speech tags (jieba's tag set).

    >>> tagged("群众投诉")
    [('群众', 'n'), ('投诉', 'v')]
    """
    tokens: list[tuple[str, str]] = _tagger().tag(text)
    return tokens


class TaggedLine:
    """A line, or several, whose tokens, with their parts of speech, are known where they are asked for.

    A text is cut at its stops and at the ends of its lines, and each piece is cut out and tagged when first looked at: units
    stand in few of them. The tagger itself never joins words over a stop, so that the pieces give what the whole text gives.

    >>> TaggedLine("办了，青陂县住建局").token(9)
    (7, 'n')
    """

    __slots__ = ("_hidden", "_last", "_pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._hidden = _HIDDEN_REGION.search(text) is not None
        self._last: _Piece = ([0, 0], [])  # the piece looked at last: mostly it is the one that is wanted again
        self._pieces: dict[int, _Piece] = {}  # by their starts

    def _piece(self, offset: int) -> _Piece:
        """The piece that holds a character, its stop included."""
        starts = self._last[0]
        if not starts[0] <= offset < starts[-1]:
            before = _UP_TO_STOP.match(self.text, 0, offset)
            start = before.end() if before else 0
            if start not in self._pieces:
                stop = _STOP.search(self.text, offset)
                piece = self.text[start : stop.end() if stop else len(self.text)]
                self._pieces[start] = _tag(piece, start, hidden=self._hidden)
            self._last = self._pieces[start]
        return self._last

    def ends_token(self, end: int) -> bool:
        """Whether a word ends at `end`: a token does, or the token there is none that the dictionary knows.

        Mostly two characters tell, for no word of the dictionary holds both; tokens are cut for the others.
        """
        followers = unit_words().joins.get(self.text[end - 1])
        if followers is not None and self.text[end : end + 1] not in followers:
            return True
        starts, tokens = self._piece(end - 1)
        at = bisect_left(starts, end)
        return starts[at] == end or not is_known(tokens[at - 1][0])

    def token_ending(self, end: int) -> int | None:
        """Start of the token that ends at `end`, if one does."""
        starts, _ = self._piece(end - 1)
        at = bisect_left(starts, end)
        return starts[at - 1] if starts[at] == end else None

    def token(self, end: int) -> tuple[int, str] | None:
        """Start and tag of the token that ends at `end`, none behind a stop; a token cut by `end` gives its left part."""
        if end <= 0 or self.text[end - 1] in _STOPS:
            return None
        starts, tokens = self._piece(end - 1)
        at = bisect_left(starts, end) - 1
        return starts[at], tokens[at][1]

    def token_at(self, start: int) -> tuple[str, str]:
        """Word and tag of the token that begins at `start`."""
        starts, tokens = self._piece(start)
        return tokens[bisect_left(starts, start)]


def _tag(piece: str, start: int, *, hidden: bool) -> _Piece:
    """Tokens of a piece that begins at `start`; `hidden` says that masked regions are to be looked for in it."""
    tokens = tagged(piece)
    if hidden and (ends := {match.end() for match in _HIDDEN_REGION.finditer(piece)}):
        tokens = list(_parted(tokens, ends))
    return list(accumulate([len(word) for word, _ in tokens], initial=start)), tokens


def _parted(tokens: Iterable[tuple[str, str]], hidden: Container[int]) -> Iterator[tuple[str, str]]:
    """Tokens, those at a `hidden` region cut behind its first character: K7 + 县宏锐, for 县 ends a masked name."""
    at = 0
    for word, tag in tokens:
        if at in hidden and len(word) > 1:
            yield word[0], "n"
            yield word[1:], "nz"
        else:
            yield word, tag
        at += len(word)
