"""Out-of-fold predictions: doubt, round trip, damage; and the commands that show and explain."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.classify.heldout import HeldOut, doubt, most_doubtful, read_held_out, write_held_out
from pipeline.cli.main import main
from pipeline.errors import DataFileError

SURE = HeldOut("d-1", 0, "窗口没人。", "problem", ("规矩",), (0.9, 0.0, 0.0, 0.1), (0.0, 0.0, 0.0, 0.0, 0.9))
WRONG_KIND = HeldOut("d-1", 1, "没人接电话。", "other", (), (0.8, 0.0, 0.0, 0.2), (0.0, 0.0, 0.8, 0.0, 0.0))
WRONG_CATEGORY = HeldOut("d-2", 0, "推来推去。", "problem", ("主动",), (0.9, 0.0, 0.0, 0.1), (0.0, 0.95, 0.3, 0.0, 0.0))
LETTER = HeldOut("p-1", -1, "=没人管", "", (), (), (0.0, 0.6, 0.0, 0.0, 0.0))


@pytest.mark.parametrize(("row", "value"), [(SURE, 0.1), (WRONG_KIND, 0.8), (WRONG_CATEGORY, 0.95), (LETTER, 0.6)])
def test_doubt(row: HeldOut, value: float):
    assert doubt(row) == pytest.approx(value)


def test_the_most_doubtful_come_first():
    ranked = most_doubtful([SURE, LETTER, WRONG_KIND, WRONG_CATEGORY], 3)
    assert [row for _, row in ranked] == [WRONG_CATEGORY, WRONG_KIND, LETTER]
    assert most_doubtful([], 3) == []


def test_round_trip(tmp_path: Path):
    rows = [SURE, WRONG_KIND, LETTER]
    write_held_out(tmp_path / "held-out.jsonl", rows)
    assert read_held_out(tmp_path / "held-out.jsonl") == rows


@pytest.mark.parametrize("content", ["{", "{}", "[1]", '{"id": "x", "categories": 3}'])
def test_damage_names_file_and_line(tmp_path: Path, content: str):
    path = tmp_path / "held-out.jsonl"
    write_held_out(path, [SURE])
    with path.open("a", encoding="utf-8") as handle:
        handle.write(content + "\n")
    with pytest.raises(DataFileError, match=r"held-out\.jsonl 第 2 行"):
        read_held_out(path)


def test_doubt_writes_a_table_that_a_spreadsheet_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    write_held_out(tmp_path / "held-out.jsonl", [SURE, LETTER])
    out = tmp_path / "可疑.csv"
    assert main(["doubt", "--model", str(tmp_path), "--out", str(out)]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "编号,句序,可疑度,标注,模型,文本"
    assert lines[1] == "p-1,全文,0.60,无,担当 0.60,'=没人管"
    assert main(["doubt", "--model", str(tmp_path), "--out", str(out)]) == 2
    assert "已存在" in capsys.readouterr().err


def test_doubt_without_a_model_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["doubt", "--model", str(tmp_path)]) == 2
    assert "make train" in capsys.readouterr().err


def test_explain_shows_words_for_and_against(capsys: pytest.CaptureFixture[str]):
    assert main(["explain", "窗口工作人员态度恶劣，群众跑了五趟还没办成。", "--words", "4"]) == 0
    shown = capsys.readouterr().out
    assert "问题（主动）" in shown
    assert len([line for line in shown.splitlines() if line.startswith(("  +", "  -"))]) == 4


def test_explain_refuses_an_unknown_genre(capsys: pytest.CaptureFixture[str]):
    assert main(["explain", "甲", "--genre", "poem"]) == 2
    assert "poem" in capsys.readouterr().err


def test_explain_of_nothing(capsys: pytest.CaptureFixture[str]):
    assert main(["explain", ""]) == 0
    assert capsys.readouterr().out == ""
