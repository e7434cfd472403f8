"""What people put around the problems of a ledger survives an update: every part, every formula, every mark."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from ledger_books import FORM, FRESH, LIFT, NEW, ROAD, SHEET, TODAY, edited, parts_of, plain, problem, rich
from lxml import etree

from pipeline.ledger.sheet import STATE, open_ledger
from pipeline.ledger.update import update_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl tells what it would drop
PIVOT = "xl/pivotCache/pivotCacheDefinition1.xml"
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def updated(tmp_path: Path, *, total: bool, rows: list[list[object]] = FRESH, name: str = "台账.xlsx", **more: bytes):
    ledger = rich(tmp_path / name, total=total, **more)
    before = parts_of(ledger)
    done = update_ledger(ledger, [plain(tmp_path / "新.xlsx", rows)], TODAY)
    return ledger, before, parts_of(ledger), done


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    assert before.keys() == after.keys()
    return {name for name in before if before[name] != after[name]}


def without_rows(data: bytes) -> str:
    """The sheet's XML besides its cells and its extent."""
    root = etree.fromstring(data)
    for node in [node for node in root if etree.QName(node).localname in ("sheetData", "dimension")]:
        root.remove(node)
    return etree.tostring(root, encoding="unicode")


def test_only_the_sheet_is_written_when_no_row_comes_in(tmp_path: Path):
    _, before, after, _ = updated(tmp_path, total=True, rows=[])
    assert changed(before, after) == {SHEET}
    assert without_rows(before[SHEET]) == without_rows(after[SHEET])


def test_no_part_is_lost_and_those_that_do_not_name_the_rows_stay_byte_for_byte(tmp_path: Path):
    _, before, after, done = updated(tmp_path, total=False)
    assert (done.new, done.again) == (2, 1)
    touched = {SHEET, "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/charts/chart1.xml"}
    assert changed(before, after) == touched
    assert {"xl/media/image1.png", "xl/media/image2.png", "xl/drawings/vmlDrawing1.vml"} <= after.keys()
    grown, times = re.subn(r"\b(A2:J|J3:J|A3:A|I3:I)5\b", r"\g<1>7", without_rows(before[SHEET]))
    assert times == 5 and without_rows(after[SHEET]) == grown


def test_cells_that_people_typed_stay(tmp_path: Path):
    ledger, *_ = updated(tmp_path, total=True)
    old = openpyxl.load_workbook(rich(tmp_path / "原.xlsx", total=True), rich_text=True)["整改台账"]
    new = openpyxl.load_workbook(ledger, rich_text=True)["整改台账"]
    filled = {"D3", "G3"}  # a source is added, a blank is filled
    for row in range(1, 6):
        for cell in old[row]:
            now = new[cell.coordinate]
            if cell.coordinate not in filled and cell.value is not None:
                assert now.value == cell.value and now.number_format == cell.number_format, cell.coordinate
    assert new["K4"].value == "没有表头的手写批注" and new["N2"].value == STATE
    assert new["C3"].comment.text == "分管领导已批示" and new["G4"].hyperlink.target == "https://example.org/a"
    assert new.row_dimensions[4].hidden and new.column_dimensions["F"].hidden and new.protection.sheet
    assert [str(part) for part in new["D3"].value][-1] == "；乙.docx 第9句"
    assert new["D3"].value[1].font.color.rgb == "FFFF0000"


def test_a_total_and_a_signature_move_down_with_all_that_points_to_them(tmp_path: Path):
    ledger, before_all, after, _ = updated(tmp_path, total=True)
    book = openpyxl.load_workbook(ledger)
    sheet, figures = book["整改台账"], book["统计"]
    assert [sheet.cell(row, 3).value for row in range(3, 8)] == [LIFT, FORM, ROAD, *NEW]
    assert [sheet.cell(row, 1).value for row in range(3, 9)] == [1, 2, 3, 4, 5, "合计"]
    assert sheet["C8"].value == '=COUNTA(C3:C7)&"项"' and sheet["J8"].value == '=COUNTIF(J3:J7,"是")'
    assert (
        sheet["A9"].value.startswith("填表人")
        and sheet["A8"].font.bold
        and sheet["A8"].comment.text == "合计每周核一次"
    )
    assert {str(span) for span in sheet.merged_cells.ranges} == {"A1:K1", "A9:J9"}
    assert [sheet[f"L{row}"].value for row in (3, 4, 5)] == ["=A3*2", "=A4*2", "=A5*2"]
    assert figures["A1"].value == '=COUNTIF(整改台账!J3:J7,"否")' and figures["A2"].value == "=SUM(B1:B5)"
    assert figures["A3"].value == "=整改台账!C8" and figures["A5"].hyperlink.location == "整改台账!A8"
    assert (
        sheet.print_area == "'整改台账'!$A$1:$J$7" and book.defined_names["全部问题"].attr_text == "整改台账!$C$3:$C$7"
    )
    assert sheet.auto_filter.ref == "A2:J7" and sheet.freeze_panes == "D3" and sheet.row_breaks.brk[0].id == 10
    assert {str(v.sqref) for v in sheet.data_validations.dataValidation} == {"I3:I7", "J3:J502"}
    assert "整改台账!$A$3:$A$7" in after["xl/charts/chart1.xml"].decode()
    drawing = after["xl/drawings/drawing1.xml"].decode()
    tops = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", drawing)]
    assert sorted(tops) == [1, 9, 10] and "文本框里的说明" in drawing
    boxes = re.findall(rb"<x:Row>(\d+)", after["xl/drawings/vmlDrawing1.vml"])
    assert sorted(map(int, boxes)) == [2, 7]
    shown = re.findall(r"<x:Anchor>\s*([^<]*)", after["xl/drawings/vmlDrawing1.vml"].decode())
    before = re.findall(r"<x:Anchor>\s*([^<]*)", before_all["xl/drawings/vmlDrawing1.vml"].decode())
    rows = [[int(part) for part in box.split(",")][2::4] for box in (*before, *shown)]
    moved = [[b - a for a, b in zip(*pair, strict=True)] for pair in zip(rows[:3], rows[3:], strict=True)]
    assert moved == [[2, 2], [0, 0], [2, 2]]  # the button, two notes


