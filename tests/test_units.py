"""Mentions of units, their roles, and outcomes."""

from __future__ import annotations

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.components import build_nlp
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.references import resolve
from pipeline.extract.units import find_units

FOUND = [
    ("市纪委监委通报了情况。", ["市纪委监委"]),
    ("县住建局推给县自然资源局。", ["县住建局", "县自然资源局"]),
    ("某街道一直不管。", ["某街道"]),
    ("个别部门仍不办理。", ["个别部门"]),
    ("有的单位应付了事。", ["有的单位"]),
    ("A3区教育局不回复。", ["A3区教育局"]),
    ("XX局收了材料。", ["XX局"]),
    ("相关部门没有下文。", ["相关部门"]),
    ("我局将整改。", ["我局"]),
    ("该局答复敷衍。", ["该局"]),
    ("村两委不公开账目。", ["村两委"]),
    ("县委县政府高度重视。", ["县委县政府"]),
    ("县公安局交警大队来过。", ["县公安局交警大队"]),
    ("派出所说管不了。", ["派出所"]),
    ("发改、财政、住建等部门各管各的。", ["发改", "财政", "住建"]),
    ("县人民法院执行局拖了两年。", ["县人民法院执行局"]),
    ("栗山镇不闻不问。", ["栗山镇"]),
    ("宏达物业公司乱收费。", ["宏达物业公司"]),
    ("国务院办公厅印发通知。", ["国务院办公厅"]),
    ("现将区交通运输局情况报告如下。", ["区交通运输局"]),
    ("手续压在区自然资源局没人办。", ["区自然资源局"]),
    ("现河区住建局没人接电话。", ["现河区住建局"]),
    ("孩子上小学没有学位。", ["小学"]),
    ("李浩上初中被打。", ["初中"]),
    ("孩子上阳光幼儿园被咬。", ["阳光幼儿园"]),
    ("桥上小学没有操场。", ["桥上小学"]),
]  # fmt: skip
NOTHING = [
    "", "干部要带头。", "群众反映强烈。", "县长说了算。", "学习《市政府工作规则》。", "处理得很快。", "部分居民来访。", "办理时间长。", "这里的市场很大。",
    "委员们发言。", "他去科学馆。", "所有人都在。", "天气很好。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), FOUND, ids=[text for text, _ in FOUND])
def test_mentions(text: str, units: list[str]):
    assert [mention.text for mention in find_units(text)] == units


@pytest.mark.parametrize("text", NOTHING)
def test_near_misses_are_no_units(text: str):
    assert [mention.text for mention in find_units(text)] == []


@pytest.mark.parametrize(
    ("text", "name", "kind", "level", "masked"),
    [
        ("区住建局回复。", "区住房和城乡建设局", "government", "county", False),
        ("市纪委监委通报。", "市纪委监委", "discipline", "city", False),
        ("某街道不管。", "某街道", "generic", "township", True),
        ("A3区教育局不管。", "A3区教育局", "government", "county", True),
        ("县人民法院不立案。", "县人民法院", "judicial", "county", False),
    ],
)
def test_what_a_mention_tells(text: str, name: str, kind: str, level: str, masked: bool):
    [mention] = find_units(text)
    assert (mention.name, mention.type, mention.level, mention.masked) == (name, kind, level, masked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("K7县宏锐机电科技公司仓库很乱。", ["K7县宏锐机电科技公司"]),  # the tagger would glue 县 to the name
        ("举报Q3县原农机局乱收费。", ["Q3县原农机局"]),
        ("宁岭纺织（集团）公司停产。", ["宁岭纺织（集团）公司"]),
        ("砚汊镇政府收了钱。", ["砚汊镇政府"]),
        ("但是镇政府收了钱。", ["镇政府"]),
        ("找了镇上两回。", ["镇上"]),
        ("责令兰汀开发区整改。", ["兰汀开发区"]),
        ("人员从县医院借调。", ["县医院"]),
        ("听取区人大及其常委会意见。", ["区人大及其常委会"]),
        ("向各民主党派通报。", ["各民主党派"]),
        ("东沟煤矿党委书记李某被免职。", ["东沟煤矿党委"]),
        ("党委书记李某、党委副书记王某参加。", []),  # posts
        ("打造阳光政府、数字政府。", []),
        ("维护社会稳定大局，服务中心工作。", []),
        ("抽查4家国有林场、17个乡镇。", []),  # how many, not which
        ("北京市召开会议。", ["北京市"]),
        ("到北京市出差。", []),
        ("", []),
    ],
)
def test_borders_of_names(text: str, found: list[str]):
    assert [mention.text for mention in find_units(text)] == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("受到党内严重警告处分。", ["党内严重警告"]),
        ("给予党内警告、政务记过处分。", ["党内警告", "政务记过"]),
        ("被立案审查调查，移送司法机关。", ["立案审查调查", "移送司法"]),
        ("对3人诫勉谈话。", ["诫勉"]),
        ("一律严肃问责。", []),
        ("不得以批评教育代替处分。", []),
        ("警告标志牌歪了。", []),
        ("", []),
    ],
)
def test_outcomes(text: str, names: list[str]):
    assert [outcome.name for outcome in find_outcomes(text)] == names


