"""Homes told as such (家住…, 租住在…, 住址：…): the part below road and village, whatever words it is made of.

Where somebody says that he lives there, a number or 第三家 is that of a house even behind a name that no list knows:
山市村下洋92号, 城中村塘头三坊56号4楼.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mask.address_forms import CHAIN, FLOOR
from pipeline.mask.home_context import is_elsewhere
from pipeline.mask.reading import HAN, Reading

_TOLD: Final = re.compile(
    r"(?:家住|住在|租住[在于]?|[现暂]住(?:址|在)?|居住(?:地址|[在于地])?|(?:家庭)?住址|家庭地址|户籍(?:所在)?地址?|[我他她]住|家[在位]于?"
    rf"|(?<!{HAN})住(?={HAN}{{1,8}}[省市区县镇乡村街路]))[是为在于:： ]{{0,2}}"
)
_RUN: Final = re.compile(rf"(?:{HAN}|[0-9A-Za-z\-—–#]){{2,40}}")
_STOP: Final = re.compile(r"[的了]|是(?!家)|[我他她你]|有(?!限)|被|与|和(?=[^平])")
_NUMBER: Final = r"(?:[0-9]{1,4}(?:[\-—–][0-9]{1,4}){0,2}|[一二三四五六七八九十]{1,3})"
_HOUSE: Final = re.compile(
    rf"[甲乙丙丁附]?{_NUMBER}号(?![线文令床车口机地厅井坑矿窑桌柜台]|病|出口|高速|公馆|公寓|教学|食堂|仓库|宿舍楼?旁)(?:[附付]?[0-9]{{1,3}}号|院)?"
    r"|(?:[东西南北中前后][头边侧面数]?|[上下里外]头)?第[一二三四五六七八九十0-9]{1,3}[家户]"
)
_READABLE: Final = re.compile(
    r".*(?:[省市区县旗镇乡村路街巷弄道寨屯庄湾](?:[东西南北中]段|[内里])?|苏木|嘎查|社区|胡同|交叉口|[东西南北]约?[0-9]{1,4}米(?:[路街]?[东西南北])?)"
)
_LONGEST_HAMLET: Final = 6  # characters


def lived_at(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of the personal part of homes that are told as such.

    >>> text = "家住大溪镇山市村下洋92号，他住在市医院3号病房，家在路南第三家。"
    >>> [text[start:end] for start, end in lived_at(Reading(text))]
    ['下洋92号', '南第三家']
    """
    plain = reading.plain
    for told in _TOLD.finditer(plain):
        run = _RUN.match(plain, told.end())
        if run is None:
            continue
        stop = _STOP.search(plain, run.start(), run.end())
        reach = stop.start() if stop else run.end()
        house = _HOUSE.search(plain, run.start(), reach)
        if house is None:
            continue
        readable = _READABLE.match(plain, run.start(), house.start())
        start = readable.end() if readable else run.start()
        if house.start() - start > _LONGEST_HAMLET:
            start = house.start()
        inner = CHAIN.match(plain, house.end(), reach) or FLOOR.match(plain, house.end(), reach)
        end = inner.end() if inner else house.end()
        if reading.units.free(start, end) and not is_elsewhere(reading, plain[told.start() : start], end):
            yield start, end
