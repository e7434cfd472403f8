"""Finds quantities: the longest span of modifier + number + measure word + suffix, with bounds and unit.

What makes a quantity and how vague ones are bounded is settled in sections 5 and 6 of the annotation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pipeline.extract.amounts import NUMERAL, Amount, parse_amount
from pipeline.extract.decoys import decoy_spans
from pipeline.extract.measures import Measure, alternation, measures
from pipeline.extract.numerals import plain_number
from pipeline.records import Count
from pipeline.text.normalise import fold

_ABOVE: Final = "不少于|不低于|不下于|不下|至少|最少|超过|超|逾"
_BELOW: Final = "不超过|不到|不足|不满|至多|最多|将近|接近|近|快"
_SAME: Final = "大约|大概|约莫|(?<![签预节合契公制履违条解特])约|长达|高达|多达|共计"
_RATE: Final = "每年|每月|每天|每日|每晚|每周|每人每天|每人每月"
_PREFIX: Final = re.compile(rf"(?:{_RATE})?(?:{_ABOVE}|{_BELOW}|{_SAME})?$")
_BEFORE: Final = 8
_SUFFIX: Final = re.compile(
    r"(?P<same>左右|上下|整)|(?P<above>以上|之多|开外|多|余|还多)|(?P<below>以内|之内|以下|内(?![部容外设地科在蒙]))"
)
_GLUE: Final = re.compile(r"[ \t]{0,2}")
_RANGE: Final = re.compile(r"\s?(?:-|—|–|~|～|至|到)\s?")
_RANK: Final = re.compile(
    r"(?:倒数第|倒数|第|前)(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<m>名|位)?(?![\d一二三四五六七八九十条款项章节期次批届季轮号部巡督监党人医中小实例种步任版稿个者责产线时方])"
)
_RANK_CUE: Final = re.compile(r"(?:排|列|居|位|名|滑到|升到|跌到|降到|全[省市县区国]|并列|得|进入|保|拿|夺)[^。；！？\n]{0,10}$")
_FIRST_PLACE: Final = re.compile(r"(?:放在|摆在|摆到|放到|作为|挺在|是)$")  # 放在第一位 ranks nothing
_NUMBER: Final = re.compile(NUMERAL)
_ARTICLE: Final = frozenset({"一"})
_MONEY_CUE: Final = re.compile(r"(?:元|钱|资金|收入|花|费|款|补贴|工资|利润|投资|罚|卖|价|赚|赔|损失|房租|租金|贴|欠|交|收|借|贷|付|万)[^。；！？\n]{0,8}$")
# 一 before these is an article or an adverb, unless a counting cue stands before or a number list goes on.
_ARTICLE_MEASURES: Final = frozenset("个种家处栋座批笔篇些支段番股位名样片团方任版稿层")
_PIECES: Final = re.compile(r"(?![钱多左以每就到一不没半来吧呢涨降])[\u4e00-\u9fff]")
_PER: Final = re.compile(r"(?:/|每)(?P<per>公里|平方米|月|年|吨|亩|人|天|日|度|次|立方米|斤|户|小时)")
_YEAR_AND_MONTHS: Final = re.compile(r"[零又]?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})个月")
_COUNTING_CUE: Final = re.compile(r"(?:只有|仅有|仅|只|就|才|共|满|第|连|各|同|跑了|来了|去了|打了|过|了|少|多|不止)$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its measure word before modifiers are added."""

    start: int
    end: int
    amount: Amount
    measure: Measure


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(alternation(measures()))


@cache
def _half_measure() -> re.Pattern[str]:
    """个 + 半/多 between number and the word for time or points: 两个多月, 一个半小时, 9个多百分点."""
    return re.compile(r"个(?P<vague>多|半|来)(?P<m>小时|钟头|月|星期|礼拜|工作日|学期|季度|百分点|亿|世纪)")


