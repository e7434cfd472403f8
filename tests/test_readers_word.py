"""Word documents: order, merged cells, automatic numbers, tracked changes, and every kind of damage."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.readers.limits import OLE
from pipeline.readers.registry import read_file
from pipeline.records import Document, Reject


def lines(document: Any, path: Path) -> list[str]:
    document.save(str(path))
    [item] = read_file(path, "s")
    assert isinstance(item, Document), item
    return item.text.split("\n")


def reason(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    [item] = read_file(path, "s")
    assert isinstance(item, Reject) and item.remedy
    return item.reason


def define(document: Any, number: int, *levels: tuple[str, str, int]) -> None:
    """A numbering with `(format, pattern, start)` a level, used by the numId `number`."""
    root = document.part.numbering_part.element
    body = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (style, pattern, start) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def item(document: Any, text: str, number: int, depth: int = 0, style: str | None = None) -> None:
    mark = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    document.add_paragraph(text, style)._p.get_or_add_pPr().append(parse_xml(mark))


OFFICIAL = (("chineseCounting", "%1、", 1), ("chineseCounting", "（%2）", 1), ("decimal", "%3.", 1))


def test_official_numbers_restart_under_each_heading(tmp_path: Path):
    document = docx.Document()
    define(document, 90, *OFFICIAL)
    for text, depth in [("问题", 0), ("服务", 1), ("空岗", 2), ("脱岗", 2), ("纪律", 1), ("打牌", 2), ("要求", 0)]:
        item(document, text, 90, depth)
    assert lines(document, tmp_path / "a.docx") == [
        "一、问题", "（一）服务", "1.空岗", "2.脱岗", "（二）纪律", "1.打牌", "二、要求",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "marks"),
    [
        (("chineseCounting", "%1、", 10), ["十、", "十一、"]),
        (("decimal", "第%1条 ", 1), ["第1条 ", "第2条 "]),
        (("decimalEnclosedCircleChinese", "%1", 1), ["①", "②"]),
        (("upperLetter", "%1)", 1), ["A)", "B)"]),
        (("bullet", "·", 1), ["", ""]),
        (("none", "", 1), ["", ""]),
    ],
)
def test_number_formats(tmp_path: Path, level: tuple[str, str, int], marks: list[str]):
    document = docx.Document()
    define(document, 91, level)
    item(document, "甲", 91)
    item(document, "乙", 91)
    assert lines(document, tmp_path / "a.docx") == [marks[0] + "甲", marks[1] + "乙"]


def test_number_zero_switches_the_number_of_a_style_off(tmp_path: Path):
    document = docx.Document()
    define(document, 92, *OFFICIAL)
    style = document.styles["Heading 1"]
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="92"/></w:numPr>'))
    document.add_paragraph("问题", "Heading 1")
    item(document, "附则", 0, style="Heading 1")
    item(document, "没有的编号", 12345)
    document.add_paragraph("要求", "Heading 1")
    assert lines(document, tmp_path / "a.docx") == ["一、问题", "附则", "没有的编号", "二、要求"]


def test_merged_cells_and_tables_in_cells(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("表前")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "单位"
    table.cell(0, 2).text = "时限"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "甲局\n办公室"
    table.cell(1, 1).text, table.cell(2, 1).text = "空岗", "脱岗"
    table.cell(1, 2).add_table(rows=1, cols=1).cell(0, 0).text = "五月"
    document.add_paragraph("表后")
    assert lines(document, tmp_path / "a.docx") == [
        "表前", "单位\t时限", "甲局 办公室\t空岗\t五月", "甲局 办公室\t脱岗", "表后",
    ]  # fmt: skip


def test_a_cell_merged_over_many_rows_reads_in_linear_time(tmp_path: Path):
    document = docx.Document()
    row = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>甲局</w:t></w:r></w:p></w:tc></w:tr>"
    rows = row.format(' w:val="restart"') + row.format("") * 1500
    document.element.body.insert(0, parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))
    start = time.process_time()
    assert lines(document, tmp_path / "a.docx") == ["甲局"] * 1501
    assert time.process_time() - start < 15  # python-docx climbs the rows again from each cell, and overflows


def test_changes_are_read_as_accepted_and_content_controls_as_text(tmp_path: Path):
    document = docx.Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    for xml in (
        f"<w:p {{}}>{run.format('窗口')}<w:ins>{run.format('长期')}</w:ins>"
        f"<w:del><w:r><w:delText>偶尔</w:delText></w:r></w:del>{run.format('空岗。')}</w:p>",
        f"<w:sdt {{}}><w:sdtContent><w:p>{run.format('控件里的字。')}</w:p></w:sdtContent></w:sdt>",
    ):
        document.element.body.insert(-1, parse_xml(xml.format(nsdecls("w"))))
    assert lines(document, tmp_path / "a.docx") == ["窗口长期空岗。", "控件里的字。"]


@pytest.mark.parametrize(("title", "given"), [("通报", "通报"), ("Word 文档", ""), ("", ""), ("  ", "")])
def test_a_title_counts_only_if_the_text_has_it(tmp_path: Path, title: str, given: str):
    document = docx.Document()
    document.core_properties.title = title
    document.add_paragraph("关于暗访的通报")
    document.save(str(tmp_path / "a.docx"))
    [found] = read_file(tmp_path / "a.docx", "s")
    assert isinstance(found, Document) and found.title == given


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def good() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("窗口空岗。" * 50)
    document.save(out)
    return out.getvalue()


def spoiled(data: bytes, kind: str) -> bytes:
    """A good file of which one thing is spoiled: the directory stays whole, so that it opens as a zip."""
    spoilt = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.getinfo("word/document.xml")
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    if kind == "stream":
        spoilt[body.header_offset + 80 : body.header_offset + 140] = b"\xff" * 60
    elif kind == "locked":
        spoilt[body.header_offset + 6] |= 1
        spoilt[central + 8] |= 1
    elif kind == "method":
        spoilt[central + 10] = 99
    elif kind == "version":
        spoilt[central + 6] = 200
    return bytes(spoilt)


@pytest.mark.parametrize("kind", ["stream", "locked", "method", "version"])
def test_members_that_do_not_unpack_are_rejects(tmp_path: Path, kind: str):
    assert "损坏" in reason(spoiled(good(), kind), tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", OLE + b"\0" * 512, "加密"),
        ("a.docx", "其实是文本".encode(), "后缀不对"),
        ("a.docx", b"PK\x03\x04", "损坏"),
        ("a.docx", good()[:-200], "损坏"),
        ("a.docx", packed({"xl/workbook.xml": b"<x/>"}), "后缀不对"),
        ("a.docx", packed({"word/document.xml": b"<x/>"}), "损坏"),
        ("a.docx", packed({"word/document.xml": b"\0" * (40 * 2**20)}), "异常庞大"),
        ("a.doc", OLE + b"\0" * 512, "不支持的格式 .doc"),
        ("a.docx", b"", "空的"),
    ],
)
def test_files_that_are_no_word_documents(tmp_path: Path, name: str, data: bytes, said: str):
    assert said in reason(data, tmp_path / name)


def test_a_document_without_words_is_a_reject(tmp_path: Path):
    docx.Document().save(str(tmp_path / "a.docx"))
    assert "没有文字" in reason((tmp_path / "a.docx").read_bytes(), tmp_path / "b.docx")


def test_the_remedy_for_doc_names_docx(tmp_path: Path):
    (tmp_path / "a.doc").write_bytes(OLE)
    [found] = read_file(tmp_path / "a.doc", "s")
    assert isinstance(found, Reject) and ".docx" in found.remedy
