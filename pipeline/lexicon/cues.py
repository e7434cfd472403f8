"""Cue words of corpora/lexicon/cues.csv: what points to a category, to a mood, or to who is spoken of.

A cue may hold one `*`, which stands for up to ten characters: `跑了*趟` is found in 跑了足足五趟. Cues are leads for the
classifier, never verdicts: each group becomes a feature whose worth training decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.phrases import openings
from pipeline.lexicon.tables import choice, read_table, words
from pipeline.records import CATEGORIES

MOODS: Final = ("消解", "否定", "假设", "祈使", "询问")  # resolved, negated, hypothetical, asked for, asked
ACTORS: Final = ("公家", "私人")  # who is spoken of: public power and public utilities, or private parties
GROUPS: Final = (*CATEGORIES, *MOODS, *ACTORS)
_GAP: Final = 10  # characters that `*` may stand for
_KEY: Final = 2

Cue = tuple[str, str, str]  # head, tail behind `*` (may be empty), group


class CueFinder:
    """Finds cues by their first two characters (a one-character head by its one), overlaps included.

    >>> finder = CueFinder([("跑了*趟", "主动"), ("局", "公家")])
    >>> list(finder.find("去局里跑了足足五趟"))
    [(1, 2, '公家'), (3, 9, '主动')]
    """

    def __init__(self, cues: Iterable[tuple[str, str]]) -> None:
        self._index: dict[str, list[Cue]] = {}
        for cue, group in cues:
            head, _, tail = cue.partition("*")
            self._index.setdefault(head[:_KEY], []).append((head, tail, group))
        self._openings = openings(self._index.keys())

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Half-open spans and groups, in order of their starts."""
        index = self._index
        for opening in self._openings.finditer(text):
            at = opening.start()
            first, pair = opening.group(), text[at : at + _KEY]
            for key in (pair, first) if len(pair) == _KEY else (first,):
                for head, tail, group in index.get(key, ()):
                    if not text.startswith(head, at):
                        continue
                    end = at + len(head)
                    if tail:
                        found = text.find(tail, end, end + _GAP + len(tail))
                        if found < 0:
                            continue
                        end = found + len(tail)
                    yield at, end, group


@cache
def cue_finder() -> CueFinder:
    """Finder of all cues of the table.

    Raises:
        DataFileError: an unknown group, an empty cue, or more than one `*`.
    """
    path = paths.lexicon() / "cues.csv"
    cues: list[tuple[str, str]] = []
    for line, row in read_table(path, ("group", "words", "note")):
        group = choice(path, line, row, "group", GROUPS)
        for cue in words(row["words"]):
            head, star, tail = cue.partition("*")
            if not head or "*" in tail or bool(star) != bool(tail):
                raise DataFileError(path, line, f"线索“{cue}”写法不对", "* 只能有一个，前后都要有字")
            cues.append((cue, group))
    return CueFinder(cues)
