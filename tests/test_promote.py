"""A candidate replaces the model in use only if no figure fell on the text that both judged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import paths
from pipeline.classify.store import replace_model
from pipeline.evaluate.cases import Case
from pipeline.evaluate.promote import cells, fallen, judged

NOTHING = (0.0,) * 5
HIT = Case("d-1", "notice", "推来推去。", "problem", "problem", ("担当",), ("担当",), 0.9, (0.0, 0.9, 0.0, 0.0, 0.0))
MISS = replace(HIT, said_kind="other", said=(), p_problem=0.2, p_categories=NOTHING)
REST = replace(HIT, id="d-0", kind="other", said_kind="other", categories=(), said=(), p_problem=0.1)


def model(hits: int, misses: int, rest: int = 10) -> list[Case]:
    """Labelled problems, the first of them found, and other sentences; numbered, so that two models share them."""
    cases = [HIT] * hits + [MISS] * misses + [REST] * rest
    return [replace(case, id=f"d-{number}") for number, case in enumerate(cases)]


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (model(100, 0), model(100, 0), []),
        (model(80, 20), model(100, 0), []),
        (model(100, 0), model(96, 4), []),  # within 0.02 + 0.5 / √100
        (model(100, 0), model(70, 30), ["问题 F1", "性质宏平均", "类别 micro-F1", "担当"]),
        (model(4, 0, 0), model(3, 1, 0), []),  # four cases prove nothing
        (model(100, 0), [], []),  # nothing that both judged
        ([], model(1, 99), []),
    ],
)
def test_fallen(before: list[Case], after: list[Case], names: list[str]):
    assert [cell.name for cell, _ in fallen(before, after) if cell.genre == "notice"] == names


def test_harder_text_added_to_the_corpora_is_no_fall():
    harder = [replace(MISS, id=f"new-{number}") for number in range(200)]
    assert fallen(model(100, 0), [*model(100, 0), *harder]) == []


def test_a_corrected_label_counts_for_both():
    corrected = [replace(case, categories=("主动",), said=("主动",)) for case in model(100, 0)]
    assert fallen(model(100, 0), corrected) == []


def test_cells_cover_letters_and_genres(analyzer):
    found = {(cell.genre, cell.name) for cell in cells(judged(paths.default_model()))}
    assert {("petition", "有无正确"), ("petition", "大局"), ("speech", "问题 F1"), ("inspection", "规矩")} <= found
    assert ("全部公文", "性质宏平均") in found


@pytest.mark.parametrize("content", [None, "{", "[]", '{"thresholds": 3}', "{}"])
def test_a_model_that_cannot_be_read_holds_nothing_back(tmp_path: Path, content: str | None):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert judged(tmp_path) == []


def test_replacing(tmp_path: Path):
    for name in ("default", "default-candidate"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps(name), encoding="utf-8")
    replace_model(tmp_path / "default-candidate", tmp_path / "default")
    assert [path.name for path in tmp_path.iterdir()] == ["default"]
    assert "candidate" in (tmp_path / "default" / "manifest.json").read_text(encoding="utf-8")
