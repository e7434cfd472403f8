"""Whether a quantity is a rise or a fall, and against what: 同比增长15.6%, 较年初减少12件.

The words stand in corpora/lexicon/comparisons.csv. Where the word is followed by 到, 至 or 为 the quantity is the level
reached, no change, and has no direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.measures import Quantity, alternation
from pipeline.lexicon.tables import choice, read_table

_USES: Final = ("up", "down", "base")
_FAR: Final = 30  # characters before the word of change within which the base may stand
_JOINT: Final = re.compile(r"[、和与及]|以及")
_STOP: Final = re.compile(r"[。！？；;\n]")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where the words of a comparison begin, `up` or `down`, and what is compared with, as it stands in the text."""

    start: int
    direction: str
    base: str


@dataclass(frozen=True, slots=True)
class _Words:
    direction: dict[str, str]
    change: re.Pattern[str]  # right before the quantity
    ends: frozenset[str]  # characters in which what `change` finds may end; few quantities stand behind one
    behind: re.Pattern[str]  # right behind it: 8％的降幅
    base: re.Pattern[str]


@cache
def _words() -> _Words:
    path = paths.lexicon() / "comparisons.csv"
    uses: dict[str, str] = {}
    for line, row in read_table(path, ("word", "use")):
        if row["word"] in uses:
            raise DataFileError(path, line, f"“{row['word']}”重复", "请删去其中一行")
        uses[row["word"]] = choice(path, line, row, "use", _USES)
    changes = {word: use for word, use in uses.items() if use != "base"}
    bases = [word for word, use in uses.items() if use == "base"]
    base = alternation(bases)
    if not changes or not bases:
        raise DataFileError(path, 0, "缺 up、down 或 base 的词", "请从版本库恢复 comparisons.csv")
    return _Words(
        direction=changes,
        change=re.compile(
            rf"(?:(?P<base>{base})(?:[又再均]|分别|共|各)?)?(?:分别|净|略|再|各|均)?(?P<word>{alternation(list(changes))})(?:了|(?<=[幅速])(?:为|达到?|是))?(?:分别)?$"
        ),
        ends=frozenset({word[-1] for word in changes} | set("了为是达到别\n")),
        behind=re.compile(
            rf"的(?:(?P<word>{alternation([w for w in changes if len(w) > 1])})|(?P<size>[增涨降减跌])幅)"
        ),
        base=re.compile(base),
    )


def compare(text: str, counts: Sequence[Quantity]) -> list[Comparison | None]:
    """The comparison that each quantity belongs to, None where it belongs to none.

    >>> from pipeline.extract.quantities import find_counts
    >>> text = "投诉量同比下降15.6%，较年初多出12件，办结率达到98％"
    >>> [found and (found.direction, found.base) for found in compare(text, find_counts(text))]
    [('down', '同比'), ('up', '较年初'), None]
    """
    found: list[Comparison | None] = []
    for at, count in enumerate(counts):
        before = counts[at - 1] if at else None
        own = _own(text, count, before.end if before else 0) if count.kind != "rank" else None
        last = found[-1] if found else None
        if own is None and last and before and before.kind == count.kind:
            listed = _JOINT.fullmatch(text, before.end, count.start)  # 分别下降8％、12％
            own = replace(last, start=count.start) if listed else None
        found.append(own)
    return found


def _own(text: str, count: Quantity, begin: int) -> Comparison | None:
    """The comparison whose words stand around a quantity, none of them before `begin`."""
    words = _words()
    change = None
    if text[count.start - 1 : count.start] in words.ends:
        change = words.change.search(text, max(begin, count.start - _FAR), count.start)
    if change is None:
        behind = words.behind.match(text, count.end)
        if behind is None:
            return None
        direction = words.direction[behind["word"] or behind["size"]]
        return Comparison(count.start, direction, _base(text, begin, count.start))
    base = change["base"] or _base(text, begin, change.start())
    return Comparison(change.start(), words.direction[change["word"]], base)


def _base(text: str, begin: int, end: int) -> str:
    """The base named last before `end`, in the same sentence."""
    window = _STOP.split(text[max(begin, end - _FAR) : end])[-1]
    found = _words().base.findall(window)
    return found[-1] if found else ""
