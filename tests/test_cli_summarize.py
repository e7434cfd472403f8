"""`zuofeng summarize` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from summary_cases import MINUTES

from pipeline.cli.main import main


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "纪要.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", ["md", "html", "xlsx", "docx"])
def test_writes_what_the_suffix_says(minutes: Path, tmp_path: Path, suffix, capsys):
    out = tmp_path / "新目录" / f"汇总.{suffix}"
    assert main(["summarize", str(minutes), "--out", str(out), "--title", "测试清单"]) == 0
    assert out.stat().st_size > 500
    assert "问题2项" in capsys.readouterr().err
    assert main(["summarize", str(minutes), "--out", str(out), "--quiet"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["summarize", str(minutes), "--out", str(out), "--quiet", "--force"]) == 0
    assert capsys.readouterr().err == ""


def test_what_cannot_be_read_is_in_the_appendix(minutes: Path, tmp_path: Path, capsys):
    out = tmp_path / "汇总.md"
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert main(["summarize", str(tmp_path), "--out", str(out), "--quiet"]) == 1
    text = out.read_text(encoding="utf-8")
    assert "未读成的材料" in text and "旧.doc" in text and "无人接听" in text
    assert "旧.doc" in capsys.readouterr().err


def test_since(minutes: Path, tmp_path: Path, capsys):
    first, second = tmp_path / "一.xlsx", tmp_path / "二.md"
    assert main(["summarize", str(minutes), "--out", str(first), "--quiet"]) == 0
    assert (
        main(["summarize", str(tmp_path), "--out", str(second), "--since", str(first)]) == 0
    )  # own files are no input
    assert "重复2项" in second.read_text(encoding="utf-8")
    assert main(["summarize", str(minutes), "--out", str(tmp_path / "三.md"), "--since", str(minutes)]) == 2
    assert "--since" in capsys.readouterr().err


def test_wrong_suffix(minutes: Path, tmp_path: Path, capsys):
    assert main(["summarize", str(minutes), "--out", str(tmp_path / "汇总.pdf")]) == 2
    assert ".docx" in capsys.readouterr().err
    assert not (tmp_path / "汇总.pdf").exists()
