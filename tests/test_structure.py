"""Sentences, headings and what the head and foot of a document say."""

from __future__ import annotations

import pytest
from conftest import sentence_spans
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Document
from pipeline.structure import boundaries, headings
from pipeline.structure.dates import parse_date
from pipeline.structure.front import find_issuer, find_title, read_front
from pipeline.structure.genre import guess_genre
from pipeline.structure.headings import mark_at
from pipeline.structure.outline import _EXAMPLE, _EXAMPLES, outline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\t\n", []),
        ("会议多。文件也多！", ["会议多。", "文件也多！"]),
        ("他说：“会议多。”基层累。", ["他说：“会议多。”", "基层累。"]),
        ("窗口一句“不归我管！”打发了人。", ["窗口一句“不归我管！”打发了人。"]),
        ("“会议多。”他说。", ["“会议多。”他说。"]),
        ("材料交了；人走了；", ["材料交了；", "人走了；"]),
        ("（见附件。第二页）报来。", ["（见附件。第二页）报来。"]),
        ("学习《若干规定。试行》后再报。", ["学习《若干规定。试行》后再报。"]),
        ("罚款3.5万元。1.窗口空岗。", ["罚款3.5万元。", "1.窗口空岗。"]),
        ("到底谁管？！没人答。", ["到底谁管？！", "没人答。"]),
        ("一、存在问题\n会议多。", ["一、存在问题", "会议多。"]),
        ("窗口\t无人\t已改", ["窗口", "无人", "已改"]),
        ("等等……还没完。", ["等等……还没完。"]),
        ("没关的“引号。后面照断。", ["没关的“引号。", "后面照断。"]),
        ("　　首行缩进。 ", ["首行缩进。"]),
        ("会议多 。 文件多 \n\u3000。 \x1c", ["会议多 。", "文件多", "。"]),
        ("甲：（没关。乙\n丙。", ["甲：（没关。", "乙", "丙。"]),
        ('他回"下周再来。"就挂了。', ['他回"下周再来。"', "就挂了。"]),
    ],
)
def test_sentences_split(text: str, expected: list[str]):
    assert [text[a:b] for a, b in sentence_spans(text)] == expected


MARKS = st.sampled_from([*list('。！？；“”‘’（）《》【】"\n\t\u3000 ，：'), "一、", "一是", "比如，"])


@given(st.lists(MARKS | st.text(max_size=4), max_size=60).map("".join))
def test_spans_are_exact_ordered_and_lose_nothing(text: str):
    spans = sentence_spans(text)
    rest, behind = [], 0
    for start, end in spans:
        assert behind <= start < end
        assert text[start:end] == text[start:end].strip()
        rest.append(text[behind:start])
        behind = end
    rest.append(text[behind:])
    assert not "".join(rest).strip()


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("一、总体情况", 1), ("十二、其他", 1), ("（三）问题", 2), ("(四)问题", 2), ("1.窗口空岗", 3), ("2、材料", 3),
        ("（5）补正", 4), ("③补正", 4), ("一是推诿。", 5), ("三要严管。", 5), ("第一，统一思想。", 5), ("首先，要快。", 5),
        ("主要有：一是推诿。", 5), ("第二章 总则", 0),
    ],
)  # fmt: skip
def test_marks_have_levels(sentence: str, level: int):
    mark = mark_at(sentence)
    assert mark is not None and mark.level == level


@pytest.mark.parametrize(
    "sentence", ["", "3.5万元到账", "一个窗口", "一些单位", "2024年", "第一季度", "一定要改", "一是否属实待查"]
)
def test_near_misses_are_no_marks(sentence: str):
    assert mark_at(sentence) is None


def test_section_paths_follow_the_levels():
    text = "总标题\n一、问题\n（一）服务\n窗口空岗。\n（二）纪律\n有人打牌。\n二、要求\n要改。"
    sections = {s.text: s.section for s in outline(text)}
    assert sections["总标题"] == ()
    assert sections["窗口空岗。"] == ("一、问题", "（一）服务")
    assert sections["有人打牌。"] == ("一、问题", "（二）纪律")
    assert sections["要改。"] == ("二、要求",)


def test_run_in_leads_govern_their_paragraph_only():
    sentences = outline("一是推诿多。窗口不接。比如，某局退件。\n另起一段。")
    assert [s.lead for s in sentences] == [None, 0, 0, None]
    assert [s.is_example for s in sentences] == [False, False, True, False]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024年11月6日", "2024-11-06"), ("二〇二四年十一月六日", "2024-11-06"), ("二○二三年十二月三十一日", "2023-12-31"),
        ("2024-03-05", "2024-03-05"), ("2024.3.5", "2024-03-05"), ("２０２４年３月５日", "2024-03-05"),
        ("", ""), ("2024年13月1日", ""), ("2023年2月29日", ""), ("3月5日", ""), ("20XX年3月5日", ""),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str):
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("关于暗访情况的通报\n某市发〔2024〕3号\n各单位：", "关于暗访情况的通报"),
        ("某市住建局关于\n窗口暗访情况的\n通报\n各单位：", "某市住建局关于窗口暗访情况的通报"),
        ("窗口十点才来人，没人管。", ""),
        ("", ""),
        ("同志们：\n今天开会。", ""),
    ],
)
def test_titles(text: str, title: str):
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("text", "title", "issuer"),
    [
        ("……\n某市住建局\n2024年11月6日", "", "某市住建局"),
        ("正文。", "某县审计局关于专项审计情况的通报", "某县审计局"),
        ("正文。", "关于专项审计情况的通报", ""),
        ("", "", ""),
    ],
)
def test_issuers(text: str, title: str, issuer: str):
    assert find_issuer(text, title) == issuer


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("在机关作风大会上的讲话", "同志们：", "speech"),
        ("关于暗访情况的通报", "现将有关情况通报如下", "notice"),
        ("专题会议纪要", "会议指出", "minutes"),
        ("市委巡察组反馈巡察情况", "巡察组指出", "inspection"),
        ("楼上漏水没人管", "您好，我是业主，请问怎么办", "petition"),
        ("", "", "other"),
    ],
)
def test_genres(title: str, text: str, genre: str):
    assert guess_genre(title, text) == genre


def test_hints_of_the_reader_win():
    front = read_front(Document("a#3", "正文。", title="漏水", genre="petition"))
    assert (front.title, front.genre) == ("漏水", "petition")


@given(
    st.lists(st.sampled_from(["，", "。", "？！", "“”", "（是）", '"说"', "《甲》", "“", "）", "是", " "])).map("".join)
)
def test_marks_in_even_pairs_change_nothing(line: str):
    line = line.rstrip()
    if boundaries._EVEN.fullmatch(line):
        assert list(boundaries._among_pairs(line, 0)) == [found.span() for found in boundaries._PLAIN.finditer(line)]


def test_what_is_even_in_pairs():
    even = [
        line
        for line in ("甲（乙）丙", "“甲”（乙）", "甲", "“甲。”", "“甲", "（“甲”）", "甲）")
        if boundaries._EVEN.fullmatch(line)
    ]
    assert even == ["甲（乙）丙", "“甲”（乙）", "甲"]


@given(st.text("第一三十0３①（(二)）、.是要首先其次再最后又还比如例譬，章节", max_size=8))
def test_marks_and_examples_begin_as_looked_for(text: str):
    assert not headings._ANY.match(text) or text[0] in headings._FIRST or text[0].isdecimal()
    assert not _EXAMPLE.match(text) or text.startswith(_EXAMPLES)
