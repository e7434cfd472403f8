"""The monthly report from file to file: all formats read alike, hostile cells inert, no letter's text anywhere."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from pipeline.batch.letters import empty_result
from pipeline.cli.main import main
from pipeline.errors import UnreadableError, UsageError
from pipeline.monthly.compute import picture
from pipeline.monthly.ledger import NONE, UNREAD, Ledger
from pipeline.monthly.page import render
from pipeline.monthly.source import read_ledger
from pipeline.monthly.writers import writer_of
from pipeline.tables.schema import RESULTS, Column
from pipeline.tables.single import write_single

SECRET = "绝不可外泄的来信内容"
FORMULA = '=HYPERLINK("http://example.org","点我")'
SCRIPT = "<script>alert(1)</script>局"
OWN = ("留言编号", "留言人", "留言时间", "留言详情")


def letter(number: int, day: str, *categories: str, units: tuple[str, ...] = (), error: str = "") -> dict[str, Any]:
    found = {
        "categories": list(categories),
        "primary_category": categories[0] if categories else "",
        "needs_review": number % 2 == 0,
        "evidence": [SECRET],
        "manifestations": ["推诿扯皮"] if categories else [],
        "units": list(units),
        "responsible_units": list(units),
    }
    own = dict(zip(OWN, (f"-00{number}", "周某", day, SECRET + "，\n还有下一行"), strict=True))
    return own | empty_result(error) | ({} if error else found)


ROWS = [
    letter(1, "2026-04-03 09:00", "担当", units=("住建局",)),
    letter(2, "2026/5/1", "担当", "规矩", units=(FORMULA, SCRIPT)),
    letter(3, "2026-05-09", "主动", units=(FORMULA,)),
    letter(4, "2026-05-10"),
    letter(5, "2026-05-11", error="正文为空"),
    letter(6, "", "争先", units=("住建局",)),
]
COLUMNS = (*(Column(name, "str", name) for name in OWN), *RESULTS)


def written(folder: Path, form: str, rows: list[dict[str, Any]] | None = None) -> Path:
    path = folder / f"归类.{form}"
    write_single(path, form, ROWS if rows is None else rows, COLUMNS)
    return path


def content(ledger: Ledger) -> list[tuple[object, ...]]:
    return [
        (ledger.ids[at], ledger.days[at], ledger.mains[at], bool(ledger.review[at]), ledger.categories(at), ledger.manifestations(at), ledger.units(at))
        for at in range(len(ledger))
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "parquet"])
def test_all_formats_read_alike(tmp_path: Path, form: str):
    ledger = read_ledger(written(tmp_path, form))
    first = date(2026, 5, 1).toordinal()
    assert content(ledger) == [
        ("-001", date(2026, 4, 3).toordinal(), 1, False, ("担当",), ("推诿扯皮",), ("住建局",)),
        ("-002", first, 1, True, ("担当", "规矩"), ("推诿扯皮",), (FORMULA, SCRIPT)),
        ("-003", first + 8, 2, False, ("主动",), ("推诿扯皮",), (FORMULA,)),
        ("-004", first + 9, NONE, True, (), (), ()),
        ("-005", first + 10, UNREAD, False, (), (), ()),
        ("-006", 0, 3, True, ("争先",), ("推诿扯皮",), ("住建局",)),
    ]
    assert list(ledger.rows)[:2] == ([2, 3] if form in ("csv", "xlsx") else [1, 2])


def test_damaged_rows_are_counted_as_unread(tmp_path: Path):
    path = written(tmp_path, "csv")
    with path.open("a", encoding="utf-8", newline="") as handle:
        handle.write("A9,只有两格\r\n\r\n" + "," * 20 + "\r\n")
    ledger = read_ledger(path)
    assert len(ledger) == 7 and ledger.mains[6] == UNREAD and ledger.name(6) == "第8行"
    path = written(tmp_path, "jsonl")
    path.write_text(path.read_text(encoding="utf-8") + "{坏\n[1]\n\n" + "[" * 5000 + "\n", encoding="utf-8")
    assert list(read_ledger(path).mains)[6:] == [UNREAD] * 3


def test_a_category_that_is_none_of_the_five_is_unread(tmp_path: Path):
    ledger = read_ledger(
        written(tmp_path, "csv", [letter(1, "2026-05-01", "作风"), letter(2, "2026-05-01", "担当", "瞎写")])
    )
    assert list(ledger.mains) == [UNREAD, UNREAD]


def test_gb18030_a_caption_and_semicolons(tmp_path: Path):
    lines = written(tmp_path, "csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "另存.csv"
    path.write_bytes(("五月来信一览" + "," * 20 + "\n" + lines).encode("gb18030"))
    assert [ledger_id for ledger_id, *_ in content(read_ledger(path))] == [f"-00{at}" for at in range(1, 7)]
    with (tmp_path / "归类.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.reader(handle))
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, delimiter=";").writerows(rows)
    assert content(read_ledger(path)) == content(read_ledger(tmp_path / "归类.csv"))


def test_results_are_the_last_columns_of_their_name(tmp_path: Path):
    own = ("编号", "责任单位", "类别", "受理时间")
    given = dict(zip(own, ("A1", "原有单位", "原有类别", "2026-05-02"), strict=True))
    columns = (*(Column(name, "str", name) for name in own), *RESULTS)
    path = tmp_path / "a.xlsx"
    write_single(path, "xlsx", [given | {k: v for k, v in ROWS[0].items() if k not in OWN}], columns)
    assert content(read_ledger(path))[0][4:] == (("担当",), ("推诿扯皮",), ("住建局",))
    path = tmp_path / "b.jsonl"
    row = {"error": "原有", "日期": "2026-05-02"} | {
        (f"结果_{k}" if k == "error" else k): v for k, v in empty_result("").items()
    }
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert list(read_ledger(path).mains) == [NONE]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "留言编号,留言详情\n1,路坏了\n",
            "缺少归类结果列.*primary_category.*见到的列：留言编号、留言详情.*zuofeng batch",
        ),
        ("b.csv", "categories,primary_category\n", "缺少归类结果列：needs_review"),
        ("c.jsonl", '{"id": 1}\n', "见到的列：id"),
        ("d.csv", "", "空"),
        ("d.jsonl", "\n\n", "空"),
        ("e.txt", "a", "不支持"),
        ("f.parquet", "PAR1", "损坏"),
        ("g.xlsx", "PK", "损坏"),
    ],
)
def test_what_is_no_batch_output_says_why(tmp_path: Path, name: str, text: str, said: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match=said):
        read_ledger(tmp_path / name)


def test_missing_files_and_columns(tmp_path: Path):
    with pytest.raises(UnreadableError, match="不存在"):
        read_ledger(tmp_path / "没有.csv")
    with pytest.raises(UnreadableError, match="没有名为“办结日”的列，见到的列：留言编号、留言人"):
        read_ledger(written(tmp_path, "csv"), date="办结日")
    with pytest.raises(UsageError, match="docx"):
        writer_of(tmp_path / "月报.pdf")


def made(folder: Path, suffix: str) -> Path:
    ledger = read_ledger(written(folder, "csv"))
    path = folder / f"月报{suffix}"
    writer_of(path)(path, picture(ledger, unit="某局", title=f"{FORMULA}&<b>"), ledger, "某局\x00", date(2026, 6, 2))
    return path


def all_text(path: Path) -> str:
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(
            archive.read(name).decode("utf-8", "replace")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        )


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_no_text_of_letters_in_a_report(tmp_path: Path, suffix: str):
    text = all_text(made(tmp_path, suffix))
    assert "推诿扯皮" in text and "-002" in text  # what must be there is there
    assert SECRET not in text and "周某" not in text and "下一行" not in text


def test_workbook(tmp_path: Path):
    path = made(tmp_path, ".xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["概览", "按类别", "按表现", "责任单位排名", "按月", "数字核对", "来信编号"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert not any(isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "<f>" not in all_text(path).replace("<c:f>", "")
    ranking = list(book["责任单位排名"].iter_rows(min_row=4, max_row=5, values_only=True))
    assert ranking == [(1, "'" + FORMULA, 2, "—", "新上榜", 0, 2), (2, SCRIPT, 1, "—", "新上榜", 0, 1)]
    letters = [row[1:] for row in book["来信编号"].iter_rows(min_row=2, values_only=True) if row[0] == "责任单位排名"]
    assert letters == [("'" + FORMULA, 2, "'-002", 3), ("'" + FORMULA, 2, "'-003", 4), (SCRIPT, 1, "'-002", 3)]
    assert sum(bool(re.search(r"charts/chart\d", name)) for name in zipfile.ZipFile(path).namelist()) == 4
    assert book["按类别"].print_title_rows == "$3:$3"


def test_a_table_of_invented_units_is_cut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    rows = [letter(at, "2026-05-01", "担当", units=(f"第{at}局",)) for at in range(40)]
    ledger = read_ledger(written(tmp_path, "csv", rows))
    monkeypatch.setattr("pipeline.monthly.book._LISTED", 30)
    for suffix, said in ((".xlsx", "共 40 行，只列前 30 行。"), (".docx", "其余 10 行详见 xlsx。")):
        path = tmp_path / f"a{suffix}"
        writer_of(path)(path, picture(ledger), ledger, "", date(2026, 6, 2))
        assert said in all_text(path)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_page(tmp_path: Path):
    text = all_text(made(tmp_path, ".html"))
    tags = _Tags()
    tags.feed(text)
    assert not tags.tags & {"script", "a", "img", "iframe", "link"} and "svg" in tags.tags
    assert not {name for name in tags.attributes if name.startswith("on")} | (tags.attributes & {"href", "src"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;局" in text and "&amp;&lt;b&gt;" in text
    assert "某局　2026年6月2日" in text and "\x00" not in text


def test_page_lists_no_more_letters_than_it_can_bear(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("pipeline.monthly.page._LETTERS", 1)
    ledger = read_ledger(written(tmp_path, "csv"))
    text = render(picture(ledger), ledger, unit="", made=date(2026, 6, 2))
    assert "（4 件）：-002……共 4 件，其余请生成 xlsx 查看" in text


def test_workbook_leaves_out_large_figures_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    ledger = read_ledger(written(tmp_path, "csv"))
    monkeypatch.setattr("pipeline.monthly.book._MOST", 60)
    path = tmp_path / "a.xlsx"
    writer_of(path)(path, picture(ledger), ledger, "", date(2026, 6, 2))
    rows = list(openpyxl.load_workbook(path)["来信编号"].iter_rows(min_row=2, values_only=True))
    assert len(rows) <= 60
    assert ("概览", "来信总数", 4, "过多未列，请在原表中筛选", "—") in rows
    assert ("概览", "未读成", 1, "'-005", 6) in rows


def test_document(tmp_path: Path):
    path = made(tmp_path, ".docx")
    document = docx.Document(str(path))
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert len(document.tables) == 6
    text = all_text(path)
    assert text.count("<w:tblHeader/>") == 6 and " PAGE " in text
    assert 'w:eastAsia="仿宋_GB2312"' in text and '<w:altName w:val="仿宋"/>' in text
    assert 'w:eastAsia="方正小标宋简体"' in text and '<w:altName w:val="宋体"/>' in text
    assert re.findall(r"<w:instrText>(.*?)</w:instrText>", text) == [" PAGE "] and "<w:hyperlink" not in text
    assert [cell.text for cell in document.tables[3].rows[1].cells] == ["1", FORMULA, "2", "—", "新上榜", "0", "+2"]
    assert document.tables[1].rows[-1].cells[2].text == "100.0%"


def test_without_matplotlib_word_has_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert len(docx.Document(str(made(tmp_path, ".docx"))).inline_shapes) == 1
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    assert len(docx.Document(str(made(tmp_path, ".docx"))).inline_shapes) == 0


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str):
    table, out = str(written(tmp_path, "csv")), str(tmp_path / "新" / f"月报{suffix}")
    assert main(["report", table, "--out", out, "--unit", "某市信访局"]) == 0
    assert "某市信访局作风问题来信月报（2026年5月）：4 件，2 件有作风类别" in capsys.readouterr().err
    assert main(["report", table, "--out", out]) == 2
    assert "已存在" in capsys.readouterr().err
    assert main(["report", table, "--out", out, "--force", "--quiet", "--month", "2026-04"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["report", table, "--out", out, "--force", "--month", "2020-01"]) == 2
    assert "2026-04、2026-05" in capsys.readouterr().err
    assert main(["report", table, "--out", str(tmp_path / "a.pdf")]) == 2
    (tmp_path / "b.csv").write_text(f"编号,正文\n1,{SECRET}\n", encoding="utf-8")
    assert main(["report", str(tmp_path / "b.csv"), "--out", str(tmp_path / "b.docx")]) == 1
    said = capsys.readouterr().err
    assert "见到的列：编号、正文" in said and SECRET not in said
