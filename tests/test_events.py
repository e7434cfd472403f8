"""Dates and periods against the calendar; events: outcomes of the sequel, dates carried over, units by role."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyzer import Analyzer
from pipeline.cli.main import main
from pipeline.extract.linking import as_events
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.periods import find_periods
from pipeline.records import Judgment, Outcome, Period, Problem, Sentence, Unit
from pipeline.tables.rows import case_row

TODAY = "2024-07-01"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年1月18日", "2021-01-18", "2021-01-18"),
        ("２０２１年１月１８日", "2021-01-18", "2021-01-18"),
        ("3月5日", "2024-03-05", "2024-03-05"),
        ("去年3月", "2023-03-01", "2023-03-31"),
        ("十二月", "2024-12-01", "2024-12-31"),
        ("2020年2月", "2020-02-01", "2020-02-29"),
        ("6月上旬", "2024-06-01", "2024-06-10"),
        ("2月下旬", "2024-02-21", "2024-02-29"),
        ("9月底", "2024-09-21", "2024-09-30"),
        ("2022年", "2022-01-01", "2022-12-31"),
        ("去年", "2023-01-01", "2023-12-31"),
        ("前年", "2022-01-01", "2022-12-31"),
        ("今年以来", "2024-01-01", "2024-07-01"),
        ("上半年", "2024-01-01", "2024-06-30"),
        ("去年下半年", "2023-07-01", "2023-12-31"),
        ("一季度", "2024-01-01", "2024-03-31"),
        ("2019年第四季度", "2019-10-01", "2019-12-31"),
        ("春节期间", "2024-02-10", "2024-02-17"),
        ("去年国庆假期", "2023-09-30", "2023-10-06"),
        ("年底", "2024-12-01", "2024-12-31"),
        ("近三年", "2021-07-01", "2024-07-01"),
        ("近两个月", "2024-05-01", "2024-07-01"),
        ("近30天", "2024-06-01", "2024-07-01"),
        ("上个月", "2024-06-01", "2024-06-30"),
        ("昨日", "2024-06-30", "2024-06-30"),
        ("3月11日至15日", "2024-03-11", "2024-03-15"),
        ("12月28日至1月3日", "2024-12-28", "2025-01-03"),  # over the turn of the year
        ("2023年12月28日到2024年1月3日", "2023-12-28", "2024-01-03"),
        ("1月至6月", "2024-01-01", "2024-06-30"),
        ("2023年12月—2024年2月", "2023-12-01", "2024-02-29"),
        ("2月30日至3月1日", "", ""),
        ("2月30日", "", ""),  # no such day: the span is kept, the day is not guessed
        ("2060年春节", "", ""),  # beyond the calendar
    ],
)
def test_periods_against_the_calendar(text: str, first: str, last: str):
    [period] = find_periods(f"据查，{text}，窗口没人。", TODAY)
    assert (period.text, period.first, period.last) == (text, first, last)
    assert period.start == 3


@pytest.mark.parametrize(
    "text", ["", "窗口没人。", "跑了三趟", "12345热线", "第三条", "月月如此", "年年说", "百年大计", "120324年"]
)
def test_what_is_no_period(text: str):
    assert find_periods(text, TODAY) == []


def test_without_a_date_of_the_document_nothing_is_guessed():
    assert [(p.text, p.first) for p in find_periods("去年3月和2021年5月")] == [
        ("去年3月", ""),
        ("2021年5月", "2021-05-01"),
    ]


@given(st.text(alphabet="去今前年上下半月日初底近三两个天12第季度春节期间，。 ", max_size=40))
def test_spans_are_exact_and_ordered(text: str):
    periods = find_periods(text, TODAY)
    assert all(text[p.start : p.end] == p.text and p.text for p in periods)
    assert all(a.end <= b.start for a, b in pairwise(periods))
    assert all(p.first <= p.last for p in periods)


def test_a_long_hostile_run_is_quick():
    assert find_periods("去年" * 50_000 + "近" * 50_000, TODAY)


def _sentence(index: int, text: str, start: int, paragraph: int = 0) -> Sentence:
    return Sentence(index, start, start + len(text), text, paragraph=paragraph)


def _problem(sentence: Sentence, *outcomes: Outcome, units: tuple[Unit, ...] = ()) -> Problem:
    judgment = Judgment("problem", 0.9, ("规矩",), (0.0,) * 5, False)
    return Problem(sentence, judgment, units, (), outcomes)


FACT, SEQUEL = "2023年5月，某局公车私用。", "李某受到党内警告处分。"


@pytest.mark.parametrize(("paragraph", "names"), [(0, ["党内警告"]), (1, [])])
def test_the_sequel_in_the_same_paragraph_tells_the_outcome(paragraph: int, names: list[str]):
    sentences = [_sentence(0, FACT, 0), _sentence(1, SEQUEL, len(FACT), paragraph)]
    [event] = as_events([_problem(sentences[0])], sentences, find_outcomes(FACT + SEQUEL), find_periods(FACT))
    assert [outcome.name for outcome in event.outcomes] == names
    assert [period.first for period in event.periods] == ["2023-05-01"]


LEADER = Unit(12, 14, "某镇", "某镇", "township", "township", "responsible", True)


@pytest.mark.parametrize(("units", "events"), [((), 1), ((LEADER,), 2)])
def test_a_sequel_judged_a_problem_joins_the_event_unless_it_names_a_unit(units: tuple[Unit, ...], events: int):
    sentences = [_sentence(0, FACT, 0), _sentence(1, SEQUEL, len(FACT))]
    [outcome] = find_outcomes(FACT + SEQUEL)
    problems = [_problem(sentences[0]), _problem(sentences[1], outcome, units=units)]
    found = as_events(problems, sentences, [outcome], [])
    assert len(found) == events
    assert [outcome for event in found for outcome in event.outcomes] == [outcome]


def test_a_problem_without_a_date_takes_the_last_one_of_its_paragraph():
    lead, fact = "2022年和2023年查了两次。", "窗口没人。"
    sentences = [_sentence(0, lead, 0), _sentence(1, fact, len(lead)), _sentence(2, fact, len(lead + fact), 1)]
    problems = [_problem(sentences[1]), _problem(sentences[2])]
    dated, undated = as_events(problems, sentences, [], find_periods(lead))
    assert [period.text for period in dated.periods] == ["2023年"]
    assert undated.periods == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县纪委立案12件。", ["立案审查调查"]),
        ("派出所一直没有立案。", []),
        ("请立案调查。", []),
        ("希望问责到人。", []),
        ("检察院决定不予立案。", ["不予立案"]),
    ],
)
def test_what_was_done_is_told_from_what_is_asked(text: str, names: list[str]):
    assert [outcome.name for outcome in find_outcomes(text)] == names


def test_outcomes_carry_their_form():
    forms = {outcome.name: outcome.form for outcome in find_outcomes("张某被诫勉谈话，王某被移送司法机关。")}
    assert forms == {"诫勉": "第一种形态", "移送司法": "第四种形态"}


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        (
            "某县住建局履职不力，给予党内警告处分3人、诫勉谈话5人。",
            [("某县住房和城乡建设局", "3人"), ("某县住房和城乡建设局", "5人")],
        ),
        ("某镇政府推诿，2人被移送司法机关。", [("某镇政府", "2人")]),
        ("王某受到党内警告处分。全镇共走访30人。", [("", "")]),  # another sentence
        ("某镇政府推诿，张某被诫勉谈话，涉及资金3万元。", [("某镇政府", "")]),  # money is done to nobody
    ],
)
def test_outcomes_know_whom_and_how_many(analyzer: Analyzer, text: str, linked: list[tuple[str, str]]):
    report = analyzer.analyze(text, genre="notice")
    assert [(outcome.unit_name, "".join(outcome.counts)) for outcome in report.outcomes] == linked
    rows = report.rows()["outcomes"]
    assert [row["text"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]


def test_the_event_of_a_circular_is_one_readable_row(analyzer: Analyzer):
    text = "某市纪委监委关于三起典型问题的通报\n2023年5月，清溪镇财政所所长李某违规收受管理服务对象礼金1.2万元。李某受到党内严重警告处分。\n2024年1月3日"
    report = analyzer.analyze(text, genre="notice")
    rows = [case_row(report.document.doc_id, "", event) for event in report.events]
    row = next(row for row in rows if "礼金" in row["text"])
    assert (row["category"], row["date_first"], row["date_last"]) == ("规矩", "2023-05-01", "2023-05-31")
    assert row["outcomes"] == ["党内严重警告"] and any("1.2万元" in count for count in row["counts"])
    assert text[row["start"] : row["end"]] == row["text"]


def test_the_workbook_has_a_checklist_in_the_columns_that_offices_use(tmp_path: Path):
    source = tmp_path / "通报.txt"
    source.write_text("=关于检查情况的通报\n部分干部不担当不作为，群众反映的问题一拖再拖。\n", encoding="utf-8")
    assert main(["analyze", str(source), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "分析结果.xlsx")["问题清单"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("序号", "问题类别", "具体问题", "责任单位", "涉及数量", "处理情况", "原文出处")
    assert rows[1][0] == 1 and rows[1][1] == "担当" and "一拖再拖" in rows[1][2] and rows[1][6].endswith("句")
    assert (
        (tmp_path / "out" / "cases.csv")
        .read_text(encoding="utf-8-sig")
        .startswith("doc_id,case_id,problem_id,category")
    )


def test_periods_are_part_of_the_report(analyzer: Analyzer):
    report = analyzer.analyze("去年窗口没人。")
    assert report.periods == (Period(0, 2, "去年", "", ""),)
