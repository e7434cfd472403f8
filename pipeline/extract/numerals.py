"""Numerals in Chinese, Arabic, full-width and mixed writing → float.

The grammar is positional: digits multiply the 十百千 behind them within a section, 万 and 亿 close sections
(GB/T 15835-2011 gives the written forms; 壹贰叁 and 廿卅 are the banking and calendar variants).
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.normalise import fold

DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1,
}  # fmt: skip
SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
BIG: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS: Final = {"廿": "二十", "卅": "三十", "卌": "四十"}
_LONGEST: Final = 64

_ARABIC: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+")
_FLOAT: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d*(?=\.\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,2})?")
_PER: Final = {"百分之": 100.0, "千分之": 1000.0, "万分之": 10_000.0}
_TENTHS: Final = re.compile(r"(?P<tens>.+?)成(?P<rest>[一二三四五六七八九半\d]?)")
_MIXED_FRACTION: Final = re.compile(r"(?:(?P<whole>.+?)又)?(?P<base>.+?)分之(?P<part>.+)")
_SLASH: Final = re.compile(r"(?P<part>\d{1,9})/(?P<base>\d{1,9})")


def parse_number(text: str) -> float | None:
    """Value of a numeral; `None` if `text` is no numeral as a whole.

    Percentages come as fractions of one. Vague words (几, 多, 余) make no numeral.

    >>> parse_number("一万零二百五十"), parse_number("１２.５％"), parse_number("三分之二 ")
    (10250.0, 0.125, 0.6666666666666666)
    >>> parse_number("3万5"), parse_number("贰拾叁亿"), parse_number("二〇二四"), parse_number("几十")
    (35000.0, 2300000000.0, 2024.0, None)
    """
    plain = "".join(fold(text).split())
    if not plain or len(plain) > _LONGEST:
        return None
    sign = -1.0 if plain[0] in "负-" else 1.0
    if plain[0] in "负-+正":
        plain = plain[1:]
    value = _unsigned(plain)
    return None if value is None else sign * value


def _unsigned(text: str) -> float | None:
    for prefix, base in _PER.items():
        if text.startswith(prefix):
            return _divide(plain_number(text[len(prefix) :], bare=True), base)
    if text.endswith(("%", "‰")):
        return _divide(plain_number(text[:-1]), 100.0 if text[-1] == "%" else 1000.0)
    if text.endswith("百分点"):
        return _divide(plain_number(text[: -len("百分点")].removesuffix("个")), 100.0)
    tenths = _TENTHS.fullmatch(text)
    if tenths:
        rest = 0.5 if tenths["rest"] == "半" else plain_number(tenths["rest"]) or 0.0
        tens = plain_number(tenths["tens"])
        return None if tens is None else (tens + (rest if rest < 1 else rest / 10)) / 10
    slash = _SLASH.fullmatch(text)
    if slash:
        return _divide(float(slash["part"]), float(slash["base"]))
    fraction = _MIXED_FRACTION.fullmatch(text)
    if fraction:
        whole = plain_number(fraction["whole"]) if fraction["whole"] else 0.0
        part = _divide(plain_number(fraction["part"]), plain_number(fraction["base"]))
        return None if whole is None or part is None else whole + part
    return 0.5 if text in ("半", "一半") else plain_number(text)


def _divide(part: float | None, base: float | None) -> float | None:
    return None if part is None or not base else part / base


def plain_number(text: str, *, bare: bool = False) -> float | None:
    """Value of a numeral without sign, percent or fraction; `text` is folded already.

    With `bare`, a lone 百 千 万 亿 counts as one of it (as in 百余名).

    >>> plain_number("3.2万"), plain_number("三点五亿"), plain_number("百"), plain_number("百", bare=True)
    (32000.0, 350000000.0, None, 100.0)
    """
    if not text:
        return None
    if _FLOAT.fullmatch(text):
        return float(text.replace(",", ""))
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if text in BIG or (text in SMALL and text not in "十拾"):
        return float((BIG | SMALL)[text]) if bare else None
    whole, dot, rest = text.partition("点")
    if not dot:
        return _integer(text)
    decimals = re.fullmatch(r"([零〇○一二两三四五六七八九\d]+)([万亿千百]*)", rest)
    head = _integer(whole) if whole else None
    if decimals is None or head is None:
        return None
    digits = "".join(c if c.isdecimal() else str(DIGITS[c]) for c in decimals[1])
    value = float(f"{int(head)}.{digits}") if head < 10**15 else head
    for mark in decimals[2]:
        value *= (BIG | SMALL)[mark]
    return value


def _integer(text: str) -> float | None:
    """Mixed digits and units without a decimal 点: split at the last 兆, 亿 or 万, then read each section."""
    for mark, value in sorted(BIG.items(), key=lambda item: -item[1]):
        if mark in text:
            left, _, right = text.rpartition(mark)
            head, tail = _integer(left), _tail(right, value)
            return None if head is None or tail is None else head * value + tail
    return _section(text)


def _tail(text: str, above: int) -> float | None:
    """What stands behind a unit of value `above`; a lone digit without 零 is short for the next place (九万四)."""
    if not text:
        return 0.0
    if len(text) == 1 and text in DIGITS and DIGITS[text]:
        return DIGITS[text] * above / 10
    if len(text) == 1 and text.isdecimal():
        return int(text) * above / 10
    return _integer(text.lstrip("零〇○") or "零")


def _section(text: str) -> float | None:
    """A section below 万: 三千零五, 2千3, 一二三 (digit by digit), 1,204."""
    for mark in "千仟百佰十拾":
        left, found, right = text.partition(mark)
        if found:
            if (len(left) > 1 and not _ARABIC.fullmatch(left)) or any(SMALL.get(c, 0) >= SMALL[mark] for c in right):
                return None
            head = _section(left) if left else 1.0
            tail = _tail(right, SMALL[mark])
            return None if head is None or tail is None else head * SMALL[mark] + tail
    if _ARABIC.fullmatch(text):
        return float(text.replace(",", ""))
    if text and all(mark in DIGITS or mark.isdecimal() for mark in text):
        return float("".join(str(DIGITS.get(mark, mark)) for mark in text))
    return None
