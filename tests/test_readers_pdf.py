"""PDF files, written by hand: text layer, pages, encryption, scans, damage; and lines that become paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.readers import pdf as pdf_reader
from pipeline.readers import picture
from pipeline.readers.paragraphs import join_lines
from pipeline.readers.registry import read_file
from pipeline.records import Document, Reject

LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<4142><4142>]"


def shown(*lines: str) -> bytes:
    """Content of a page that sets each of `lines` on a line of its own."""
    return b"BT /F1 12 Tf 14 TL 20 700 Td " + b" ".join(b"(%s) Tj T*" % line.encode() for line in lines) + b" ET"


def pdf(*pages: bytes, trailer: bytes = b"") -> bytes:
    """A PDF with a page for each content stream, in Helvetica."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for at, content in enumerate(pages):
        box = b"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (box, 5 + 2 * at))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(objects) + 1
    tail = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + tail


def read(path: Path, data: bytes) -> Document | Reject:
    path.write_bytes(data)
    [item] = read_file(path, "s")
    return item


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([shown("Window 12 was empty.")], "Window 12 was empty."),
        ([shown("Window 12 was empty.", "Nobody came today.")], "Window 12 was empty. Nobody came today."),
        ([shown("First page ends here.", "- 1 -"), shown("Second page.", "2")], "First page ends here. Second page."),
        ([shown("A long enough first page."), b""], "A long enough first page."),
    ],
)
def test_text_layer(tmp_path: Path, pages: list[bytes], text: str):
    assert read(tmp_path / "a.pdf", pdf(*pages)) == Document("s", text)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(shown("Window 12 was empty."), trailer=LOCK), "加密"),
        (b"%PDF-1.4 cut off", "损坏"),
        (b"%PDF-1.4\n" + b"\0" * 3000, "损坏"),
        ("其实是文本，不是 PDF。".encode(), "后缀不对"),
        (b" " * 1024 + pdf(shown("The mark stands too far behind.")), "后缀不对"),
        (b"PK\x03\x04", "后缀不对"),
        (b"", "空的"),
    ],
)
def test_files_that_do_not_open(tmp_path: Path, data: bytes, said: str):
    item = read(tmp_path / "a.pdf", data)
    assert isinstance(item, Reject) and said in item.reason and item.remedy


BLANK, PICTURE = b"", b"q 200 0 0 200 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def missing() -> None:
    raise pdf_reader.UnreadableError("是扫描件或图片，没有文字层", "请安装 zuofeng[ocr]")


@pytest.mark.parametrize("pages", [[BLANK], [PICTURE], [PICTURE, PICTURE], [shown("p. 1"), PICTURE]])
def test_scans_without_ocr_name_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: list[bytes]):
    monkeypatch.setattr(picture, "_engine", missing)
    item = read(tmp_path / "a.pdf", pdf(*pages))
    assert isinstance(item, Reject) and "扫描件" in item.reason and "ocr" in item.remedy


def test_scans_go_to_the_recogniser_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Found:
        txts = ("窗口空岗。", " ")

    sizes: list[tuple[int, ...]] = []
    monkeypatch.setattr(picture, "_engine", lambda: lambda page: sizes.append(page.shape) or Found)
    item = read(tmp_path / "a.pdf", pdf(PICTURE, PICTURE))
    assert item == Document("s", "窗口空岗。\n窗口空岗。")
    assert len(sizes) == 2 and min(sizes[0][:2]) > 1000  # large enough to read


@pytest.mark.parametrize(("name", "bound"), [("MAX_PAGES", 1), ("MAX_TEXT", 30)])
def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, bound: int):
    monkeypatch.setattr(pdf_reader, name, bound)
    page = shown("Window 12 was empty again.")
    item = read(tmp_path / "a.pdf", pdf(page, page))
    assert isinstance(item, Reject) and "超过上限" in item.reason
    assert isinstance(read(tmp_path / "b.pdf", pdf(page)), Document)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".jpeg"])
def test_pictures_without_ocr_are_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str):
    monkeypatch.setattr(picture, "_engine", missing)
    item = read(tmp_path / f"a{suffix}", b"\x89PNG\r\n\x1a\n")
    assert isinstance(item, Reject) and "扫描件" in item.reason


def test_damaged_pictures_are_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def engine(data: bytes) -> None:
        raise ZeroDivisionError(data)

    monkeypatch.setattr(picture, "_engine", lambda: engine)
    item = read(tmp_path / "a.png", b"no picture")
    assert isinstance(item, Reject) and "图片损坏" in item.reason


FULL = "这一行写满了整整一行的文字直到行末"


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([], ""),
        ([""], ""),
        (["\n \r\n"], ""),
        ([f"{FULL}\n接着写。"], f"{FULL}接着写。"),
        ([f"{FULL}\r\n接着写。"], f"{FULL}接着写。"),
        ([f"{FULL}。\n另一段"], f"{FULL}。\n另一段"),
        ([f"{FULL}\n（一）服务"], f"{FULL}\n（一）服务"),
        ([f"{FULL}\n1．空岗"], f"{FULL}\n1．空岗"),
        ([f"{FULL}\n一般的话接着写"], f"{FULL}一般的话接着写"),
        ([FULL, "跨页接着写。"], f"{FULL}跨页接着写。"),
        ([f"{FULL}\n— 12 —", "跨页接着写。"], f"{FULL}跨页接着写。"),
        (["短标题\n" + FULL], "短标题\n" + FULL),
        (["工单编号12345\n67890"], "工单编号1234567890"),
        (["请按 Window\n12 办理"], "请按 Window12 办理"),
        (["请拨打 hot\nline 电话"], "请拨打 hot line 电话"),
        (["　　缩进的段落\t"], "缩进的段落"),
    ],
)
def test_lines_become_paragraphs(pages: list[str], text: str):
    assert join_lines(pages) == text
