"""Masking on hand-made cases: what is personal is found with exact spans and type, near-misses stay."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.mask import find_personal
from pipeline.mask.marked_letters import MARKS, OFFICIAL, read_marked

LINES = [
    line
    for line in (Path(__file__).parent / "mask_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def found(text: str) -> list[tuple[int, int, str]]:
    return [(item.start, item.end, item.type) for item in find_personal(text)]


@pytest.mark.parametrize("line", LINES)
def test_case(line: str):
    text, spans = read_marked(line)
    assert found(text) == spans


def test_the_table_is_large_and_mixed():
    kinds = Counter(kind for line in LINES for _, _, kind in read_marked(line)[1])
    assert len(LINES) >= 200 and set(kinds) == set(MARKS.values()) - {OFFICIAL}
    assert sum(not read_marked(line)[1] for line in LINES) >= 80


NUMBERS = set(MARKS.values()) - {"姓名", "住址", "邮编", OFFICIAL}
FLOORS = {"numbers": 0.99, "姓名": 0.95, "住址": 0.95}


def test_tables_of_testers_reach_their_floors():
    lines = (Path(__file__).parent / "mask_tables.txt").read_text(encoding="utf-8").splitlines()
    asked, hidden, shown = Counter[str](), Counter[str](), Counter[str]()
    for line in lines:
        if line.startswith("#"):
            continue
        text, spans = read_marked(line)
        covered = {at for start, end, _ in found(text) for at in range(start, end)}
        for start, end, kind in spans:
            group = "numbers" if kind in NUMBERS else kind
            asked[group] += 1
            hidden[group] += covered.issuperset(range(start, end))
            shown[group] += covered.isdisjoint(range(start, end))
    assert asked["numbers"] > 200 and asked["姓名"] > 400 and asked["住址"] > 200 and asked[OFFICIAL] > 30
    recalls = {group: hidden[group] / asked[group] for group in FLOORS}
    assert all(recalls[group] >= floor for group, floor in FLOORS.items()), recalls
    assert shown[OFFICIAL] / asked[OFFICIAL] >= 0.95
