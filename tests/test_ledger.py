"""The ledger: new problems come in, what people typed stays, settled and overdue ones are marked, nothing is dropped."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli.main import main
from pipeline.errors import UnreadableError
from pipeline.ledger.sheet import STATE, open_ledger
from pipeline.ledger.update import update_ledger

HEAD = ["序号", "问题类别", "具体问题", "问题来源", "责任单位", "责任人", "整改措施", "完成时限", "进展", "是否销号"]
LIFT = "兴隆里三号楼电梯停了四个月，区住建局三次答复都是正在协调。"
FORM = "政务大厅窗口让办事群众反复填写同一份表格。"
TODAY = date(2026, 5, 20)


def book(path: Path, rows: list[list[object]], title: str = "五月台账") -> Path:
    """A ledger with a caption above the header, a note beside the table and another sheet, as people keep them."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "整改台账"
    sheet.append([title])
    sheet.append(HEAD)
    for row in rows:
        sheet.append(row)
    sheet["N1"] = "手写备注"
    made.create_sheet("说明")["A1"] = "此表每周五更新"
    made.save(path)
    return path


def row_of(text: str, **cells: object) -> list[object]:
    given = {"问题类别": "担当", "具体问题": text, "进展": "未启动", "是否销号": "否"} | cells
    return [given.get(name) for name in HEAD]


def shown(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path)["整改台账"]
    names = [cell.value for cell in sheet[2]]
    return [dict(zip(names, values, strict=True)) for values in sheet.iter_rows(min_row=3, values_only=True)]


def test_new_problems_come_in_and_what_people_typed_stays(tmp_path: Path):
    typed = row_of(
        LIFT, 序号=1, 问题来源="甲.docx 第3句", 责任单位="区住建局", 责任人="老魏", 进展="整改中", 整改措施="已换配件"
    )
    ledger = book(tmp_path / "台账.xlsx", [typed])
    again = row_of(
        LIFT,
        序号=1,
        问题来源="乙.docx 第9句",
        责任单位="区住建局",
        责任人="别人",
        整改措施="另一条",
        完成时限="6月底前",
    )
    fresh = book(
        tmp_path / "新.xlsx", [again, row_of(FORM, 序号=2, 问题类别="主动", 责任单位="区政务办", 进展="已完成")]
    )
    updated = update_ledger(ledger, [fresh], TODAY)
    assert (updated.new, updated.again) == (1, 1)
    first, second = shown(ledger)
    assert first["责任人"] == "老魏" and first["进展"] == "整改中" and first["整改措施"] == "已换配件"
    assert first["问题来源"] == "甲.docx 第3句；乙.docx 第9句" and first["完成时限"] == "6月底前"
    assert (second["序号"], second["具体问题"], second["进展"], second["是否销号"]) == (2, FORM, "未启动", "否")
    sheet = openpyxl.load_workbook(ledger)
    assert sheet["整改台账"]["N1"].value == "手写备注" and sheet["说明"]["A1"].value == "此表每周五更新"


def test_the_same_summary_twice_adds_nothing(tmp_path: Path):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT, 问题来源="甲"), row_of("推诿。")])
    fresh = book(tmp_path / "新.xlsx", [row_of(LIFT, 问题来源="甲"), row_of("推诿。")])
    for _ in range(2):
        updated = update_ledger(ledger, [fresh], TODAY)
        assert (updated.new, updated.again) == (0, 0)
    assert len(shown(ledger)) == 2


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"是否销号": "是", "完成时限": "2026年4月30日前"}, "已销号"),
        ({"完成时限": "2026年5月10日前"}, "逾期 10 天"),
        ({"完成时限": "5月底前（2026年5月31日）"}, "在办"),
        ({"完成时限": "5月25日前"}, "临期"),
        ({"完成时限": datetime(2026, 5, 19)}, "逾期 1 天"),
        ({"完成时限": "2026年5月20日前"}, "临期"),
        ({"完成时限": "2026年5月1日前", "进展": "已完成"}, "在办"),
        ({"完成时限": "长期坚持"}, "在办"),
        ({"完成时限": "立行立改"}, "在办"),
        ({}, "在办"),
    ],
)
def test_states(tmp_path: Path, cells: dict[str, object], state: str):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT, **cells)])
    update_ledger(ledger, [], TODAY)
    [row] = shown(ledger)
    assert row[STATE] == state
    update_ledger(ledger, [], TODAY)
    assert len([name for name in shown(ledger)[0] if name == STATE]) == 1


def test_a_settled_problem_that_is_found_again_is_told(tmp_path: Path):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT, 是否销号="是", 问题来源="甲")])
    update_ledger(ledger, [book(tmp_path / "新.xlsx", [row_of(LIFT, 问题来源="乙")])], TODAY)
    [row] = shown(ledger)
    assert row[STATE] == "销号后再次发现" and row["是否销号"] == "是"


def test_the_file_as_it_was_is_kept(tmp_path: Path):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT)])
    before = ledger.read_bytes()
    updated = update_ledger(ledger, [], TODAY)
    again = update_ledger(ledger, [], TODAY)
    assert updated.backup is not None and updated.backup.read_bytes() == before
    assert again.backup != updated.backup and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("damage", ["text", "sheet", "column"])
def test_a_ledger_that_is_none_is_not_touched(tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT)])
    bad = tmp_path / "坏.xlsx"
    if damage == "text":
        bad.write_text("不是工作簿", encoding="utf-8")
    else:
        made = openpyxl.Workbook()
        made.active.title = "整改台账" if damage == "column" else "别的"
        made.active.append(["序号", "问题"])
        made.save(bad)
    with pytest.raises(UnreadableError):
        open_ledger(bad)
    before = ledger.read_bytes()
    assert main(["ledger", "update", str(ledger), str(bad)]) == 1
    assert "没有改动" in capsys.readouterr().err
    assert ledger.read_bytes() == before and len(list(tmp_path.glob("*备份*"))) == 0


def test_formulas_stay_text(tmp_path: Path):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT)])
    update_ledger(ledger, [book(tmp_path / "新.xlsx", [row_of("=HYPERLINK(1)推诿扯皮没人管")])], TODAY)
    assert shown(ledger)[1]["具体问题"] == "'=HYPERLINK(1)推诿扯皮没人管"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ledger = book(tmp_path / "台账.xlsx", [row_of(LIFT, 完成时限="2026年5月10日前")])
    assert main(["ledger", "update", str(ledger), "--today", "2026-05-20"]) == 0
    said = capsys.readouterr().err
    assert "逾期 1 项" in said and "备份" in said
    assert main(["ledger", "update", str(ledger), "--today", "五月"]) == 2
