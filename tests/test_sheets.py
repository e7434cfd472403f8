"""Tables of letters: headers, aliases, encodings, rows that are no letters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ColumnError
from pipeline.readers.columns import find_header, match_column
from pipeline.readers.limits import MAX_CELL
from pipeline.readers.registry import read_file
from pipeline.readers.sheet import letter_text
from pipeline.records import Document, Reject


def book(path: Path, *sheets: list[list[object]], merge: str = "") -> Path:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for span in merge.split():
            sheet.merge_cells(span)
    workbook.save(path)
    return path


def letters(path: Path) -> list[tuple[str, str]]:
    items = list(read_file(path, "t"))
    assert all(isinstance(item, Document) and item.genre == "petition" for item in items), items
    return [(item.source, item.text) for item in items]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "编号,主题,留言详情\n1,路灯,不亮。\n2,,没水。\n".encode("utf-8-sig"),
            [("t#2", "路灯\n不亮。"), ("t#3", "没水。")],
        ),
        ("工单编号;工单内容\n1;不亮。\n".encode("gb18030"), [("t#2", "不亮。")]),
        ("标题\t正文\n路灯\t不亮，\n".encode(), [("t#2", "路灯\n不亮，")]),
        ('编号,内容\n1,"第一行\n第二行"\n\n3,后面\n'.encode(), [("t#2", "第一行\n第二行"), ("t#4", "后面")]),
        ("id,text\n7,light is out\n".encode("utf-16"), [("t#2", "light is out")]),
    ],
)
def test_csv(tmp_path: Path, data: bytes, expected: list[tuple[str, str]]):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    assert letters(path) == expected


def test_caption_and_merged_header_rows(tmp_path: Path):
    rows = [
        ["五月来信登记表"],
        ["序号", "来信人", None, "来信", None],
        [None, "姓名", "电话", "主题", "内容"],
        [1, "某", "略", "路灯", "不亮。"],
        [2, "某", "略", None, "没水。"],
    ]
    path = book(tmp_path / "t.xlsx", rows, merge="A1:E1 A2:A3 B2:C2 D2:E2")
    assert letters(path) == [("t#4", "路灯\n不亮。"), ("t#5", "没水。")]


def test_later_sheets_are_named(tmp_path: Path):
    path = book(
        tmp_path / "t.xlsx", [["正文"], ["甲。"]], [["说明"], ["不是信"]], [["编号", "诉求内容"], ["1", "乙。"]]
    )
    assert letters(path) == [("t#2", "甲。"), ("t#表3!2", "乙。")]


def test_a_table_without_text_lists_its_columns(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    [item] = read_file(path, "t")
    assert isinstance(item, Reject) and "姓名、电话" in item.reason and "--text-column" in item.remedy


@pytest.mark.parametrize("cell", ["   ", "半个\0字", "长" * (MAX_CELL + 1)], ids=["blank", "nul", "long"])
def test_rows_that_are_no_letters_are_rejects(tmp_path: Path, cell: str):
    path = tmp_path / "t.csv"
    path.write_text(f"编号,正文\n1,不亮。\n2,{cell}\n3,没水。\n", encoding="utf-8")
    items = list(read_file(path, "t"))
    assert [type(item) for item in items] == [Document, Reject, Document] or "\0" in cell
    rejects = [item for item in items if isinstance(item, Reject)]
    assert len(rejects) == 1
    assert cell not in rejects[0].reason


@pytest.mark.parametrize(
    ("names", "role", "at"),
    [
        ([["编号"], ["留言主题"], ["留言详情"]], "text", 2),
        ([["编号"], ["留言主题"], ["留言详情"]], "title", 1),
        ([["编号"], ["留言主题"], ["留言详情"]], "id", 0),
        ([["* 信访内容（必填）"]], "text", 0),
        ([["Content"]], "text", 0),
        ([["内容分类"], ["正文"]], "text", 1),
        ([["办理内容意见"], ["姓名"]], "text", None),
        ([], "text", None),
    ],
)
def test_columns_by_alias(names: list[list[str]], role: str, at: int | None):
    assert match_column(names, role) == at


def test_named_columns_win_and_missing_ones_are_errors():
    rows = [["编号", "摘要", "正文"], ["1", "甲", "乙"]]
    assert find_header(rows, text="摘要").text == 1
    assert find_header(rows).text == 2
    with pytest.raises(ColumnError, match="编号、摘要、正文"):
        find_header(rows, text="没有")
    with pytest.raises(ColumnError, match="--title-column"):
        find_header(rows, title="没有")


@pytest.mark.parametrize(
    ("title", "body", "text"),
    [
        ("路灯", "不亮。", "路灯\n不亮。"),
        ("", "不亮。", "不亮。"),
        ("路灯", "路灯不亮。", "路灯不亮。"),
        ("路灯", "", "路灯\n"),
    ],
)
def test_letters_begin_with_their_title(title: str, body: str, text: str):
    assert letter_text(title, body) == text


def test_dates_and_whole_numbers_read_as_text(tmp_path: Path):
    from pipeline.readers.sheet import book_rows

    path = book(tmp_path / "t.xlsx", [["正文", "日期", "数"], ["甲。", date(2024, 3, 5), 12]])
    [(_, rows)] = book_rows(path)
    assert rows[1] == ["甲。", "2024-03-05", "12"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            [["四月登记表", "", ""], ["编号", "留言", ""], ["", "主题", "详情"], ["1", "路灯", "路灯坏了没人修。"]],
            ("编号", "主题", "详情"),  # 编号 is merged downwards: its text stands a row above the others
        ),
        ([["四月登记表", "", ""], ["编号", "主题", "内容"], ["1", "路灯", "不亮。"]], ("编号", "主题", "内容")),
        ([["", "合计3件", ""], ["", "主题", "内容"], ["1", "路灯", "不亮。"]], ("列1", "主题", "内容")),
    ],
)
def test_names_of_columns_merged_downwards(rows: list[list[str]], names: tuple[str, ...]):
    assert find_header(rows).names == names
