"""Cue words of corpora/lexicon/cues.csv: what points to a category, to a mood, or to who is spoken of.

A cue may hold one `*`, which stands for up to ten characters: `跑了*趟` is found in 跑了足足五趟. Cues are leads for the
classifier, never verdicts: each group becomes a feature whose worth training decides. Each category has two groups: cues that
name its failing (推诿), and `疑似` ones that only suggest it (迟迟没动工) and are often said of private parties too.
"""

from __future__ import annotations

from collections.abc import Iterable
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
        whole: dict[str, list[str]] = {}  # groups of a cue without `*`
        tails: dict[str, dict[str, list[str]]] = {}  # by head and tail, groups of a cue with `*`
        for cue, group in cues:
            head, _, tail = cue.partition("*")
            if tail:
                tails.setdefault(head, {}).setdefault(tail, []).append(group)
            else:
                whole.setdefault(head, []).append(group)
        self._ahead = _GAP + max((len(tail) for of_head in tails.values() for tail in of_head), default=0)
        words = list(dict.fromkeys([*whole, *tails]))
        self._means = [(whole.get(word, ()), tuple(tails.get(word, {}).items())) for word in words]
        self._words = Automaton(words, longest=False)

    def find(self, text: str) -> list[Found]:
        """Half-open spans and groups, in order of their starts; of each tail behind a head the nearest counts."""
        found: list[Found] = []
        for word, start, end in self._words.find(text):
            whole, tails = self._means[word]
            for group in whole:
                found.append((start, end, group))
            if not tails:
                continue
            ahead = text[end : end + self._ahead]
            for tail, groups in tails:
                # Few tails follow their head, and to ask whether one does is the quickest of questions.
                if tail in ahead and 0 <= (at := ahead.find(tail)) <= _GAP:
                    stop = end + at + len(tail)
                    found += [(start, stop, group) for group in groups]
        found.sort(key=_START)
        return found


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