def _measure_at(text: str, at: int, amount: Amount, number: str) -> tuple[int, Amount, Measure] | None:
    """End, amount and measure of the measure word at `at`; vague 多/余/几/半 on either side are taken in."""
    half = _half_measure().match(text, at)
    if half and amount.low is not None:
        unit = measures()[half["m"]] if half["m"] in measures() else Measure("月", "duration", 1.0)
        if half["vague"] == "半":
            return half.end(), Amount(amount.low + 0.5, (amount.high or amount.low) + 0.5), unit
        return half.end(), replace(amount, high=None if half["vague"] == "多" else amount.high), unit
    vague = text[at : at + 1]
    begin = at + 1 if vague in ("余", "多", "来") and vague else at
    begin = _GLUE.match(text, begin).end()  # type: ignore[union-attr]
    if amount.percent:
        return at, amount, measures()["％"]
    if vague in ("余", "多") and begin > at:
        amount = replace(amount, high=None)
    tenths = re.compile(r"成(?P<more>半|多)?(?=[以的左，。；、）]|多|半|[^\w]|$|[^立功为员绩本果都分长人熟])").match(text, begin)
    if tenths and amount.low is not None and amount.low <= 10:
        low, high = amount.low * 10, None if amount.high is None else amount.high * 10
        extra = 5 if tenths["more"] == "半" else 0
        bounds = Amount(low + extra, None if tenths["more"] == "多" or high is None else high + extra)
        return tenths.end(), bounds, measures()["％"]
    found = _measure().match(text, begin)
    following = text[found.end() : found.end() + 1] if found else ""
    if found and not (following and following in measures()[found.group()].not_before):
        measure = measures()[found.group()]
        if found.group() == "日" and not re.match(r"以?内|之内|以上", text[found.end() : found.end() + 2]):
            return None
        months = _YEAR_AND_MONTHS.match(text, found.end()) if measure.unit == "年" else None
        more = plain_number(months["n"]) if months else None
        if months and more is not None and amount.low is not None and amount.low == amount.high:
            total = amount.low * 12 + more
            return months.end(), Amount(total, total), Measure("月", "duration", 1.0)
        tail = re.compile(r"半(?![天年月夜路数边])").match(text, found.end())
        if tail and measure.kind in ("duration", "length", "weight") and amount.low == amount.high and amount.low is not None:
            return tail.end(), Amount(amount.low + 0.5, amount.low + 0.5), measure
        if found.group() == "块" and _PIECES.match(text, found.end()):
            measure = Measure("块", "count", 1.0)
        per = _PER.match(text, found.end()) if measure.kind == "money" else None
        if per:
            return per.end(), amount, replace(measure, unit=f"{measure.unit}/{per['per']}")
        return found.end(), amount, measure
    if number.endswith(("万", "亿", "千", "百", "十")) or amount.low is None or re.search(r"[万亿]", number):
        if amount.masked or not re.search("[几万亿千百数]", number):
            return None
        money = _MONEY_CUE.search(text, max(0, at - len(number) - 10), at - len(number))
        clear = re.match(r"[，。；、！？,;\s）]|$|的|以上|左右|不|到", text[begin : begin + 2])
        if money and clear:
            return begin, amount, measures()["元"]
    return None


def _is_article(text: str, found: _Found) -> bool:
    """Whether a lone 一 only introduces a noun (一个部门) and counts nothing."""
    if found.amount.low != 1 or found.amount.high != 1 or text[found.start] not in _ARTICLE:
        return False
    if text[found.start + 1 : found.end] not in _ARTICLE_MEASURES:
        return False
    return not _COUNTING_CUE.search(text, max(0, found.start - 3), found.start)


def _numbers(text: str, blocked: list[tuple[int, int]]) -> Iterator[_Found]:
    """Numbers with a measure word, left to right, outside the blocked spans."""
    at, block = 0, 0
    while True:
        match = _NUMBER.search(text, at)
        if match is None:
            return
        start, end = match.span()
        while block < len(blocked) and blocked[block][1] <= start:
            block += 1
        if block < len(blocked) and blocked[block][0] < end:
            at = max(blocked[block][1], start + 1)
            continue
        at = end
        amount = parse_amount(match.group())
        if amount is None:
            continue
        link = _RANGE.match(text, end)
        second = _NUMBER.match(text, link.end()) if link else None
        upper = parse_amount(second.group()) if second else None
        if second and upper and upper.high is not None and amount.low is not None:
            measured = _measure_at(text, second.end(), upper, second.group())
            if measured:
                low = amount.low
                if re.search(r"[万亿千百]", second.group()) and low < upper.high and not re.search(r"[万亿千百]", match.group()):
                    scale = parse_amount(re.sub(r"^[^十百千万亿]+", "", second.group()) or "一")
                    low = low * scale.low if scale and scale.low and upper.high >= scale.low * low else low
                at = measured[0]
                yield _Found(start, measured[0], Amount(low, upper.high), measured[2])
                continue
        if link is None and re.match(r"[%％‰]\s?[-—~～至到]", text[end : end + 3]):
            other = re.compile(rf"[%％‰]\s?(?:-|—|~|～|至|到)\s?({NUMERAL})[%％‰]").match(text, end)
            bound = parse_amount(other.group(1)) if other else None
            if other and bound:
                at = other.end()
                yield _Found(start, at, Amount(amount.low, bound.high), measures()["％"])
                continue
        measured = _measure_at(text, end, amount, match.group())
        if measured:
            at = max(measured[0], end)
            yield _Found(start, measured[0], measured[1], measured[2])


