"""Training on a small corpus: the whole procedure, twice with the same result; the corpus reader's refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.classify.corpus import read_corpus
from pipeline.classify.train import train
from pipeline.errors import DataFileError, ZuofengError


@pytest.fixture(scope="module")
def plain(small: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return train(small, tmp_path_factory.mktemp("model") / "plain")


def test_training_twice_gives_the_same_model(small: Path, plain: dict[str, Any], tmp_path: Path):
    first, second = dict(plain), train(small, tmp_path / "again")
    for manifest in (first, second):
        manifest.pop("trained_at")
    assert first == second
    assert first["scores"]["formal"]["problem_f1"] > 0.5
    assert first["corpus"]["信访件"] == 104


def test_corrections_replace_what_they_correct(small: Path, plain: dict[str, Any], tmp_path: Path):
    rows = [json.loads(line) for line in (small / "p1-a.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = next(row for row in rows if row["categories"])
    fixed = wrong | {"categories": [], "evidence": {}, "reviewer": "甲", "reviewed_at": "2026-11-25", "model": "x"}
    new = LETTER | {"id": "new-1", "reviewer": "甲"}
    feedback = tmp_path / "feedback.jsonl"
    feedback.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in (fixed, new)), encoding="utf-8")
    corrected = train(small, tmp_path / "corrected", feedback=feedback)
    assert corrected["corpus"]["信访件"] == plain["corpus"]["信访件"] + 1
    assert corrected["corpus"]["信访件中有类别的"] == plain["corpus"]["信访件中有类别的"]  # one less, one more
    assert corrected["corpus"]["复核更正"] == 2


def test_too_little_text_is_an_error(tmp_path: Path):
    with pytest.raises(ZuofengError, match="语料太少"):
        train(tmp_path, tmp_path / "model")


DOCUMENT = {
    "doc_id": "t-1",
    "genre": "notice",
    "title": "通报",
    "sentences": [
        {"text": "关于暗访的通报", "kind": "other", "categories": [], "paragraph": 0},
        {"text": "窗口没人。", "kind": "problem", "categories": ["规矩"], "paragraph": 1},
    ],
}
LETTER = {
    "id": "t-2",
    "title": "路灯",
    "text": "路灯坏了，一直没人修。",
    "categories": ["担当"],
    "evidence": {"担当": ["一直没人修"]},
}


def document(**changes: object) -> dict[str, object]:
    return DOCUMENT | changes


def sentence(**changes: object) -> dict[str, object]:
    return document(sentences=[DOCUMENT["sentences"][0], DOCUMENT["sentences"][1] | changes])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (document(genre="poem"), "体裁"),
        (sentence(kind="bad"), "kind"),
        (sentence(categories=[]), "不合"),
        (sentence(categories=["懒散"]), "不认识"),
        (sentence(text="窗口没人。电话不接。"), "不是一句"),
        (LETTER | {"evidence": {"担当": ["没有的话"]}}, "不在原文"),
        (LETTER | {"evidence": {}}, "不一致"),
        (LETTER | {"categories": ["担当", "主动"]}, "不一致"),
        ({"doc_id": "t-3", "genre": "notice"}, "sentences"),
    ],
)
def test_bad_corpus_lines_name_file_and_line(tmp_path: Path, row: dict[str, object], said: str):
    path = tmp_path / "bad.jsonl"
    path.write_text(
        json.dumps(DOCUMENT, ensure_ascii=False) + "\n" + json.dumps(row | {"doc_id": "t-9"}, ensure_ascii=False),
        encoding="utf-8",
    )
    with pytest.raises(DataFileError, match=rf"bad\.jsonl 第 2 行.*{said}"):
        read_corpus(tmp_path)


@pytest.mark.parametrize("line", ["{", "[1]", '"text"'])
def test_lines_that_are_no_objects(tmp_path: Path, line: str):
    (tmp_path / "x.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(DataFileError, match="JSON"):
        read_corpus(tmp_path)


def test_ids_are_used_once(tmp_path: Path):
    line = json.dumps(LETTER, ensure_ascii=False)
    (tmp_path / "x.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="重复"):
        read_corpus(tmp_path)


def test_letters_get_their_sentences_from_the_evidence(tmp_path: Path):
    (tmp_path / "x.jsonl").write_text(json.dumps(LETTER, ensure_ascii=False), encoding="utf-8")
    record = read_corpus(tmp_path)[0]
    assert record.letter == ("担当",)
    assert record.kinds == ("other", "problem")
