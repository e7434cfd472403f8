"""Tables at scale: streams, rows that cannot be read, resuming, several files, a cluster."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import time
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bench_memory import descendants, runs
from killing import Moment, command, kill_and_resume, run, write_letters

from pipeline.batch import letters as batch_letters
from pipeline.batch.chunks import CHUNK, TableTask, classify_table, engine_for
from pipeline.batch.letters import Letter, Settings, classify_letters, groups
from pipeline.batch.parts import Parts
from pipeline.batch.run import plan_of
from pipeline.batch.source import open_source
from pipeline.cli.main import main
from pipeline.errors import ResumeError
from pipeline.parallel import Engine
from pipeline.readers.letter_table import Wanted, open_letter_table
from pipeline.records import Document


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


BAD = [
    (b'"1","' + "路灯坏了没人管。".encode() + b'"\n', False),
    (b'"2","' + b"\xff\xfe\xfa" * 3 + b'"\n', True),  # bytes of no encoding
    (b'"3","' + "甲\0乙".encode() + b'"\n', True),
    (b'"4",""\n', True),
    (b'"5","' + "字".encode() * 200_001 + b'"\n', True),
    (b'"6","' + "请问怎么办？".encode() + b'","more"\n', False),  # wider than the header
]


def test_bad_rows_get_their_reason_and_no_row_is_lost(tmp_path: Path):
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_bytes("编号,正文\n".encode() + b"".join(line for line, _ in BAD) + b"\n,\n")
    assert main(["batch", str(table), "--out", str(out), "--quiet"]) == 1
    found = rows(out)
    assert [row["编号"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert [bool(row["error"]) for row in found] == [bad for _, bad in BAD]
    assert found[5]["列3"] == "more"
    assert [row["row"] for row in rows(tmp_path / "o.rejects.csv")] == ["3", "4", "5", "6"]
    assert not list(tmp_path.glob(".*"))


def test_a_quote_that_is_never_closed_costs_its_own_row_only_up_to_the_bound(tmp_path: Path):
    table = tmp_path / "t.csv"
    lines = ["编号,正文", '1,"没有收尾', *(f"{n},{'长' * 5000}" for n in range(2, 900))]
    table.write_text("\n".join(lines), encoding="utf-8")
    opened = open_letter_table(table, Wanted())
    broken = [record for record in opened.records() if record.broken]
    assert len(broken) == 1 and opened.count > 400


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_from_a_part(tmp_path: Path, encoding: str):
    table = tmp_path / "t.csv"
    numbers = "".join(f"{n},{n}\n" for n in range(60_000))  # more than a block without a Chinese character
    table.write_bytes(("id,text\n" + numbers + "99,窗口没人管\n").encode(encoding))
    opened = open_letter_table(table, Wanted())
    *_, last = opened.records()
    assert (opened.count, last.values) == (60_001, {"id": "99", "text": "窗口没人管"})


def test_several_tables_make_one(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("编号,正文\n1,路灯坏了没人管。\n", encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "请问怎么办？", "区": "甲"}\n', encoding="utf-8")
    (tmp_path / "in" / "note.txt").write_text("no table", encoding="utf-8")
    for given in ([str(tmp_path / "in")], [str(tmp_path / "in" / "*.*l"), str(tmp_path / "in" / "a.csv")]):
        out = tmp_path / "o.jsonl"
        assert main(["batch", *given, "--out", str(out), "--quiet", "--force"]) == 0
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert {(row["编号"], row["区"], row["source_file"]) for row in found} == {
            ("1", None, "a.csv#2"),
            (None, "甲", "b.jsonl#1"),
        }
        assert list(found[0])[-1] == "source_file"


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.csv").write_text("编号,正文\n1,好\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    assert main(["batch", str(tmp_path), "--out", str(tmp_path / "o" / "o.csv")]) == 1
    assert "b.csv" in capsys.readouterr().err
    assert main(["batch", str(tmp_path / "*.nothing"), "--out", str(tmp_path / "o.csv")]) == 1


def test_parquet_keeps_the_types_of_its_columns(tmp_path: Path):
    table = tmp_path / "t.parquet"
    when = pa.array([1, 2], type=pa.timestamp("ms"))
    pq.write_table(pa.table({"n": pa.array([7, None]), "时间": when, "text": ["路灯没人管。", "请问？"]}), table)
    assert main(["batch", str(table), "--out", str(tmp_path / "o.parquet"), "--quiet"]) == 0
    found = pq.read_table(tmp_path / "o.parquet")
    assert found.column("n").to_pylist() == [7, None]
    assert found.schema.field("时间").type == pa.timestamp("ms")
    assert found.schema.field("categories").type == pa.list_(pa.string())


def test_one_letter_that_breaks_the_program_does_not_take_the_others_along(monkeypatch: pytest.MonkeyPatch):
    whole = batch_letters.digests

    def fragile(classifier, documents):
        if any("炸" in document.text for document in documents):
            raise ZeroDivisionError("the text of the letter must not be shown")
        return whole(classifier, documents)

    monkeypatch.setattr(batch_letters, "digests", fragile)
    given = [Letter(f"t#{n}", n, "", text) for n, text in enumerate(["路灯坏了没人管。", "炸", "请问怎么办？"])]
    first, second, third = classify_letters(given, Settings())
    assert first.row["error"] == third.row["error"] == "" and first.row["categories"]
    assert "ZeroDivisionError" in second.row["error"] and "炸" not in second.row["error"]
    assert second.reject is not None and second.reject.row == 1


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = tmp_path_factory.mktemp("long") / "t.csv"
    write_letters(table, 2_300)
    return table


@pytest.mark.parametrize(("letters", "jobs"), [(0, 1), (CHUNK, 1), (CHUNK + 1, 2)])
def test_workers_are_started_for_more_than_one_chunk(tmp_path: Path, letters: int, jobs: int):
    (tmp_path / "t.csv").write_text("正文\n" + "路灯坏了。\n" * letters, encoding="utf-8")
    source = open_source([str(tmp_path / "t.csv")], Wanted())
    assert engine_for(source, Engine(2)).jobs == jobs
    assert engine_for(source, Engine(2, "tcp://10.0.0.1:8786")).scheduler


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "parquet"])
def test_the_same_letters_give_the_same_bytes(long_table: Path, tmp_path: Path, form: str):
    for name, jobs in (("one", "1"), ("two", "2")):
        assert (
            main(["batch", str(long_table), "--out", str(tmp_path / f"{name}.{form}"), "--quiet", "--jobs", jobs]) == 1
        )
        time.sleep(1.1)  # a time of day in the file would show
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_a_killed_run_resumes_to_the_same_bytes(tmp_path: Path):
    table, draw = tmp_path / "t.csv", random.Random(7)
    write_letters(table, 5_000)
    run(table, tmp_path / "whole.csv")
    moments = [Moment(draw.uniform(0, 0.1), parts=1) for _ in range(3)]  # after a part, however fast the machine
    assert kill_and_resume(table, tmp_path / "killed.csv", moments) == 3
    for name in ("{}.csv", "{}.rejects.csv"):
        assert (tmp_path / name.format("killed")).read_bytes() == (tmp_path / name.format("whole")).read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_a_worker_that_outlived_its_run_adds_nothing_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    table, parts = tmp_path / "t.csv", Parts.beside(tmp_path / "o.csv")
    write_letters(table, 20)
    parts.begin(PLAN, resume=False, force=False)
    opened = open_letter_table(table, Wanted())
    task = TableTask(str(table), str(table), Wanted(), opened.digest, 0, str(parts.folder))

    def slow(letters, settings):
        parts.begin(PLAN | {"模型": "n"}, resume=False, force=True)
        return classify_letters(letters, settings)

    monkeypatch.setattr("pipeline.batch.chunks.classify_letters", slow)
    with pytest.raises(ResumeError, match="取代"):
        classify_table(task, Settings())
    assert not parts.done()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list processes there")
@pytest.mark.parametrize("parts", [0, 1])  # while the workers load their models, and later
def test_workers_end_with_a_run_that_was_killed(tmp_path: Path, parts: int):
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    write_letters(table, 20_000)
    started = subprocess.Popen(command(table, out, "--jobs", "2"), stderr=subprocess.DEVNULL)
    while len(descendants(started.pid)) < 2 and started.poll() is None:
        time.sleep(0.01)
    Moment(0, parts=parts).wait_for(Parts.beside(out).folder, started)
    workers = descendants(started.pid)
    started.kill()
    started.wait()
    assert len(workers) >= 2
    until = time.monotonic() + 60
    while any(map(runs, workers)) and time.monotonic() < until:
        time.sleep(0.2)
    assert not any(map(runs, workers))


PLAN = {"输入": [["t.csv", "abc"]], "模型": "m"}


class TestResume:
    def test_goes_on_from_the_parts(self, tmp_path: Path):
        parts = Parts.beside(tmp_path / "o.csv")
        parts.begin(PLAN, resume=False, force=False)
        parts.write(1, classify_letters([Letter("t#1", 1, "", "")], Settings()))
        again = Parts.beside(tmp_path / "o.csv")
        again.begin(PLAN, resume=True, force=False)
        assert again.done() == {1}

    @pytest.mark.parametrize(
        ("change", "said"),
        [({"输入": [["t.csv", "abd"]]}, "输入变了"), ({"模型": "n"}, "模型变了"), ({"新": 1}, "新变了")],
    )
    def test_a_change_is_refused_and_named(self, tmp_path: Path, change: dict[str, object], said: str):
        parts = Parts.beside(tmp_path / "o.csv")
        parts.begin(PLAN, resume=False, force=False)
        with pytest.raises(ResumeError, match=said):
            parts.begin(PLAN | change, resume=True, force=False)

    def test_an_unfinished_run_is_not_overwritten_unasked(self, tmp_path: Path):
        parts = Parts.beside(tmp_path / "o.csv")
        parts.begin(PLAN, resume=False, force=False)
        parts.write(0, [])
        with pytest.raises(ResumeError, match="--resume"):
            parts.begin(PLAN, resume=False, force=False)
        parts.begin(PLAN, resume=False, force=True)
        assert parts.done() == set()

    def test_there_must_be_something_to_resume(self, tmp_path: Path):
        with pytest.raises(ResumeError, match="没有可以接着做的"):
            Parts.beside(tmp_path / "o.csv").begin(PLAN, resume=True, force=False)
        (tmp_path / ".o.csv.parts").mkdir()
        (tmp_path / ".o.csv.parts" / "plan.json").write_text("{", encoding="utf-8")
        with pytest.raises(ResumeError, match="没有可以接着做的"):
            Parts.beside(tmp_path / "o.csv").begin(PLAN, resume=True, force=False)


def test_a_changed_table_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    write_letters(table, 3)
    Parts.beside(out).begin({"输入": []}, resume=False, force=False)
    assert main(["batch", str(table), "--out", str(out), "--resume", "--quiet"]) == 2
    assert "输入" in capsys.readouterr().err


def test_a_workbook_of_results_opens(tmp_path: Path):
    table = tmp_path / "t.csv"
    write_letters(table, 12)
    assert main(["batch", str(table), "--out", str(tmp_path / "o.xlsx"), "--quiet"]) == 1
    header, *cells = openpyxl.load_workbook(tmp_path / "o.xlsx").active.iter_rows(values_only=True)
    assert header[:3] == ("编号", "留言详情", "类别") and len(cells) == 12


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "dask"], "--scheduler"),
        (["--scheduler", "tcp://x:1"], "--engine dask"),
        (["--out", "-", "--resume"], "--resume"),
        (["--out", "-", "--for-unit", "区住建局"], "--for-unit"),
    ],
)
def test_options_that_do_not_go_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
):
    table = tmp_path / "t.csv"
    write_letters(table, 3)
    assert main(["batch", str(table), "--out", str(tmp_path / "o.csv"), *options]) == 2
    assert said in capsys.readouterr().err


ACCUSING = "编号,正文\nA7,河东区住建局窗口没人管，打电话一直推诿，工作人员态度恶劣。\nA8,请问公积金怎么提取？\n"


@pytest.mark.parametrize(("unit", "status"), [("区住建局", 2), ("河东区住房和城乡建设局", 2), ("区教育局", 0)])
def test_letters_are_kept_from_the_unit_that_they_accuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], unit: str, status: int
):
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text(ACCUSING, encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--for-unit", unit, "--quiet"]) == status
    said = capsys.readouterr().err
    assert out.exists() == (status == 0)
    if status:
        assert "A7" in said and "A8" not in said and "第三十条" in said and "推诿" not in said
    assert not list(tmp_path.glob(".*"))


def test_repeats_tell_arrivals_from_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = tmp_path / "t.csv"
    same = "尊敬的领导您好，东门菜市场门口的路灯坏了半个月一直没人修，晚上出门看不见路"
    other = "请问城西安置小区的不动产证什么时候可以办理，需要带哪些材料"
    bodies = [(same, "甲"), (other, "乙"), (f"{same}，请尽快修好！", "甲"), (f"{other}？谢谢", "丙"), ("", "丁")]
    table.write_text("来信人,正文\n" + "".join(f"{who},{text}\n" for text, who in bodies), encoding="utf-8")
    for out in (tmp_path / "o.csv", tmp_path / "o.jsonl"):
        assert main(["batch", str(table), "--out", str(out), "--repeats"]) == 1
    assert "5 件次，合 3 件" in capsys.readouterr().err
    found = [(row["repeat_cluster"], row["repeat_kind"]) for row in rows(tmp_path / "o.csv")]
    assert found == [("1", "同人重复"), ("2", "多人联名"), ("1", "同人重复"), ("2", "多人联名"), ("3", "单件")]


PERSONAL = (
    "来信人,联系方式,标题,正文\n"
    "李秀兰,13900001234,窗口没人管,我叫李秀兰，电话139 0000 1234，河东区住建局窗口没人管，一直推诿，态度恶劣。\n"
    ",,咨询,请问公积金怎么提取？\n"
)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_masked_run_shows_nobody(tmp_path: Path, form: str):
    table, out = tmp_path / "t.csv", tmp_path / f"o.{form}"
    table.write_text(PERSONAL, encoding="utf-8")
    assert main(["batch", str(table), "--out", str(out), "--mask", "--for-unit", "区住建局", "--quiet"]) == 0
    if form == "csv":
        [first, second] = rows(out)
        assert first["来信人"] == "【姓名1】" and first["联系方式"] == "【手机号1】"
        assert "【姓名1】" in first["正文"] and "【手机号1】" in first["正文"] and "河东区住建局" in first["units"]
        assert second["正文"] == "请问公积金怎么提取？"
    data = out.read_bytes() if form != "xlsx" else str(list(openpyxl.load_workbook(out).active.values)).encode()
    assert "李秀兰".encode() not in data and b"1390000" not in data


def test_a_masked_run_is_not_resumed_unmasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table, out = tmp_path / "t.csv", tmp_path / "o.csv"
    table.write_text(PERSONAL, encoding="utf-8")
    source, settings = open_source([str(table)], Wanted()), Settings(mask=True)
    Parts.beside(out).begin(plan_of(source, settings, "csv"), resume=False, force=False)
    assert main(["batch", str(table), "--out", str(out), "--resume", "--quiet"]) == 2
    assert "脱敏变了" in capsys.readouterr().err


def test_letters_are_analysed_in_groups_that_leave_none_out():
    documents = [Document(str(number), "字" * (number % 7)) for number in range(1_203)]
    found = list(groups(documents))
    assert [len(group) for group in found] == [500, 500, 203]
    assert [document for group in found for document in group] == documents
    assert [len(group) for group in groups([Document("", "字" * 300_000)] * 2)] == [1, 1]
    assert not list(groups([]))
