"""Quantities: spans, bounds, units and kinds; what counts nothing; linear time."""

from __future__ import annotations

import pytest
from conftest import assert_linear
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.extract.counted import describe
from pipeline.extract.quantities import find_counts

N = None
# sentence: (mention, lower bound, upper bound, unit, kind) …
FOUND = [
    ("近三年查处", [("近三年", 3, 3, "年", "duration")]),
    ("历时两个多月", [("两个多月", 2, N, "月", "duration")]),
    ("共一百二十余件", [("一百二十余件", 120, N, "件", "count")]),
    ("占约8.5％，", [("约8.5％", 8.5, 8.5, "％", "percent")]),
    ("有五六十户没水", [("五六十户", 50, 60, "户", "count")]),
    ("排名倒数第二，", [("倒数第二", 2, 2, "", "rank")]),
    ("涉及3.2万元。", [("3.2万元", 32000, 32000, "元", "money")]),
    ("跑了十几次。", [("十几次", 11, 19, "次", "frequency")]),
    ("半数以上村", [("半数以上", 50, N, "％", "percent")]),
    ("百分之三十的单", [("百分之三十", 30, 30, "％", "percent")]),
    ("1,204件办结", [("1,204件", 1204, 1204, "件", "count")]),
    ("查办１２起。", [("１２起", 12, 12, "起", "count")]),
    ("数十人围观", [("数十人", 20, 90, "人", "count")]),
    ("补助20-30户。", [("20-30户", 20, 30, "户", "count")]),
    ("立案XX件。", [("XX件", N, N, "件", "count")]),
    ("几十户等水", [("几十户", 20, 90, "户", "count")]),
    ("欠了几百块钱", [("几百块钱", 200, 900, "元", "money")]),
    ("不少于4天", [("不少于4天", 4, N, "天", "duration")]),
    ("不超过2小时", [("不超过2小时", N, 2, "小时", "duration")]),
    ("近300人签名", [("近300人", N, 300, "人", "count")]),
    ("逾8000亩", [("逾8000亩", 8000, N, "亩", "area")]),
    ("10个工作日内答复", [("10个工作日内", N, 10, "工作日", "duration")]),
    ("15日内答复", [("15日内", N, 15, "天", "duration")]),
    ("一个半小时才到", [("一个半小时", 1.5, 1.5, "小时", "duration")]),
    ("两年半没修", [("两年半", 2.5, 2.5, "年", "duration")]),
    ("拖了半年。", [("半年", 0.5, 0.5, "年", "duration")]),
    ("一年零三个月", [("一年零三个月", 15, 15, "月", "duration")]),
    ("四五趟白跑", [("四五趟", 4, 5, "趟", "frequency")]),
    ("三成多的工单", [("三成多", 30, N, "％", "percent")]),
    ("下降2.3个百分点", [("2.3个百分点", 2.3, 2.3, "百分点", "percent")]),
    ("三个钟头没人", [("三个钟头", 3, 3, "小时", "duration")]),
    ("4600余万元", [("4600余万元", 46000000, N, "元", "money")]),
    ("花了八百多万，", [("八百多万", 8000000, N, "元", "money")]),
    ("七十来件投诉", [("七十来件", 70, 70, "件", "count")]),
    ("上百名职工", [("上百名", 100, N, "名", "count")]),
    ("百余名老人", [("百余名", 100, N, "名", "count")]),
    ("每公里0.5元，", [("0.5元", 0.5, 0.5, "元", "money")]),
    ("停车费5元/小时。", [("5元/小时", 5, 5, "元/小时", "money")]),
    ("排第5位。", [("第5位", 5, 5, "位", "rank")]),
    ("全市排第31，", [("第31", 31, 31, "", "rank")]),
    ("进入前三名", [("前三名", 1, 3, "名", "rank")]),
    ("管护2.6万平方米", [("2.6万平方米", 26000, 26000, "平方米", "area")]),
    ("运走30吨左右", [("30吨左右", 30, 30, "吨", "weight")]),
    ("绕行5公里以上", [("5公里以上", 5, N, "公里", "length")]),
    ("只有一个窗口开着", [("一个", 1, 1, "个", "count")]),
    ("查处12起、处理15人，其中9人", [("12起", 12, 12, "起", "count"), ("15人", 15, 15, "人", "count"), ("9人", 9, 9, "人", "count")]),
    ("38块电表坏了", [("38块", 38, 38, "块", "count")]),
    ("三分之二的户", [("三分之二", 66.666667, 66.666667, "％", "percent")]),
]  # fmt: skip
NOTHING = [
    "", "三会一课", "四风问题", "两个责任", "八项规定", "四种形态", "两个维护", "党的十九大", "十四五时期", "一把手", "第一责任人", "拨打12345",
    "打了110", "2024年3月5日", "3月5日上午", "上午9:30", "二〇二四年", "某发〔2024〕12号", "第三十九条", "第三，要改", "一是推诿。", "（一）问题", "三、要求",
    "电话13812345678", "身份证110101199003071234", "一个部门反映", "一些单位", "一直没人", "十分不满", "一次性告知", "三番五次", "千方百计", "百姓",
    "百忙之中", "万一出事", "星期三", "周五下午", "上半年", "第一季度", "零距离服务", "一刀切", "一分没动", "一字未改", "两码事", "多次反映", "无数次",
    "三轮车", "A3区", "第三方", "放在第一位", "二手房", "五保户", "二维码", "四川", "90年代", "一线职工", "统一", "四面八方",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_found(text: str, expected: list[tuple[object, ...]]):
    assert [(c.text, c.value_min, c.value_max, c.unit, c.kind) for c in find_counts(text)] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_near_misses_count_nothing(text: str):
    assert [c.text for c in find_counts(text)] == []


def test_masked_counts_are_marked():
    assert [c.masked for c in find_counts("立案XX件，处理3人")] == [True, False]


@pytest.mark.parametrize(
    ("text", "whats"),
    [
        ("查处群众身边腐败问题12起、处理15人", ["群众身边腐败问题", "处理的人"]),
        ("收取手续费200元", ["手续费"]),
        ("抽查了40份工单", ["工单"]),
        ("拖了三年", [""]),
    ],
)
def test_what_is_counted(text: str, whats: list[str]):
    assert [c.what for c in describe(text, find_counts(text))] == whats


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("处理15人，其中处分9人", [None, 0]),
        ("查处12起、处理15人，其中处分9人、诫勉2人", [None, None, 1, 1]),
        ("处理15人。其中处分9人", [None, None]),
        ("处理15人、处分9人", [None, None]),
    ],
)
def test_parts_of_a_whole(text: str, parts: list[int | None]):
    assert [c.part_of for c in describe(text, find_counts(text))] == parts


PIECES = st.sampled_from(
    [
        "近",
        "约",
        "三",
        "十",
        "几",
        "１",
        "2",
        "万",
        "亿",
        "余",
        "多",
        "个",
        "月",
        "件",
        "起",
        "元",
        "％",
        "-",
        "至",
        "第",
        "倒数",
        "以上",
        "内",
        "半",
        "X",
        "百分之",
        "。",
        "年",
    ]
)


@example("百分之几三")
@example("上百三")
@given(st.lists(PIECES | st.text(max_size=2), max_size=30).map("".join))
def test_spans_are_exact_and_apart(text: str):
    behind = 0
    for count in describe(text, find_counts(text)):
        assert text[count.start : count.end] == count.text
        assert count.start >= behind
        behind = count.end
        if count.value_min is not None and count.value_max is not None:
            assert count.value_min <= count.value_max or "-" in count.text or "至" in count.text


@pytest.mark.parametrize("piece", ["一", "1", "万", "（", "X", "百分之", "第", "1,", "1-", "半", "几", "年", "近", " "])
def test_time_is_linear(piece: str):
    assert_linear(find_counts, piece, 25_000)
