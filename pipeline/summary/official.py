"""The summary as an official document (GB/T 9704-2012): page, fonts with fallbacks, headings, page numbers, table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.summary.official_table import add_table
from pipeline.summary.official_type import Typesetter
from pipeline.summary.overview import (
    NOTE,
    by_category,
    category_title,
    due_text,
    han,
    overview_lines,
    places,
    task_line,
)
from pipeline.summary.ranking import explained
from pipeline.summary.records import Item, Summary
from pipeline.tables.write import whole

_LEDGER: Final = ("序号", "类别", "具体问题", "责任单位", "整改措施", "完成时限")
_WIDTHS: Final = (11, 13, 44, 28, 36, 24)  # millimetres, 156 in all


def write_official(path: Path, summary: Summary) -> None:
    """Write the file, whole or not at all."""
    import docx

    document = docx.Document()
    typeset = Typesetter(document)
    typeset.page()
    document.core_properties.title = summary.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    typeset.title(summary.title)
    typeset.heading(1, "一、总体情况")
    for line in overview_lines(summary):
        typeset.body(line)
    typeset.body(NOTE)
    typeset.heading(1, "二、主要问题")
    for at, (name, items) in enumerate(by_category(summary).items(), 1):
        typeset.heading(2, f"（{han(at)}）{category_title(name)}（{len(items)}项）")
        for item in items:
            _item(typeset, item)
    if not summary.items:
        typeset.body("本次材料中没有发现问题语句。")
    number = _loose(typeset, summary, 3)
    if summary.items:
        typeset.heading(1, f"{han(number)}、整改任务表")
        add_table(document, _LEDGER, _WIDTHS, [_row(item) for item in summary.items])
    _appendix(typeset, document, summary)
    with whole(path) as beside:
        document.save(str(beside))


def _item(typeset: Typesetter, item: Item) -> None:
    """The statement as a paragraph, then a paragraph of what belongs to it."""
    status = f"［{item.status}］" if item.status else ""
    typeset.body(f"{item.number}. {status}{item.statement}。")
    facts = [
        ("责任单位", "、".join(item.units)),
        ("处理结果", "、".join(item.outcomes)),
        *(("措施", task_line(task)) for task in item.tasks),
        ("来源", "；".join(places(item))),
        ("分量", explained(item.points)),
        ("须核", "；".join(item.review)),
    ]
    typeset.labelled([(name, text) for name, text in facts if text])


def _row(item: Item) -> Sequence[str]:
    measures = "；".join(dict.fromkeys(task.text for task in item.tasks if task.text))
    return (str(item.number), item.category, item.statement, "、".join(item.owners), measures, due_text(item))


def _loose(typeset: Typesetter, summary: Summary, number: int) -> int:
    """Tasks without a problem, and problems of the earlier summary that are gone; returns the next heading's number."""
    tasks = [task for paper in summary.papers for task in paper.loose]
    if tasks:
        typeset.heading(1, f"{han(number)}、未对应到具体问题的议定事项")
        number += 1
        for at, task in enumerate(tasks, 1):
            typeset.body(f"{at}. {task_line(task) or task.problem_text}。")
    if summary.gone:
        typeset.heading(1, f"{han(number)}、上次有、本次没有的问题")
        number += 1
        for at, row in enumerate(summary.gone, 1):
            typeset.body(f"{at}. ［{row.status}］{row.text}。")
    return number


def _appendix(typeset: Typesetter, document: Any, summary: Summary) -> None:  # noqa: ANN401 — python-docx document
    if summary.rejects:
        typeset.heading(1, "附：未读成的材料")
        rows = [(reject.source, reject.reason, reject.remedy) for reject in summary.rejects]
        add_table(document, ("材料", "原因", "办法"), (50, 50, 56), rows)