def test_twice_is_once(tmp_path: Path):
    ledger, _, once, _ = updated(tmp_path, total=True)
    again = update_ledger(ledger, [tmp_path / "新.xlsx"], TODAY)
    assert (again.new, again.again) == (0, 0) and changed(once, parts_of(ledger)) <= {SHEET}
    assert without_rows(once[SHEET]) == without_rows(parts_of(ledger)[SHEET])


def test_formats_of_new_rows_are_those_of_the_last_one(tmp_path: Path):
    ledger, _, _, _ = updated(tmp_path, total=True)
    sheet = openpyxl.load_workbook(ledger)["整改台账"]
    assert all(sheet.cell(7, column).border.left.style == "thin" for column in range(1, 11))
    assert not sheet.row_dimensions[7].hidden and (sheet.row_dimensions[7].height or 0) > 30


def test_macros_stay(tmp_path: Path):
    macros = bytes(range(256)) * 40
    ledger, before, after, _ = updated(tmp_path, total=True, name="台账.xlsm", macros=macros)
    assert after["xl/vbaProject.bin"] == macros and before["[Content_Types].xml"] == after["[Content_Types].xml"]
    assert b"macroEnabled" in after["[Content_Types].xml"] and open_ledger(ledger).columns[STATE] == 14


def test_a_table_object_takes_the_new_rows_in(tmp_path: Path):
    path = plain(tmp_path / "台账.xlsx", [problem(LIFT, 序号=7), problem(FORM, 序号=12)])
    book = openpyxl.load_workbook(path)
    book["整改台账"].add_table(openpyxl.worksheet.table.Table(displayName="台账表", ref="A1:J3"))
    book.save(path)
    update_ledger(path, [plain(tmp_path / "新.xlsx", [problem(NEW[0])])], TODAY)
    sheet = openpyxl.load_workbook(path)["整改台账"]
    assert sheet.tables["台账表"].ref == "A1:J4" and sheet.tables["台账表"].autoFilter.ref == "A1:J4"
    assert sheet["A4"].value == 13 and sheet["K1"].value == STATE


def test_a_pivot_table_reads_the_new_rows(tmp_path: Path):
    source = f'<pivotCacheDefinition xmlns="{NS}"><cacheSource type="worksheet"><worksheetSource ref="A2:J5" sheet="整改台账"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>'  # fmt: skip
    records, ledger = b"<pivotCacheRecords/>", rich(tmp_path / "台账.xlsx", total=False)
    edited(ledger, {}, {PIVOT: source.encode(), "xl/pivotCache/pivotCacheRecords1.xml": records})
    update_ledger(ledger, [plain(tmp_path / "新.xlsx", FRESH)], TODAY)
    after = parts_of(ledger)
    assert b'ref="A2:J7"' in after[PIVOT] and after["xl/pivotCache/pivotCacheRecords1.xml"] == records


def test_the_order_of_calculation_is_dropped_where_formulas_move(tmp_path: Path):
    ledger = rich(tmp_path / "台账.xlsx", total=True)
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/calcChain" Target="calcChain.xml"/></Relationships>'
    kind = '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'  # fmt: skip
    edited(
        ledger,
        {
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", relation.encode()),
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", kind.encode()),
            "xl/workbook.xml": lambda data: data.replace(b' fullCalcOnLoad="1"', b""),
        },
        {"xl/calcChain.xml": f'<calcChain xmlns="{NS}"><c r="C6" i="1"/></calcChain>'.encode()},
    )
    update_ledger(ledger, [], TODAY)
    assert "xl/calcChain.xml" in parts_of(ledger)  # nothing moved
    update_ledger(ledger, [plain(tmp_path / "新.xlsx", FRESH)], TODAY)
    after = parts_of(ledger)
    assert "xl/calcChain.xml" not in after and b"fullCalcOnLoad" in after["xl/workbook.xml"]
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"] + after["[Content_Types].xml"]