PIECES = st.sampled_from(
    [
        "某",
        "县",
        "市",
        "A3区",
        "住建",
        "局",
        "、",
        "和",
        "等部门",
        "派出所",
        "公司",
        "村",
        "镇",
        "有关",
        "部门",
        "《",
        "》",
        "由",
        "通报",
        "。",
        "\n",
        "街道",
        "党委",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
def test_spans_are_exact_and_apart(text: str):
    behind = 0
    for mention in find_units(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= behind
        behind = mention.end
    for outcome in find_outcomes(text):
        assert text[outcome.start : outcome.end] == outcome.text


@pytest.mark.parametrize("piece", ["县", "局", "（", "《", "1", "有关", "住建、", "某", "村", "公司", "宏锐机电科技"])
def test_time_is_linear(piece: str):
    assert_linear(find_units, piece, 12_000)


def test_components_write_what_the_functions_find():
    text = "县住建局查处12起，王某受到党内警告处分。"
    doc = build_nlp()(text)
    assert doc.text == text
    assert list(doc._.unit_mentions) == find_units(text)
    assert list(doc._.outcomes) == find_outcomes(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青陂县教育局、砚汊镇政府推诿，上述单位均未整改。", "青陂县教育局、砚汊镇政府"),
        ("青陂县教育局没查。砚汊镇政府没管。上述单位均未整改。", "青陂县教育局、砚汊镇政府"),
        ("市纪委监委点了青陂县教育局。以上部门要说明情况。", "青陂县教育局"),
        ("宏锐置业公司和青陂县教育局、卫健局都在场，上述企业要退款。", "宏锐置业公司"),
        ("上述单位均未整改。", "上述单位"),
    ],
)
def test_several_units_at_once(text: str, name: str):
    assert resolve(find_units(text))[-1].name == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由公安、医保、民政等部门负责。", ["公安", "医保", "民政"]),
        ("找过公安、信访、纪委。", ["公安", "信访", "纪委"]),
        ("联系住建、城管，都不管。", ["住建", "城管"]),
        ("吃喝、住宿、交通，都要钱。", []),
        ("政策涉及教育、医疗、养老。", []),
    ],
)
def test_bare_stems_in_lists(text: str, found: list[str]):
    assert [mention.text for mention in find_units(text)] == found


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\n\n"])
@pytest.mark.parametrize(
    "lines",
    [
        ("找过公安、信访、民政", "住建说不归他管"),
        ("宏锐置业", "公司不退款"),
        ("他住在A3", "区教育局不管"),
        ("学习《县住建局", "工作规则》"),
        ("到北京市", "召开会议"),
        ("栗山镇", "没人管"),
        ("市委", "原农机局收了钱"),
    ],
)
def test_no_unit_goes_over_the_end_of_a_line(lines: tuple[str, str], end: str):
    apart = [mention.text for line in lines for mention in find_units(line)]
    assert [mention.text for mention in find_units(end.join(lines))] == apart
