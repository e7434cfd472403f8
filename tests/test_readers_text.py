"""Plain text: the ladder of encodings, damage, files that are no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode
from pipeline.readers.limits import OLE
from pipeline.readers.registry import read_file
from pipeline.records import Document, Reject

PLAIN = "一、窗口空岗。\r\n群众跑了５趟，“没人管”。"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_is_given_exactly_as_decoded(tmp_path: Path, codec: str, suffix: str):
    path = tmp_path / f"来信{suffix}"
    path.write_bytes(PLAIN.encode(codec))
    assert list(read_file(path, "s")) == [Document("s", PLAIN)]


def test_big_endian_with_bom():
    assert decode(b"\xfe\xff" + PLAIN.encode("utf-16-be")) == PLAIN


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["一般", "窗口无人值守。", "一般情况，\n窗口无人。", "2024年，A栋停电。", "plain words"]
)
def test_utf16_without_bom_is_told_by_its_characters(text: str, order: str):
    # 一 is U+4E00: its zero byte stands where the other byte order has that of ASCII.
    assert decode(text.encode(order)) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("", "utf-8"),
        ("镕基路，𠮷祥里", "gb18030"),
        ("镕", "gbk"),
        ("plain ascii", "utf-8"),
        ("控制符\x01夹在中间", "utf-8"),
        ("ascii with \x08 one stray", "utf-8"),
        ("id,name\x01,abc,def,ghi,路灯", "gb18030"),
    ],
)
def test_near_misses_of_utf16(text: str, codec: str):
    for words in (text, text + " " if text else text):  # even and odd numbers of bytes
        assert decode(words.encode(codec)) == words


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "big5"), ("utf8", "utf-8"), ("hz-gb-2312", "hz"),
        ("utf-8", "gb18030"),  # declared wrongly
        ("iso-8859-1", "utf-8"), ("us-ascii", "gb18030"), ("utf-16", "utf-8"),
        ("undefined", "utf-8"), ("idna", "utf-8"), ("unicode_escape", "utf-8"), ("hex", "utf-8"), ("没有", "utf-8"),
        ("", "utf-8"),
    ],
)  # fmt: skip
def test_a_declared_encoding_counts_if_it_can_hold_chinese(declared: str, codec: str):
    text = "窗口空岗，群众排隊" if codec == "big5" else "窗口空岗，群众排队"
    text = text.replace("岗", "崗").replace("众", "眾") if codec == "big5" else text
    assert decode(text.encode(codec), declared) == text


def test_a_bom_wins_over_what_is_declared():
    assert decode("窗口".encode("utf-8-sig"), "gbk") == "窗口"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x01\x02\xff\xfe\x00\x07", "二进制"),
        (bytes(range(256)), "二进制"),
        ("窗口无人\0值守".encode(), "二进制"),
        ("窗口无人\0值守a".encode(), "二进制"),
        ("窗口无人值守。".encode()[:-1], "损坏"),
        ("会议多。".encode() * 90 + b"\xff" + "没水。".encode(), "损坏"),
        ("窗口无人值守。".encode("gb18030")[:-1], "损坏"),
        ("窗口".encode("utf-16") + b"a", "标记不符"),
        (b"\xff\xfe\xff\xfe\x00\xd8", "标记不符"),
        (b"\xef\xbb\xbf\xff\xff", "标记不符"),
    ],
)
def test_damage_is_refused_and_never_read_as_other_words(data: bytes, reason: str):
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b" \r\n\t ", "没有文字"),
        ("\u3000\ufeff \n".encode().replace(b"\xef\xbb\xbf", b""), "没有文字"),
        (b"PK\x03\x04....", "Office 或压缩文件"),
        (b"%PDF-1.7", "PDF"),
        (OLE + b"....", "旧版 Office"),
        (b"\x89PNG\r\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
    ],
)
def test_no_text_is_a_reject_with_a_remedy(tmp_path: Path, suffix: str, data: bytes, reason: str):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    [item] = read_file(path, "s")
    assert isinstance(item, Reject) and reason in item.reason and item.remedy and item.source == "s"


@pytest.mark.parametrize("text", ["PK赛开始了。", "文中有 %PDF 字样。", "PNG 图片在附件。"])
def test_words_that_look_like_magic_are_text(tmp_path: Path, text: str):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert list(read_file(path, "s")) == [Document("s", text)]


def test_same_text_has_the_same_id_whatever_its_encoding(tmp_path: Path):
    ids = set()
    for codec in ("utf-8", "gb18030", "utf-16"):
        path = tmp_path / f"{codec}.txt"
        path.write_bytes(PLAIN.encode(codec))
        ids |= {item.doc_id for item in read_file(path, codec) if isinstance(item, Document)}
    assert len(ids) == 1
