"""What a time limit may look like, family by family; which date it means is for deadline_dates.py.

Every alternative opens with an empty group that names its family. Marks (前, 内) close it where there are any.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.lexicon.deadline_words import openings, pattern
from pipeline.text.alternatives import Alternatives

HOLIDAYS: Final = {
    "元旦": "New Year's Day", "春节": "Spring Festival", "新春": "Spring Festival", "过年": "Spring Festival",
    "清明": "Tomb-sweeping Day", "五一": "Labour Day", "劳动节": "Labour Day", "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival", "国庆": "National Day",
}  # fmt: skip
WEEKDAYS: Final = {day: number for number, day in enumerate("一二三四五六日")} | {"天": 6, "末": 6}
FAMILIES: Final = (
    "iso", "calendar", "around", "edge", "season", "week", "day_word", "holiday", "event", "recurring", "lone", "within", "word",
)  # fmt: skip
NUMERAL: Final = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4}|半|几|数)"
_BEFORE: Final = r"(?:之前|以前|前(?!后|夕|往|来(?!函)|去(?!除)|提(?![交出供请报升高])|不久|所未))"
_INSIDE: Final = r"(?:之内|以内|内(?!部(?!署)|容|外))"
_MARK: Final = f"(?:{_BEFORE}|{_INSIDE})"
_CLOCK: Final = (
    r"(?:[ 的]?(?:上午|下午|晚上|中午|早上|晚))?(?: ?(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?)"
    r"|[一二三四五六七八九十两]{1,3}点(?:半|钟)?))?(?:下班|收工|收市)?"
)
_YEAR: Final = r"(?:(?P<{0}year>(?<!\d)(?:19|20)\d{{2}}|二[〇零○][〇零○一二三四五六七八九]{{2}})年|(?P<{0}loose>今|本|明|来|去|上)年度?)"
_MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART: Final = r"(?:上旬|中旬|下旬|初|底|末|中(?=之?前|以前))"
_QUANTITY: Final = rf"(?<![\d.第前近多]){NUMERAL}(?:[至到\-—~～、]{NUMERAL})?(?:个?工作日|个工作天|日|天|个?小时|分钟|个?星期|个?礼拜|周|个半月|个月|个季度|年)"
_FIRST: Final = r"\d一二两三四五六七八九十百半几数"


@cache
def grammar() -> Alternatives:
    """All families; of two that match at one place the earlier counts."""
    return Alternatives([*_dates(), *_named(), *_repeated(), _year_edge(), *_lengths()])


def _dates() -> list[tuple[str, str]]:
    far, season = _YEAR.format("far_"), _YEAR.format("season_")
    return [
        (
            "2",
            r"(?P<iso>)(?<![\d.])(?P<iso_year>20\d{2})[-./](?P<iso_month>\d{1,2})[-./](?P<iso_day>\d{1,2})(?![\d.])"
            rf"{_CLOCK}{_MARK}?",
        ),
        (
            "0-9一二三四五六七八九十今本明来去上",
            rf"(?P<calendar>){far}?(?<![\d一二三四五六七八九十个每.])(?P<month>{_MONTH})月份?(?:(?P<month_day>{_DAY})[日号](?![线楼院文])|(?P<part>{_PART}))?{_CLOCK}{_MARK}?",
        ),
        (
            "本当这下月",
            rf"(?P<around>)(?:(?P<around_month>本|当|这个?|下下个|下个?)月份?|(?<![\d一二两三四五六七八九十个每上岁腊正几半数同当])月(?={_PART}|{_INSIDE}))"
            rf"(?:(?P<around_day>{_DAY})[日号]|(?P<around_part>{_PART}))?{_CLOCK}{_MARK}?",
        ),
        (
            "12二今本明来去上下第一二三四1-4",
            rf"(?P<season>)(?:{season})?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<next_quarter>[本下])个?季度)(?P<season_end>末|底)?{_MARK}?",
        ),
    ]


def _named() -> list[tuple[str, str]]:
    names = "|".join(HOLIDAYS)
    year = _YEAR.format("feast_")
    rest = rf"(?:{_BEFORE}|之?后(?:的)?(?:(?P<after>{NUMERAL}(?:个?工作日|日|天|周|个?星期|个?月)){_INSIDE}|(?:第(?P<nth>[一二三四五])个|(?P<first_day>首个))工作日))"
    return [
        (
            "本这下周星礼",
            r"(?P<week>)(?:(?P<which>本|这|下下|下)个?|(?<![上每逢十百两数几半隔同前个一二三四五六七八九\d]))(?:周|星期|礼拜)"
            rf"(?:(?P<weekday>[一二三四五六日天末])|(?(which)|(?={_INSIDE}))){_CLOCK}{_MARK}?",
        ),
        ("今明后大", rf"(?P<day_word>)(?P<which_day>今天|今日|今晚|明天|明日|明早|明晚|大后天|后天){_CLOCK}{_MARK}?"),
        (
            "12二今本明来去上元春新过清五劳端中国十双两节假",
            rf"(?P<holiday>)(?:{year})?(?:(?P<feast>{names})节?(?:小?长假|假期|放假)?|十一(?:小?长假|假期)|[双两]节|(?<![春元明环季情细章关时枝调礼小佳过音])(?:节日|节假日|节|假期|长假)){rest}",
        ),
        (
            openings("event") + "年",
            rf"(?P<event>)(?:{pattern('event')}(?:来临|到来|开始|启动)?|(?<![\d一二两三四五六七八九十百千万几半数同每多今去明新月])年){_BEFORE}(?!的|最后)",
        ),
    ]


def _year_edge() -> tuple[str, str]:
    """Behind all that may follow a year: a year alone must not take it from 今年上半年."""
    return (
        "12二今本明来去上年岁",
        rf"(?P<edge>)(?:{_YEAR.format('edge_')}年?(?P<edge_part>底|末|终|初)?"
        rf"|(?<![\d一二两三四五六七八九十百千万几半数同每前往历新当近多])(?:年(?P<bare_part>底|末|终|初|(?={_INSIDE}))|岁末)){_MARK}?",
    )


def _repeated() -> list[tuple[str, str]]:
    return [
        (
            "每逢次",
            rf"(?P<recurring>)(?:[每逢]个?(?:(?P<each_month>月份?)(?:(?P<each_day>{_DAY})[日号]|(?P<each_part>{_PART}))?"
            rf"|(?P<each_quarter>季度?)(?P<quarter_end>末|底)?|(?P<each_week>周|星期)(?P<each_weekday>[一二三四五六日天末])?"
            rf"|(?P<each_half>半年)|(?P<each_year>年)(?:(?P<each_year_month>{_MONTH})月(?:(?P<each_year_day>{_DAY})[日号]|(?P<each_year_part>[底末]))?|(?P<each_year_end>[底末]))?)"
            rf"|次月(?P<next_day>{_DAY})[日号]){_CLOCK}{_MARK}?",
        ),
        (
            _FIRST,
            rf"(?P<lone>)(?<![\d月年.第至到一二三四五六七八九十])(?P<lone_day>{_DAY})(?P<lone_mark>(?<=\d)日|号){_CLOCK}{_BEFORE}",
        ),
    ]


def _lengths() -> list[tuple[str, str]]:
    document = pattern("document")
    anchor = (
        r"[自从]?(?:(?:即日|今日|今天|现在)(?:起|开始)|散会后|会议?后|会议结束后"
        rf"|(?:收到|接到|收悉)[本此该]?{document}(?:之日起|之日|之后|后|起)"
        rf"|[本此该]?{document}(?:印发|下发|发布|公布|发出|送达|签发)(?:之日起|之日|之后|后|起))(?:的|，)?[在于]?"
    )
    words = pattern("immediate", "same_day", "standing", "slot")
    first = _FIRST + "限自从即今现散会收接本此该" + openings("document")
    return [
        (
            first,
            rf"(?P<within>)(?:(?P<anchor>{anchor})|(?P<limited>限期|限时|(?<![权有时期界局无上下受年])限))?(?P<length>{_QUANTITY})(?P<inside>{_INSIDE})?",
        ),
        (openings("immediate", "same_day", "standing", "slot"), rf"(?P<word>)(?P<said>{words})"),
    ]


def family_of(match: re.Match[str]) -> str:
    """The family that a match belongs to.

    >>> [(m.group(), family_of(m)) for m in grammar().finditer("下周三前报送，3个工作日内答复，长期坚持")]
    [('下周三前', 'week'), ('3个工作日内', 'within'), ('长期坚持', 'word')]
    """
    said = match.groupdict()
    return next(family for family in FAMILIES if said.get(family) is not None)