def _with_modifiers(text: str, found: _Found) -> Count:
    """Take in what stands before (近, 不少于) and behind (左右, 以内), and move the bounds as they say."""
    low, high = found.amount.low, found.amount.high
    start, end = found.start, found.end
    unit = found.measure.unit
    before = _PREFIX.search(text, max(0, start - _BEFORE), start)
    word = before.group() if before else ""
    if word:
        start -= len(word)
        rate = re.match(_RATE, word)
        if rate:
            unit = f"{unit}/{'天' if rate.group()[-1] in '晚日' else rate.group()[-1]}"
            word = word[rate.end() :]
        window = word == "近" and found.measure.kind == "duration" and found.measure.unit in ("年", "月", "天", "周", "季度")
        if re.fullmatch(_ABOVE, word):
            high = None
        elif re.fullmatch(_BELOW, word) and not window:
            low = None
    after = _SUFFIX.match(text, end)
    if after and (after.group() != "内" or found.measure.kind in ("duration", "length")):
        end = after.end()
        if after["above"]:
            high = None
        elif after["below"]:
            low = None
    scale = found.measure.scale
    return Count(
        start=start,
        end=end,
        text="",
        value_min=None if low is None else round(low * scale, 6),
        value_max=None if high is None else round(high * scale, 6),
        unit=unit,
        kind=found.measure.kind,
        masked=found.amount.masked,
    )


def _ranks(text: str) -> Iterator[Count]:
    """Places in a ranking: 倒数第二, 第5位, 前三名; a bare 第N only behind a ranking word."""
    for match in _RANK.finditer(text):
        reversed_, front = match.group().startswith("倒数"), match.group().startswith("前")
        cued = _RANK_CUE.search(text, max(0, match.start() - 14), match.start())
        if front and not (match["m"] or re.match(r"[，。；、！？）的]|强|$", text[match.end() : match.end() + 1])):
            continue
        if front and re.match(r"[一二两三四五六七八九十\d]+(?:天|年|个|次|期|届|任)", text[match.start() + 1 : match.start() + 5]):
            continue
        if not (reversed_ or cued or front or (match["m"] and not _FIRST_PLACE.search(text, 0, match.start()))):
            continue
        amount = parse_amount(match["n"])
        if amount is None or amount.low is None:
            continue
        yield Count(match.start(), match.end(), "", 1.0 if front else amount.low, amount.low, match["m"] or "", "rank")


def find_counts(text: str) -> list[Count]:
    """Quantities in order of position; `what`, `unit_name` and `part_of` are left to later steps.

    >>> [(c.text, c.value_min, c.value_max, c.unit, c.kind) for c in find_counts("近三年查处一百二十余件，涉及3.2万元。")]
    [('近三年', 3.0, 3.0, '年', 'duration'), ('一百二十余件', 120.0, None, '件', 'count'), ('3.2万元', 32000.0, 32000.0, '元', 'money')]
    """
    plain = fold(text)
    ranks = list(_ranks(plain))
    taken = {(rank.start, rank.end) for rank in ranks}
    blocked = sorted([*decoy_spans(plain), *taken])
    merged: list[tuple[int, int]] = []
    for span in blocked:
        if merged and span[0] < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(span[1], merged[-1][1]))
        else:
            merged.append(span)
    counts = [_with_modifiers(plain, found) for found in _numbers(plain, merged) if not _is_article(plain, found)]
    decoys = decoy_spans(plain)
    kept = [rank for rank in ranks if not any(a <= rank.start < b and b > rank.end for a, b in decoys)]
    ordered = sorted([*counts, *kept], key=lambda count: count.start)
    return [replace(count, text=text[count.start : count.end]) for count in ordered]
