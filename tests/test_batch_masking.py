"""Masking in batch: once a row, in the worker; what a worker changed reaches the output through parts and resuming."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch import letters as batch_letters
from pipeline.batch.letters import Letter, Settings, classify_letters
from pipeline.batch.masking import Cells, masked_cells
from pipeline.batch.parts import Parts
from pipeline.cli.main import main
from pipeline.mask import cells as mask_cells

ROW = {"编号": 7, "来信人": "李秀兰", "正文": "我叫李秀兰，窗口没人管。", "附": ["13900001234", 5]}


def letter(values: dict[str, object]) -> Letter:
    return Letter("t#1", 1, "", values["正文"], cells=Cells(values, "正文"))


def test_only_changed_cells_are_handed_back():
    assert masked_cells(Cells(ROW, "正文")) == {
        "来信人": "【姓名1】",
        "正文": "我叫【姓名1】，窗口没人管。",
        "附": ["【手机号1】", 5],
    }
    assert masked_cells(Cells({"编号": 7, "正文": ""}, "正文")) == {}


def test_hidden_ids_still_tell_letters_apart(tmp_path: Path):
    table, out = tmp_path / "t.csv", tmp_path / "o.jsonl"
    rows = "GD20260312001,窗口没人管。\nGD20260312002,我的单号GD20260312002没人管。\n13900001234,没人管。\n"
    table.write_text(f"工单号,正文\n{rows}", encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--mask", "--quiet"]) == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["工单号"] for row in found] == ["【工单号1】（第2行）", "【工单号1】（第3行）", "【手机号1】（第4行）"]
    assert found[1]["正文"] == "我的单号【工单号1】没人管。"


def test_each_cell_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []
    find = mask_cells.Masker.mask
    monkeypatch.setattr(
        mask_cells.Masker, "mask", lambda self, text, *more: read.append(text) or find(self, text, *more)
    )
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text("来信人,正文\n李秀兰,我叫李秀兰，窗口没人管。\n", encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--mask", "--quiet"]) == 0
    assert sorted(read) == ["我叫李秀兰，窗口没人管。", "李秀兰"]


def test_a_row_that_breaks_masking_is_hidden_and_told(monkeypatch: pytest.MonkeyPatch):
    def broken(cells: Cells) -> dict[str, object]:
        raise RecursionError

    monkeypatch.setattr(batch_letters, "masked_cells", broken)
    [result] = classify_letters([letter(ROW)], Settings(mask=True))
    assert result.masked == dict.fromkeys(ROW) and result.reject is not None and "李" not in result.reject.reason


def test_a_row_without_its_cells_is_never_taken_for_masked():
    with pytest.raises(TypeError):
        classify_letters([Letter("t#1", 1, "", "我叫李秀兰。")], Settings(mask=True))


def test_a_row_that_cannot_be_read_is_masked_all_the_same():
    [result] = classify_letters([letter(ROW | {"正文": " "})], Settings(mask=True))
    assert result.reject is not None and result.masked["来信人"] == "【姓名1】"


def test_parts_keep_masked_cells(tmp_path: Path):
    results = classify_letters([letter(ROW)], Settings(mask=True))
    parts = Parts(tmp_path / "p")
    parts.begin({}, resume=False, force=False)
    parts.write(0, results)
    assert list(parts.results(1)) == results
    assert "李秀兰" not in json.dumps(next(parts.results(1)).masked, ensure_ascii=False)
