"""Extraction on hostile text: the work grows with the length, whatever the text repeats."""

from __future__ import annotations

import pytest
from conftest import assert_linear

from pipeline.extract.letter_roles import letter_roles
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.periods import find_periods
from pipeline.extract.references import resolve
from pipeline.extract.roles import assign_roles, chains, with_role
from pipeline.extract.units import find_units

PIECES = (
    "局", "县", "某", "A3区", "、", "（", "《", "》", "第", "各", "县财政局、", "该局", "市委", "有关部门", "X", "1", "1,", "（1）", "一",
    "通报", "向", "年", "2024年", "党委", "（集团）公司", "街道办", "处分", "，", "局。", "县\n", "的", "a", "＠", "请", "各县",
)  # fmt: skip


def extract(text: str) -> int:
    mentions = resolve(find_units(text), "")
    roles = [
        role for chain in chains(text, mentions) for role in assign_roles(text, chain, kind="problem", letter=True)
    ]
    units = letter_roles(text, [with_role(mention, role) for mention, role in roles], [], complains=True)
    return len(units) + len(find_periods(text, "2024-01-01")) + len(find_outcomes(text))


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear(piece: str):
    assert_linear(extract, piece, 12_000)


def test_quadratic_work_is_told_from_linear():
    assert_linear(lambda text: text.count("甲"), "局", 12_000)
    with pytest.raises(AssertionError, match="12000 characters"):
        assert_linear(lambda text: [text.count("甲乙", at) for at in range(len(text))], "局", 12_000)
