"""Reads the measure word behind a number, with the vague words (多, 余, 半) on either side of it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from pipeline.extract.amounts import Amount
from pipeline.extract.measures import Measure, alternation, measures
from pipeline.extract.numerals import plain_number

Measured = tuple[int, Amount, Measure]  # where the measure word ends, the amount it leaves, the measure

_MONEY_CUE: Final = re.compile(
    r"(?:元|钱|资金|收入|花|费|款|补贴|工资|利润|投资|罚|卖|价|赚|赔|损失|房租|租金|贴|欠|交|收|借|贷|付|万)[^。；！？\n]{0,8}$"
)
_LARGE: Final = re.compile("[几万亿千百数]")
_PIECES: Final = re.compile(r"(?![钱多左以每就到一不没半来吧呢涨降])[\u4e00-\u9fff]")
_PER: Final = re.compile(r"(?:/|每)(?P<per>公里|平方米|月|年|吨|亩|人|天|日|度|次|立方米|斤|户|小时)")
_YEAR_AND_MONTHS: Final = re.compile(r"[零又]?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个月")
# 个 + 多/半 between number and the word for time or points: 两个多月, 一个半小时, 9个多百分点.
_SPLIT: Final = re.compile(r"个(?P<vague>多|半|来)(?P<word>小时|钟头|月|星期|礼拜|工作日|学期|季度|百分点)")
# 三成 = 30％; 成 in 成立, 成员 is no measure.
_TENTHS: Final = r"成(?P<more>半|多)?(?=[以的左，。；、）]|多|半|[^\w]|$|[^立功为员绩本果都分长人熟])"
_HALF: Final = re.compile(r"半(?![天年月夜路数边])")
_CLEAR: Final = r"[，。；、！？,;\s）]|$|的|以上|左右|出头|不|到"
# A measure word before one of these or a digit may be a longer one (3年2个月, 两年半, 元/月), others never.
_GOES_ON: Final = frozenset("零又一二两三四五六七八九十半/每")
_WITHIN: Final = re.compile("以?内|之内|以上")
_MONTH: Final = Measure("月", "duration", 1.0)


@cache
def _behind() -> re.Pattern[str]:
    """What may stand behind a numeral: tenths, a measure word, or the end of what is said of a large sum.

    The vague word and the blanks before it are never given back.
    """
    word = alternation(measures())
    return re.compile(rf"(?P<vague>[余多来]?+)[ \t]{{0,2}}+(?:(?P<tenths>{_TENTHS})|(?P<word>{word})|(?={_CLEAR}))")


def measure_at(text: str, at: int, amount: Amount, number: str) -> Measured | None:
    """The measure word at `at`, behind the numeral `number` of value `amount`; None if there is none.

    >>> measure_at("两个多月", 1, Amount(2.0, 2.0), "两")
    (4, Amount(low=2.0, high=None, percent=False, masked=False), Measure(unit='月', kind='duration', scale=1.0, not_before=''))
    """
    if amount.percent:
        return at, amount, measures()["％"]
    split = _SPLIT.match(text, at) if text.startswith("个", at) else None
    if split and amount.low is not None:
        return _split(split, amount)
    found = _behind().match(text, at)
    if found is None:
        return None
    vague, word, tenths = found.group("vague", "word", "tenths")
    if vague and vague in "余多":
        amount = amount._replace(high=None)
    if word:
        return _worded(text, word, found.end(), amount)
    return _tenths(found, amount) if tenths else _money(text, found, amount, number)


def _split(found: re.Match[str], amount: Amount) -> Measured:
    unit = measures().get(found["word"], _MONTH)
    if found["vague"] == "半":
        half = None if amount.low is None else amount.low + 0.5
        return found.end(), Amount(half, half), unit
    return found.end(), amount._replace(high=None if found["vague"] == "多" else amount.high), unit


def _tenths(found: re.Match[str], amount: Amount) -> Measured | None:
    if amount.low is None or amount.low > 10:
        return None
    extra = 5 if found["more"] == "半" else 0
    high = None if amount.high is None or found["more"] == "多" else amount.high * 10 + extra
    return found.end(), Amount(amount.low * 10 + extra, high), measures()["％"]


def _worded(text: str, word: str, end: int, amount: Amount) -> Measured | None:
    """A measure word of the lexicon that ends at `end`, unless the character behind it makes it part of another word."""
    measure = measures()[word]
    following = text[end : end + 1]
    if following and following in measure.not_before:
        return None
    if word == "日" and not _WITHIN.match(text, end, end + 2):
        return None  # 18日 is a date, 15日内 a duration
    if word == "块" and _PIECES.match(text, end):
        return end, amount, Measure("块", "count", 1.0)
    if following in _GOES_ON or following.isdecimal():
        return _longer(text, end, amount, measure)
    return end, amount, measure


def _longer(text: str, end: int, amount: Amount, measure: Measure) -> Measured:
    """What goes on behind a measure word that ends at `end`: months behind years, a half, 每 and what the money is for."""
    exact = amount.low if amount.low == amount.high else None
    months = _YEAR_AND_MONTHS.match(text, end) if measure.unit == "年" else None
    more = plain_number(months["n"]) if months else None
    if months and more is not None and exact is not None:
        return months.end(), Amount(exact * 12 + more, exact * 12 + more), _MONTH
    half = _HALF.match(text, end)
    if half and exact is not None and (measure.kind in ("duration", "length", "weight") or measure.unit == "岁"):
        return half.end(), Amount(exact + 0.5, exact + 0.5), measure
    per = _PER.match(text, end) if measure.kind == "money" else None
    if per:
        return per.end(), amount, replace(measure, unit=f"{measure.unit}/{per['per']}")
    return end, amount, measure


def _money(text: str, found: re.Match[str], amount: Amount, number: str) -> Measured | None:
    """A large number without a measure word is money where the words before it speak of money (收入6800万)."""
    if amount.masked or not _LARGE.search(number):
        return None
    start = found.start() - len(number)
    cue = _MONEY_CUE.search(text, max(0, start - 10), start)
    return (found.end(), amount, measures()["元"]) if cue else None
