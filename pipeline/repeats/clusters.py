"""Clusters of letters that say the same thing, as connected pairs; a cluster is a matter (件), its letters are 件次."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.repeats.candidates import alike, inside
from pipeline.repeats.same import CONTAINMENT, SIMILARITY, same_matter
from pipeline.repeats.trace import Trace, trace


class _Forest:
    """Union-find with path halving; the root of a tree is its smallest member."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def root(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        low, high = sorted((one, other))
        self.parents[high] = low


def find_repeats(
    texts: Iterable[str], *, similarity: float = SIMILARITY, containment: float = CONTAINMENT
) -> list[int]:
    """Cluster id of each letter, from 0 in order of first appearance; a letter without a twin has its own.

    Texts are read once and not kept; what is kept is some four hundred bytes and four bytes a character. Which letters
    belong together does not depend on their order. A letter that says nothing (blank, a greeting) is like no other.

    >>> find_repeats(["您好，东门路灯坏了半个月没人修", "河边有人烧垃圾", "东门路灯坏了半个月没人修！谢谢", ""])
    [0, 1, 0, 2]
    """
    of_letter: list[int] = []
    places: dict[bytes, int] = {}
    traces: list[Trace] = []
    for text in texts:
        found = trace(text)
        at = places.setdefault(found.key, len(traces)) if len(found.grams) else len(traces)
        if at == len(traces):
            traces.append(found)
        of_letter.append(at)
    by_content = sorted(
        (at for at, found in enumerate(traces) if len(found.grams)),
        key=lambda at: (traces[at].facts.tobytes(), traces[at].key),
    )
    ranked = [traces[at] for at in by_content]
    forest = _Forest(len(ranked))
    for pairs in (alike(ranked), inside(ranked)):
        for one, other in pairs:
            first, second = forest.root(int(one)), forest.root(int(other))
            if first != second and same_matter(
                ranked[one], ranked[other], similarity=similarity, containment=containment
            ):
                forest.join(first, second)
    roots = list(range(len(traces)))
    for rank, at in enumerate(by_content):
        roots[at] = by_content[forest.root(rank)]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(roots[at], len(numbers)) for at in of_letter]
