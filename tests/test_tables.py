"""Tables on disk: four formats, dangerous cells, types, the workbook."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from pipeline.errors import OutputExistsError, UsageError
from pipeline.tables.inert import inert
from pipeline.tables.overview import overview
from pipeline.tables.schema import SHEETS, TABLES
from pipeline.tables.write import parse_formats, planned, refuse_existing, whole, write_tables

FORMULA = '=HYPERLINK("http://x","点我")'


def tables(text: str = "窗口没人；电话不接") -> dict[str, list[dict[str, object]]]:
    document = {
        'doc_id': "d", 'source': "a.txt", 'title': text, 'genre': "notice", 'date': "", 'issuer': "", 'characters': 3, 'sentences': 1, 'problems': 1,
        'primary_category': "主动", 'categories': ["主动", "担当"],
    }  # fmt: skip
    sentence = {
        "doc_id": "d",
        "sentence_id": 0,
        "start": 0,
        "end": 3,
        "text": text,
        "section": "",
        "kind": "problem",
        "kind_score": 0.9,
        "categories": ["主动"],
    }
    sentence |= {f"p_{name}": 0.5 for name in ("大局", "担当", "主动", "争先", "规矩")}
    problem = {
        'doc_id': "d", 'problem_id': 0, 'sentence_id': 0, 'start': 0, 'end': 3, 'text': text, 'category': "主动", 'categories': ["主动"], 'manifestation': "",
        'confidence': 0.9, 'needs_review': True, 'evidence': ["没人", "不接"], 'units': ["某局"], 'counts': [], 'outcomes': [], 'is_example': False,
    }  # fmt: skip
    unit = {
        "doc_id": "d",
        "problem_id": 0,
        "start": 0,
        "end": 2,
        "text": "某局",
        "name": "某局",
        "type": "generic",
        "level": "",
        "role": "responsible",
        "masked": True,
    }
    count = {
        'doc_id': "d", 'problem_id': None, 'start': 0, 'end': 2, 'text': "余件", 'value_min': 120.0, 'value_max': None, 'unit': "件", 'kind': "count", 'what': "",
        'unit_name': "", 'part_of': None, 'masked': False, 'direction': "", 'base': "",
    }  # fmt: skip
    return {
        "documents": [document],
        "sentences": [sentence],
        "problems": [problem],
        "units": [unit],
        "counts": [count],
        "rejects": [],
        "cases": [],
        "outcomes": [],
    }


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("text", [FORMULA, "+1", "-1起", "@x", "\tx", "＝1"])
def test_dangerous_cells_are_inert_in_spreadsheets_and_whole_elsewhere(tmp_path: Path, text: str):
    write_tables(tmp_path, tables(text), ("csv", "xlsx", "jsonl", "parquet"))
    assert read_csv(tmp_path / "sentences.csv")[0]["text"] == f"'{text}"
    sheet = openpyxl.load_workbook(tmp_path / "分析结果.xlsx")["句子"]
    assert sheet["E2"].value.startswith("'") and sheet["E2"].data_type == "s"
    line = json.loads((tmp_path / "sentences.jsonl").read_text(encoding="utf-8"))
    assert line["text"] == text
    assert pq.read_table(tmp_path / "sentences.parquet").to_pylist()[0]["text"] == text


@pytest.mark.parametrize("text", ["", "5-6月", "a=b", "一、问题", "'引号"])
def test_harmless_cells_are_untouched(text: str):
    assert inert(text) == text


def test_lists_and_missing_values(tmp_path: Path):
    write_tables(tmp_path, tables(), ("csv", "jsonl", "parquet"))
    assert read_csv(tmp_path / "problems.csv")[0]["evidence"] == "没人；不接"
    assert read_csv(tmp_path / "counts.csv")[0]["value_max"] == ""
    assert read_csv(tmp_path / "counts.csv")[0]["problem_id"] == ""
    assert json.loads((tmp_path / "problems.jsonl").read_text(encoding="utf-8"))["counts"] == []
    row = pq.read_table(tmp_path / "counts.parquet").to_pylist()[0]
    assert row["value_min"] == 120.0 and row["value_max"] is None
    assert (tmp_path / "rejects.jsonl").read_text(encoding="utf-8") == ""
    assert pq.read_table(tmp_path / "rejects.parquet").column_names == [column.name for column in TABLES["rejects"]]


def test_every_file_has_the_columns_of_the_contract(tmp_path: Path):
    files = write_tables(tmp_path, tables(), ("csv",))
    assert files == planned(tmp_path, ("csv",))
    for name, columns in TABLES.items():
        header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert header == ",".join(column.name for column in columns)


def test_the_workbook_is_readable(tmp_path: Path):
    write_tables(tmp_path, tables(), ("xlsx",))
    book = openpyxl.load_workbook(tmp_path / "分析结果.xlsx")
    assert book.sheetnames == ["概览", "问题清单", *SHEETS.values()]
    for table, name in SHEETS.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == [column.header for column in TABLES[table]]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    assert len(book["概览"]._charts) == 2
    assert book["问题"]["K2"].value == "是"
    assert book["单位"]["I2"].value == "责任单位"


def test_a_long_cell_is_cut_in_the_workbook_only(tmp_path: Path):
    write_tables(tmp_path, tables("长" * 40_000), ("csv", "xlsx"))
    assert len(read_csv(tmp_path / "sentences.csv")[0]["text"]) == 40_000
    assert openpyxl.load_workbook(tmp_path / "分析结果.xlsx")["句子"]["E2"].value.endswith("全文见 CSV）")


def test_overview_counts():
    facts = overview(tables())
    assert (facts.documents, facts.problems, facts.to_review, facts.by_category["主动"]) == (1, 1, 1, 1)
    assert facts.documents_with["担当"] == 1
    assert facts.by_unit == {"某局": 1}
    assert facts.examples == {"主动": "窗口没人；电话不接"}


def test_outputs_are_refused_or_forced(tmp_path: Path):
    path = tmp_path / "documents.csv"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(OutputExistsError, match="--force"):
        refuse_existing(planned(tmp_path, ("csv",)), force=False)
    refuse_existing(planned(tmp_path, ("csv",)), force=True)


def test_a_broken_write_leaves_nothing_behind(tmp_path: Path):
    with pytest.raises(RuntimeError), whole(tmp_path / "a.csv") as beside:
        beside.write_text("半", encoding="utf-8")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "formats"), [("csv", ("csv",)), (" CSV，jsonl ", ("csv", "jsonl")), ("csv,csv", ("csv",))]
)
def test_formats(text: str, formats: tuple[str, ...]):
    assert parse_formats(text) == formats


@pytest.mark.parametrize("text", ["", "pdf", "csv,doc"])
def test_unknown_formats(text: str):
    with pytest.raises(UsageError, match="csv、xlsx、parquet、jsonl"):
        parse_formats(text)
