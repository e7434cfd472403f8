"""A candidate replaces the model in use only if no figure fell; corrections take the place of what they correct."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.classify.promote import cells, fallen, old_scores
from pipeline.classify.store import replace_model


def scores(f1: float, support: int = 100, problem: float = 0.9) -> dict[str, object]:
    return {
        "notice": {
            "sentences": 400,
            "problem_f1": problem,
            "category_categories": {"担当": {"f1": f1, "support": support}},
        }
    }


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        (scores(0.8), scores(0.8), []),
        (scores(0.8), scores(0.9), []),
        (scores(0.8), scores(0.74), []),  # within 0.02 + 0.5 / √100
        (scores(0.8), scores(0.72), ["担当"]),
        (scores(0.8, 4), scores(0.6, 4), []),  # four cases prove nothing
        (scores(0.8), scores(0.8, problem=0.8), ["problem_f1"]),
        (scores(0.8), {}, []),  # a genre that is gone cannot be compared
        ({}, scores(0.1), []),
    ],
)
def test_fallen(before: dict[str, object], after: dict[str, object], names: list[str]):
    assert [cell.name for cell, _ in fallen(before, after)] == names


def test_cells_cover_letters_and_genres(analyzer):
    from pipeline import paths

    found = {(cell.genre, cell.name) for cell in cells(old_scores(paths.default_model()))}
    assert {("letters", "micro_f1"), ("letters", "大局"), ("speech", "problem_f1"), ("inspection", "规矩")} <= found


@pytest.mark.parametrize("content", [None, "{", "[]", '{"scores": 3}', "{}"])
def test_a_model_that_cannot_be_read_holds_nothing_back(tmp_path: Path, content: str | None):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert old_scores(tmp_path) == {}


def test_replacing(tmp_path: Path):
    for name in ("default", "default-candidate"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(json.dumps(name), encoding="utf-8")
    replace_model(tmp_path / "default-candidate", tmp_path / "default")
    assert [path.name for path in tmp_path.iterdir()] == ["default"]
    assert "candidate" in (tmp_path / "default" / "manifest.json").read_text(encoding="utf-8")
