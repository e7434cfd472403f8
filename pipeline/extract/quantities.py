"""Finds quantities: the longest span of modifier + number + measure word + suffix, with bounds and unit.

What makes a quantity and how vague ones are bounded is settled in sections 5 and 6 of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.extract.amounts import NUMERAL, NUMERALS, Amount, parse_amount
from pipeline.extract.decoys import decoy_spans
from pipeline.extract.measures import Measure, Quantity, measures
from pipeline.extract.measuring import measure_at
from pipeline.extract.ranks import find_ranks
from pipeline.text.normalise import fold
from pipeline.text.spans import joined

_ABOVE: Final = ("不少于", "不低于", "不下于", "不下", "至少", "最少", "超过", "超", "逾")
_BELOW: Final = ("不超过", "不到", "不足", "不满", "至多", "最多", "将近", "接近", "近", "快")
_SAME: Final = "大约|大概|约莫|(?<![签预节合契公制履违条解特])约|长达|高达|多达|共计"
_RATE: Final = "每年|每月|每天|每日|每晚|每周|每人每天|每人每月"
_PER: Final = re.compile(_RATE)
_PREFIX: Final = re.compile(rf"(?:{_RATE})?(?:{'|'.join((*_ABOVE, *_BELOW))}|{_SAME})?$")
_PREFIX_ENDS: Final = frozenset({word[-1] for word in (*_ABOVE, *_BELOW, *_RATE.split("|"))} | set("约概莫达计"))
_WINDOWS: Final = ("年", "月", "天", "周", "季度")  # 近三年 is the last three years, not fewer
_BEFORE: Final = 8
_SUFFIX: Final = re.compile(
    r"(?P<same>左右|上下|整)|(?P<above>以上|之多|开外|出头|多|余|还多)|(?P<below>以内|之内|以下|不到(?=[，。；、！？）]|$)|内(?![部容外设地科在蒙]))"
)
_SUFFIX_BEGINS: Final = frozenset("左上整以之开出多余还内不")
_LINKS: Final = frozenset("-—–~～至到%％‰")  # what stands between two numbers begins so, or with a blank
_RANGE: Final = re.compile(r"\s?(?:-|—|–|~|～|至|到)\s?")
_PERCENT_RANGE: Final = re.compile(rf"[%％‰]\s?(?:-|—|~|～|至|到)\s?({NUMERAL})[%％‰]")
_SCALED: Final = re.compile(r"[万亿千百]")
_DIGITS: Final = re.compile(r"^[^十百千万亿]+")
_ARTICLE: Final = frozenset({"一"})
# 一 before these is an article or an adverb, unless a counting cue stands before or a number list goes on.
_ARTICLE_MEASURES: Final = frozenset("个种家处栋座批笔篇些支段番股位名样片团方任版稿层")
_COUNTING_CUE: Final = re.compile(r"(?:只有|仅有|仅|只|就|才|共|满|第|连|各|同|跑了|来了|去了|打了|过|了|少|多|不止)$")


class _Found(NamedTuple):
    """A number with its measure word before modifiers are added."""

    start: int
    end: int
    amount: Amount
    measure: Measure


def _is_article(text: str, found: _Found) -> bool:
    """Whether a lone 一 only introduces a noun (一个部门) and counts nothing."""
    if found.amount.low != 1 or found.amount.high != 1 or text[found.start] not in _ARTICLE:
        return False
    if text[found.start + 1 : found.end] not in _ARTICLE_MEASURES:
        return False
    return not _COUNTING_CUE.search(text, max(0, found.start - 3), found.start)


def _numbers(text: str, blocked: list[tuple[int, int]]) -> Iterator[_Found]:
    """Numbers with a measure word, left to right, outside the blocked spans."""
    at, end_of_text = 0, len(text)
    spans = iter(blocked)
    bar, behind = next(spans, (end_of_text, end_of_text))
    while (match := NUMERALS.search(text, at)) is not None:
        start, end = match.span()
        while behind <= start:
            bar, behind = next(spans, (end_of_text, end_of_text))
        if bar < end:
            at = behind if behind > start else start + 1
            continue
        at = end
        number = match.group()
        amount = parse_amount(number)
        if amount is None:
            continue
        following = text[end : end + 1]
        linked = following in _LINKS or following.isspace()
        if linked and (joined := _range(text, match, amount) or _percentages(text, match, amount)):
            yield joined
            at = joined.end
        elif (measured := measure_at(text, end, amount, number)) is not None:
            yield _Found(start, *measured)
            at = measured[0]


def _range(text: str, first: re.Match[str], amount: Amount) -> _Found | None:
    """Two numbers before one measure word (20-30户, 三至五年, 3—5万元)."""
    link = _RANGE.match(text, first.end())
    second = NUMERALS.match(text, link.end()) if link else None
    upper = parse_amount(second.group()) if second else None
    if second is None or upper is None or upper.high is None or amount.low is None:
        return None
    measured = measure_at(text, second.end(), upper, second.group())
    if measured is None:
        return None
    low = amount.low
    if _SCALED.search(second.group()) and low < upper.high and not _SCALED.search(first.group()):
        scale = parse_amount(_DIGITS.sub("", second.group()) or "一")
        low = low * scale.low if scale and scale.low and upper.high >= scale.low * low else low
    return _Found(first.start(), measured[0], Amount(low, upper.high), measured[2])


def _percentages(text: str, first: re.Match[str], amount: Amount) -> _Found | None:
    """Two percentages (20%-30%)."""
    other = _PERCENT_RANGE.match(text, first.end())
    bound = parse_amount(other.group(1)) if other else None
    if other is None or bound is None:
        return None
    return _Found(first.start(), other.end(), Amount(amount.low, bound.high), measures()["％"])


def _with_modifiers(given: str, text: str, found: _Found) -> Quantity:
    """Take in what stands before (近, 不少于) and behind (左右, 以内), and move the bounds as they say."""
    low, high = found.amount.low, found.amount.high
    start, end = found.start, found.end
    measure = found.measure
    unit = measure.unit
    if text[start] == "几" and text[start - 1 : start] == "好":
        start -= 1
    before = _PREFIX.search(text, max(0, start - _BEFORE), start) if text[start - 1 : start] in _PREFIX_ENDS else None
    if before is not None and (word := before.group()):
        start -= len(word)
        rate = _PER.match(word)
        if rate:
            unit = f"{unit}/{'天' if rate.group()[-1] in '晚日' else rate.group()[-1]}"
            word = word[rate.end() :]
        window = word == "近" and measure.kind == "duration" and measure.unit in _WINDOWS
        if word in _ABOVE:
            high = None
        elif word in _BELOW and not window:
            low = None
    after = _SUFFIX.match(text, end) if text[end : end + 1] in _SUFFIX_BEGINS else None
    if after and (after.group() != "内" or measure.kind in ("duration", "length")):
        end = after.end()
        if after["above"]:
            high = None
        elif after["below"]:
            low = None
    scale = measure.scale
    least = None if low is None else _rounded(low * scale)
    most = None if high is None else _rounded(high * scale)
    return Quantity(start, end, given[start:end], least, most, unit, measure.kind, found.amount.masked)


def _rounded(value: float) -> float:
    return value if value.is_integer() else round(value, 6)  # to ask first takes a tenth of the time of rounding


def find_counts(text: str, plain: str | None = None) -> list[Quantity]:
    """Quantities in order of position; `plain` is the folded text, if known. What they count is left to later steps.

    >>> [(c.text, c.value_min, c.value_max, c.unit, c.kind) for c in find_counts("近三年查处一百二十余件，涉及3.2万元。")]
    [('近三年', 3.0, 3.0, '年', 'duration'), ('一百二十余件', 120.0, None, '件', 'count'), ('3.2万元', 32000.0, 32000.0, '元', 'money')]
    """
    if plain is None:
        plain = fold(text)
    decoys = decoy_spans(plain)
    ranks = list(find_ranks(plain, text))
    blocked = decoys
    if ranks:
        blocked = joined([*decoys, *((rank.start, rank.end) for rank in ranks)])
    counts = [
        _with_modifiers(text, plain, found) for found in _numbers(plain, blocked) if not _is_article(plain, found)
    ]
    kept = [rank for rank in ranks if not any(a <= rank.start < b and b > rank.end for a, b in decoys)]
    return sorted([*counts, *kept], key=lambda count: count.start) if kept else counts
