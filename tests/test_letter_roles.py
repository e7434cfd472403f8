"""Roles that a letter as a whole gives: the accused of the title, criticised firms, bodies asked to step in."""

from __future__ import annotations

import pytest

from pipeline.extract.letter_roles import letter_roles
from pipeline.extract.linking import units_with_roles
from pipeline.extract.units import find_units
from pipeline.lexicon.cues import cue_finder
from pipeline.records import CATEGORIES, Judgment
from pipeline.structure.outline import outline


def roles(text: str) -> dict[str, str]:
    sentences = outline(text)
    complains = bool(cue_finder(frozenset(CATEGORIES)).find(text))
    other = Judgment("other", 0.9, (), (0.0,) * 5, False)
    units = units_with_roles(text, find_units(text), sentences, [other] * len(sentences), letter=True)
    return {unit.text: unit.role for unit in letter_roles(text, units, sentences, complains=complains)}


@pytest.mark.parametrize(
    ("text", "unit", "role"),
    [
        ("云台县第二医院乱收费\n我父亲住院三天，收了两回床位费。", "云台县第二医院", "responsible"),
        ("咨询云台县第二医院的挂号时间\n请问周末开不开门诊？", "云台县第二医院", "mentioned"),  # accuses nobody
        ("工资被拖欠\n宏达建筑有限公司克扣我们三个月工资。", "宏达建筑有限公司", "responsible"),
        (
            "工资被拖欠\n我是宏达建筑有限公司的电工，包工头克扣工资。",
            "宏达建筑有限公司",
            "mentioned",
        ),  # the writer's own
        ("工资没着落\n找过青陂县医院三回，都说再等等。青陂县医院欠薪半年了，没人管。", "青陂县医院", "responsible"),
        (
            "车子被扣\n青陂县稽查科扣了我的车。青陂县稽查科不还。青陂县稽查科扣了我的证。",
            "青陂县稽查科",
            "responsible",  # no cue word, but it is all about them
        ),
        (
            "门口乱收费没人管\n青陂县城管局不管。根据青陂县发改局《停车管理办法》，前半小时免费。",
            "青陂县发改局",
            "mentioned",
        ),
        ("厂房边上的隐患\n宏达建材有限公司的料堆挡住消防通道。", "宏达建材有限公司", "mentioned"),
        ("宏达建材有限公司料堆挡道\n晚上看不见路。", "宏达建材有限公司", "responsible"),  # a firm in the title
        ("咨询宏达建材有限公司的地址\n晚上看不见路。", "宏达建材有限公司", "mentioned"),
        ("停车费乱收费\n业委会去函两次，宏达物业有限公司照收不误。", "业委会", "affected"),
        ("油烟扰民没人管\n希望领导督促有关部门查处。", "有关部门", "handler"),
    ],
)
def test_letter_roles(text: str, unit: str, role: str):
    assert roles(text)[unit] == role


def test_nothing_to_settle():
    assert letter_roles("", [], [], complains=False) == []
