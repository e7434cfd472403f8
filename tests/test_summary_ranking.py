"""Weights follow the table, and each point names its fact."""

from __future__ import annotations

import shutil

import pytest
from summary_cases import source

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.summary import ranking
from pipeline.summary.compose import summarise
from pipeline.summary.ranking import explained, points_of


def points(*sources, newest="2026-06-30"):
    return {point.factor: (point.points, point.fact) for point in points_of(sources, newest)}


def test_nothing_known_weighs_nothing():
    assert points(source("窗口无人。"), newest="") == {}
    assert explained(()) == "0分"


def test_each_factor():
    one = source("甲。", units=("区住建局",), date="2026-06-20", amounts=(("count", 137.0, "137户"),), outcomes=("诫勉 1人",), severities=("第一种形态",))  # fmt: skip
    assert points(one) == {
        "单位数": (1, "1个单位"),
        "数量": (2, "137户"),
        "处理轻重": (1, "诫勉 1人"),
        "时间远近": (2, "2026-06-20"),
    }


def test_more_sources_and_units_weigh_more():
    many = [source("甲。", document=n, units=(f"{n}区局",)) for n in range(1, 6)]
    assert points(*many)["频次"] == (5, "5处提到")
    assert points(*many)["单位数"] == (3, "5个单位")


def test_headlines_do_not_count_as_mentions():
    assert "频次" not in points(source("甲。"), source("（一）乙。", index=1, announces=0))


@pytest.mark.parametrize(("day", "given"), [("2026-06-30", 2), ("2026-05-30", 2), ("2026-05-29", 1), ("2025-11-01", 0)])
def test_recency_counts_from_the_newest_document(day, given):
    assert points(source("甲。", date=day)).get("时间远近", (0, ""))[0] == given


def test_heavier_items_come_first_within_a_manifestation(analyzer):
    text = "通报\n区民政局咨询电话无人接听。区水务局窗口工作人员态度恶劣，3人被诫勉谈话，涉及群众1200户。"
    items = summarise([analyzer.analyze(text)]).items
    for group in {(item.category, item.manifestation) for item in items}:
        weights = [item.weight for item in items if (item.category, item.manifestation) == group]
        assert weights == sorted(weights, reverse=True)
    assert items[0].weight == sum(point.points for point in items[0].points)


@pytest.mark.parametrize("row", ["热度,,1,,2,没有这个因素", "频次,,一,,2,不是数字"])
def test_a_wrong_row_is_named(tmp_path, monkeypatch, row):
    shutil.copytree(paths.lexicon(), tmp_path / "corpora" / "lexicon")
    path = tmp_path / "corpora" / "lexicon" / "ranking.csv"
    path.write_bytes(path.read_bytes() + f"{row}\r\n".encode())
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    ranking.rules.cache_clear()
    try:
        with pytest.raises(DataFileError, match=r"ranking\.csv 第 \d+ 行"):
            ranking.rules()
    finally:
        ranking.rules.cache_clear()
