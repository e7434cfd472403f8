"""Statements are made of their sources' clauses, in order, and of nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.headings import mark_at
from pipeline.summary.clauses import clauses
from pipeline.summary.compose import summarise
from pipeline.summary.slots import label_at
from pipeline.summary.statements import LENGTH, statement

CLOSING = "，,：:；;。（( 　\n\t"


def bare(text: str) -> str:
    return "".join(text.split()).rstrip(CLOSING)


def made_of(shown: str, sentence: str) -> bool:
    """Whether the statement is a subsequence of the sentence's clauses, its enumeration mark and labels left out or not."""
    mark = mark_at(sentence)
    begins = {0, len(mark.text)} if mark and sentence.startswith(mark.text) else {0}
    return any(
        _in_order(shown, sentence, begin, end) for begin in begins for end in {label_at(sentence), len(sentence)}
    )


def _in_order(shown: str, sentence: str, begin: int, end: int) -> bool:
    left = bare(shown)
    for a, b in clauses(sentence):
        piece = "".join(sentence[max(a, begin) : min(b, end)].split())
        if piece and left.startswith(piece):
            left = left[len(piece) :]
        elif left and left == bare(piece):
            return True
    return not left


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("", ""),
        ("。", ""),
        ("窗口无人在岗。", "窗口无人在岗"),
        ("（二）服务不周。", "服务不周"),
        ("一是推诿扯皮，群众跑了五趟。", "推诿扯皮，群众跑了五趟"),
        ("此外，窗口无人在岗。", "窗口无人在岗"),
        ("此外窗口无人在岗。", "此外窗口无人在岗"),  # no clause border behind it
        ("会议指出，窗口无人在岗。", "窗口无人在岗"),
        ("会议指出窗口无人在岗，电话没人接。", "会议指出窗口无人在岗，电话没人接"),
        ("同时", "同时"),  # nothing else to show
        ("3,607件没有办结。", "3,607件没有办结"),
        ("他说“能办，再等等”，没办。", "他说“能办，再等等”，没办"),
        ("电话没人接，责任单位：区民政局，完成时限：5月31日。", "电话没人接"),
        ("责任单位：区民政局", "责任单位：区民政局"),
    ],
)
def test_statement(sentence, shown):
    assert statement(sentence) == shown
    assert made_of(shown, sentence)


LONG = (
    "在这次全县范围的集中督查和随机抽查当中，督查组一共走访了十二个乡镇和三十家单位，"
    "其中白鹭镇便民服务中心的窗口上午九点半仍然无人在岗，群众排队两个小时没有办成一件事，"
    "另外还听取了有关方面的意见和建议。"
)


def test_a_long_sentence_is_cut_at_borders_and_keeps_what_weighs():
    at = LONG.index("无人在岗")
    shown = statement(LONG, [(at, at + 4)])
    assert "白鹭镇便民服务中心的窗口上午九点半仍然无人在岗" in shown
    assert len(shown) <= LENGTH < len(LONG)
    assert made_of(shown, LONG)


def test_clauses_that_lean_on_each_other_stay_together():
    text = (
        "虽然各部门做了许多宣传和动员工作，但推诿扯皮的现象仍然没有得到根本扭转，"
        + "有关情况此前已经多次作过说明，" * 4
    )
    at = text.index("推诿")
    shown = statement(text, [(at, at + 4)])
    assert shown.startswith("虽然各部门做了许多宣传和动员工作，但推诿扯皮")


def test_a_denial_is_not_cut():
    text = "经查，没有发现" + "某科室的工作人员收受礼品礼金的情形，" * 5
    assert bare(statement(text)) in (bare(text), bare(text.removeprefix("经查，")))


def test_the_test_itself_sees_invention_and_reordering():
    text = "窗口无人在岗，电话没人接。"
    assert not made_of("电话没人接，窗口无人在岗", text)
    assert not made_of("窗口一直无人在岗", text)
    assert not made_of("窗口无人在岗，电话没人接，群众不满", text)


PIECES = st.sampled_from([
    "一是", "（三）", "同时，", "此外，", "会议指出，", "窗口无人在岗", "，", "但电话没人接，", "虽然做了工作，", "“能办，再等”", "责任单位：区局，",
    "群众跑了五趟；", "3,607件", "。", "　", "\t", "（", "“", "没有发现问题，",
])  # fmt: skip


@given(
    st.lists(PIECES, max_size=30).map("".join), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=3)
)
def test_any_statement_is_made_of_its_sentence(sentence, weighty):
    assert made_of(statement(sentence, weighty), sentence)


@given(st.text(max_size=80))
def test_clauses_cover_the_sentence(text):
    assert "".join(text[a:b] for a, b in clauses(text)) == text


def test_statements_of_the_samples_are_made_of_their_sources(sample_reports):
    summary = summarise(sample_reports)
    assert summary.items
    for item in summary.items:
        assert item.statement and made_of(item.statement, item.sources[0].words), item.number
