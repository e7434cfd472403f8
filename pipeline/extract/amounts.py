"""The number part of a quantity: exact, vague, ranged or masked numerals → lower and upper bound.

Vague forms follow section 6, rule 10 of the annotation guide: 几十 = 20–90, 十几 = 11–19, 余/多 open above,
近 open below, 来 and 约 take the number itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.extract.numerals import BIG, SMALL, plain_number

HAN: Final = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_ONES: Final = "一二两三四五六七八九"
_ARABIC: Final = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?!\d)|\d{1,16}(?:\.\d{1,6})?"
_SCALE: Final = "[十百千万亿]{1,3}"
# One numeral. Bounded repeats keep the expressions linear on hostile input.
NUMERAL: Final = "|".join(
    (
        r"一半|半数|大半(?![年天个])|过半数?",
        r"[百千万]把(?=[个块元人斤里条年天户家次位名亩])",
        rf"(?:百分之|千分之|万分之)(?:[{HAN}点几]{{1,12}}|{_ARABIC}|[Xx×]{{1,4}})",
        rf"[{_ONES}十]{{1,3}}分之[{_ONES}十]{{1,3}}|(?<![\d/])\d{{1,3}}/\d{{1,3}}(?![\d/])",
        r"(?:几|数|上|(?<!完)成)(?:[十百千万亿]{1,2})(?!分之)|(?<![超不经通])过[百千万亿]{1,2}(?!分)",
        rf"[{HAN}]{{0,6}}十几(?:[百千万亿]{{1,2}})?",
        r"(?<![\d.,])[1-9]\d?0几(?:[百千万亿]{1,2})?|几(?![率何乎前])",
        rf"(?:{_ARABIC})(?:[万亿千百]{{1,2}}(?:\d{{1,4}}[千百十万]{{1,2}}){{1,3}}"
        r"|[余多来]?[万亿千百]{1,2}(?:\d(?![\d.,]))?)?",
        r"(?<![A-Za-z])[Xx×]{1,4}(?![A-Za-z市县区镇乡村局])(?:[万亿])?",
        rf"[{HAN}]{{1,16}}(?:点[{_ONES}零〇]{{1,6}})?(?:[余多来][万亿千百]{{1,2}})?",
        "半",
    )
)
# To look first whether a numeral can begin at a place saves trying the forms one by one at all the others; and most are of
# one digit, behind which nothing goes on that belongs to one of the forms.
_BEGINS: Final = rf"(?=[\d{HAN}半几数上成过大Xx×])(?![数上成过大](?![十百千万亿半]))"
NUMERALS: Final = re.compile(rf"{_BEGINS}(?:[{_ONES}](?![{HAN}半分点几余多来])|{NUMERAL})")


class Amount(NamedTuple):
    """Bounds of a number; `None` is open. `percent` marks 百分之…, …分之… and 一半."""

    low: float | None
    high: float | None
    percent: bool = False
    masked: bool = False


def _scaled(text: str) -> float:
    value = 1.0
    for mark in text:
        value *= (SMALL | BIG)[mark]
    return value


def _neighbours(text: str) -> Amount | None:
    """Adjacent digits as a range: 五六十 → 50–60, 三五 → 3–5, 十七八 → 17–18, 二三十万."""
    match = re.fullmatch(rf"(十?)([{_ONES}])([{_ONES}])({_SCALE})?", text)
    if match is None:
        return None
    ten, first, second, scale = match.groups()
    low, high = plain_number(first), plain_number(second)
    if low is None or high is None or not (high - low == 1 or (low, high) == (3, 5)):
        return None
    base, factor = (10.0 if ten else 0.0), _scaled(scale or "")
    return Amount((base + low) * factor, (base + high) * factor)


def _share(text: str) -> Amount | None:
    """百分之三十, 三分之二, 1/3 and 一半 as percentages."""
    if text in ("一半", "半数", "过半", "过半数", "大半"):
        return Amount(50.0, 50.0 if text in ("一半", "半数") else None, percent=True)
    per = re.match(r"([百千万])分之", text)
    if per:
        inner = parse_amount(text[3:])
        if inner is None:
            return None
        factor = {"百": 1.0, "千": 0.1, "万": 0.01}[per[1]]
        low, high = (None if bound is None else bound * factor for bound in (inner.low, inner.high))
        return Amount(low, high, percent=True, masked=inner.masked)
    base, divided, part = text.partition("分之")
    if not divided:
        part, divided, base = text.partition("/")
    upper, lower = (plain_number(part), plain_number(base)) if divided else (None, None)
    if upper is None or not lower:
        return None
    value = upper / lower * 100
    return Amount(value, value, percent=True)


def _vague(text: str) -> Amount | None:
    """几十, 数百, 上百, 十几万, 三万多 with the unit behind, 五六十."""
    scaled = set(text[1:]) <= (SMALL | BIG).keys()
    if text[0] in "几数" and scaled:
        factor = _scaled(text[1:])
        return Amount(2 * factor, 9 * factor)
    if text[0] in "上成过" and len(text) > 1 and scaled:
        return Amount(_scaled(text[1:]), None)
    teens = re.fullmatch(rf"([{HAN}]*十|\d+)几({_SCALE})?", text)
    if teens:
        tens = plain_number(teens[1]) or 10.0
        factor = _scaled(teens[2] or "")
        return Amount((tens + 1) * factor, (tens + 9) * factor)
    if text.endswith("把"):  # 千把块: about so many
        return Amount(_scaled(text[:-1]), _scaled(text[:-1]))
    split = re.fullmatch(r"(.+?)([余多来])([万亿千百]{1,2})", text)
    number = plain_number(split[1]) if split else None
    if split and number is not None:
        value = number * _scaled(split[3])
        return Amount(value, value if split[2] == "来" else None)
    return _neighbours(text)


@lru_cache(maxsize=4096)
def parse_amount(text: str) -> Amount | None:
    """Bounds of one numeral as NUMERAL finds it; `None` if it makes no number.

    >>> parse_amount("几十"), parse_amount("五六十")
    (Amount(low=20.0, high=90.0, percent=False, masked=False), Amount(low=50.0, high=60.0, percent=False, masked=False))
    >>> parse_amount("三分之二").low, parse_amount("XX").masked, parse_amount("十几万").high
    (66.66666666666666, True, 190000.0)
    """
    if re.fullmatch(r"[Xx×]+[万亿]?", text):
        return Amount(None, None, masked=True)
    if text == "半":
        return Amount(0.5, 0.5)
    found = _share(text) or _vague(text)
    if found:
        return found
    number = plain_number(text, bare=True)
    return None if number is None else Amount(number, number)
