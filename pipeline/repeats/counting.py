"""件次, 件 and who wrote: one person writing again is a repeat (重复), several writing the same are a group (群体)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

SINGLE: Final = "单件"
SAME_SENDER: Final = "同人重复"
GROUP: Final = "多人联名"
UNKNOWN: Final = "来信人不明"


@dataclass(frozen=True, slots=True)
class RepeatCounts:
    """Figures over all letters; `kinds` says of each cluster which of the four it is."""

    letters: int  # 件次: every arrival
    matters: int  # 件: clusters
    same_sender: int  # clusters of several letters, all from one sender
    group: int  # clusters with letters from two or more known senders
    unknown: int  # clusters of several letters that do not say whether one or several wrote
    repeated_letters: int  # 件次 beyond the first of each cluster
    kinds: tuple[str, ...]


def repeat_counts(clusters: Sequence[int], senders: Sequence[Hashable | None] | None = None) -> RepeatCounts:
    """Count letters, matters and senders; a sender that is None or blank is unknown and never equals another.

    Args:
        clusters: ids as `find_repeats` gives them.
        senders: who wrote each letter, in any form that compares (a hash does); None when nobody is known.

    Raises:
        ValueError: the two sequences differ in length.

    >>> counts = repeat_counts([0, 0, 1, 2, 2, 3, 3], ["a", "a", "b", "c", "d", "e", None])
    >>> counts.letters, counts.matters, counts.same_sender, counts.group, counts.unknown, counts.repeated_letters
    (7, 4, 1, 1, 1, 3)
    """
    known = [None] * len(clusters) if senders is None else senders
    writers: dict[int, set[Hashable]] = {}
    sizes: dict[int, int] = {}
    doubtful: set[int] = set()
    for cluster, sender in zip(clusters, known, strict=True):
        sizes[cluster] = sizes.get(cluster, 0) + 1
        own = writers.setdefault(cluster, set())
        if sender is None or (isinstance(sender, str) and not sender.strip()):
            doubtful.add(cluster)
        else:
            own.add(sender.strip() if isinstance(sender, str) else sender)

    def kind(cluster: int) -> str:
        if sizes[cluster] == 1:
            return SINGLE
        if len(writers[cluster]) > 1:
            return GROUP
        return UNKNOWN if cluster in doubtful else SAME_SENDER

    kinds = tuple(kind(cluster) for cluster in sorted(sizes))
    return RepeatCounts(
        letters=len(clusters),
        matters=len(sizes),
        same_sender=kinds.count(SAME_SENDER),
        group=kinds.count(GROUP),
        unknown=kinds.count(UNKNOWN),
        repeated_letters=len(clusters) - len(sizes),
        kinds=kinds,
    )
