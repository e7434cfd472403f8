"""Homes told as such (家住…, 租住在…, 住址：…, 我是…村…的): the part below road and village, whatever words it is made of.

Where somebody says that he lives there, a number is that of a house, and 组 or 屯 are where it stands, even behind a name that
no list knows: 山市村下洋92号, 城中村塘头三坊56号4楼, 朱庄村闵庄组东头第二家.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mask.address_forms import CHAIN, FLOOR
from pipeline.mask.home_context import is_elsewhere
from pipeline.mask.name_forms import name_before
from pipeline.mask.plain import BLOT
from pipeline.mask.reading import HAN, Reading

_TOLD: Final = re.compile(
    r"(?:家住|住在|租住[在于]?|借住[在于]?|挤在|搬[到至]|[现暂]住(?:址|在)?|居住(?:地址|[在于地])?|(?:家庭)?住址|(?<![\u4e00-\u9fff])地址(?=[:：])|家庭地址|户籍(?:所在)?地址?|[我他她]住|家[在位]于?"
    rf"|(?<![\u4e00-\u9fff])(?:租?住|系|[我俺]是|我系|本人[是系]|[我俺]们是)(?={HAN}{{1,12}}[省市区县旗镇乡村街路团]))[是为在于:： ]{{0,2}}"
)
_RUN: Final = re.compile(rf"(?:{HAN}|[0-9A-Za-z\-—–#]){{2,48}}")
_STOP: Final = re.compile(
    r"[的了已不没未]|因(?=[为病伤贫工家])|从(?=[事小0-9])|自(?=[己从费筹0-9])|[到在](?=[外家城这那此0-9])|也(?=是)|还(?=[有是没])|都(?=[是在没不有])|至今|现在|[0-9一二三四五六七八九十几]+多?年|是(?!家)|[我他她你]|有(?!限)|被|与|和(?=[我他她家])|村民(?!小?组)|居民(?!小?组|区)|业主|住户|社员|老?党员|退休|学生|老人|老汉|牧民|渔民|农民|农户|群众|家长|养殖户|脱贫户|贫困户|低保户|[人男女](?=[，,。、]|$)"
)
# 男，56岁，…; 身份证号…，…: behind a person's particulars an address is that person's.
_PARTICULARS: Final = re.compile(
    rf"(?:[男女族岁生人]|今年[0-9一二三四五六七八九十]{{1,4}}|(?:我叫|本人){HAN}{{2,4}}|[0-9]{{3}}[0-9Xx]|[)）])[，,、] ?(?={HAN}{{1,8}}[省市区县旗镇乡场])"
)
_COMMA: Final = re.compile(rf"(?<={HAN})[，,](?={HAN}{{2,8}}[省市区县旗镇乡场])")
_N: Final = r"(?:[0-9]{1,4}(?:[\-—–][0-9]{1,4}){0,2}|[一二三四五六七八九十]{1,3})"
_HOUSE: Final = re.compile(
    rf"[甲乙丙丁附]?{_N} ?号(?![路街线文令床车口门机地厅井坑矿窑桌柜台]|病|出口|高速|公馆|公寓|教学|食堂|仓库|宿舍楼?旁)(?:[附付之][0-9一二三]{{1,3}}号?|院)?"
    r"|(?:[东西南北中前后路][头边侧面数]?|[上下里外]头)*第[一二三四五六七八九十0-9]{1,3}[家户]"
)
_VILLAGE: Final = re.compile(r".*(?:(?<!村)村|[乡镇团]|[农林牧渔茶]场|管理区|分场|苏木|嘎查|村委会|行政村|街道)")
# Below a village: 闵庄组, 弄汤屯, 三社, 三区9幢, 后屯, 中街.
_HAMLET: Final = re.compile(
    rf"(?:第?{_N}|{HAN}{{1,5}}?)(?:村民小组|居民小组|小组|组|(?<![销用作行版])社(?!区)|[生作]产队|队|屯|自然村|浩特|独贵龙|连|(?<!社)[区排坊巷](?={_N})|[庄寨湾坝厝营堡]|[老大]?院子)"
    rf"(?:{_N} ?[号排队组户]|{HAN}{{0,2}}[东西南北中前后][头边侧面数段]?|第{_N}[家户排趟])*"
)
# Where in a village a house stands: 大队部往东数第四个门, 老戏台背后.
_PLACED: Final = re.compile(
    rf"[东西南北][头边侧面段首数]|[路道街][东西南北]|[往向][东西南北]|第[一二三四五六七八九十0-9]{{1,3}}(?:[家户趟排]|个门)|对[面门]|背后|旁|那一?家|[上下里外]头|[前后][街院排]|{_N}号"
)
_ROAD: Final = re.compile(rf"[路街道弄](?:[东西南北中]段)?(?={_N}号)")
_ESTATE: Final = re.compile(r"[社小]区")
_TOWNS: Final = frozenset("乡镇道团场")
_VILLAGES: Final = frozenset("庄寨湾坝营堡屯")
_LONGEST_PLACE: Final = 18  # characters
_READABLE: Final = re.compile(
    r".*(?:[省市区县旗镇乡村路街巷弄道寨屯庄湾](?:[东西南北中]段|[内里])?|苏木|嘎查|社区|胡同|交叉口|[东西南北]约?[0-9]{1,4}米(?:[路街]?[东西南北])?)"
)
_CUE: Final = 8  # characters of what tells of a home
_LONGEST_NAME: Final = 6  # characters of a name between road or village and a house


def lived_at(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of the personal part of homes that are told as such.

    >>> text = "家住大溪镇山市村下洋92号，他住在市医院3号病房，我是朱庄村闵庄组东头第二家的王五。"
    >>> [text[start:end] for start, end in lived_at(Reading(text))]
    ['下洋92号', '闵庄组东头第二家']
    """
    plain = reading.plain
    for at in _told(reading):
        run = _RUN.match(plain, at)
        if run is None or plain.startswith(BLOT, run.end()):  # masked already
            continue
        stop = _STOP.search(plain, at, run.end())
        reach = stop.start() if stop else run.end()
        found = _of_village(plain, at, reach) or _of_house(reading, at, reach)
        if found and not is_elsewhere(reading, plain[max(0, at - _CUE) : found[0]], found[1]):
            yield found


