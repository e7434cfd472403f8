"""Formulas that depend on the rows of a ledger, and dates that depend on formats."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from ledger_books import FRESH, SHEET, TODAY, edited, parts_of, plain, rich

from pipeline.ledger.update import update_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells what it would drop


def test_shared_formulas_are_written_out_before_they_move(tmp_path: Path):
    ledger = rich(tmp_path / "台账.xlsx", total=True)
    head, (five, six) = '<f t="shared" ref="L3:L6" si="0">A2+1</f>', ['<f t="shared" si="0"/>'] * 2

    def own(data: bytes) -> bytes:  # each cell adds to the one before, down to the total's row
        text = data.decode().replace("<f>A3*2</f>", head).replace("<f>A5*2</f>", five)
        return re.sub(r'(<row r="6".*?)</row>', rf'\1<c r="L6">{six}<v>4</v></c></row>', text, flags=re.S).encode()

    def other(data: bytes) -> bytes:
        cells = [("F1", '<f t="shared" ref="F1:F3" si="0">整改台账!A4</f>'), ("F2", five), ("F3", six)]
        text = data.decode()
        for cell, formula in cells:
            text = re.sub(rf'(<row r="{cell[1]}".*?)</row>', rf'\1<c r="{cell}">{formula}</c></row>', text, flags=re.S)
        return text.encode()

    edited(ledger, {SHEET: own, "xl/worksheets/sheet2.xml": other})
    update_ledger(ledger, [plain(tmp_path / "新.xlsx", FRESH)], TODAY)
    book = openpyxl.load_workbook(ledger)
    assert [book["整改台账"][f"L{row}"].value for row in (3, 4, 5, 8)] == ["=A2+1", "=A4*2", "=A4+1", "=A5+1"]
    assert [book["统计"][f"F{row}"].value for row in (1, 2, 3)] == ["=整改台账!A4", "=整改台账!A5", "=整改台账!A8"]


def test_running_sums_inside_the_table_do_not_grow(tmp_path: Path):
    ledger = rich(tmp_path / "台账.xlsx", total=False)
    edited(ledger, {SHEET: lambda data: data.replace(b"<f>A5*2</f>", b"<f>SUM(A$3:A5)</f>")})
    update_ledger(ledger, [plain(tmp_path / "新.xlsx", FRESH)], TODAY)
    assert openpyxl.load_workbook(ledger)["整改台账"]["L5"].value == "=SUM(A$3:A5)"


def test_a_text_box_that_shows_a_cell_goes_on_showing_it(tmp_path: Path):
    ledger = rich(tmp_path / "台账.xlsx", total=True)
    part = "xl/drawings/drawing1.xml"
    edited(ledger, {part: lambda data: data.replace(b'textlink=""', 'textlink="整改台账!$A$6"'.encode())})
    update_ledger(ledger, [plain(tmp_path / "新.xlsx", FRESH)], TODAY)
    assert 'textlink="整改台账!$A$8"' in parts_of(ledger)[part].decode()


@pytest.mark.parametrize(
    ("part", "old", "new", "state"),
    [
        ("xl/styles.xml", rb'formatCode="[^"]*"', b'formatCode="yyyy/m/d"', "逾期 10 天"),
        (
            "xl/styles.xml",
            rb'numFmtId="164" fontId',
            b'numFmtId="31" fontId',
            "逾期 10 天",
        ),  # 年月日 of a Chinese Excel
        ("xl/styles.xml", rb'numFmtId="164" fontId', b'numFmtId="2" fontId', "在办"),  # a plain number is no date
        ("xl/workbook.xml", rb"<workbookPr ", b'<workbookPr date1904="1" ', "在办"),  # the same number is 2030
    ],
)
def test_dates_are_read_as_the_format_says(tmp_path: Path, part: str, old: bytes, new: bytes, state: str):
    ledger = edited(rich(tmp_path / "台账.xlsx", total=False), {part: lambda data: re.sub(old, new, data)})
    ledger.chmod(0o640)
    update_ledger(ledger, [], TODAY)
    assert openpyxl.load_workbook(ledger)["整改台账"]["N3"].value == state and ledger.stat().st_mode & 0o777 == 0o640
