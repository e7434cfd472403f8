"""The engine end to end: offsets, agreement of letter and sentences, and the shape of the tables."""

from __future__ import annotations

import pytest
from conftest import outside_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.analyzer import Analyzer
from pipeline.classify.agreement import agree
from pipeline.digest import digests
from pipeline.records import CATEGORIES, Document, Judgment, LetterJudgment
from pipeline.report import Report
from pipeline.tables.schema import TABLES


def assert_offsets_true(report: Report) -> None:
    text = report.document.text
    for name in ("sentences", "problems", "units", "counts"):
        for row in report.rows()[name]:
            assert text[row["start"] : row["end"]] == row["text"], name
            assert row["start"] < row["end"]
    for judgment in report.judgments:
        for evidence in judgment.evidence:
            assert text[evidence.start : evidence.end] == evidence.text
    for outcome in report.outcomes:
        assert text[outcome.start : outcome.end] == outcome.text


def test_offsets_point_into_the_samples(sample_reports):
    assert len(sample_reports) >= 10
    for report in sample_reports:
        assert_offsets_true(report)


@pytest.mark.skipif(not list(outside_texts()), reason="evaluation data lie outside the repository")
def test_offsets_point_into_outside_texts(analyzer: Analyzer):
    for path in outside_texts():
        assert_offsets_true(analyzer.analyze(path.read_text(encoding="utf-8")))


PIECES = st.sampled_from(
    [
        "某街道",
        "查处12起",
        "。",
        "；",
        "\n",
        "　",
        "“",
        "”",
        "（",
        "一是",
        "比如，",
        "推诿扯皮",
        "３.5％",
        "市纪委",
        "誡勉",
        "\u200b",
        "X",
        "…",
        "不作为",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_offsets_are_true_for_any_text(analyzer: Analyzer, text: str):
    report = analyzer.analyze(text)
    assert_offsets_true(report)
    assert all(0 <= p <= 1 for judgment in report.judgments for p in judgment.probabilities)


@pytest.mark.parametrize("text", ["", " \n\t　", "。", "\u200b"])
def test_nothing_in_nothing_out(analyzer: Analyzer, text: str):
    report = analyzer.analyze(text)
    assert report.problems == ()
    assert report.categories == ()


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("某局窗口工作人员态度恶劣，群众跑了五趟还没有办成，咨询电话也一直没人接。", "主动"),
        ("两个部门互相推诿扯皮，群众反映的问题拖了三年至今没有解决。", "担当"),
        ("某站负责人收受管理服务对象礼金2万元，受到党内严重警告处分。", "规矩"),
    ],
)
def test_plain_problems_are_found(analyzer: Analyzer, text: str, category: str):
    assert [problem.category for problem in analyzer.analyze(text).problems] == [category]


@pytest.mark.parametrize(
    "text",
    [
        "要坚决整治推诿扯皮、吃拿卡要等问题，严禁脱岗离岗。",
        "全市新增就业1.2万人，群众满意率提高6个百分点。",
        "各县（区）人民政府，市直各单位：",
    ],
)
def test_near_misses_are_no_problems(analyzer: Analyzer, text: str):
    assert analyzer.analyze(text).problems == ()


def test_one_speech_is_read_as_a_clerk_would(sample_reports):
    speech = next(report for report in sample_reports if "桥墩立好了又砸掉" in report.document.text)
    found = [problem.sentence.text for problem in speech.problems]
    assert any("桥墩立好了又砸掉" in text for text in found)
    assert any("收了两条烟" in text for text in found)
    assert not any("要把诉求办理的台账" in text or "发现一起查处一起" in text for text in found)
    bribe = next(problem for problem in speech.problems if "两条烟" in problem.sentence.text)
    assert bribe.category == "规矩"
    assert {"立案审查调查"} <= {outcome.name for outcome in bribe.outcomes}
    assert "县纪委监委" in {unit.text for unit in bribe.units if unit.role == "supervisor"}


def test_frames_have_the_columns_of_the_contract(analyzer: Analyzer):
    for text in ("", "某街道查处12起。"):
        frames = analyzer.analyze(text).frames()
        assert {name: list(frame.columns) for name, frame in frames.items()} == {
            name: [column.name for column in columns] for name, columns in TABLES.items()
        }


def test_stream_is_analyze_in_order(analyzer: Analyzer):
    texts = ["窗口没人。", "", "查处12起。"]
    assert [r.rows() for r in analyzer.stream(texts)] == [analyzer.analyze(text).rows() for text in texts]


def judgment(kind: str, *categories: str) -> Judgment:
    return Judgment(kind, 0.9, categories, (0.0,) * len(CATEGORIES), False)


def test_letter_and_sentences_agree():
    letter = LetterJudgment(("担当", "主动"), (0.0,) * 5, False, (("担当", 0), ("主动", 2)))
    agreed = agree([judgment("problem", "担当", "规矩"), judgment("problem", "规矩"), judgment("other")], letter)
    assert [(j.kind, j.categories) for j in agreed] == [
        ("problem", ("担当",)),
        ("other", ()),
        ("problem", ("主动",)),
    ]
    assert agreed[1].needs_review and agreed[2].needs_review


def test_documents_together_give_what_each_gives_alone(analyzer: Analyzer):
    texts = [
        "尊敬的领导：您好，窗口工作人员态度恶劣，来回跑了三趟都没办成，互相推诿。望解决。",
        "一、存在问题\n县住建局对群众反映的问题一拖再拖，查处12起。\n二、要求\n各单位要立即整改。",
        "没人管。",
        "",
        "请问医保怎么转移？谢谢。",
    ]
    documents = [Document(str(at), text) for at, text in enumerate(texts)]
    together = analyzer.analyze_documents(documents)
    for document, report in zip(documents, together, strict=True):
        alone = analyzer.analyze_document(document)
        assert [judgment.kind for judgment in report.judgments] == [judgment.kind for judgment in alone.judgments]
        assert [p.judgment.evidence for p in report.problems] == [p.judgment.evidence for p in alone.problems]
        assert report.units == alone.units
        assert (report.letter is None) == (alone.letter is None)


def test_a_digest_shows_of_a_letter_what_its_report_shows(analyzer: Analyzer):
    texts = [
        "窗口工作人员态度恶劣，去年群众跑了五趟还没办成，县住建局推诿。",
        "请问社保怎么转？",
        "感谢市公安局，三天就办好了。",
        "我局反映\n县住建局收了钱，群众找住建局，该局不理，李某被诫勉谈话。\n青陂县水利局\n2024年3月1日",
        "——",
        "",
    ]
    documents = [Document("", text, genre="petition") for text in texts]
    made = digests(analyzer.classifier, documents)
    assert [bool(digest.letter.categories) for digest in made] == [True, False, False, True, False, False]
    for digest, report in zip(made, analyzer.analyze_documents(documents), strict=True):
        assert digest.letter == report.letter
        assert list(digest.evidence) == [report.sentences[index].text for _, index in report.letter.evidence]
        assert digest.units == tuple(unit.name for unit in report.units)
        assert digest.counts == tuple(count.text for count in report.counts)
        assert digest.outcomes == tuple(outcome.name for outcome in report.outcomes)
        assert list(digest.manifestations) == [problem.judgment.manifestation for problem in report.problems]
        assert list(digest.responsible_units) == [
            unit.name for problem in report.problems for unit in problem.units if unit.role == "responsible"
        ]
    assert digests(analyzer.classifier, []) == []
