"""`zuofeng mask` as a user meets it: outputs by suffix, key file, refusals; no original on the terminal."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.cli.main import main
from pipeline.errors import UnreadableError
from pipeline.masked_files.key_file import read_key, restore

LETTER = "我叫张三，家住幸福路12号。\n局长李四不管，请回电13905718823。\n"
MASKED = "我叫【姓名1】，家住幸福路【住址1】。\n局长李四不管，请回电【手机号1】。\n"
TABLE = "编号,反映人,联系电话,留言详情\n1,张三,88231234,我叫张三，路坏了\n2,李四,13905718823,张三的路也坏了\n"


def test_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source, out, key = tmp_path / "信.txt", tmp_path / "出" / "信.txt", tmp_path / "键" / "键.json"
    source.write_text(LETTER, encoding="utf-8")
    assert main(["mask", str(source), "--out", str(out), "--key", str(key)]) == 0
    assert out.read_text(encoding="utf-8") == MASKED
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert restore(MASKED, key, str(source)) == LETTER
    said = capsys.readouterr()
    assert "张三" not in said.err + said.out and "13905718823" not in said.err + said.out and "3 项" in said.err
    assert main(["mask", str(source), "--out", str(out)]) == 2
    assert main(["mask", str(source), "--out", str(tmp_path / "b.txt"), "--key", str(key)]) == 2
    assert not (tmp_path / "b.txt").exists()
    assert main(["mask", str(source), "--out", str(out), "--key", str(key), "--force", "--quiet"]) == 0


def test_word(tmp_path: Path):
    document = docx.Document()
    for line in LETTER.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "信.docx"))
    for name in ("出.docx", "出.txt", "出.md"):
        assert main(["mask", str(tmp_path / "信.docx"), "--out", str(tmp_path / name)]) == 0
    lines = [paragraph.text for paragraph in docx.Document(str(tmp_path / "出.docx")).paragraphs]
    assert lines == MASKED.strip().split("\n")
    assert (tmp_path / "出.md").read_text(encoding="utf-8") == MASKED.strip()


def test_tables(tmp_path: Path):
    source, key = tmp_path / "留言.csv", tmp_path / "键.json"
    source.write_text(TABLE, encoding="utf-8")
    assert main(["mask", str(source), "--out", str(tmp_path / "出.csv"), "--key", str(key)]) == 0
    lines = (tmp_path / "出.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "编号,反映人,联系电话,留言详情"
    assert lines[1] == "1,【姓名1】,【座机号1】,我叫【姓名1】，路坏了"
    assert lines[2].startswith("2,【姓名2】,【手机号1】,")
    assert read_key(key)[f"{source}#2:联系电话"] == {"【座机号1】": ["88231234"]}
    assert main(["mask", str(source), "--out", str(tmp_path / "出.xlsx")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "出.xlsx").active
    assert sheet is not None and sheet["B2"].value == "【姓名1】"


def test_json_lines_keep_their_types_and_every_row(tmp_path: Path):
    source, out = tmp_path / "留言.jsonl", tmp_path / "出.jsonl"
    rows = [
        '{"内容": "我叫张三", "电话": 13905718823, "附": [{"姓名": "李四"}], "数": 3}',
        "坏行",
        '{"内容": "路坏了", "数": null}',
    ]
    source.write_text("\n".join(rows), encoding="utf-8")
    assert main(["mask", str(source), "--out", str(out), "--quiet"]) == 1
    first, second, third = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert first == {"内容": "我叫【姓名1】", "电话": "【手机号1】", "附": [{"姓名": "【姓名2】"}], "数": 3}
    assert second == {"内容": None, "电话": None, "附": None, "数": None} and third["内容"] == "路坏了"
    assert "不是 JSON" in (tmp_path / "出.rejects.csv").read_text(encoding="utf-8-sig")


def test_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder, out = tmp_path / "信", tmp_path / "出"
    (folder / "下").mkdir(parents=True)
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "a.html").write_text("<p>我叫王五</p>", encoding="utf-8")
    (folder / "下" / "b.csv").write_text(TABLE, encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"no word")
    assert main(["mask", str(folder), "--out", str(out), "--key", str(tmp_path / "键.json")]) == 1
    written = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert written == {"a.txt", "a.html.txt", "下/b.csv", "rejects.csv"}
    assert "我叫【姓名1】" in (out / "a.html.txt").read_text(encoding="utf-8")
    assert set(read_key(tmp_path / "键.json")) >= {str(folder / "a.txt"), str(folder / "a.html")}
    assert "坏.docx" in capsys.readouterr().err


def test_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "信.txt"
    source.write_text(LETTER, encoding="utf-8")
    assert main(["mask", str(source), "--out", "-", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out) == {"source": str(source), "text": MASKED}


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--out", "出.pdf"], "后缀"),
        (["--out", "信.txt", "--force"], "同一个文件"),
        (["--out", "出.txt", "--key", "信.txt", "--force"], "同一个文件"),
        (["--out", "出.txt", "--key", "出.txt"], "同一个文件"),
        (["更多.txt", "--out", "出", "--key", "出/键.json"], "输出目录"),
        (["更多.txt", "--out", "更多.txt"], "应为目录"),
        (["-", "--out", "出"], "标准输入"),
    ],
)
def test_refusals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], extra: list[str], said: str
):
    monkeypatch.chdir(tmp_path)
    for name in ("信.txt", "更多.txt"):
        Path(name).write_text(LETTER, encoding="utf-8")
    assert main(["mask", "信.txt", *extra]) == 2
    assert said in capsys.readouterr().err
    assert Path("信.txt").read_text(encoding="utf-8") == LETTER


@pytest.mark.parametrize(
    "held", ["", "[]", "{}", '{"format": "other", "texts": {}}', '{"format": "zuofeng-mask-1", "texts": {"a": 1}}']
)
def test_a_file_that_is_no_key(tmp_path: Path, held: str):
    (tmp_path / "键.json").write_text(held, encoding="utf-8")
    with pytest.raises(UnreadableError, match="密钥"):
        read_key(tmp_path / "键.json")


def test_a_key_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pipeline.masked_files import key_file

    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(key_file.json, "dump", fail)
    with pytest.raises(OSError):
        key_file.write_key(tmp_path / "键.json", {"a": {"【姓名1】": ("张三",)}})
    assert list(tmp_path.iterdir()) == []
