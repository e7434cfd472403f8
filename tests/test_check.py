"""Checks of the corpora: near-duplicates, leakage between authors, text shared with evaluation data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import paths
from pipeline.classify.check import alike, check_corpus
from pipeline.classify.corpus import read_corpus
from pipeline.cli.main import main

TEXT = "村口的路灯坏了三个月，打了电话也没有人来修，晚上出门要打手电，老人摔过两回。"


def letter(number: int, text: str, author: str = "a") -> str:
    row = {
        "id": f"t-{number}",
        "author": author,
        "title": f"来信{number}",
        "text": text,
        "categories": [],
        "evidence": {},
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        ([TEXT, TEXT], [(0, 1)]),
        ([TEXT, TEXT.replace("路灯", "水泵")], [(0, 1)]),
        ([TEXT, "请问社保转移要带哪些材料，去哪个窗口办，周末上不上班？"], []),
        (["一、存在的问题", "一、存在的问题"], []),  # short headings may recur
        (["", ""], []),
        ([], []),
    ],
)
def test_alike(texts: list[str], pairs: list[tuple[int, int]]):
    assert list(alike(texts)) == pairs


def test_a_pair_of_two_authors_is_leakage(tmp_path: Path):
    (tmp_path / "x.jsonl").write_text(letter(1, TEXT, "a") + letter(2, TEXT, "b"), encoding="utf-8")
    [finding] = check_corpus(read_corpus(tmp_path))
    assert "泄漏" in finding.what
    assert "t-1" in finding.where


def test_text_shared_with_evaluation_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    corpus, gold = tmp_path / "corpus", tmp_path / "gold"
    corpus.mkdir()
    gold.mkdir()
    (corpus / "x.jsonl").write_text(letter(1, TEXT), encoding="utf-8")
    (gold / "letter.txt").write_text("别的话。" + TEXT[:15], encoding="utf-8")
    assert main(["check", "--corpus", str(corpus), "--gold", str(gold)]) == 1
    assert "t-1" in capsys.readouterr().err
    (gold / "letter.txt").write_text("别的话。" + TEXT[:14], encoding="utf-8")
    assert main(["check", "--corpus", str(corpus), "--gold", str(gold)]) == 0


def test_the_corpora_are_clean():
    assert check_corpus(read_corpus(paths.corpora() / "labelled")) == []
