"""Web pages and e-mails: what is text and what is not, encodings as declared, hostile nesting."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from pipeline.readers.html import html_text
from pipeline.readers.registry import read_file
from pipeline.records import Document, Reject


def read(path: Path, data: bytes) -> Document | Reject:
    path.write_bytes(data)
    [item] = read_file(path, "s")
    return item


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("<p>  </p>", ""),
        ("没有标签的字", "没有标签的字"),
        ("<p>空岗<script>alert('不算')</script>三天。</p>", "空岗三天。"),
        ("<style>p{content:'不算'}</style><noscript>不算</noscript><p>空岗。</p>", "空岗。"),
        ("<p>讲 script 和 style 的字</p>", "讲 script 和 style 的字"),
        ("<p>空岗<!-- 不算 -->三天。</p>", "空岗三天。"),
        ("<select><option>不算</option></select><button>提交</button><p>正文。</p>", "正文。"),
        ("<p>甲&amp;乙&nbsp;丙&lt;p&gt;&#31383;&#x53E3;&ldquo;引&rdquo;</p>", "甲&乙 丙<p>窗口“引”"),
        ("<p>一行\n接着\t一行</p>", "一行 接着\t一行"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<h1>题</h1><ul><li>甲<li>乙</ul>后", "题\n甲\n乙\n后"),
        ("<div>外<span>同</span>行<div>里</div>后</div>", "外同行\n里\n后"),
        (
            "<table><tr><th>单位</th><th>时限</th></tr><tr><td>甲局<br>乙科</td><td>5月</td></tr></table>",
            "单位\t时限\n甲局\n乙科\t5月",
        ),
        ("<p>没关的<b>标签<p>下一段", "没关的标签\n下一段"),
        ("<?xml version='1.0' encoding='gb2312'?><html><body>带声明</body></html>", "带声明"),
    ],
)
def test_text_of_a_page(markup: str, text: str):
    assert html_text(markup)[1] == text


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<head><title> 暗访&amp;通报\n</title></head><p>正文。</p>", "暗访&通报"),
        ("<title></title><p>正文。</p>", ""),
        ("<p>正文。</p>", ""),
    ],
)
def test_title_of_a_page(markup: str, title: str):
    assert html_text(markup) == (title, "正文。")


@pytest.mark.parametrize("depth", [10, 300, 1500])
def test_deep_pages_lose_nothing(depth: int):
    assert html_text("<p>前</p>" + "<div>" * depth + "底" + "</div>" * depth + "<p>后</p>")[1] == "前\n底\n后"


def test_pages_deeper_than_the_parser_goes_do_not_overflow():
    assert html_text("<div>" * 50_000 + "底") in (("", ""), ("", "底"))


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", "gb18030"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-8>", "gb18030"),  # declared wrongly
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=undefined>", "utf-8"),  # what scripts write; also the name of a codec that always raises
        ("<meta charset=idna>", "gb18030"),
        ("<meta charset=>", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_encodings_of_a_page(tmp_path: Path, head: str, codec: str):
    page = f"<html><head>{head}<title>通报</title></head><body><p>朱镕路窗口空岗。</p></body></html>"
    assert read(tmp_path / "a.htm", page.encode(codec)) == Document("s", "朱镕路窗口空岗。", title="通报")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        (b"<html><body><script>1</script></body></html>", "没有文字"),
        (b"<!-- only this -->", "网页内容损坏"),
        (b"\x00\x01\x02\x00\x07", "二进制"),
        ("<p>截断的网页，截断的网页".encode()[:-1], "损坏"),
    ],
)
def test_pages_without_text(tmp_path: Path, data: bytes, said: str):
    item = read(tmp_path / "a.html", data)
    assert isinstance(item, Reject) and said in item.reason and item.remedy


def mail(head: str, body: bytes, subject: str = "路灯") -> bytes:
    encoded = base64.b64encode(subject.encode("gb18030")).decode()
    return f"Subject: =?gb18030?B?{encoded}?=\nMIME-Version: 1.0\n{head}\n\n".encode() + body


def part(head: str, body: str, charset: str = "utf-8") -> bytes:
    return f"--X\nContent-Type: {head}; charset={charset}\n\n".encode() + body.encode(charset) + b"\n"


MIXED = "Content-Type: multipart/{}; boundary=X"
PLAIN = "Content-Type: text/plain; charset={}"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (mail(PLAIN.format("utf-8"), "不亮。\r\n三天了。\r\n".encode()), "路灯\n不亮。\n三天了。"),
        (mail(PLAIN.format("gb18030"), "不亮。".encode("gb18030")), "路灯\n不亮。"),
        (mail(PLAIN.format("gb2312"), "朱镕路不亮。".encode("gb18030")), "路灯\n朱镕路不亮。"),
        (mail(PLAIN.format("no-such-charset"), "不亮。".encode()), "路灯\n不亮。"),
        (mail(PLAIN.format("undefined"), "不亮。".encode()), "路灯\n不亮。"),
        (mail("X: y", "没写类型。".encode("gb18030")), "路灯\n没写类型。"),
        (
            mail(PLAIN.format("gbk") + "\nContent-Transfer-Encoding: base64", base64.b64encode("不亮。".encode("gbk"))),
            "路灯\n不亮。",
        ),
        (
            mail(
                PLAIN.format("utf-8") + "\nContent-Transfer-Encoding: quoted-printable", b"=E4=B8=8D=E4=BA=AE=E3=80=82"
            ),
            "路灯\n不亮。",
        ),
        (mail("Content-Type: text/html; charset=utf-8", "<p>甲<br>乙<script>x</script>".encode()), "路灯\n甲\n乙"),
        (
            mail(MIXED.format("alternative"), part("text/html", "<p>网页</p>") + part("text/plain", "纯文") + b"--X--"),
            "路灯\n纯文",
        ),
        (
            mail(MIXED.format("mixed"), part("text/plain", "正文", "gbk") + part("text/csv", "附件") + b"--X--"),
            "路灯\n正文",
        ),
        (mail(MIXED.format("mixed"), part("image/png", "附件") + b"--X--"), "路灯"),
        (mail(PLAIN.format("utf-8"), b""), "路灯"),
        (mail(PLAIN.format("utf-8"), "只有正文。".encode(), subject=""), "只有正文。"),
    ],
)
def test_mails(tmp_path: Path, data: bytes, text: str):
    item = read(tmp_path / "a.eml", data)
    assert isinstance(item, Document) and (item.text, item.genre) == (text, "petition"), item


@pytest.mark.parametrize(("subject", "title"), [("路灯不亮", "路灯不亮"), ("", "")])
def test_the_subject_is_the_title(tmp_path: Path, subject: str, title: str):
    item = read(tmp_path / "a.eml", mail(PLAIN.format("utf-8"), "正文。".encode(), subject=subject))
    assert isinstance(item, Document) and item.title == title


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        ("这只是一段话，不是邮件。".encode(), "不是电子邮件"),
        (mail(PLAIN.format("utf-8"), b" \n", subject=" "), "没有文字"),
        (mail(PLAIN.format("utf-8"), b"\x00\x01\x00\x02\x07"), "二进制"),
    ],
)
def test_files_that_are_no_mails(tmp_path: Path, data: bytes, said: str):
    item = read(tmp_path / "a.eml", data)
    assert isinstance(item, Reject) and said in item.reason and item.remedy
