"""`zuofeng report --mask`: ids that are persons and what units' names drag along are hidden in every format; numbers of letters stay."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipeline.batch.letters import empty_result
from pipeline.cli.main import main
from pipeline.monthly.personal import Hider
from pipeline.tables.schema import RESULTS, Column
from pipeline.tables.single import write_single

IDS = [
    ("13900001234", "编号", True),
    ("139-0000-1234", "编号", True),
    ("11010519491231002X", "编号", True),
    ("6217001540008821348", "编号", True),
    ("someone@example.org", "编号", True),
    ("李秀兰", "编号", True),
    ("李秀兰", "来信人", True),
    ("李秀兰-001", "编号", True),
    ("欧阳雪梅 2026", "编号", True),
    ("88231234", "联系电话", True),
    ("20240312001", "编号", False),
    ("GD202403120001", "工单号", False),
    ("XF-2024-00321", "信访编号", False),
    ("第12号", "编号", False),
    ("信访-2024-17", "编号", False),
    ("区信访局", "编号", False),
    ("7", "编号", False),
    ("", "编号", False),
    ("【姓名1】", "来信人", False),
]


@pytest.mark.parametrize(("text", "column", "hidden"), IDS)
def test_ids(text: str, column: str, hidden: bool):
    assert (Hider().id(text, column) != text) is hidden


@pytest.mark.parametrize("name", ["教育局", "高新区管委会", "王家庄村委会", "江山市公安局", "推诿扯皮", "张村", ""])
def test_units_stay(name: str):
    assert Hider().name(name) == name


def test_one_person_has_one_placeholder():
    hider = Hider()
    marks = [hider.id("李秀兰", "来信人"), hider.id("王建国", "来信人"), hider.id("李秀兰", "来信人")]
    assert marks == ["【姓名1】", "【姓名2】", "【姓名1】"]


def table(folder: Path, form: str) -> Path:
    found = {"categories": ["担当"], "primary_category": "担当", "manifestations": ["推诿扯皮"]}
    units = {"responsible_units": ["县住建局（联系人：王建国13900005678）"]}
    rows = [
        {"来信人": who, "日期": "2026-05-03"} | empty_result("") | found | units for who in ("李秀兰", "13900001234")
    ]
    path = folder / f"归类.{form}"
    write_single(path, form, rows, (Column("来信人", "str", "来信人"), Column("日期", "str", "日期"), *RESULTS))
    return path


def shown(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_no_person_in_a_masked_report(tmp_path: Path, form: str, suffix: str):
    given, plain, masked = table(tmp_path, form), tmp_path / f"明{suffix}", tmp_path / f"密{suffix}"
    command = ["report", str(given), "--id-column", "来信人", "--quiet", "--out"]
    assert main([*command, str(plain)]) == 0 and main([*command, str(masked), "--mask"]) == 0
    for secret in ("李秀兰", "13900001234", "王建国", "13900005678"):
        assert secret in shown(plain) and secret not in shown(masked)
    assert "县住建局" in shown(masked) and "【手机号" in shown(masked)
