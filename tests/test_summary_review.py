"""Which items of a summary a human is asked to look at, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from summary_cases import source

from pipeline.summary.compose import doubts, summarise
from pipeline.summary.records import Task

SURE = source("区残联的轮椅申请三个月没有人答复。", units=("区残联",))
BARE = source("轮椅申请三个月没有人答复。")
TASK = Task(sentence=1, start=0, end=9, text="限期办结")


@pytest.mark.parametrize(
    ("sources", "reasons"),
    [
        ([SURE], []),
        ([replace(SURE, needs_review=True)], ["判断把握不足"]),
        ([replace(SURE, category="", categories=())], ["类别未定"]),
        ([BARE], ["责任单位不明"]),
        ([replace(BARE, masked_units=("个别部门",))], []),  # the paper names nobody, looking does not help
        ([replace(BARE, tasks=(replace(TASK, responsible=("区残联",)),))], []),  # a task says who
        ([replace(BARE, tasks=(TASK,))], ["责任单位不明"]),
        ([BARE, SURE], ["几处合并，是否同一问题"]),
        ([SURE, replace(SURE, document=2)], []),  # word for word
        ([replace(SURE, tasks=(replace(TASK, by_unit=True),))], ["措施按单位对应"]),
    ],
)
def test_a_mark_stands_where_looking_helps(sources, reasons):
    assert list(doubts(sources)) == reasons


def test_less_than_half_of_a_plain_notice_is_marked(analyzer):
    text = """关于机关作风督查情况的通报
区城管局执法队员上班时间聚众打牌，被督查组当场发现。
区残联对残疾人的轮椅申请互相推诿，三个月没有答复。
区医保局窗口工作人员态度恶劣，推搡办事群众。
城南街道违规发放津贴补贴三万元。"""
    items = summarise([analyzer.analyze(text, source="通报.txt")]).items
    assert len(items) >= 3
    assert sum(bool(item.review) for item in items) <= 1
