"""Folders and standard input: every file becomes a document or a reject, and none stops the rest."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from pipeline.readers import registry
from pipeline.readers.limits import OLE
from pipeline.readers.registry import find_files, read_all, read_file
from pipeline.records import Document, Reject


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "1好.txt": "好文件。".encode(),
        "2空.txt": b"",
        "3锁.docx": OLE + b"\0" * 512,
        "4国标.txt": "国标文件。".encode("gb18030"),
        "5旧.doc": OLE,
        "6表.csv": "编号,正文\n1,不亮。\n2,\n".encode(),
        "里层/7深.md": "里层文件。".encode(),
        ".8藏.txt": "不读".encode(),
        ".git/9.txt": "不读".encode(),
        "~$1好.docx": b"lock",
    }
    for name, data in files.items():
        path = tmp_path / "来件" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "来件"


def test_outcome_of_each_file(folder: Path):
    found = [(item.source.removeprefix(f"{folder}/"), type(item).__name__) for item in read_all([str(folder)])]
    assert found == [
        ("1好.txt", "Document"), ("2空.txt", "Reject"), ("3锁.docx", "Reject"), ("4国标.txt", "Document"), ("5旧.doc", "Reject"),
        ("6表.csv#2", "Document"), ("6表.csv#3", "Reject"), ("里层/7深.md", "Document"),
    ]  # fmt: skip


def test_each_reject_says_why_and_what_to_do(folder: Path):
    rejects = [item for item in read_all([str(folder)]) if isinstance(item, Reject)]
    for item, said in zip(rejects, ["空的", "加密", "不支持的格式 .doc", "正文为空"], strict=True):
        assert said in item.reason and item.remedy
    assert [item.row for item in rejects] == [None, None, None, 3]


def test_a_hidden_file_named_outright_is_read(folder: Path):
    assert [type(item) for item in read_all([str(folder / ".8藏.txt")])] == [Document]


def test_a_folder_inside_a_hidden_one_is_walked_when_named(folder: Path):
    assert [path.name for path, _ in find_files([str(folder / ".git")])] == ["9.txt"]


def test_the_output_folder_is_skipped(folder: Path):
    inner = folder / "里层"
    assert inner / "7深.md" not in [path for path, _ in find_files([str(folder)], skip=inner)]
    assert [path for path, _ in find_files([str(inner)], skip=inner)] == [inner / "7深.md"]
    assert len(list(find_files([str(folder)], skip=folder / "里"))) == 7  # a name that only begins the same


def test_order_is_that_of_the_arguments(folder: Path):
    given = [str(folder / "4国标.txt"), str(folder / "1好.txt"), str(folder / "没有.txt")]
    items = list(read_all(given))
    assert [item.source for item in items] == given
    assert isinstance(items[2], Reject) and "不存在" in items[2].reason


def test_an_empty_folder_and_no_paths_give_nothing(tmp_path: Path):
    assert list(read_all([str(tmp_path)])) == []
    assert list(read_all([])) == []


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("a.wps", ".wps", ".docx"), ("a.et", ".et", ".xlsx"), ("a.ofd", ".ofd", ".pdf"), ("a.DOC", ".DOC", ".docx"),
        ("a.zip", ".zip", "支持的格式"), ("a.txt2", ".txt2", ".txt"), ("无后缀", "没有后缀", "支持的格式"),
    ],
)  # fmt: skip
def test_unsupported_suffixes(tmp_path: Path, name: str, said: str, remedy: str):
    (tmp_path / name).write_bytes("有内容".encode())
    [item] = read_file(tmp_path / name, "s")
    assert isinstance(item, Reject) and said in item.reason and remedy in item.remedy


def test_a_file_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from pipeline.readers import limits

    monkeypatch.setattr(limits, "MAX_FILE", 10)
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    (tmp_path / "b.txt").write_bytes(b"x" * 10)
    big, fits = read_all([str(tmp_path)])
    assert isinstance(big, Reject) and "超过上限" in big.reason
    assert isinstance(fits, Document)


@pytest.mark.parametrize("error", [OSError("disk"), MemoryError(), RecursionError()])
def test_errors_of_the_machine_are_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception):
    def reader(path: Path, source: str):
        yield Document(source, "先读到的。")
        raise error

    monkeypatch.setitem(registry.READERS, ".txt", reader)
    (tmp_path / "a.txt").write_bytes(b"x")
    first, second = read_file(tmp_path / "a.txt", "s")
    assert isinstance(first, Document)
    assert isinstance(second, Reject) and type(error).__name__ in second.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("窗口空岗。".encode(), "窗口空岗。"),
        ("窗口空岗。".encode("gb18030"), "窗口空岗。"),
        ("窗口空岗。".encode("utf-16"), "窗口空岗。"),
        (b"", None),
        (b" \n", None),
        (b"\x00\x01\x02\x00\x07", None),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: str | None):
    class Fake:
        buffer = io.BytesIO(data)

    monkeypatch.setattr("sys.stdin", Fake)
    [item] = read_all(["-"])
    assert item.source == "-"
    assert item.text == expected if isinstance(item, Document) else expected is None and item.remedy
