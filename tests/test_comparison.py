"""Rises and falls, and what they are measured against; what the figures of a sentence count."""

from __future__ import annotations

import pytest

from pipeline.extract.counted import describe
from pipeline.extract.quantities import find_counts

Told = tuple[str, str, str, str]  # mention, what, direction, base


def told(text: str) -> list[Told]:
    return [(c.text, c.what, c.direction, c.base) for c in describe(text, find_counts(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全镇来访量同比增长15.6%。", [("15.6%", "全镇来访量", "up", "同比")]),
        ("环比下降3.2个百分点。", [("3.2个百分点", "", "down", "环比")]),
        ("积案较年初减少12件。", [("12件", "积案", "down", "较年初")]),
        ("超期件比上月多了5件。", [("5件", "超期件", "up", "比上月")]),
        ("同比，全区工单压减8.5%。", [("8.5%", "全区工单", "down", "同比")]),
        ("噪声、油烟投诉分别上升8%、12%。", [("8%", "油烟投诉", "up", ""), ("12%", "", "up", "")]),
        ("重复件降幅为7%。", [("7%", "重复件", "down", "")]),
        ("实现了8%的降幅。", [("8%", "", "down", "")]),
        # A level that is reached is no change, and a base does not reach over another figure.
        ("办结率提高到98%。", [("98%", "办结率", "", "")]),
        ("退件同比少了9件，另有3件上升。", [("9件", "退件", "down", "同比"), ("3件", "", "", "")]),
        ("满意率98%。", [("98%", "满意率", "", "")]),
        ("增设窗口3个。", [("3个", "窗口", "", "")]),
        ("", []),
    ],
)
def test_change(text: str, expected: list[Told]):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("新增就业4.2万人，其中高校毕业生5000人。", [None, 0]),
        ("查处12起、处理15人，其中党纪处分9人。", [None, None, 1]),
        ("新增就业4.2万人，其中返乡5万人。", [None, None]),  # greater than the whole: not of one sum
        ("收到80件。其中重复件12件。", [None, None]),  # the whole stands in another sentence
    ],
)
def test_parts_are_never_greater_than_the_whole(text: str, parts: list[int | None]):
    assert [count.part_of for count in describe(text, find_counts(text))] == parts


def test_offsets_and_values_stay():
    text = "近三年来访量同比下降约8％"
    plain, described = find_counts(text), describe(text, find_counts(text))
    assert [(c.start, c.end, c.value_min, c.value_max) for c in plain] == [
        (c.start, c.end, c.value_min, c.value_max) for c in described
    ]
