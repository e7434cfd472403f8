"""Readers of single documents: encodings, Word, PDF, HTML, e-mail; and every way in which a file is refused."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.readers.html import html_text
from pipeline.readers.limits import OLE
from pipeline.readers.numbering import han_number
from pipeline.readers.paragraphs import join_lines
from pipeline.readers.registry import read_all, read_file
from pipeline.records import Document, Reject

TEXT = "窗口空岗。\n群众跑了５趟。"


def one(path: Path) -> Document | Reject:
    items = list(read_file(path, path.name))
    assert len(items) == 1
    return items[0]


def text_of(path: Path) -> str:
    item = one(path)
    assert isinstance(item, Document), item
    return item.text


def reason_of(path: Path) -> str:
    item = one(path)
    assert isinstance(item, Reject), item
    assert item.remedy
    return item.reason


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_encodings(tmp_path: Path, codec: str, suffix: str):
    path = tmp_path / f"a{suffix}"
    words = TEXT + "abc" if codec in ("utf-16-le", "utf-16-be") else TEXT  # without BOM only ASCII gives them away
    path.write_bytes(words.encode(codec))
    assert text_of(path) == words


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "空"),
        ("a.txt", b"  \n\t ", "没有文字"),
        ("a.txt", b"\x00\x01\x02\xff\x00", "不是文本"),
        ("a.txt", b"PK\x03\x04rest", "后缀不对"),
        ("a.txt", b"%PDF-1.4", "后缀不对"),
        ("a.txt", "会议".encode()[:-1] + b"\xff\xff\xff", "编码"),
        ("a.docx", OLE + b"\0" * 600, "加密"),
        ("a.docx", "其实是文本".encode(), "后缀不对"),
        ("a.docx", b"PK\x03\x04 broken", "损坏"),
        ("a.xlsx", OLE + b"\0" * 600, "加密"),
        ("a.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("a.xls", b"<html>", "后缀不对"),
        ("a.xls", OLE + b"\0" * 600, "损坏"),
        ("a.pdf", b"hello", "后缀不对"),
        ("a.pdf", b"%PDF-1.4 broken", "损坏"),
        ("a.html", b"<script>x</script>", "没有文字"),
        ("a.doc", OLE, "不支持"),
        ("a.zip", b"PK", "不支持"),
        ("noname", b"x", "没有后缀"),
    ],
)
def test_unreadable_files_are_rejects(tmp_path: Path, name: str, data: bytes, said: str):
    path = tmp_path / name
    path.write_bytes(data)
    assert said in reason_of(path)


def test_a_missing_file_is_a_reject(tmp_path: Path):
    assert "不存在" in reason_of(tmp_path / "none.txt")


def test_a_zip_of_another_kind_is_refused(tmp_path: Path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "后缀不对" in reason_of(path)


def test_a_zip_bomb_is_refused(tmp_path: Path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (60 * 2**20))
    assert "异常庞大" in reason_of(path)


def numbered(document, text: str, depth: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbers = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(depth)), ("w:numId", "77")):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbers.append(child)
    properties.append(numbers)


def with_numbering(document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (style, pattern) in enumerate(
        [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    ):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", style), ("w:lvlText", pattern)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    number.append(link)
    root.append(number)


def test_word_numbers_and_tables_stand_in_the_text(tmp_path: Path):
    import docx

    document = docx.Document()
    with_numbering(document)
    document.add_paragraph("督查通报")
    for text, depth in [("问题", 0), ("服务", 1), ("空岗", 2), ("不接电话", 2), ("纪律", 1), ("要求", 0), ("整改", 1)]:
        numbered(document, text, depth)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "单位"
    table.cell(0, 2).text = "时限"
    for at, words in enumerate(["甲局", "乙科", "5月"]):
        table.cell(1, at).text = words
    document.add_paragraph("落款")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert text_of(path).split("\n") == [
        "督查通报", "一、问题", "（一）服务", "1.空岗", "2.不接电话", "（二）纪律", "二、要求", "（一）整改",
        "单位\t时限", "甲局\t乙科\t5月", "落款",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")]
)
def test_han_numbers(number: int, words: str):
    assert han_number(number) == words


def pdf(content: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page, written by hand."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets))
    out.write(b"trailer<</Size 6/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (extra, start))
    return out.getvalue()


def test_pdf_with_a_text_layer(tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"BT /F1 12 Tf 20 100 Td (Window 12 was empty today.) Tj ET"))
    assert text_of(path) == "Window 12 was empty today."


def test_encrypted_pdf_is_a_reject(tmp_path: Path):
    path = tmp_path / "a.pdf"
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<4142><4142>]"
    path.write_bytes(pdf(b"BT ET", lock))
    assert "加密" in reason_of(path)


def test_scanned_pdf_without_ocr_is_a_reject(tmp_path: Path):
    pytest.importorskip("pypdfium2")
    try:
        import rapidocr  # noqa: F401
    except ImportError:
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(b"0 0 m 10 10 l S"))
        assert "扫描件" in reason_of(path)


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([], ""),
        (["第一行写满了一整行文字没有停\n顿。\n另一段。"], "第一行写满了一整行文字没有停顿。\n另一段。"),
        (["第一行写满了一整行文字没有停\n二、新的标题"], "第一行写满了一整行文字没有停\n二、新的标题"),
        (["短行\n第二行写满了一整行文字的长度"], "短行\n第二行写满了一整行文字的长度"),
        (["正文。\n- 3 -", "下页。\n4"], "正文。\n下页。"),
    ],
)
def test_lines_join_to_paragraphs(pages: list[str], text: str):
    assert join_lines(pages) == text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ("", "")),
        ("<title>通报</title><p>甲<br>乙</p>", ("通报", "甲\n乙")),
        ("<p>一&nbsp;二&lt;三</p><style>p{}</style><script>alert(1)</script>", ("", "一 二<三")),
        (
            "<table><tr><td>单位</td><td>时限</td></tr><tr><td>甲局</td><td>5月</td></tr></table>",
            ("", "单位\t时限\n甲局\t5月"),
        ),
        ("<div>外<div>里</div>后</div>", ("", "外\n里\n后")),
        ("<?xml version='1.0' encoding='gb2312'?><html><body><p>带声明</p></body></html>", ("", "带声明")),
    ],
)
def test_html(markup: str, expected: tuple[str, str]):
    assert html_text(markup) == expected


def test_deep_html_does_not_overflow():
    title, text = html_text("<div>" * 5000 + "底" + "</div>" * 5000)
    assert title == "" and text in ("", "底")


def test_html_in_a_declared_encoding(tmp_path: Path):
    path = tmp_path / "a.html"
    path.write_bytes("<meta charset=gb2312><p>窗口空岗。</p>".encode("gb2312"))
    assert text_of(path) == "窗口空岗。"


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = parts.get("subject", "路灯")
    if "plain" in parts:
        message.set_content(parts["plain"], charset=parts.get("charset", "utf-8"))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return bytes(message)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (mail(plain="路灯不亮。"), "路灯\n路灯不亮。"),
        (mail(plain="路灯不亮。", charset="gb18030"), "路灯\n路灯不亮。"),
        (mail(plain="正文。", html="<p>网页正文。</p>"), "路灯\n正文。"),
        (mail(html="<p>只有网页。</p><script>x</script>"), "路灯\n只有网页。"),
        (mail(subject="只有主题"), "只有主题"),
    ],
)
def test_mails(tmp_path: Path, data: bytes, text: str):
    path = tmp_path / "a.eml"
    path.write_bytes(data)
    item = one(path)
    assert isinstance(item, Document) and (item.text, item.genre) == (text, "petition")


def test_a_folder_with_one_of_each(tmp_path: Path):
    (tmp_path / "good.txt").write_text("好文件。", encoding="utf-8")
    (tmp_path / "gb.txt").write_bytes("国标文件。".encode("gb18030"))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "locked.docx").write_bytes(OLE + b"\0" * 600)
    (tmp_path / "~$lock.docx").write_bytes(b"x")
    (tmp_path / ".hidden.txt").write_text("不读", encoding="utf-8")
    (tmp_path / "里层").mkdir()
    (tmp_path / "里层" / "deep.md").write_text("里层文件。", encoding="utf-8")
    items = list(read_all([str(tmp_path)]))
    assert {item.text for item in items if isinstance(item, Document)} == {"好文件。", "国标文件。", "里层文件。"}
    assert {Path(item.source).name for item in items if isinstance(item, Reject)} == {"empty.txt", "locked.docx"}


def test_standard_input(monkeypatch: pytest.MonkeyPatch):
    class Fake:
        buffer = io.BytesIO("窗口空岗。".encode("gb18030"))

    monkeypatch.setattr("sys.stdin", Fake)
    assert [item.text for item in read_all(["-"])] == ["窗口空岗。"]
