"""Cue words of corpora/lexicon/cues.csv: what points to a category, to a mood, or to who is spoken of.

A cue may hold one `*`, which stands for up to ten characters: `跑了*趟` is found in 跑了足足五趟. Cues are leads for the
classifier, never verdicts: each group becomes a feature whose worth training decides. Each category has two groups: cues that
name its failing (推诿), and `疑似` ones that only suggest it (迟迟没动工) and are often said of private parties too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.phrases import Automaton
from pipeline.lexicon.tables import choice, read_table, words
from pipeline.records import CATEGORIES

MOODS: Final = ("消解", "否定", "假设", "祈使", "询问")  # resolved, negated, hypothetical, asked for, asked
FAINT: Final = tuple(f"疑似{name}" for name in CATEGORIES)
ACTORS: Final = ("公家", "私人")  # who is spoken of: public power and public utilities, or private parties
GROUPS: Final = (*CATEGORIES, *FAINT, *MOODS, *ACTORS)
_GAP: Final = 10  # characters that `*` may stand for
_START: Final = itemgetter(0)

Found = tuple[int, int, str]  # start, end, group


class CueFinder:
    """Finds cues, overlaps included.

    >>> finder = CueFinder([("跑了*趟", "主动"), ("局", "公家")])
    >>> finder.find("去局里跑了足足五趟")
    [(1, 2, '公家'), (3, 9, '主动')]
    """

    def __init__(self, cues: Iterable[tuple[str, str]]) -> None:
        number: dict[str, int] = {}  # of each word that a cue consists of
        whole: dict[int, list[str]] = {}  # groups of a cue without `*`
        tails: dict[int, dict[int, list[str]]] = {}  # by head and tail, groups of a cue with `*`
        for cue, group in cues:
            head, _, tail = cue.partition("*")
            first = number.setdefault(head, len(number))
            if not tail:
                whole.setdefault(first, []).append(group)
                continue
            second = number.setdefault(tail, len(number))
            tails.setdefault(first, {}).setdefault(second, []).append(group)
        self._means = [(whole.get(word, ()), tails.get(word)) for word in range(len(number))]
        self._ends = frozenset(tail for of_head in tails.values() for tail in of_head)
        self._words = Automaton(list(number), longest=False)

    def find(self, text: str) -> list[Found]:
        """Half-open spans and groups, in order of their starts."""
        hits = self._words.find(text)
        ends: list[tuple[int, int, int]] | None = None  # of hits that may be tails; few texts ask for them
        found: list[Found] = []
        for word, start, end in hits:
            whole, tails = self._means[word]
            for group in whole:
                found.append((start, end, group))
            if tails is not None:
                if ends is None:
                    ends = sorted((start, end, word) for word, start, end in hits if word in self._ends)
                found += [(start, stop, group) for stop, group in _reached(tails, ends, end)]
        found.sort(key=_START)
        return found


def _reached(
    tails: Mapping[int, list[str]], ends: Sequence[tuple[int, int, int]], at: int
) -> Iterator[tuple[int, str]]:
    """Ends and groups of the cues whose head ends at `at`; of each tail the nearest counts."""
    seen: set[int] = set()
    for place in range(bisect_left(ends, (at,)), len(ends)):
        start, end, word = ends[place]
        if start > at + _GAP:
            return
        if word in tails and word not in seen:
            seen.add(word)
            yield from ((end, group) for group in tails[word])


@cache
def cue_finder(groups: frozenset[str] = frozenset(GROUPS)) -> CueFinder:
    """Finder of the cues of the table, of all groups or of some.

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
            if group in groups:
                cues.append((cue, group))
    return CueFinder(cues)
