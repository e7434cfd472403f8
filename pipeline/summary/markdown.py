"""The summary as Markdown; nothing in a source is taken for markup."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipeline.summary.overview import (
    NOTE,
    by_category,
    by_manifestation,
    by_unit,
    category_title,
    han,
    overview_lines,
    places,
    task_line,
)
from pipeline.summary.ranking import explained
from pipeline.summary.records import Item, Summary
from pipeline.tables.write import whole

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|!~&$])")


def plain(text: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> plain("a|b\n<b>*")
    'a\\|b \\<b\\>\\*'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def as_markdown(summary: Summary) -> str:
    """The whole summary: overview, problems by category and manifestation, loose tasks, what is gone, what was not read."""
    lines = [f"# {plain(summary.title)}", "", f"> {NOTE}", "", "## 一、总体情况", ""]
    lines += [plain(line) + "\n" for line in overview_lines(summary)]
    lines += ["| 责任单位 | 问题数 |", "| --- | ---: |"] if by_unit(summary) else []
    lines += [f"| {plain(name)} | {count} |" for name, count in list(by_unit(summary).items())[:15]]
    lines += ["", "## 二、主要问题", ""]
    for at, (name, items) in enumerate(by_category(summary).items(), 1):
        lines += [f"### （{han(at)}）{plain(category_title(name))}（{len(items)}项）", ""]
        for manifestation, found in by_manifestation(items).items():
            lines += [f"**{plain(manifestation)}**", ""] if manifestation else []
            for item in found:
                lines += [*_item(item), ""]
    lines += _appendix(summary)
    return "\n".join(lines).rstrip() + "\n"


def _item(item: Item) -> list[str]:
    facts = {
        "责任单位": "、".join(item.units),
        "数量": "、".join(item.counts),
        "处理结果": "、".join(item.outcomes),
        "分量": explained(item.points),
        "把握": f"{item.confidence:.2f}",
        "须核": "；".join(item.review),
    }
    status = f"［{item.status}］" if item.status else ""
    lines = [f"{item.number}\\. {status}{plain(item.statement)}", ""]
    lines += [f"   - {name}：{plain(text)}" for name, text in facts.items() if text]
    lines += [f"   - 措施：{plain(task_line(task, item.units))}" for task in item.tasks]
    lines += [f"   - 来源：{plain(place)}" for place in places(item)]
    return lines


def _appendix(summary: Summary) -> list[str]:
    """What belongs to no problem, sections numbered on."""
    number, lines = 2, []
    loose = [(paper, task) for paper in summary.papers for task in paper.loose]
    if loose:
        number += 1
        lines += [f"## {han(number)}、未对应到具体问题的议定事项", ""]
        lines += [
            f"- {plain(task_line(task) or task.problem_text)}（{plain(paper.document.source)}）"
            for paper, task in loose
        ]
        lines.append("")
    if summary.gone:
        number += 1
        lines += [f"## {han(number)}、上次有、本次没有的问题", ""]
        lines += [f"- ［{row.status}］{plain(row.text)}（{plain('、'.join(row.units))}）" for row in summary.gone]
        lines.append("")
    if summary.rejects:
        lines += ["## 附：未读成的材料", "", "| 材料 | 原因 | 办法 |", "| --- | --- | --- |"]
        lines += [f"| {plain(r.source)} | {plain(r.reason)} | {plain(r.remedy)} |" for r in summary.rejects]
    return lines


def write_markdown(path: Path, summary: Summary) -> None:
    """Write the file, whole or not at all."""
    with whole(path) as beside:
        beside.write_text(as_markdown(summary), encoding="utf-8", errors="replace", newline="\n")
