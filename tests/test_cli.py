"""The command line as a user meets it: outputs, exit status, messages; no traceback, no letter's text in messages."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.cli.main import COMMANDS, main
from pipeline.readers.limits import OLE


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str], arguments: list[str]):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    said = capsys.readouterr().out
    assert stop.value.code == 0
    assert "用法：" in said and "选项" in said
    assert not any(word in said for word in ("usage", "options", "positional", "show this"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数"),
        (["analyze"], "缺少参数"),
        (["fly"], "可选"),
        (["analyze", "a", "--out", "b", "--fast"], "不认识的参数"),
        (["analyze", "a", "--out", "b", "--jobs", "x"], "整数"),
    ],
)
def test_wrong_use_is_status_2(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_samples_end_to_end(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "结果"
    assert main(["analyze", str(samples), "--out", str(out), "--format", "csv,xlsx,parquet,jsonl"]) == 0
    documents = rows(out / "documents.csv")
    assert len(documents) == 22
    assert {row["genre"] for row in documents} == {"speech", "notice", "minutes", "inspection", "petition"}
    ids = {row["doc_id"] for row in documents}
    assert all(row["doc_id"] in ids for row in rows(out / "problems.csv"))
    assert pq.read_table(out / "problems.parquet").num_rows == len(rows(out / "problems.csv"))
    assert "已写入" in capsys.readouterr().err


def test_a_mixed_folder_gives_tables_and_rejects(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("窗口没人，群众跑了五趟还没办成。", encoding="utf-8")
    (folder / "gb.txt").write_bytes("要坚决整治推诿扯皮问题。".encode("gb18030"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "locked.docx").write_bytes(OLE + b"\0" * 600)
    out = tmp_path / "out"
    assert main(["analyze", str(folder), "--out", str(out), "--format", "csv", "--quiet"]) == 1
    assert {Path(row["source"]).name for row in rows(out / "documents.csv")} == {"good.txt", "gb.txt"}
    assert {Path(row["source"]).name: row["reason"] for row in rows(out / "rejects.csv")}.keys() == {
        "empty.txt",
        "locked.docx",
    }
    assert [row["category"] for row in rows(out / "problems.csv")] == ["主动"]
    said = capsys.readouterr().err
    assert "Traceback" not in said and "跑了五趟" not in said


def test_existing_output_is_refused_before_any_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "documents.csv").write_text("旧", encoding="utf-8")
    assert main(["analyze", "nowhere.txt", "--out", str(tmp_path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "documents.csv").read_text(encoding="utf-8") == "旧"


def test_output_inside_the_input_folder_is_not_read_again(tmp_path: Path):
    (tmp_path / "a.txt").write_text("窗口没人值守。", encoding="utf-8")
    out = tmp_path / "out"
    for _ in range(2):
        assert main(["analyze", str(tmp_path), "--out", str(out), "--quiet", "--force"]) == 0
        assert len(rows(out / "documents.csv")) == 1


def test_standard_output_holds_json_lines_only(tmp_path: Path):
    (tmp_path / "a.txt").write_text("局里推给街道，街道推给局里。", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", "analyze", str(tmp_path / "a.txt"), "--out", "-"],
        capture_output=True,
        check=True,
    )
    [line] = run.stdout.decode().splitlines()
    assert json.loads(line)["category"] == "担当"


def test_two_processes_give_what_one_gives(samples: Path, tmp_path: Path):
    for name, jobs in (("one", "1"), ("two", "2")):
        assert (
            main(
                ["analyze", str(samples), "--out", str(tmp_path / name), "--format", "jsonl", "--quiet", "--jobs", jobs]
            )
            == 0
        )
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_missing_model_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.txt").write_text("甲。", encoding="utf-8")
    assert (
        main(["analyze", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o"), "--model", str(tmp_path / "none")]) == 2
    )
    assert "make train" in capsys.readouterr().err


TABLE = "编号,来电时间,主题,留言详情\n001,3月,路灯,路灯坏了半年，找了城管局四次都没人管。\n002,3月,,\n003,3月,咨询,请问公积金怎么提取？\n004,3月,=1+1,电话打了十几天没有一次有人接，态度还差。\n"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "parquet"])
def test_batch_keeps_every_row_and_column(tmp_path: Path, suffix: str):
    table, out = tmp_path / "t.csv", tmp_path / f"o.{suffix}"
    table.write_text(TABLE, encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--quiet"]) == 1
    if suffix == "csv":
        found = rows(out)
    elif suffix == "jsonl":
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    elif suffix == "parquet":
        found = pq.read_table(out).to_pylist()
    else:
        import openpyxl

        header, *cells = openpyxl.load_workbook(out).active.iter_rows(values_only=True)
        assert header[:4] == ("编号", "来电时间", "主题", "留言详情") and "主类别" in header
        assert [row[0] for row in cells] == ["001", "002", "003", "004"]
        return
    assert [row["编号"] for row in found] == ["001", "002", "003", "004"]
    assert list(found[0])[:6] == ["编号", "来电时间", "主题", "留言详情", "categories", "primary_category"]
    assert [row["primary_category"] for row in found] == ["担当", "", "", "主动"]
    assert [bool(row["error"]) for row in found] == [False, True, False, False]
    assert found[3]["主题"] == ("'=1+1" if suffix == "csv" else "=1+1")
    assert [row["row"] for row in rows(tmp_path / "o.rejects.csv")] == ["3"]


def test_batch_reads_json_lines_with_damage(tmp_path: Path):
    table, out = tmp_path / "t.jsonl", tmp_path / "o.jsonl"
    lines = [
        '{"id": 1, "text": "路灯坏了没人管。", "tags": ["灯"]}',
        "{broken",
        '{"id": 3, "text": null}',
        '{"id": 4, "text": ["x"]}',
        '{"id": 5, "text": "\\ud800半"}',
    ]
    table.write_text("\n".join(lines), encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--quiet"]) == 1
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == [1, None, 3, 4, 5]
    assert found[0]["tags"] == ["灯"]
    assert [bool(row["error"]) for row in found] == [False, True, True, True, True]


def test_batch_names_the_columns_it_saw(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = tmp_path / "t.csv"
    table.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    assert main(["batch", str(table), "--out", str(tmp_path / "o.csv")]) == 1
    said = capsys.readouterr().err
    assert "姓名、电话" in said and "--text-column" in said
    assert main(["batch", str(table), "--out", str(tmp_path / "o.csv"), "--text-column", "姓名", "--quiet"]) == 0


def test_batch_refuses_unknown_suffixes(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["batch", "t.csv", "--out", str(tmp_path / "o.docx")]) == 2
    assert ".csv" in capsys.readouterr().err


def test_analyze_masks_before_it_looks(tmp_path: Path):
    source = tmp_path / "信.txt"
    source.write_text("尊敬的领导：我叫李秀兰，电话13900001234，窗口态度恶劣，来回跑了五趟没人管。", encoding="utf-8")
    assert main(["analyze", str(source), "--out", str(tmp_path / "o"), "--format", "csv", "--mask", "--quiet"]) == 0
    written = "".join(path.read_text(encoding="utf-8-sig") for path in (tmp_path / "o").iterdir())
    assert "李秀兰" not in written and "13900001234" not in written and "【姓名1】" in written
    assert "五趟" in written
