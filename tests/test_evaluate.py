"""Evaluation: figures against hand counts, cases from held-out rows and from gold folders, the report and what it escapes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analyzer import Analyzer
from pipeline.classify.corpus import read_corpus
from pipeline.classify.decide import Thresholds
from pipeline.classify.heldout import HeldOut
from pipeline.cli.main import main
from pipeline.errors import DataFileError
from pipeline.evaluate import learning
from pipeline.evaluate.cases import Case, held_out_cases
from pipeline.evaluate.learning import Point, learning_curve
from pipeline.evaluate.outside import labelled_letters, outside_cases
from pipeline.evaluate.page import as_html, plain, render
from pipeline.evaluate.plots import confusion_plot
from pipeline.evaluate.scoring import (
    category_confusion,
    category_figures,
    figures,
    kind_confusion,
    reliability,
    worst,
)

NOTHING = (0.0,) * 5
HIT = Case("d-1", "notice", "推来推去。", "problem", "problem", ("担当",), ("担当",), 0.9, (0.0, 0.9, 0.0, 0.0, 0.0))
MISSED = replace(HIT, id="d-2", said_kind="other", said=(), p_problem=0.2, p_categories=NOTHING)
FALSE = replace(HIT, id="d-3", kind="measure", categories=(), p_problem=0.7)
REST = Case("d-4", "speech", "谢谢大家。", "other", "other", (), (), 0.05, NOTHING)
SENTENCES = [HIT, MISSED, FALSE, REST]
LETTER = Case("p-1", "petition", "没人管", "", "", ("担当", "主动"), ("主动",), 0.6, (0.0, 0.3, 0.6, 0.0, 0.0))
QUIET = Case("p-2", "petition", "怎么办理", "", "", (), (), 0.1, (0.0, 0.1, 0.0, 0.0, 0.0))


def test_figures_of_sentences_are_those_counted_by_hand():
    row = figures(SENTENCES)
    assert row.cases == 4
    assert row.problem_f1 == pytest.approx(0.5)  # one hit, one missed, one false
    assert row.kind_macro_f1 == pytest.approx((0.5 + 0 + 0 + 2 / 3) / 4)
    assert row.categories == pytest.approx(2 / 3)  # over the two labelled problems
    assert row.primary == pytest.approx(0.5)
    assert row.accuracy is None


def test_figures_of_letters_are_those_counted_by_hand():
    row = figures([LETTER, QUIET])
    assert (row.problem_f1, row.kind_macro_f1) == (None, None)
    assert row.categories == pytest.approx(2 / 3)
    assert row.accuracy == 1.0
    assert row.primary == pytest.approx(0.5)  # 担当 is the main one, 主动 was said


def test_figures_of_nothing():
    assert figures([]).categories == 0.0
    assert reliability([]) == []
    assert worst([], 30) == []


def test_precision_and_recall_by_category():
    rows = {row.name: row for row in category_figures([LETTER, QUIET])}
    assert (rows["主动"].precision, rows["主动"].recall, rows["主动"].support) == (1.0, 1.0, 1)
    assert (rows["担当"].precision, rows["担当"].recall, rows["担当"].support) == (0.0, 0.0, 1)
    assert rows["规矩"].support == 0


def test_confusion_counts_each_case_once():
    names, table = kind_confusion(SENTENCES)
    assert table[names.index("problem")][names.index("other")] == 1
    assert table[names.index("measure")][names.index("problem")] == 1
    assert sum(map(sum, table)) == 4
    names, table = category_confusion([LETTER, QUIET])
    assert table[names.index("担当")][names.index("主动")] == 1
    assert table[names.index("无")][names.index("无")] == 1


def test_reliability_bins_hold_every_probability():
    bins = reliability([LETTER, QUIET])
    assert sum(b.count for b in bins) == 10
    assert [(b.low, b.came_true) for b in bins if b.low >= 0.3] == [(0.3, 1.0), (0.6, 1.0)]


def test_the_worst_are_wrong_and_farthest_first():
    near = replace(MISSED, id="d-5", p_problem=0.4, p_categories=(0.0, 0.5, 0.0, 0.0, 0.0))
    assert [case.id for case in worst([*SENTENCES, near], 30)] == ["d-2", "d-3", "d-5"]
    assert [case.id for case in worst(SENTENCES, 1)] == ["d-2"]


def test_cases_of_held_out_rows():
    rows = [
        HeldOut("d-1", 0, "没人接。", "problem", ("主动",), (0.9, 0, 0, 0.1), (0, 0.1, 0.8, 0, 0), "notice"),
        HeldOut(
            "p-1", -1, "信", "", ("担当",), (), (0, 0.7, 0, 0, 0), "petition", tuple("甲乙丙丁戊"), ("担当：没人管",)
        ),
    ]
    sentence, letter = held_out_cases(rows, Thresholds())
    assert (sentence.id, sentence.said_kind, sentence.said) == ("d-1 第 1 句", "problem", ("主动",))
    assert (letter.said, letter.labelled, letter.evidence) == (("担当",), ("担当：没人管",), ("担当：乙",))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder of one letter and one of one document, labelled by hand."""
    letters, files = tmp_path / "letters", tmp_path / "files"
    letters.mkdir()
    files.mkdir()
    letter = {"id": "x-1", "title": "路灯坏了没人管", "text": "路灯坏了半年，多次反映，街道办不作为，一直没有人来修。"}
    label = {"id": "x-1", "categories": ["担当"], "evidence": {"担当": "街道办不作为"}}
    (letters / "petitions.jsonl").write_text(json.dumps(letter, ensure_ascii=False), encoding="utf-8")
    (letters / "gold.jsonl").write_text(json.dumps(label, ensure_ascii=False) + "\n\n", encoding="utf-8")
    text = "关于作风检查情况的通报\n个别窗口工作人员态度恶劣，让群众来回跑。各单位要立即整改。"
    (files / "a.txt").write_text(text, encoding="utf-8")
    at = text.index("各单位")
    sentences = [
        {"start": 0, "end": 11, "text": text[:11], "kind": None, "categories": []},
        {"start": 12, "end": at, "text": text[12:at], "kind": "problem", "categories": ["主动"]},
        {"start": at, "end": len(text), "text": text[at:], "kind": "measure", "categories": []},
    ]
    row = {"file": "a.txt", "genre": "notice", "sentences": sentences}
    (files / "gold.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def test_outside_cases_hold_labels_beside_judgments(gold: Path, analyzer: Analyzer):
    cases = outside_cases(gold, analyzer)
    assert list(cases) == ["files", "letters"]
    [letter] = cases["letters"]
    assert (letter.categories, letter.labelled, letter.is_letter) == (("担当",), ("担当：街道办不作为",), True)
    assert letter.said == ("担当",) and letter.evidence[0].startswith("担当：")
    problem, measure = cases["files"]  # kind null is not scored
    assert (problem.kind, problem.said_kind, problem.said[:1]) == ("problem", "problem", ("主动",))
    assert (measure.kind, measure.said_kind) == ("measure", "measure")
    assert 0.0 <= measure.p_problem < problem.p_problem <= 1.0


def test_a_folder_itself_may_hold_the_gold(gold: Path, analyzer: Analyzer):
    assert list(outside_cases(gold / "letters", analyzer)) == ["letters"]


def test_gold_letters_in_the_form_of_the_corpora(gold: Path):
    [record] = labelled_letters(gold / "letters")
    assert record.letter == ("担当",)
    assert "".join(sentence.text for sentence in record.sentences).startswith("路灯坏了没人管")


@pytest.mark.parametrize(
    ("name", "content"), [("letters", "{"), ("letters", '{"id": "y"}'), ("files", '{"file": "b.txt"}')]
)
def test_damaged_gold_names_file_and_line(gold: Path, analyzer: Analyzer, name: str, content: str):
    (gold / name / "gold.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"gold\.jsonl 第 1 行"):
        outside_cases(gold, analyzer)


HOSTILE = "<script>alert(1)</script>|表格|![图](javascript:x) **粗** &amp;"


def test_text_cannot_become_markup():
    case = replace(MISSED, text=HOSTILE, labelled=(HOSTILE,))
    page = render(
        {}, "自编语料", {"自编语料": [HIT, case], "外部<b>": [replace(LETTER, text=HOSTILE)]}, [], "2026-11-25"
    )
    html = as_html(page)
    assert "<script" not in html and "<b>" not in html and 'javascript:x"' not in html
    assert html.count("<figure") == len(page.pictures) and "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;|表格|" in html


def test_outside_data_are_marked_and_own_are_not_called_real():
    page = render({}, "自编语料", {"自编语料": [HIT], "letters": [LETTER]}, [], "2026-11-25")
    own, outside = page.markdown.split("## 外部数据：letters")
    assert "**外部数据**" in outside and "**外部数据**" not in own
    assert "不等于实际使用的成绩" in own


def test_every_picture_is_shown_and_every_shown_one_exists():
    points = [Point(0.5, 10, "自编语料", "公文问题 F1", 0.8), Point(1.0, 20, "自编语料", "公文问题 F1", 0.9)]
    page = render({}, "自编语料", {"自编语料": [*SENTENCES, LETTER]}, points, "2026-11-25")
    assert sorted(re.findall(r"\(pictures/([^)]+)\)", page.markdown)) == sorted(page.pictures)
    assert all(picture.startswith("<svg") and picture.rstrip().endswith("</svg>") for picture in page.pictures.values())


def test_pictures_are_the_same_each_time():
    assert confusion_plot(["问题", "其他"], [[3, 1], [0, 2]]) == confusion_plot(["问题", "其他"], [[3, 1], [0, 2]])


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("a  b\nc", "a b c"), ("a|b", r"a\|b"), ("1_2*", r"1\_2\*")])
def test_plain(text: str, shown: str):
    assert plain(text) == shown


