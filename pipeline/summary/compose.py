"""Makes a summary of reports: sources linked to tasks, merged to items, stated, weighed, compared, ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.records import CATEGORIES, Reject
from pipeline.report import Report
from pipeline.summary.doubts import doubts
from pipeline.summary.earlier import compare
from pipeline.summary.linking import link
from pipeline.summary.merging import merge
from pipeline.summary.ranking import points_of
from pipeline.summary.records import NEW, REPEATED, Earlier, Item, Paper, Source, Summary
from pipeline.summary.sources import named_in, sources_of
from pipeline.summary.statements import statement
from pipeline.summary.tasks import tasks_of

TITLE: Final = "作风问题清单"
UNDECIDED: Final = "未定类别"


def summarise(
    reports: Iterable[Report],
    *,
    title: str = "",
    rejects: Sequence[Reject] = (),
    earlier: Sequence[Earlier] | None = None,
) -> Summary:
    """The summary of documents in the given order; `earlier` are the rows of an earlier ledger, None when there is none.

    Every problem sentence of the reports is a source of exactly one item.

    >>> from pipeline import load
    >>> found = summarise([load().analyze("窗口工作人员态度恶劣，群众跑了五趟还没办成。")])
    >>> found.items[0].category, found.items[0].statement
    ('主动', '窗口工作人员态度恶劣，群众跑了五趟还没办成')
    """
    papers: list[Paper] = []
    sources: list[Source] = []
    for number, report in enumerate(reports, 1):
        own, loose = link(sources_of(report, number), tasks_of(report), report.sentences, named_in(report))
        sources += own
        front = report.front
        papers.append(Paper(number, report.document, front.title, front.date, report.sentences, tuple(loose)))
    newest = max((paper.date for paper in papers), default="")
    items = [_item(group, newest) for group in merge(sources)]
    gone: tuple[Earlier, ...] = ()
    if earlier is not None:
        matched, gone = compare(items, earlier)
        items = [_with_status(item, old) for item, old in zip(items, matched, strict=True)]
    items = _in_order(items)
    numbered = tuple(replace(item, number=number) for number, item in enumerate(items, 1))
    return Summary(title or TITLE, numbered, tuple(papers), tuple(rejects), earlier is not None, gone)


def _in_order(items: Sequence[Item]) -> list[Item]:
    """Items by category, manifestation (the one with the heaviest item first, none last), weight, and place."""
    order = (*CATEGORIES, "")
    heaviest: dict[tuple[str, str], float] = {}
    for item in items:
        group = item.category, item.manifestation
        heaviest[group] = max(item.weight, heaviest.get(group, 0.0))
    return sorted(
        items,
        key=lambda item: (
            order.index(item.category),
            not item.manifestation,
            -heaviest[item.category, item.manifestation],
            item.manifestation,
            -item.weight,
            *_place(item),
        ),
    )


def _place(item: Item) -> tuple[int, int]:
    return item.sources[0].document, item.sources[0].sentence.index


def _item(group: Sequence[Source], newest: str) -> Item:
    """An item of one group; the source that names most units, then the surest, then the first, is the one shown."""
    best = max(group, key=lambda s: (not s.headline, len(s.units), s.confidence, -s.document, -s.sentence.index))
    ordered = (best, *(source for source in group if source is not best))
    named = [source.manifestation for source in ordered if source.manifestation]
    return Item(
        number=0,
        category=best.category,
        manifestation=named[0] if named else "",
        statement=statement(best.words, () if best.cell else best.evidence),
        sources=ordered,
        points=points_of(ordered, newest),
        review=tuple(doubts(ordered)),
    )


def _with_status(item: Item, old: Earlier | None) -> Item:
    if old is None:
        return replace(item, status=NEW)
    doubts = (*item.review, "上次已销号，又出现") if old.closed else item.review
    return replace(item, status=REPEATED, review=doubts)
