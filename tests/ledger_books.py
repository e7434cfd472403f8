"""Workbooks as people make them of a ledger: everything that a spreadsheet can hold, around three problems."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter

HEAD = ["序号", "问题类别", "具体问题", "问题来源", "责任单位", "责任人", "整改措施", "完成时限", "进展", "是否销号"]
LIFT = "兴隆里三号楼电梯停了四个月，区住建局三次答复都是正在协调。"
FORM = "政务大厅窗口让办事群众反复填写同一份表格。"
ROAD = "和平路修了一年半仍未通车，镇里没有人出面说明。"
NEW = ("乡卫生院药房下午三点就关门，取药的人白跑一趟。", "村务公开栏上的账目半年没有更新。")


def png() -> bytes:
    """A picture of two by two points."""
    rows = b"".join(b"\0" + b"\xff\0\0" * 2 for _ in range(2))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + body


def plain(path: Path, rows: list[list[object]]) -> Path:
    """A new summary: just the header and rows."""
    made = openpyxl.Workbook()
    made.active.title = "整改台账"
    for row in [HEAD, *rows]:
        made.active.append(row)
    made.save(path)
    return path


def problem(text: str, **cells: object) -> list[object]:
    given = {"问题类别": "担当", "具体问题": text, "进展": "未启动", "是否销号": "否"} | cells
    return [given.get(name) for name in HEAD]


TODAY = date(2026, 5, 20)
SHEET = "xl/worksheets/sheet1.xml"
FRESH = [
    problem(NEW[0], 问题来源="乙.docx 第1句"),
    problem(LIFT, 问题来源="乙.docx 第9句", 整改措施="换配件"),
    problem(NEW[1]),
]


def rich(path: Path, *, total: bool, macros: bytes = b"") -> Path:
    """Caption in row 1, header in row 2, problems in rows 3 to 5; with `total` a total in row 6 and a signature in row 7."""
    book = xlsxwriter.Workbook(str(path))
    ledger, figures = book.add_worksheet("整改台账"), book.add_worksheet("统计")
    border = book.add_format({"border": 1, "text_wrap": True})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy年m月d日", "border": 1})
    red = book.add_format({"font_color": "#FF0000"})
    ledger.merge_range("A1:K1", "某区整改台账", bold)
    ledger.write_row("A2", HEAD, bold)
    for row, text in enumerate((LIFT, FORM, ROAD), 3):
        for column, cell in enumerate(problem(text, 序号=row - 2, 责任单位="某局")):
            ledger.write(row - 1, column, cell, border)
        ledger.write_formula(f"L{row}", f"=A{row}*2", None, (row - 2) * 2)
    ledger.write("K4", "没有表头的手写批注")
    ledger.write_rich_string("D3", "甲.docx 第3句", red, "（红字：已核）", border)
    ledger.write_datetime("H3", datetime(2026, 5, 10), day)
    ledger.write_url("G4", "https://example.org/a", string="见附件")
    if total:
        ledger.write("A6", "合计", bold)
        ledger.write_formula("C6", '=COUNTA(C3:C5)&"项"', None, "3项")
        ledger.write_formula("J6", '=COUNTIF(J3:J5,"是")', None, 0)
        ledger.merge_range("A7:J7", "填表人：某某　　审核人：某某", bold)
        ledger.write_comment("A6", "合计每周核一次")
        ledger.insert_image("C9", "章.png", {"image_data": io.BytesIO(png())})
        ledger.set_h_pagebreaks([8])
    ledger.write_comment("C3", "分管领导已批示")
    ledger.insert_image("N2", "图.png", {"image_data": io.BytesIO(png())})
    ledger.insert_textbox("N8", "文本框里的说明")
    ledger.insert_button("N20", {"caption": "按钮"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=整改台账!$A$3:$A$5", "categories": "=整改台账!$C$3:$C$5"})
    figures.insert_chart("D2", chart)
    ledger.conditional_format("J3:J5", {"type": "cell", "criteria": "==", "value": '"是"', "format": red})
    ledger.conditional_format("A3:A5", {"type": "data_bar", "data_bar_2010": True})
    ledger.data_validation("I3:I5", {"validate": "list", "source": ["未启动", "整改中", "已完成", "长期坚持"]})
    ledger.data_validation("J3:J500", {"validate": "list", "source": ["否", "是"]})
    ledger.add_sparkline("M3", {"range": "整改台账!A3:B3"})
    ledger.freeze_panes(2, 3)
    ledger.autofilter("A2:J5")
    ledger.set_row(3, 60, None, {"hidden": True})
    ledger.set_column("F:F", 33, None, {"hidden": True})
    ledger.set_landscape()
    ledger.repeat_rows(0, 1)
    ledger.print_area("A1:J5")
    ledger.set_header("&C页眉&G", {"image_center": "a.png", "image_data_center": io.BytesIO(png())})
    ledger.protect("密码", {"format_cells": True})
    book.define_name("全部问题", "=整改台账!$C$3:$C$5")
    figures.write_formula("A1", '=COUNTIF(整改台账!J3:J5,"否")', None, 3)
    figures.write_formula("A2", "=SUM(B1:B5)", None, 0)
    if total:
        figures.write_formula("A3", "=整改台账!C6", None, "3项")
        figures.write_url("A5", "internal:整改台账!A6", string="到合计")
    if macros:
        source = path.with_suffix(".bin")
        source.write_bytes(macros)
        book.add_vba_project(str(source))
    book.close()
    return path


def edited(path: Path, changes: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None) -> Path:
    """The workbook with parts changed by hand, and parts added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        changed = change(parts[name])
        assert changed != parts[name]
        parts[name] = changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | (more or {})).items():
            archive.writestr(name, data)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """All parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}
