"""The mark 须核: what sets it, and the near-misses that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from summary_cases import source

from pipeline.summary.doubts import SURE_CATEGORY, SURE_PROBLEM, doubts
from pipeline.summary.due import lacks_day
from pipeline.summary.records import Task

SURE = source("区民政局的咨询电话连打七次无人接听", units=("区民政局",))
TASK = Task(1, 0, 9, "增设一部电话", responsible=("区民政局",), due_text="5月底前", due="2026-05-31")


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({}, []),
        ({"confidence": SURE_PROBLEM}, []),
        ({"confidence": SURE_PROBLEM - 0.01}, ["未必是问题"]),
        ({"certainty": SURE_CATEGORY}, []),
        ({"certainty": SURE_CATEGORY - 0.01}, ["类别把握不足"]),
        ({"category": "", "certainty": 0.0}, ["类别未定"]),
        ({"units": ()}, ["责任单位不明"]),
        ({"units": (), "masked_units": ("有的单位",)}, []),  # stands in its column
        ({"units": (), "tasks": (TASK,)}, []),  # the task says who
        ({"units": (), "tasks": (replace(TASK, responsible=()),)}, ["责任单位不明"]),
        ({"tasks": (replace(TASK, by_unit=True),)}, ["措施按单位或次序对应"]),
        ({"tasks": (replace(TASK, due=""),)}, ["时限待定"]),
        ({"tasks": (replace(TASK, due="", due_text="长期坚持"),)}, []),
        ({"tasks": (replace(TASK, due="", due_text=""),)}, []),
    ],
)
def test_reasons(change, reasons):
    assert list(doubts([replace(SURE, **change)])) == reasons


@pytest.mark.parametrize(
    ("other", "marked"),
    [
        ("区民政局的咨询电话连打七次无人接听", False),
        ("区民政局的咨询电话连打七次也没人接", False),
        ("区民政局咨询电话形同虚设，办证群众扑空三趟", True),
    ],
)
def test_merged_sentences_are_marked_when_only_somewhat_alike(other, marked):
    again = source(other, document=2, units=("区民政局",))
    assert ("几处合并，是否同一问题" in list(doubts([SURE, again]))) is marked


def test_a_headline_neither_marks_nor_settles():
    head = source("服务不周", index=1, announces=0, confidence=0.3, certainty=0.1)
    assert list(doubts([SURE, head])) == []


@pytest.mark.parametrize(
    ("limit", "lacking"),
    [("", False), ("5月底前", True), ("另行通知", True), ("每月5日前", False), ("汛期前", False), ("立即", False)],
)
def test_limits_that_should_end_on_a_day(limit, lacking):
    assert lacks_day(limit) is lacking
