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
