"""What a task and a problem of one document have in common: their matter, weighed by how few problems share it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.lexicon.tables import read_table, words
from pipeline.summary.likeness import squeezed
from pipeline.text.normalise import fold

_COUNT: Final = re.compile(
    r"(?:\d{1,7}|[两三四五六七八九十]{1,3})(?:[多余几]?)([个户件项家条处名人份座辆笔套台块所栋公里]|万元|元)"
)
_COUNTED: Final = 1.5  # worth of a count that both give, in bigrams


@cache
def _frame() -> re.Pattern[str]:
    """Words of tasks that say nothing of their matter, from corpora/lexicon/task_words.csv."""
    listed = [
        w for _, row in read_table(paths.lexicon() / "task_words.csv", ("words", "note")) for w in words(row["words"])
    ]
    return re.compile("|".join(map(re.escape, sorted(listed, key=len, reverse=True))) or r"(?!)")


def matter_of(text: str, units: Iterable[str] = ()) -> frozenset[str]:
    """The telling bigrams of a text, and its counts: no names of the units, no words that any task may have.

    >>> sorted(matter_of("区民政局6月底前完成7个助餐点建设", ["区民政局"]))
    ['7个', '个助', '助餐', '餐点']
    """
    plain = fold(text)
    here = [unit for unit in units if fold(unit) in plain]
    parts = [squeezed(part, here) for part in _frame().split(plain)]
    grams = {part[at : at + 2] for part in parts for at in range(len(part) - 1)}
    return frozenset(grams | {match.group() for match in _COUNT.finditer(plain)})


class Matters:
    """The matters of the problems of one document; what several of them share tells little."""

    def __init__(self, problems: Sequence[frozenset[str]]) -> None:
        self._problems = problems
        self._spread = Counter(gram for problem in problems for gram in problem)

    def common(self, at: int, own: frozenset[str]) -> float:
        """Worth of what a task's matter has in common with a problem's: a bigram of one problem only counts 1."""
        return sum(
            (_COUNTED if gram[0].isdigit() or _COUNT.fullmatch(gram) else 1.0) / self._spread[gram]
            for gram in own & self._problems[at]
        )

    def share(self, at: int, own: frozenset[str]) -> float:
        """The same as a share of the smaller of both."""
        least = min(len(own), len(self._problems[at]))
        return self.common(at, own) / least if least else 0.0
