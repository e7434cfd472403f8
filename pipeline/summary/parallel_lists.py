"""Lists that run side by side: 一是…四是 of problems and 第一…第四 of what is to be done about them."""

from __future__ import annotations

from collections.abc import Sequence
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


def partners(problems: int, links: Sequence[frozenset[int]]) -> dict[int, int]:
    """Items without a link → the item of the other list that stands in the same place.

    `links` are the items of the list of problems (0 to `problems` - 1) that each item of the list of tasks is linked to.
    Both lists must be of one length, and every link there is, at least one, must keep to the order.

    >>> partners(3, [frozenset({0}), frozenset(), frozenset({2})])
    {1: 1}
    >>> partners(3, [frozenset({1}), frozenset(), frozenset()]), partners(2, [frozenset(), frozenset()])
    ({}, {})
    """
    known = [(at, found) for at, found in enumerate(links) if found]
    if len(links) != problems or problems < _LEAST or not known or any(found != {at} for at, found in known):
        return {}
    return {at: at for at, found in enumerate(links) if not found}
