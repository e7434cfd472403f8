"""Cue words of corpora/lexicon/cues.csv: what points to a category, to a mood, or to who is spoken of.

A cue may hold one `*`, which stands for up to ten characters: `跑了*趟` is found in 跑了足足五趟. Cues are leads for the
classifier, never verdicts: each group becomes a feature whose worth training decides. Each category has two groups: cues that
name its failing (推诿), and `疑似` ones that only suggest it (迟迟没动工) and are often said of private parties too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

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
_MARKS: Final = {group: 1 << at for at, group in enumerate(GROUPS)}  # groups as bits of one number
_ACTOR_OF: Final = {0: "", **{_MARKS[actor]: actor for actor in ACTORS}}
_BOTH: Final = sum(_ACTOR_OF)
_NONE: Final[Mapping[str, int]] = {}
_SETS_KEPT: Final = 4096  # sets of groups: there are few in all letters

Found = tuple[int, int, str]  # start, end, group
_Pieces = tuple[tuple[str, int, tuple[str, ...], int], ...]  # other pieces of cues, reach, groups as names and as bits
# What is to be looked for where a word of the automaton stands: the groups of the word itself, where it is a cue without `*`,
# as names and as bits; what behind it completes a cue; what before it does. A bare tuple: those with names are taken apart
# several times slower, and it is done for each word found.
_Meaning = tuple[tuple[str, ...], int, _Pieces, _Pieces]


class Cues(NamedTuple):
    """What the cues of one stretch of text say; `last` is the actor named last in it, empty when none is named."""

    groups: frozenset[str]  # of categories and moods
    actor: str  # 公家, 私人, 两者, or empty
    last: str


class CueFinder:
    """Finds cues, overlaps included.

    Of a cue with `*` the rarer piece is looked for first, and the other one near it: that of the lesser count in `common`,
    else the longer one. What is found is the same whichever goes first.

    >>> finder = CueFinder([("跑了*趟", "主动"), ("局", "公家")])
    >>> finder.find("去局里跑了足足五趟")
    [(1, 2, '公家'), (3, 9, '主动')]
    """

    def __init__(self, cues: Iterable[tuple[str, str]], common: Mapping[str, int] = _NONE) -> None:
        whole: dict[str, list[str]] = {}  # groups of a cue without `*`
        tails: dict[str, dict[str, list[str]]] = {}  # by head and tail, groups of a cue with `*`
        heads: dict[str, dict[str, list[str]]] = {}  # the same by tail and head
        for cue, group in cues:
            head, _, tail = cue.partition("*")
            if not tail:
                whole.setdefault(head, []).append(group)
            elif (common.get(tail, 0), -len(tail)) < (common.get(head, 0), -len(head)):
                heads.setdefault(tail, {}).setdefault(head, []).append(group)
            else:
                tails.setdefault(head, {}).setdefault(tail, []).append(group)
        self._wanted = list(dict.fromkeys([*whole, *tails, *heads]))
        self._means: list[_Meaning] = [
            (tuple(whole.get(word, ())), _marked(whole.get(word, ())), _other(tails.get(word)), _other(heads.get(word)))
            for word in self._wanted
        ]
        self._words = Automaton(self._wanted, longest=False)

    def find(self, text: str) -> list[Found]:
        """Half-open spans and groups, in order of their starts; of each tail behind a head the nearest counts."""
        found: list[Found] = []
        for start, end, word in self._words.find(text):
            whole, _, tails, heads = self._means[word]
            found += [(start, end, group) for group in whole]
            for tail, reach, groups, _ in tails:
                if (at := text.find(tail, end, end + reach)) >= 0:
                    found += [(start, at + len(tail), group) for group in groups]
            for head, reach, groups, _ in heads:
                at = text.find(head, max(0, start - reach), start)
                while at >= 0:
                    if text.find(self._wanted[word], at + len(head), end) == start:
                        found += [(at, end, group) for group in groups]
                    at = text.find(head, at + 1, start)
        found.sort(key=_START)
        return found

    def read(self, clauses: Sequence[str]) -> dict[int, Cues]:
        """What the cues in each clause say, by the number of the clause; those that hold none are left out.

        All are looked through at once, which is quicker. Where one actor's name holds another's (供电公司, 公司), the longer
        counts.

        >>> CueFinder([("乱收费", "规矩"), ("物业", "私人"), ("城管", "公家")]).read(["物业赶走了城管", "天黑了"])
        {0: Cues(groups=frozenset(), actor='两者', last='公家')}
        """
        ends = list(accumulate([len(clause) + 1 for clause in clauses], initial=-1))
        text, means = "\n".join(clauses), self._means
        find = text.find
        found: dict[int, int] = {}  # bits of the groups in each clause
        number, begin, stop = -1, 0, -1  # of the clause that words stand in, and where it begins and ends
        for start, end, word in self._words.find(text):  # in order of their ends
            while end > stop:
                number += 1
                begin, stop = ends[number] + 1, ends[number + 1]
            _, marks, tails, heads = means[word]
            for tail, reach, _, completed in tails:
                last = end + reach
                if find(tail, end, last if last < stop else stop) >= 0:
                    marks |= completed
            for head, reach, _, completed in heads:
                first = start - reach
                if find(head, first if first > begin else begin, start) >= 0:
                    marks |= completed
            if marks:
                found[number] = found.get(number, 0) | marks
        return {
            at: self._of_both(clauses[at], marks) if marks & _BOTH == _BOTH else _cues(marks)
            for at, marks in found.items()
        }

    def _of_both(self, clause: str, marks: int) -> Cues:
        """What the cues in a clause say in which both actors are named."""
        actors: list[str] = []
        reach = 0  # of the names so far: one that ends within it is part of a longer one
        for _, end, group in sorted([cue for cue in self.find(clause) if cue[2] in ACTORS], key=_longest_first):
            if end > reach:
                actors.append(group)
                reach = end
        return Cues(_cues(marks).groups, "两者" if len(set(actors)) > 1 else actors[0], actors[-1])


def _other(pieces: dict[str, list[str]] | None) -> _Pieces:
    return tuple((piece, _GAP + len(piece), tuple(groups), _marked(groups)) for piece, groups in (pieces or {}).items())


def _marked(groups: Iterable[str]) -> int:
    marks = 0
    for group in groups:
        marks |= _MARKS[group]
    return marks


@lru_cache(maxsize=_SETS_KEPT)
def _cues(marks: int) -> Cues:
    """What a set of cues says, by their bits; made once for all clauses of the same."""
    groups = frozenset(group for group, mark in _MARKS.items() if marks & mark and group not in ACTORS)
    actor = _ACTOR_OF.get(marks & _BOTH, "")
    return Cues(groups, actor, actor)


def _longest_first(cue: Found) -> tuple[int, int]:
    return cue[0], -cue[1]


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
    return CueFinder(cues, common_pieces())


@cache
def common_pieces() -> dict[str, int]:
    """How often the commonest pieces of cues stood in the labelled letters: it decides how quick the search is, not what it finds.

    Raises:
        DataFileError: a count is no number.
    """
    path = paths.lexicon() / "cue_pieces.csv"
    found: dict[str, int] = {}
    for line, row in read_table(path, ("piece", "count")):
        if not row["count"].isdecimal():
            raise DataFileError(path, line, f"count 为“{row['count']}”", "应为整数")
        found[row["piece"]] = int(row["count"])
    return found
