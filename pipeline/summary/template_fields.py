"""What a Word template may name: the fields of a summary, in Chinese, as plain text in lists and groups."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.records import Document, Reject, Sentence
from pipeline.summary.overview import (
    NOTE,
    by_category,
    category_title,
    dated,
    due_text,
    han,
    measures,
    overview_lines,
    persons,
    places,
    task_line,
)
from pipeline.summary.ranking import explained
from pipeline.summary.records import NEW, UNSEEN, Earlier, Item, Paper, Point, Source, Summary, Task

Fields = dict[str, Any]  # a group of fields: text, a number, a list of texts or groups
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Text that XML can hold, on one line.

    >>> clean("a\x00b\n c")
    'ab c'
    """
    return " ".join(_CONTROL.sub("", text).split())


class SectionNumber:
    """The number of the next section: 一 when it is shown first, then 二 …, so that sections may be moved or left out.

    >>> number = SectionNumber()
    >>> f"{number}、{number}"
    '一、二'
    """

    def __init__(self) -> None:
        self._shown = 0

    def __str__(self) -> str:
        """The numeral; counts on."""
        self._shown += 1
        return han(self._shown)


def fields(summary: Summary) -> Fields:
    """All fields of a template for one rendering; texts are clean. They are described in corpora/templates/字段说明.md.

    >>> fields(Summary("清单", (), ()))["标题"]
    '清单'
    """
    items = {item.number: _item(item) for item in summary.items}
    groups = by_category(summary).items()
    loose = [task for paper in summary.papers for task in paper.loose]
    found = {
        "标题": summary.title,
        "节号": SectionNumber(),
        "材料数": len(summary.papers),
        "问题数": len(summary.items),
        "总体情况": overview_lines(summary),
        "说明": NOTE,
        "分类": [
            {
                "序": han(at),
                "类别": name,
                "名称": category_title(name),
                "项数": len(own),
                "问题": [items[item.number] for item in own],
            }
            for at, (name, own) in enumerate(groups, 1)
        ],
        "问题": list(items.values()),
        "议定事项": [_task(at, task) for at, task in enumerate(loose, 1)],
        "上次问题": [
            {"序号": at, "状态": row.status, "问题": row.text, "责任单位": "、".join(row.units)}
            for at, row in enumerate(summary.gone, 1)
        ],
        "未读材料": [{"材料": r.source, "原因": r.reason, "办法": r.remedy} for r in summary.rejects],
    }
    return {name: _cleaned(value) for name, value in found.items()}


def _item(item: Item) -> Fields:
    units, outcomes = "、".join(item.units), "、".join(item.outcomes)
    where, points, review = "；".join(places(item, headlines=False)), explained(item.points), "；".join(item.review)
    facts = [
        ("表现", item.manifestation),
        ("责任单位", units),
        ("处理结果", outcomes),
        *(("措施", task_line(task, item.units)) for task in item.tasks),
        ("来源", where),
        ("分量", points),
        ("须核", review),
    ]
    told = [(name, text) for name, text in facts if text]
    return {
        "序号": item.number,
        "状态": item.status,
        "问题": item.statement,
        "类别": item.category,
        "表现": item.manifestation,
        "责任单位": units,
        "承办单位": "、".join(item.owners),
        "责任人": "、".join(persons(item)),
        "处理结果": outcomes,
        "措施": "；".join(measures(item)),
        "时限": due_text(item),
        "来源": where,
        "分量": points,
        "须核": review,
        "把握": f"{item.confidence:.2f}",
        "情况": [
            {"名称": name, "内容": text, "标点": "。" if at == len(told) else "；"}
            for at, (name, text) in enumerate(told, 1)
        ],
    }


def _task(at: int, task: Task) -> Fields:
    return {
        "序号": at,
        "内容": task_line(task) or task.problem_text,
        "事项": task.text or task.problem_text,
        "责任单位": "、".join(task.responsible),
        "配合单位": "、".join(task.supporting),
        "责任人": "、".join(task.persons),
        "时限": dated(task.due_text, task.due),
    }


def _cleaned(value: Any) -> Any:  # noqa: ANN401 — text, a number, a list or a group
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return {name: _cleaned(one) for name, one in value.items()} if isinstance(value, dict) else value


def specimen() -> Fields:
    """Fields of a made-up summary that has one of everything: what there is to name, for checks of a template.

    >>> specimen()["分类"][0]["问题"][0]["状态"]
    '新增'
    """
    text = "窗口无人在岗。"
    sentence = Sentence(0, 0, len(text), text)
    task = Task(0, 0, len(text), "安排专人值守", ("某局",), ("某办",), ("某科长",), "月底前", "2026-05-31")
    source = Source(1, "某纪要.docx", "某纪要", "2026-05-01", sentence, "主动", ("主动",), "擅离岗位", 0.9, 0.9, units=("某局",), outcomes=("通报批评",), tasks=(task,))  # fmt: skip
    item = Item(1, "主动", "擅离岗位", text, (source,), (Point("频次", 1.0, "一处"),), NEW, ("把握不足",))
    paper = Paper(1, Document("某纪要.docx", text), "某纪要", "2026-05-01", (sentence,), (task,))
    gone = Earlier("电话没人接", "主动", ("某局",), closed=False, status=UNSEEN)
    return fields(Summary("某清单", (item,), (paper,), (Reject("某.doc", "打不开", "另存"),), True, (gone,)))
