"""Decoys: the quick expression, tried only where one may begin, finds what the plain one finds at any place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.decoys import decoys
from pipeline.text.alternatives import Alternatives

PLAIN = re.compile("|".join(form.expression for form in decoys()._forms))
# One of each form; what it begins with is what the quick expression must not overlook.
SAMPLES = (
    "13900001234", "2023年6月9日", "XX年", "90年代", "二〇二三年六月", "六月九日", "6月初至9日", "9日到11日", "下午三点半", "8:30", "〔2023〕18号",
    "[2021]6号", "（2021）6号", "【2021】6号", "第十五条", "5号楼", "微信：abc123", "QQ号12345", "qq 12345", "电话123456", "手机12345", "邮编123456",
    "编号abc12", "工单号A1234", "单号12345", "账号12345", "卡号12345", "车牌A12345", "A3区", "K7县", "b2", "二、抓", "首先，", "其次，", "（三）", "(3)",
    "3. ", "上半年", "下半年", "前半年", "后半年", "周三", "星期日", "礼拜天", "十分", "原因之一", "三点", "苑12栋", "2019版", "三年级", "https://a.cn",
    "10.0.0.1", "每一个", "逐一", "另一个", "某一天", "哪一家", "任何一户", "同一件", "这一次", "那一年", "头一次", "首一条", "末一级", "省市两级", "县乡三级",
    "镇村两级", "市县两级", "区、街道两级", "上下三级", "党政两级", "两大指标", "三会一课", "12345", "#1",
)  # fmt: skip


def plain(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in PLAIN.finditer(text) if match.end() > match.start()]


def quick(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in decoys().finditer(text)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_form_is_found_by_the_quick_expression(sample: str):
    for text in (sample, f"，{sample}个", f"小区{sample}。"):
        assert quick(text) == plain(text)


@given(st.lists(st.sampled_from(SAMPLES) | st.text(max_size=3), max_size=12).map("".join))
def test_both_find_the_same(text: str):
    assert quick(text) == plain(text)


def test_what_is_remembered_of_a_hostile_text_is_bounded():
    several = Alternatives([("第", r"第\w"), (r"\d", r"\d条", "条")])
    text = "".join(f"第{chr(code)}" for code in range(0x4E00, 0x5000))
    assert len(list(several.finditer(text))) == 0x200
    assert len(several._by_opening) == 1
