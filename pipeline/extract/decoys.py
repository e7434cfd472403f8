"""Spans with numerals that count nothing: fixed phrases, dates, clock times, document, article, phone and ID numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation, fixed_phrases, measures
from pipeline.text.alternatives import Alternatives

Span = tuple[int, int]

_HAN: Final = "零〇○一二两三四五六七八九十百"
# What each form may begin with, the form, what may stand second in it.
_FORMS: Final = (
    (
        r"\d",
        r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)\d{7,19}(?![\d.万亿余多元人户件次％%])",
        r"\d",
    ),
    (
        r"\dXＸ",
        r"(?<!\d)(?:\d{4}|\d{2}XX|[XＸ]{2,4}|20[XＸ]{2}|X(?=年X{1,2}月))年(?:度|初|底|末|代|级)?(?:[\dX]{1,2}月(?:份|底|初|末)?)?(?:[\dX]{1,2}[日号])?",
        r"\dXＸ年",
    ),
    (r"5-9", r"(?<!\d)[5-9]\d年(?!以|多|来|内|后|间|前)(?:代)?", r"\d"),
    (_HAN, rf"[{_HAN}]{{4}}年(?:[{_HAN}]{{1,3}}月)?(?:[{_HAN}]{{1,3}}日)?", _HAN),
    (
        rf"\d{_HAN}X",
        rf"(?<![\d.])(?:\d{{1,2}}|[{_HAN}X]{{1,3}})月(?:(?:\d{{1,2}}|[{_HAN}X]{{1,3}})[日号])?(?!份额)(?:份|底|初|末|中旬|上旬|下旬)?(?:(?:至|到|-|—)(?:\d{{1,2}}月)?\d{{1,2}}[日号])?",
        rf"\d{_HAN}X月",
    ),
    (r"\d", r"(?<![\d.])\d{1,2}[日号](?!线|楼|以?内|之内|以上|左右|令|人)(?:(?:至|到|-|—)\d{1,2}[日号])?", r"\d日号"),
    (
        rf"\d{_HAN}",
        rf"(?<![\d.])(?:\d{{1,2}}|[{_HAN}]{{1,3}})(?:点|时)(?!多?小时)(?:半|[\d{_HAN}]{{1,3}}(?:分|刻)|整|多|钟|左右|来|才|就|以后|之前|前|后)|\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?",
        rf"\d{_HAN}点时:：",
    ),
    (r"〔\[（(【", r"[〔\[（(【]\s*(?:\d{4}|20XX|XXXX)\s*[〕\]）)】]\s*第?\s*[\dXx×]+\s*号?", r"\s\dX"),
    (
        "第",
        rf"第[\d{_HAN}XxＸ]{{1,6}}(?:[条款项章节期次批届季轮届号部巡督监党人医中小实例种步任版稿个天方代位名]|责任)",
        rf"\d{_HAN}XxＸ",
    ),
    (
        r"\d",
        r"(?<![\d.])\d{1,5}(?:号|号楼|栋|幢|单元|室|#|路(?!程|段)|线|弄)(?=[楼院线路栋幢单\d]|文件|门|窗口|地块|公路|$|[，。；、）])",
        r"\d号栋幢单室#路线弄",
    ),
    (
        "微Qq电手邮编工单账卡车",
        r"(?:微信|QQ|qq|电话|手机|邮编|编号|工单号|单号|账号|卡号|车牌)[号为是:：]{0,3}\s*[A-Za-z\d*\-]{4,20}",
        "信Qq话机编号单牌",
    ),
    ("A-Za-z", r"[A-Za-z]{1,3}\d{1,6}(?:[市县区镇乡局次栋幢号路线]|(?![\d元人]))", r"A-Za-z\d"),
    (
        f"{_HAN}首其第",
        rf"(?:^|(?<=[。；！？\n，：:]))[{_HAN}]{{1,3}}[是要、](?![个名家件])|(?:首先|其次|第[{_HAN}]{{1,3}})(?=[，,、])",
        f"{_HAN}是要、先次",
    ),
    (r"（(\d", rf"[（(][{_HAN}\d]{{1,3}}[）)]|(?:^|(?<=\n))\d{{1,2}}[.．、](?!\d)", rf"\d{_HAN}.．、"),
    (
        "上下前后周星礼十之",
        r"[上下前后]半年|(?:周|星期|礼拜)[一二三四五六日天](?![个年月])|十分(?!钟|之)|(?<!分)之一",
        "半一二三四五六日天期拜分之",
    ),
    (
        rf"\d{_HAN}",
        rf"(?<![\d.])(?:\d{{1,2}}|[{_HAN}]{{1,3}})点(?![零一二三四五六七八九\d意要建希看体想原问感经启内工说])",
        rf"\d{_HAN}点",
    ),
    (
        r"一二三四五六\d",
        r"(?<=[区园院城苑庭湾府邸坊])\d{1,3}(?:栋|幢|座|号|单元)|(?<=[栋幢号座])[一二三四五六\d]{1,2}单元",
        r"一二三四五六\d栋幢座号单",
    ),
    (
        r"\d二三四五六七八九一",
        r"(?<!\d)(?:20\d{2}|\d{2})[届级版款](?![^\w])?|(?:二|三|四|五|六|七|八|九|一)年级",
        r"\d年",
    ),
    (r"h\d", r"https?://[\x21-\x7e]{1,300}|\d{1,3}(?:\.\d{1,3}){3}", r"t\d."),
    (
        "每逐另某哪任同这那头首末上下前后",
        rf"(?:每|逐|另|某|哪|任何|同|这|那|头|首|末|上|下|前|后)[一][{_HAN}]?(?=[个位家户件次天年月步条级名项处层代])",
        "一何",
    ),
    (
        "省市县镇区街上党两三四五",
        r"(?:省市|市县|县乡|镇村|省、市|区、街道|上下|党政)[两三四]级|[两三四五]大(?=[指体系工行平支战目任举保]|问题)",
        "市县乡村、下政大",
    ),
)


@cache
def decoys() -> Alternatives:
    """All decoys, the fixed phrases of corpora/lexicon/non_quantities.csv first."""
    numbers: dict[str, list[str]] = {}
    worded: dict[str, list[str]] = {}
    for phrase in fixed_phrases():
        (numbers if phrase.isdecimal() else worded).setdefault(phrase[0], []).append(phrase)
    # A hotline is no hotline before a measure word (120座), a phrase no phrase inside a longer numeral (四十分钟).
    behind = rf"(?![\d.,%％~～余多来]|{alternation(measures())})"
    fixed = [
        (re.escape(first), rf"(?<![\d.])(?:{alternation(found)}){behind}", _seconds(found))
        for first, found in numbers.items()
    ]
    fixed += [
        (re.escape(first), rf"(?<![{_HAN}])(?:{alternation(found)})", _seconds(found))
        for first, found in worded.items()
    ]
    return Alternatives([*fixed, *_FORMS])


def _seconds(phrases: Sequence[str]) -> str:
    """What may stand second in phrases; behind one of a single character anything may."""
    seconds = sorted({phrase[1:2] for phrase in phrases})
    return "" if "" in seconds else re.escape("".join(seconds))


def decoy_spans(text: str) -> list[Span]:
    """Half-open spans in folded `text` that no quantity may touch.

    >>> text = "2021年1月18日，三会一课记了12次"
    >>> [text[a:b] for a, b in decoy_spans(text)]
    ['2021年1月18日', '三会一课']
    """
    return [match.span() for match in decoys().finditer(text)]
