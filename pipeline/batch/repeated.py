"""Columns that say which letters say the same thing: the number of the matter, and whether one or several wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.batch.letters import Result
from pipeline.batch.source import Source
from pipeline.repeats.clusters import find_repeats
from pipeline.repeats.counting import RepeatCounts, repeat_counts
from pipeline.tables.schema import Column

COLUMNS: Final = (Column("repeat_cluster", "int", "重复组号"), Column("repeat_kind", "str", "重复类型"))


@dataclass(frozen=True)
class Repeated:
    """Cluster of each letter, and the figures over all."""

    clusters: list[int]
    counts: RepeatCounts

    def with_columns(self, results: Iterator[Result]) -> Iterator[Result]:
        """Results with the two columns."""
        for result, cluster in zip(results, self.clusters, strict=True):
            own = {"repeat_cluster": cluster + 1, "repeat_kind": self.counts.kinds[cluster]}
            yield replace(result, row=result.row | own)

    def told(self) -> str:
        """The figures in a line: arrivals (件次) and matters (件) apart."""
        counts = self.counts
        return (
            f"{counts.letters} 件次，合 {counts.matters} 件；重复 {counts.repeated_letters} 件次，"
            f"其中同人重复 {counts.same_sender} 组、多人联名 {counts.group} 组、来信人不明 {counts.unknown} 组。"
        )


def repeats_of(source: Source) -> Repeated:
    """Find the letters of a source that say the same thing; reads it once, and keeps traces of the texts, not the texts."""
    clusters = find_repeats(source.texts())
    return Repeated(clusters, repeat_counts(clusters, list(source.senders())))
