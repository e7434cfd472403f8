"""Homes told by learned weights: what is seen, how labels are chosen, and that the table in use is that of the letters."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import paths
from pipeline.errors import DataFileError, ZuofengError
from pipeline.lexicon.home_weights import LABELS, home_weights
from pipeline.mask import find_personal
from pipeline.mask.home_features import FAMILIES, HomeFeatures, stretches
from pipeline.mask.home_learning import examples, learn, learn_homes, seen_in
from pipeline.mask.home_model import LikelyHomes, labels, spans, worth
from pipeline.mask.marked_letters import marked_letters, read_marked
from pipeline.mask.reading import Reading

LETTERS = [
    read_marked(line)
    for line in (
        "我住青石镇桥头村{a:三组12号}，没人管。",
        "家住和平路{a:5号2栋301}，漏水。",
        "青石镇三组的渠坏了，和平路5号的饭店吵。",
        "租住北湖街{a:水岸人家7栋902}，县政府在人民路12号。",
    )
]
WEIGHT = st.integers(-3, 3).map(float)
THREE = st.tuples(WEIGHT, WEIGHT, WEIGHT)


def likely(text: str) -> list[str]:
    return [text[start:end] for start, end in LikelyHomes(Reading(text)).found()]


@given(st.lists(THREE, max_size=5), st.tuples(THREE, THREE, THREE))
def test_the_labels_are_the_likeliest_of_all(rows: list[tuple[float, float, float]], after: tuple):
    def worth_of(chosen: Sequence[int]) -> float:
        steps = sum(after[before][label] for before, label in pairwise(chosen))
        return steps + sum(row[label] for row, label in zip(rows, chosen, strict=True))

    chosen = labels(rows, after)
    assert worth_of(chosen) == max(worth_of(other) for other in product(range(3), repeat=len(rows)))


def test_what_nobody_saw_counts_for_nothing():
    columns = [["谁也没见过"]] * len(FAMILIES)
    assert worth(columns, home_weights()) == [[0.0, 0.0, 0.0]]
    columns[3] = ["号"]
    assert any(worth(columns, home_weights())[0])


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=9))
def test_spans_cover_what_is_labelled(labelled: list[int]):
    found = list(spans(labelled))
    covered = {at for start, end in found for at in range(start, end)}
    assert covered == {at for at, label in enumerate(labelled) if label}
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@given(st.text("我住在青石镇桥头村三组12号，。\n\t\r\x85！ 路局Ａ栋\ud800\U00020000", max_size=30))
def test_every_character_of_a_stretch_is_seen_and_spans_lie_in_the_text(text: str):
    reading = Reading(text)
    for start, end in stretches(reading.plain):
        columns = HomeFeatures(reading).of(start, end)
        assert len(columns) == len(FAMILIES) and {len(column) for column in columns} == {end - start}
        assert not any(value != value.strip() or "\n" in value for column in columns for value in column)
    assert all(0 <= start < end <= len(text) for start, end in LikelyHomes(reading).found())


@pytest.mark.parametrize("text", ["", "谢谢您。", "\n\n", "。！？"])
def test_texts_in_which_no_home_can_stand(text: str):
    assert not list(stretches(text)) and not likely(text)


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("我家在云岭县青石镇柳坡村后头那排第二家，井水发黄。", ["后头那排第二家"]),
        ("租住江北区观音桥街道锦绣天成3幢1905，押金不退。", ["锦绣天成3幢1905"]),
        ("我母亲住北湖市南大街染房巷乙7号，今年八十岁。", ["染房巷乙7号"]),
        ("县图书馆（解放路12号）周一闭馆。", []),
        ("材料请交到县住建局306室。", []),
        ("小区3号楼和5号楼之间的绿地被占了。", []),
        ("柳坡村三组、四组的机井都坏了。", []),
    ],
)
def test_homes_and_what_only_looks_like_one(text: str, homes: list[str]):
    assert likely(text) == homes
    assert [item.text for item in find_personal(text) if item.type == "住址"] == homes


def test_examples_label_every_character():
    rows = list(examples(LETTERS))
    assert len(rows) == len(LETTERS)
    assert all(len(features) == len(told) and set(told) <= set(LABELS) for features, told in rows)
    assert seen_in(LETTERS)[1] == 3 and sum(seen_in(LETTERS)) == sum(len(text) for text, _ in LETTERS)


def test_a_table_is_learned_loads_and_tells_the_homes_it_was_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(paths.lexicon(), tmp_path / "corpora" / "lexicon")
    (tmp_path / "letters.txt").write_text(
        "我住青石镇桥头村{a:三组}，没人管。\n青石镇的渠坏了。\n" * 6, encoding="utf-8"
    )
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    try:
        count = learn_homes(tmp_path, tmp_path / "corpora" / "lexicon" / "home_weights.csv")
        assert len(home_weights().table) + 3 == count < 1_000
        assert home_weights().seen == (6.0 * 21, 6.0, 6.0)
        assert likely("我住青石镇桥头村三组，没人管。") == ["三组"]
    finally:
        home_weights.cache_clear()


def test_learning_weighs_what_tells():
    weights = learn(examples(LETTERS * 5))
    assert weights["前为begin"][2] > weights["前为begin"][0] and len(weights) > 20


def test_without_crfsuite_nothing_is_learned_and_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(ZuofengError, match="pip install"):
        learn(examples(LETTERS))


def test_the_table_in_use_was_learned_from_the_letters():
    assert list(home_weights().seen) == seen_in(marked_letters(paths.names()))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("feature,outside,begin,inside\n字=路,很大,,\n", "第 2 行.*不是数"),
        ("feature,outside,begin,inside\n字=路,1,,\n", "没有“学自”一行"),
        ("feature,outside,begin,inside\n学自,1,,\n前为outside,1,,\n", "没有“前为begin”一行"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, said: str):
    (tmp_path / "corpora" / "lexicon").mkdir(parents=True)
    (tmp_path / "corpora" / "lexicon" / "home_weights.csv").write_text(table, encoding="utf-8-sig")
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    with pytest.raises(DataFileError, match=said):
        home_weights.__wrapped__()