def _told(reading: Reading) -> Iterator[int]:
    """Where an address begins that is said to be somebody's home."""
    plain = reading.plain
    for pattern in (_TOLD, _PARTICULARS):
        yield from (match.end() for match in pattern.finditer(plain))
    for match in _COMMA.finditer(plain):
        if name_before(reading, match.start()) is not None:
            yield match.end()


def _of_village(plain: str, start: int, reach: int) -> tuple[int, int] | None:
    """What stands behind the last village, if it names a part of it or a place in it."""
    village = _VILLAGE.match(plain, start, reach)
    if village is None:
        return None
    begin = village.end()
    named = plain[begin - 1] in _TOWNS and plain[reach - 1] in _VILLAGES  # a village's own name: 大口屯镇小赵庄
    if named or (plain[begin - 1] != "村" and _ROAD.search(plain, begin, reach)) or _ESTATE.search(plain, begin, reach):
        return None
    hamlet = _HAMLET.match(plain, begin, reach)
    if reach - begin <= _LONGEST_PLACE and (hamlet or _PLACED.search(plain, begin, reach)):
        return begin, reach
    return (begin, hamlet.end()) if hamlet else None


def _of_house(reading: Reading, start: int, reach: int) -> tuple[int, int] | None:
    """The number of a house that is no unit's, with the name before it that is no road's or village's."""
    plain = reading.plain
    house = _HOUSE.search(plain, start, reach)
    if house is None:
        return None
    readable = _READABLE.match(plain, start, house.start())
    start = readable.end() if readable else start
    start = start if house.start() - start <= _LONGEST_NAME else house.start()
    end = _inside(plain, house.end(), reach)
    return (start, end) if reading.units.free(start, end) else None


def _inside(plain: str, end: int, reach: int) -> int:
    """Where building, floor and room end behind a house."""
    inner = CHAIN.match(plain, end, reach) or FLOOR.match(plain, end, reach)
    return inner.end() if inner else end
