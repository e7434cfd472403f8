"""Which rows of a ledger are problems, what may be written, and when a ledger is not touched at all."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_books import LIFT, NEW, edited, plain, problem, rich

from pipeline import paths
from pipeline.cli.main import main
from pipeline.errors import DataFileError, UnreadableError
from pipeline.ledger.cell_text import column_name, place, written
from pipeline.ledger.references import Room, moved
from pipeline.ledger.update import update_ledger
from pipeline.lexicon.ledger_words import ledger_words
from pipeline.summary.earlier import read_earlier

TODAY = date(2026, 5, 20)
SHEET = "xl/worksheets/sheet1.xml"


def test_a_problem_merged_over_rows_is_one_and_keeps_its_rows(tmp_path: Path):
    path = plain(
        tmp_path / "台账.xlsx", [problem(LIFT, 序号=1, 责任单位="区住建局", 整改措施="甲"), problem("", 整改措施="乙")]
    )
    book = openpyxl.load_workbook(path)
    sheet = book["整改台账"]
    for span in ("A2:A3", "C2:C3", "E2:E3"):
        sheet.merge_cells(span)
    book.save(path)
    done = update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(NEW[0])])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    assert done.states == {"在办": 2} and sheet["G3"].value == "乙"
    assert (sheet["A4"].value, sheet["C4"].value, sheet["K2"].value) == (2, NEW[0], "在办")
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A2:A3", "C2:C3", "E2:E3"}


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"整改措施": '=IF(1,"","")'}, 0),
        ({"问题来源": '="甲"&"乙"'}, 1),
        ({"问题来源": 12}, 1),
        ({"问题来源": "甲"}, 0),
    ],
)
def test_formulas_and_numbers_are_not_written_over(tmp_path: Path, cells: dict[str, object], kept: int):
    path = plain(tmp_path / "台账.xlsx", [problem(LIFT, **cells)])
    done = update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(LIFT, 问题来源="丙", 整改措施="换")])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    values = {name: sheet.cell(2, column).value for column, name in enumerate((c.value for c in sheet[1]), 1)}
    assert done.kept == kept and ("没有改写" in done.told()) == bool(kept)
    for name, value in cells.items():
        assert values[name] == ("甲；丙" if value == "甲" else value)


@pytest.mark.parametrize("words", ["合计", "合 计", "总计：", "小计"])
def test_a_total_is_no_problem(tmp_path: Path, words: str):
    path = plain(tmp_path / "台账.xlsx", [problem(LIFT, 序号=1), [words, None, 1], [None, None, "审核人：某某"]])
    done = update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(NEW[0])])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    assert [sheet.cell(row, 3).value for row in (2, 3, 4, 5)] == [LIFT, NEW[0], 1, "审核人：某某"]
    assert {row.text for row in read_earlier(path)} == {LIFT, NEW[0]}
    assert sheet["A4"].value == words and sum(done.states.values()) == 2 and sheet["K4"].value is None


def test_an_empty_ledger_takes_its_first_rows(tmp_path: Path):
    path = plain(tmp_path / "台账.xlsx", [])
    done = update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(NEW[0]), problem(NEW[1])])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    assert done.new == 2 and [sheet.cell(row, 1).value for row in (2, 3)] == [1, 2]


@pytest.mark.parametrize("name", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_a_ledger_that_is_open_elsewhere_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]):
    ledger = plain(tmp_path / "台账.xlsx", [problem(LIFT)])
    before = ledger.read_bytes()
    (tmp_path / name).write_bytes(b"")
    assert main(["ledger", "update", str(ledger)]) == 1
    assert "正在别的程序中打开" in capsys.readouterr().err and ledger.read_bytes() == before


def test_a_signed_workbook_is_refused(tmp_path: Path):
    ledger = edited(plain(tmp_path / "台账.xlsx", [problem(LIFT)]), {}, {"_xmlsignatures/sig1.xml": b"<a/>"})
    with pytest.raises(UnreadableError, match="数字签名"):
        update_ledger(ledger, [], TODAY)


@pytest.mark.parametrize("word", sorted(ledger_words()["settled"]))
def test_words_of_a_settled_problem_are_the_same_everywhere(tmp_path: Path, word: str):
    path = plain(tmp_path / "台账.xlsx", [problem(LIFT, 是否销号=word), problem(NEW[0], 是否销号=f"未{word}")])
    assert [row.closed for row in read_earlier(path)] == [True, False]
    assert update_ledger(path, [], TODAY).states == {"已销号": 1, "在办": 1}


@pytest.mark.parametrize(("row", "said"), [("是,settled,\n", "重复"), ("完,done,\n", "use 为“done”")])
def test_a_broken_list_of_words_names_its_line(tmp_path: Path, monkeypatch, row: str, said: str):
    text = (paths.lexicon() / "ledger_words.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "ledger_words.csv").write_text(text + row, encoding="utf-8-sig")
    monkeypatch.setattr(paths, "lexicon", lambda: tmp_path)
    with pytest.raises(DataFileError, match=said):
        ledger_words.__wrapped__()


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", b"\0" * 2**25)


def _entities(path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    dtd = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "问">{levels}]>'.encode()
    edited(
        path,
        {SHEET: lambda data: dtd + data[data.index(b"<worksheet") :].replace(b"</sheetData>", b"&e11;</sheetData>")},
    )


def _cut(path: Path) -> None:
    edited(path, {SHEET: lambda data: data[: len(data) // 2]})


def _wrong_place(path: Path) -> None:
    edited(path, {SHEET: lambda data: data.replace(b'r="A3"', b'r="A3:B3"')})


def _spoilt(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/media/image1.png")
    data = bytearray(path.read_bytes())
    at = member.header_offset + 30 + len(member.filename) + 10
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))


def _twice(path: Path) -> None:
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")


def _old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize(
    "damage", [_bomb, _entities, _cut, _wrong_place, _spoilt, _twice, _old], ids=lambda f: f.__name__
)
def test_hostile_and_damaged_ledgers_are_refused_and_not_touched(tmp_path: Path, damage, capsys):
    ledger = rich(tmp_path / "台账.xlsx", total=True)
    damage(ledger)
    before = ledger.read_bytes()
    assert main(["ledger", "update", str(ledger), str(plain(tmp_path / "新.xlsx", [problem(NEW[0])]))]) == 1
    said = capsys.readouterr().err
    assert "台账没有改动" in said and "台账.xlsx" in said and LIFT not in said
    assert ledger.read_bytes() == before and {one.name for one in tmp_path.iterdir()} == {"台账.xlsx", "新.xlsx"}


def test_text_of_a_summary_can_not_break_the_sheet(tmp_path: Path):
    path = plain(tmp_path / "台账.xlsx", [problem(LIFT)])
    hostile = [
        "</t></is></c><c><f>1+1</f></c>窗口没人",
        "=1+1号楼漏水没人修",
        "甲&lt;乙两个镇互相推诿",
        "_x005F_x0041_报表造假",
    ]
    update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(text) for text in hostile])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    got = [sheet.cell(row, 3).value for row in range(3, 7)]
    assert got == [
        hostile[0],
        f"'{hostile[1]}",
        hostile[2],
        "_x005F_x0041_报表造假",
    ]  # openpyxl shows escapes as they are
    assert all(sheet.cell(row, column).data_type != "f" for row in range(3, 8) for column in range(1, 12))


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_places_come_back(column: int, row: int):
    assert place(f"${column_name(column)}${row}") == (row, column)


@given(st.integers(1, 900), st.integers(0, 90), st.integers(2, 500), st.integers(1, 50), st.booleans())
def test_ranges_hold_all_that_they_held(start: int, more: int, at: int, count: int, push: bool):
    room = Room("台账", 2, at, count, push)
    begin, end = (int(part[1:]) for part in moved(f"A{start}:A{start + more}", room).split(":"))
    held = {room.start(row) for row in range(start, start + more + 1)}
    assert begin == min(held) and end >= max(held) and (end == max(held) or start + more == at - 1)


@given(st.text())
def test_written_text_is_xml(text: str):
    from lxml import etree

    node = etree.Element("t")
    node.text = written(text)
    assert etree.fromstring(etree.tostring(node)).text in (node.text, None) or "\r" in node.text
