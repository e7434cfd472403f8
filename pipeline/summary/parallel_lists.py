"""Lists that run side by side: 一是…四是 of problems and 第一…第四 of what is to be done about them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipeline.records import Sentence

_LEAST: Final = 2  # items of a list


def items_of(indices: Sequence[int], sentences: Sequence[Sentence]) -> list[list[int]]:
    """Positions in `indices` (of sentences), grouped by the enumerated item that each sentence opens or stands under.

    A sentence of no item is in no group.
    """
    groups: dict[int, list[int]] = {}
    for at, index in enumerate(indices):
        own = sentences[index]
        lead = own.lead
        opens = index if own.enumerator else None
        under = lead if lead is not None and sentences[lead].enumerator and not sentences[lead].is_heading else None
        item = opens if opens is not None else under
        if item is not None:
            groups.setdefault(item, []).append(at)
    return list(groups.values())


def partners(problems: int, links: Sequence[int | None]) -> dict[int, int]:
    """Items without a link → the item of the other list that stands in the same place.

    `links` are the items of the list of problems (0 to `problems` - 1) that each item of the list of tasks is linked to.
    Links, at least one, must keep to the order; between two of them, before the first and behind the last, items are
    paired where both lists have as many.

    >>> partners(3, [0, None, 2]), partners(4, [None, 1, 2, 3, None])
    ({1: 1}, {0: 0})
    >>> partners(3, [1, 0, None]), partners(2, [None, None]), partners(3, [1, None, None])
    ({}, {}, {})
    """
    known = [(at, place) for at, place in enumerate(links) if place is not None]
    if not known or problems < _LEAST or any(a[1] >= b[1] for a, b in pairwise(known)):
        return {}
    ends = [(-1, -1), *known, (len(links), problems)]
    return {
        here + step: there + step
        for (here, there), (next_here, next_there) in pairwise(ends)
        if next_here - here == next_there - there
        for step in range(1, next_here - here)
    }