def test_a_learning_curve_has_a_point_for_each_share_and_set(gold: Path, small: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(learning, "SHARES", (0.9,))
    points = learning_curve(read_corpus(small), gold, "自编语料")
    assert {(point.set_name, point.figure) for point in points} == {
        ("自编语料", "公文问题 F1"), ("自编语料", "信访件类别 micro-F1"), ("files", "公文问题 F1"), ("letters", "信访件类别 micro-F1"),
    }  # fmt: skip
    assert {point.records for point in points} == {115}
    assert all(0.0 <= point.value <= 1.0 for point in points)


def test_the_command_prints_figures_and_writes_both_reports(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "report"
    assert main(["evaluate", "--gold", str(gold), "--out", str(out), "--no-curve", "--quiet"]) == 0
    shown = capsys.readouterr().out
    assert "自编语料" in shown and "外部数据 letters（1 例）" in shown and "路灯" not in shown
    markdown = (out / "评估报告.md").read_text(encoding="utf-8")
    assert "错得最远的 30 例" in markdown and "## 外部数据：files" in markdown
    assert (out / "评估报告.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert main(["evaluate", "--out", str(out), "--no-curve"]) == 2
    assert "--force" in capsys.readouterr().err


def test_a_missing_gold_folder_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["evaluate", "--gold", str(tmp_path / "none"), "--out", str(tmp_path / "r")]) == 2
    assert "没有目录" in capsys.readouterr().err
