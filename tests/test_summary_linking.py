"""What was decided about a problem: labelled slots, tables, items, units, and what fits no problem."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from summary_cases import MINUTES, TABLE

from pipeline.summary.compose import summarise
from pipeline.summary.due import due_of, due_of_slot
from pipeline.summary.records import Item, Slots, Summary
from pipeline.summary.slots import find_slots, label_at, table_rows, without_slots


def item_of(summary: Summary, words: str) -> Item:
    return next(item for item in summary.items if any(words in source.words for source in item.sources))


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("", Slots()),
        ("各责任单位要抓好落实。", Slots()),
        ("明确了责任单位和完成时限。", Slots()),
        ("单位：区住建局", Slots()),  # bare 单位 is a label of columns only
        ("责任单位：", Slots()),
        ("责任单位：区住建局", Slots(responsible=("区住建局",))),
        ("责任单位:区住建局、区城管局，按期完成。", Slots(responsible=("区住建局", "区城管局"))),
        (
            "（牵头单位：区住建局；配合单位：各街道；完成时限：长期坚持）",
            Slots(leading=("区住建局",), supporting=("各街道",), due_text="长期坚持"),
        ),
        ("整改措施：核查台账，公布电话；责任人：张科长。", Slots(measure="核查台账，公布电话", persons=("张科长",))),
        ("牵头单位为区住建局。", Slots(leading=("区住建局",))),
        ("责任单位：A局，责任单位：B局。", Slots(responsible=("A局", "B局"))),
    ],
)
def test_slots(sentence, slots):
    assert find_slots(sentence) == slots


@given(st.text(max_size=120))
def test_slots_take_any_text(text):
    find_slots(text)
    assert 0 <= label_at(text) <= len(text)
    assert without_slots(text) in text
    for row in table_rows(text):
        assert all(cell in text[row.start : row.end] or "、" in cell for cell in row.cells.values())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("问题\t责任单位", []),
        ("问题\t责任单位\n电话没人接\t区民政局", [{"problem": "电话没人接", "responsible": "区民政局"}]),
        ("| 问题 | 时限 |\n| --- | --- |\n| 灯不亮 | 长期 |\n", [{"problem": "灯不亮", "due": "长期"}]),
        ("姓名\t电话\n甲\t乙", []),
        ("问题\t责任单位\n\n电话没人接\t区民政局", []),  # a blank line ends the table
        ("问题\t责任单位\n电话没人接", []),
        ("责任单位\t责任部门\t问题\nA\tB\tC", [{"responsible": "A、B", "problem": "C"}]),
    ],
)
def test_table_rows(text, rows):
    found = list(table_rows(text))
    assert [row.cells for row in found] == rows
    assert all(text[row.start : row.end].strip() for row in found)


@pytest.mark.parametrize(
    ("sentence", "today", "due"),
    [
        ("", "", ("", "")),
        ("抓好落实。", "2026-05-12", ("", "")),
        ("5月31日前完成。", "2026-05-12", ("5月31日前", "2026-05-31")),
        ("5月底前完成。", "2026-05-12", ("5月底前", "2026-05-31")),
        ("5月31日前完成。", "", ("5月31日前", "")),
        ("5月31日召开了会议。", "2026-05-12", ("", "")),  # a day, no limit
    ],
)
def test_due(sentence, today, due):
    assert due_of(sentence, today) == due


def test_limits_counted_from_today_are_computed():
    assert due_of("两周内拿出方案。", "2026-05-12") == ("两周内", "2026-05-26")
    assert due_of("三个工作日内办结。", "2026-05-12") == ("三个工作日内", "2026-05-15")


def test_due_of_a_cell_is_the_whole_cell():
    assert due_of_slot("2026年6月30日", "") == ("2026年6月30日", "2026-06-30")
    assert due_of_slot("立行立改", "2026-05-12")[0] == "立行立改"
    assert due_of_slot("按上级要求", "2026-05-12") == ("按上级要求", "")


def test_minutes_are_linked(analyzer):
    summary = summarise([analyzer.analyze(MINUTES, source="纪要.txt")])
    phone = item_of(summary, "无人接听")
    assert [task.text for task in phone.tasks] == ["区民政局5月20日前增设一部咨询电话"]
    assert phone.tasks[0].persons == ("李科长",)
    assert phone.due == ("5月20日前", "2026-05-20")
    filing = item_of(summary, "竣工备案")
    assert [task.responsible[0] for task in filing.tasks] == ["区住房和城乡建设局"]
    assert filing.tasks[0].supporting == ("区行政审批局",)
    assert filing.due[1] == "2026-05-31"
    assert [task.text for task in summary.papers[0].loose] == ["区财政局做好经费保障"]


def test_table_rows_are_linked_and_what_fits_no_problem_stays_loose(analyzer):
    summary = summarise([analyzer.analyze(TABLE, source="通报.docx")])
    card = item_of(summary, "打牌")
    assert card.owners[0].endswith("局") and card.due == ("2026年6月30日", "2026-06-30")
    assert [task.text for task in card.tasks] == ["全员轮训，公布值班表"]
    assert card.tasks[0].persons == ("队长",)
    left = [task.text for task in summary.papers[0].loose] + [t.text for i in summary.items for t in i.tasks]
    assert "逐盏检修" in left


def test_slots_in_the_sentence_behind_complete_the_task(analyzer):
    text = "整改情况报告\n一、关于收费\n区教育局收到家长反映后只发了一张通知，没有到学校核实。整改措施：逐校核查收费台账；责任单位：区教育局；完成时限：2026年6月底前。\n"
    item = item_of(summarise([analyzer.analyze(text)]), "没有到学校核实")
    assert [(t.text, t.responsible, t.due) for t in item.tasks] == [("逐校核查收费台账", ("区教育局",), "2026-06-30")]


def test_a_task_of_another_unit_in_another_place_is_not_linked(analyzer):
    text = "会议纪要\n会议指出，区民政局的咨询电话连打7次无人接听。\n会议决定：\n一、区水务局7月底前完成河道清淤。\n"
    summary = summarise([analyzer.analyze(text)])
    assert not item_of(summary, "无人接听").tasks
    assert [task.text for task in summary.papers[0].loose] == ["区水务局7月底前完成河道清淤"]


def test_samples_of_minutes_have_their_tasks(analyzer, samples: Path):
    from pipeline.readers.registry import read_all

    documents = list(read_all([str(samples / "summary")]))
    summary = summarise([analyzer.analyze_document(document) for document in documents])
    assert item_of(summary, "改厕台账").due[1] == "2026-07-10"
    water = item_of(summary, "支管归谁接")
    assert {source.document for source in water.sources} == {
        documents.index(d) + 1 for d in documents if "民生实事" in d.source or "营商环境" in d.source
    }
    assert water.due[1] == "2026-07-15"
    assert "石桥乡" in item_of(summary, "改厕台账").owners


@pytest.mark.parametrize("piece", ["责任单位：", "问题\t责任单位\n", "|", "“（", "整改措施为", "同时，"])
def test_hostile_text_takes_linear_time(piece):
    from pipeline.summary.clauses import clauses
    from pipeline.summary.statements import statement

    for work in (find_slots, lambda text: list(table_rows(text)), clauses, statement):
        assert_linear(work, piece, 10_000)


def test_units_without_a_task_stay_owners(analyzer, samples: Path):
    from pipeline.readers.registry import read_all

    [document] = [d for d in read_all([str(samples / "summary")]) if "督查" in d.source]
    item = item_of(summarise([analyzer.analyze_document(document)]), "空岗")
    assert [task.responsible for task in item.tasks] == [("白鹭镇",)]
    assert "县交通局" in item.owners and "白鹭镇便民服务中心" not in item.owners


def test_slot_sentences_judged_problems_go_with_the_problem_before_them(analyzer, samples: Path):
    from pipeline.readers.registry import read_all

    [document] = [d for d in read_all([str(samples / "summary")]) if "巡察整改" in d.source]
    summary = summarise([analyzer.analyze_document(document)])
    assert [item.statement[:2] for item in summary.items if item.statement[:2] in ("责任", "整改", "完成")] == []
    item = item_of(summary, "只看资料不看现场")
    assert [(t.text, t.responsible, t.persons, t.due) for t in item.tasks] == [
        ("重新组织现场验收，返工两处", ("区交通运输局养护科",), ("养护科科长",), "2026-04-30")
    ]
    assert not any(task.text == "区交通运输局党组" for task in summary.papers[0].loose)
