"""Numerals: a table of written forms, and a round trip over the whole range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import parse_number

FORMS = {
    "0": 0, "１２": 12, "1,204": 1204, "3.5": 3.5, ".5": 0.5, "零": 0, "〇": 0, "十": 10, "十二": 12, "二十": 20, "两百": 200,
    "二百五": 250, "一千零五": 1005, "两千四": 2400, "三千零五十": 3050, "一万零二百五十": 10250, "九万四": 94000, "十万": 100000,
    "3万": 30000, "3万5": 35000, "3.2万": 32000, "1.2亿": 120000000, "一百二十万": 1200000, "三亿零六": 300000006,
    "四亿五千六百四十二万零一十五": 456420015, "两兆": 2e12, "三百五十一万亿": 3.51e14, "壹佰贰拾叁": 123, "肆萬": 40000, "廿三": 23, "卅": 30,
    "二〇二四": 2024, "一二三": 123, "三点五": 3.5, "三点五亿": 350000000, "零点零五": 0.05, "负十二": -12, "-3": -3, "+3": 3,
    "百分之三十": 0.3, "百分之百": 1, "百分之三点五": 0.035, "千分之五": 0.005, "万分之一": 0.0001, "12.5％": 0.125, "30%": 0.3, "5‰": 0.005,
    "三分之二": 2 / 3, "二又二分之一": 2.5, "1/4": 0.25, "三成": 0.3, "三成半": 0.35, "七成六": 0.76, "6个百分点": 0.06, "半": 0.5, "一半": 0.5,
    "2e5": 200000, "两千 四 百": 2400, "貳拾": 20, "１,０００": 1000,
}  # fmt: skip
NO_NUMERALS = [
    "", " ", "万", "百", "亿", "几十", "十几", "三十多", "近三百", "XX", "一些", "四川", "三点", "点五", "百分之", "分之三", "1/0", "零分之一",
    "十十", "一二百", "3..5", "1,23", "abc", "二十年", "第一", "三百又", "-", "负", "一" * 100,
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), FORMS.items())
def test_forms(text: str, value: float):
    assert parse_number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("text", NO_NUMERALS)
def test_what_is_no_numeral(text: str):
    assert parse_number(text) is None


DIGITS = "零一二三四五六七八九"


def section(number: int) -> str:
    """A number below 10,000 in words."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
            gap = False
        elif words:
            gap = True
    return words


def in_words(number: int) -> str:
    """A whole number below 10^16 in formal words."""
    if number == 0:
        return "零"
    words, below = "", False
    for unit, name in ((10**12, "兆"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, unit)
        if part:
            words += ("零" if words and (part < 1000 or below) else "") + section(part) + name
            below = False
        elif words:
            below = True
    return words


@given(st.integers(0, 10**12))
def test_words_round_trip(number: int):
    assert parse_number(in_words(number)) == number


@given(st.integers(0, 10**12))
def test_banking_digits_round_trip(number: int):
    table = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    assert parse_number(in_words(number).translate(table)) == number


@given(st.integers(0, 10**12))
def test_arabic_with_separators_round_trips(number: int):
    assert parse_number(f"{number:,}") == number
    full = str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
    assert parse_number(full) == number


@given(st.text(max_size=80))
def test_any_text_gives_a_number_or_none(text: str):
    value = parse_number(text)
    assert value is None or isinstance(value, float)
