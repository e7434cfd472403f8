"""Roles of units: by cue words, by the sentence they stand in, by the chain and the clause; references resolved."""

from __future__ import annotations

import pytest

from pipeline.analyzer import Analyzer
from pipeline.extract.references import resolve
from pipeline.extract.roles import assign_roles, chains
from pipeline.extract.units import find_units


def given(text: str, kind: str, *, letter: bool = False) -> list[str]:
    return [
        role
        for chain in chains(text, find_units(text))
        for _, role in assign_roles(text, chain, kind=kind, letter=letter)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        ("市纪委监委通报，县住建局窗口无人值守。", "problem", ["supervisor", "responsible"]),
        ("由县住建局牵头，县财政局配合。", "measure", ["handler", "handler"]),
        ("请县纪委查处。", "other", ["handler"]),
        ("举报县林业局乱收费。", "problem", ["responsible"]),
        ("县税务局组织收入86亿元。", "achievement", ["mentioned"]),
        ("市委巡察组指出，县法院执行不力。", "problem", ["supervisor", "responsible"]),
        ("个别窗口负责接件的人态度差。", "problem", ["responsible"]),
        ("县水利站要办证人自己复印。", "problem", ["responsible"]),
        ("县水利站要尽快修好水闸。", "measure", ["handler"]),
        # What is said of one member of a chain is said of all.
        ("市纪委和市委组织部通报了此事。", "other", ["supervisor", "supervisor"]),
        ("举报县林业局、县水利局。", "problem", ["responsible", "responsible"]),
        ("县教育局、县财政局推诿扯皮。", "problem", ["responsible", "responsible"]),
        ("江南晨报报道后，县水利局仍无人处理。", "problem", ["mentioned", "responsible"]),
        ("江南晨报乱收费。", "problem", ["responsible"]),  # a paper may be blamed itself
        ("各单位要在月底前完成整改。", "measure", ["mentioned"]),
        ("整改情况向县纪委监委报告。", "measure", ["supervisor"]),
        # In a measure, the subject acts; what stands elsewhere in the clause is only spoken of.
        ("县发改局每月调度一次。", "measure", ["handler"]),
        ("不断提高县政府公信力。", "measure", ["mentioned"]),
        ("自觉接受县人大监督。", "measure", ["mentioned"]),
        ("人员从县医院借调，长期不归。", "problem", ["mentioned"]),
        # A word of demand inside another word demands nothing.
        ("据说县城管局应对暴雨经验不足。", "other", ["mentioned"]),
        ("据说县城管局应赔偿。", "other", ["handler"]),
        ("县城管局主要靠罚款。", "other", ["mentioned"]),
        ("党中央三令五申减负，县教育局照样填表。", "problem", ["mentioned", "responsible"]),  # quoted, not blamed
    ],
)
def test_roles(text: str, kind: str, roles: list[str]):
    assert given(text, kind) == roles


def test_in_a_letter_who_checks_is_no_supervisor():
    text = "县交警大队查处了我的车。"
    assert given(text, "problem") == ["supervisor"]
    assert given(text, "problem", letter=True) == ["responsible"]
    assert given("县城管局要求我们复印。", "other", letter=True) == ["mentioned"]
    assert given("县纪委查处了他。", "other", letter=True) == ["supervisor"]


def test_chains_end_where_something_else_stands():
    text = "县教育局、县财政局和县税务局，县法院"
    assert [len(chain) for chain in chains(text, find_units(text))] == [3, 1]
    assert chains("", []) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青陂县教育局失察。教育局事后补报。", ["青陂县教育局", "青陂县教育局"]),
        ("青陂县住建局收了钱。住建局不理。", ["青陂县住房和城乡建设局"] * 2),
        ("甲县教育局失察，乙县教育局推诿。教育局补报。", ["甲县教育局", "乙县教育局", "乙县教育局"]),  # the nearest
        ("教育局失察。青陂县教育局补报。", ["教育局", "青陂县教育局"]),  # nothing stands before it
        ("青陂县教育局失察。财政局补报。", ["青陂县教育局", "财政局"]),
        ("有关部门失察。部门补报。", ["有关部门"]),
    ],
)
def test_short_names_mean_the_unit_named_before(text: str, names: list[str]):
    assert [mention.name for mention in resolve(find_units(text))][: len(names)] == names


def test_spans_and_text_stay():
    mentions = find_units("青陂县教育局失察。教育局事后补报。")
    kept = [(mention.start, mention.end, mention.text) for mention in mentions]
    assert [(mention.start, mention.end, mention.text) for mention in resolve(mentions)] == kept


def test_a_document_speaks_of_itself(analyzer: Analyzer):
    text = "清溪县水利局关于整改情况的报告\n县政府：\n我局对反馈的问题照单全收。该局去年被通报。\n清溪县水利局\n2024年3月1日"
    named = {unit.text: unit.name for unit in analyzer.analyze(text).units}
    assert named["我局"] == "清溪县水利局"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("路灯问题\n清溪县城管局：\n门口的灯不亮，没人管。", "handler"),
        ("路灯问题\n清溪县城管局领导您好，门口的灯不亮，没人管。", "handler"),
        ("清溪县城管局不作为\n门口的灯不亮，找了三次没人管。", "responsible"),
    ],
)
def test_whom_a_letter_addresses_is_asked_to_act(analyzer: Analyzer, text: str, role: str):
    roles = {unit.text: unit.role for unit in analyzer.analyze(text, genre="petition").units}
    assert roles["清溪县城管局"] == role
