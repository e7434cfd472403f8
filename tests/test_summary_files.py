"""The four formats: complete, safe, linked, and readable again."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from summary_cases import MINUTES, TABLE, source

from pipeline.cli.main import main
from pipeline.errors import UnreadableError, UsageError
from pipeline.records import Reject
from pipeline.summary.compose import summarise
from pipeline.summary.earlier import compare, read_earlier
from pipeline.summary.formats import WRITERS, writer_of
from pipeline.summary.page import as_page
from pipeline.summary.records import NEW, REPEATED, SETTLED, UNSEEN, Earlier, Item
from pipeline.summary.workbook import LEDGER

EVIL = "通报\n窗口<script>alert(1)</script>\"><img src=x onerror=alert(1)>工作人员态度恶劣，群众跑了五趟还没办成。\n=HYPERLINK(\"http://x\")窗口无人在岗，电话没人接。"  # fmt: skip
REJECT = Reject("坏<b>.doc", "打不开", "另存为 .docx")


@pytest.fixture(scope="module")
def summary(analyzer):
    reports = [analyzer.analyze(text, source=f"材料{n}.txt") for n, text in enumerate((MINUTES, TABLE, EVIL), 1)]
    return summarise(reports, title="五月问题清单", rejects=[REJECT])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def test_page_runs_nothing_of_the_source(summary):
    page = as_page(summary)
    seen = Tags()
    seen.feed(page)
    assert not {"script", "img", "iframe", "object", "link"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert all(value.startswith("#") for name, value in seen.attributes if name == "href")
    assert "default-src 'none'" in page and "&lt;script&gt;" in page and "<svg" in page


def test_every_link_of_the_page_jumps_to_its_sentence(summary):
    page = as_page(summary)
    marks = dict(re.findall(r'<mark id="(s-\d+-\d+)">(.*?)<a href=', page, re.S))
    linked = set(re.findall(r'href="#(s-\d+-\d+)"', page))
    assert linked == set(marks)
    from html import unescape

    for item in summary.items:
        for one in item.sources:
            assert unescape(marks[one.anchor]) == one.sentence.text
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_each_format_has_every_statement_and_reject(summary, tmp_path: Path, suffix):
    path = tmp_path / f"汇总{suffix}"
    writer_of(path)(path, summary)
    text = "".join(shown(path).split()).replace("\\", "")
    for item in summary.items:
        assert "".join(item.statement.split()) in text
    assert "打不开" in text and "五月问题清单" in text and "须核" in text
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def shown(path: Path) -> str:
    from html import unescape

    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as packed:
            return unescape(re.sub(r"<[^>]+>", "", packed.read("word/document.xml").decode()))
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    return unescape(path.read_text(encoding="utf-8"))


def test_workbook_is_a_ledger_to_work_with(summary, tmp_path: Path):
    path = tmp_path / "台账.xlsx"
    writer_of(path)(path, summary)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["概览", "问题清单", "整改台账"]
    ledger = book["整改台账"]
    assert [cell.value for cell in ledger[1]] == [name for name, _ in LEDGER]
    assert ledger.max_row == len(summary.items) + 1
    assert ledger.freeze_panes == "A2" and ledger.auto_filter.ref.startswith("A1:J")
    assert {str(v.sqref)[0]: v.formula1 for v in ledger.data_validations.dataValidation} == {
        "I": '"未启动,整改中,已完成,长期坚持"',
        "J": '"否,是"',
    }
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)


def test_document_has_the_page_of_the_standard(summary, tmp_path: Path):
    import docx

    path = tmp_path / "汇总.docx"
    writer_of(path)(path, summary)
    document = docx.Document(str(path))
    section = document.sections[0]
    sizes = [round(size.mm) for size in (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)]  # fmt: skip
    assert sizes == [210, 297, 37, 35, 28, 26]
    title = document.paragraphs[0].runs[0]
    assert (title.text, title.font.size.pt) == ("五月问题清单", 22)
    xml = document.element.xml
    assert "方正小标宋简体" in xml and "仿宋_GB2312" in xml and xml.count("w:tblHeader") == 2
    assert "PAGE" in section.footer._element.xml and "PAGE" in section.even_page_footer._element.xml
    with zipfile.ZipFile(path) as packed:
        assert "华文中宋" in packed.read("word/fontTable.xml").decode()


def test_wrong_suffix_is_refused():
    with pytest.raises(UsageError, match=r"\.docx"):
        writer_of(Path("汇总.pdf"))


def test_nothing_found_is_written_too(analyzer, tmp_path: Path):
    empty = summarise([analyzer.analyze("会议今天召开。", source="a.txt")])
    assert empty.items == ()
    for suffix in WRITERS:
        path = tmp_path / f"空{suffix}"
        writer_of(path)(path, empty)
        assert "共读1份材料" in shown(path)
    assert read_earlier(tmp_path / "空.xlsx") == []
    for suffix in WRITERS:
        writer_of(path := tmp_path / f"无{suffix}")(path, summarise([], rejects=[REJECT]))


def test_an_earlier_summary_tells_new_repeated_settled(analyzer, summary, tmp_path: Path):
    path = tmp_path / "上次.xlsx"
    writer_of(path)(path, summary)
    rows = read_earlier(path)
    assert [row.text for row in rows] == [item.statement for item in summary.items]
    again = summarise([analyzer.analyze(MINUTES, source="再次.txt")], earlier=rows)
    assert again.items and {item.status for item in again.items} == {REPEATED}
    assert len(again.gone) == len(rows) - len(again.items)
    fresh = summarise([analyzer.analyze("区水务局窗口工作人员态度恶劣，群众意见很大。")], earlier=rows)
    assert [item.status for item in fresh.items] == [NEW]


def test_settled_unseen_and_returned():
    item = Item(1, "主动", "", "电话没人接", (source("电话没人接。"),))
    rows = [
        Earlier("电话没人接", "主动", (), True),
        Earlier("路灯常年不亮没人修", "担当", (), True),
        Earlier("公车私用", "规矩", (), False),
    ]
    matched, gone = compare([item], rows)
    assert matched == [rows[0]] and [row.status for row in gone] == [SETTLED, UNSEEN]
    assert compare([], []) == ([], ())


@pytest.mark.parametrize("kind", ["missing", "text", "sheet", "columns"])
def test_what_is_no_earlier_summary_is_refused(tmp_path: Path, kind):
    path = tmp_path / "上次.xlsx"
    if kind == "text":
        path.write_text("不是表格", encoding="utf-8")
    elif kind != "missing":
        book = openpyxl.Workbook()
        book.active.title = "整改台账" if kind == "columns" else "别的"
        book.active.append(["序号", "问题"])
        book.save(path)
    with pytest.raises(UnreadableError, match=r"上次\.xlsx"):
        read_earlier(path)


def test_a_masked_summary_shows_no_private_person(tmp_path: Path):
    source = tmp_path / "纪要.txt"
    source.write_text(
        "会议纪要\n会议指出，村民李秀兰（电话13900001234）到镇政务大厅跑了五趟都没办成，窗口人员推诿扯皮。\n",
        encoding="utf-8",
    )
    out = tmp_path / "汇总.md"
    assert main(["summarize", str(source), "--out", str(out), "--mask", "--quiet"]) == 0
    text = out.read_text(encoding="utf-8")
    assert "李秀兰" not in text and "13900001234" not in text and "【姓名1】" in text
