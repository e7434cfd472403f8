"""Homes by their grammar: behind road, village or town a name and parts with numbers, as far as parts of a dwelling go on.

    tail := name? part+        part := number unit | dashed number | place in the house (东户, 后院, 顶楼)

Such a tail is a home where the clause speaks of one, where whoever lives there is named behind it (的租客, 房东楼某), or where its
parts are those of a dwelling (a building, and a room in it); never that of an office, shop or site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.lexicon.divisions import divisions
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.address_forms import COUNTED
from pipeline.mask.estates import called_start
from pipeline.mask.home_context import DWELLS, clause_before, is_elsewhere, is_home, of_unit
from pipeline.mask.name_forms import full_name
from pipeline.mask.reading import HAN, Reading, ends

_N: Final = r"(?:[0-9]{1,4}(?:[\-—–－][0-9]{1,3})?|[一二三四五六七八九十百零〇]{1,4}|[甲乙丙丁])"
_UNIT: Final = r"(?:号宿舍楼|号公寓楼|号大?院|号楼|号房(?![东主客产价租屋])|号|栋|幢|座|单元|室|房间|房(?![东主客产价租屋])|层|楼(?![上下])|(?<![0-9]{3})户|门|村民小组|居民小组|村民组|居民组|小组|组|[生作]产队|队|社(?!区)|排|支?弄|巷|街坊|区|期|院|委(?=[0-9])|#|[Ff](?![A-Za-z]))"
_NUMBERED: Final = rf"(?:[第附负东西南北中甲乙丙丁]{{0,2}}{_N} ?{_UNIT}|[A-Za-z]{{1,2}}[0-9]{{0,3}}(?:栋|幢|座|区|楼|单元)|(?<![0-9A-Za-z])[A-Za-z]{{0,2}}[0-9]{{1,4}}(?:[\-—–－][0-9A-Za-z]{{1,4}}){{1,3}}(?![0-9年月日届元%％学]))"
_INSIDE: Final = (
    r"(?:[东西南北中前后左右]{1,2}(?:户|门|厢房?|屋|院|进|间|头|侧|边|手|排|栋|单元)|[东西南北](?=[，。；、）)]|$)|楼[上下](?![的是有])|[院台门厂]门?[内里]|底楼|[中底]间|内(?=[东西南北平民瓦砖车后前])|小院|院子|平房|民房|瓦房|辅房|杂物房|车库|半?地下室|负[一二]层|吊层|阁楼"
    r"|顶[楼层]|加建房|自建房|出租[屋房]|彩钢[板房]{1,2}|宿舍楼?|家属楼|职工楼|(?:后面|里面|楼上|楼下|门口)?的(?=平房|辅房|车库|阁楼|[东西南北]屋)|之[一二三四五六0-9]{1,2}|[附付][0-9]{1,3}号?|第[一二三四五六七八九十0-9]{1,2}[间家户排]|(?<=[0-9栋幢座元号门楼层舍寓])[\-—–－ ]?(?:[A-Z]?[0-9]{3,4}户?(?![0-9.元铺])|[0-9]{1,2}(?=[，。；、,;）)\n]|$)|[一二三四五六七八九零〇]{3,4}(?![元人户])))"
)
_PART: Final = rf"[\-—–－ ]?(?:{_NUMBERED}|{_INSIDE})"
_NAME: Final = rf"(?:(?![的了在到和与是有我他她你您因被从对向把将给住去说找请问没不]){HAN}){{1,7}}?"
_TAIL: Final = re.compile(rf"(?:{_NUMBERED})(?:{_PART}|(?:{_NAME})(?={_NUMBERED})){{0,9}}")
# Behind these the personal part of an address begins.
_ANCHOR: Final = re.compile(
    r"(?<![新东西南北])村(?!民|委会|镇)|村委会|(?<!铁)[路街巷弄](?![区道新村])(?!小区|家属|花园|家园)(?:[东西南北中]段|[东西南北](?=[0-9]))?|大道|(?<!街)道(?=[0-9])|胡同|街道|办事处|社区|(?<=[一二三四五六七八九十])条(?=[甲乙]?[0-9])"
    r"|[镇乡屯寨团旗县](?!政府)|[农林牧渔茶]场|区(?!域)|市(?!场)|嘎查|苏木|[校厂]内"
)
_ZONE: Final = re.compile(r"[东西南北中前后小活理宅属舍新片厂矿]区")  # part of an estate, unless such a district exists
_REACH: Final = 24  # characters before the first part in which the anchor stands
_SHORTEST_NAME: Final = 2
_AHEAD: Final = 2  # characters behind an anchor that tell whether it is one
_LONGEST_NAME: Final = 8
_NO_NAME: Final = re.compile(
    r"[的了在到和与是有我他她你您因被从对向把将给住去说找请问没不，。；：、！？\s（）()\"“”0-9]"
)
_LIVES: Final = re.compile(
    rf"(?:的|之)?(?:租[客户]|房[东主客]|业主(?!委)|住户|户主|居民|村民|独户|住处|[他她我其自]家|移民|老人|主人|住着|住的)|的?家(?![庭长具电属])|[，,、 ]?(?:{HAN}{{1,3}}族)?(?:户主|租[客户]|业主|房东|住户|本人|老人|村民|居民|出租[屋房])"
)
_DWELLING: Final = re.compile(
    r"(?:栋|幢|座|号楼|单元|楼[东西南北]?(?=[0-9])).*(?:室|户|房|门|层|楼|[0-9]{3,4}$|[\-—–－][0-9])|号[0-9]{3,4}室|单元|后进|厢|平房|民房|瓦房|辅房|加建|自建|出租|阁楼|吊层|家属楼|宿舍"
)
_COUNT: Final = re.compile(r"[0-9]+户")  # 花马池镇19户
_GROUP: Final = re.compile(r"[组队社]$")
_VILLAGES: Final = frozenset("村屯寨")
_HOUSE_END: Final = re.compile(r"号(?=[，。；、,;）)\n]|$)")  # 埔头村下厝角落69号。
_OWNER_ENDS: Final = frozenset("，。,（( \n、；")
_MARK: Final = re.compile(r"[，,、 的]?")


class _Tail(NamedTuple):
    """Where a tail begins, with its name, and its first part with a number; where it ends; what its clause says before it."""

    start: int
    first: int
    end: int
    before: str


def address_tails(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of the personal parts of homes.

    >>> text = "后宅街道湖门新村5区28幢3单元的房东不退钱，住定江村那黄坡9队，民意四路103号附2号房主，和平路12号超市"
    >>> [text[start:end] for start, end in address_tails(Reading(text))]
    ['湖门新村5区28幢3单元', '那黄坡9队', '103号附2号']
    """
    plain, behind = reading.plain, 0
    for match in _TAIL.finditer(plain):
        first, end = match.span()
        if first < behind or _COUNT.fullmatch(match.group()):
            continue
        start = _start(plain, first)
        if start is None and _DWELLING.search(match.group()) and not COUNTED.match(match.group()):
            start = _bare_start(reading, first)
        if start is None:
            continue
        tail = _Tail(start, first, end, clause_before(plain, start))
        if not _is_of_unit(reading, tail) and _is_lived_in(reading, tail):
            behind = end
            yield start, end


def _is_of_unit(reading: Reading, tail: _Tail) -> bool:
    """Whether the parts are those of an office, shop or site, whose name or address stands before."""
    start, first, end, before = tail
    if not reading.units.free(first, end):
        return True
    if reading.behind_unit(first) and ends(reading.plain, first, personal_words().homes["venue"]):  # 市医院3号楼
        return True
    return is_elsewhere(reading, before, end) or of_unit(reading, start, before.rsplit("，", 1)[-1])


def _is_lived_in(reading: Reading, tail: _Tail) -> bool:
    """Whether words around the tail, or its own parts, make a home of it."""
    plain, (start, first, end, before) = reading.plain, tail
    lived = _LIVES.match(plain, end) is not None or _is_owned(reading, end)
    if plain.startswith("的", end) and _GROUP.search(plain, start, end):  # 六组的鱼塘
        return lived or DWELLS.search(before) is not None
    if plain[start - 1 : start] in _VILLAGES and start < first and _HOUSE_END.match(plain, end - 1):
        return True
    return lived or is_home(before) or _DWELLING.search(plain, start, end) is not None


def _start(plain: str, first: int) -> int | None:
    """Where the personal part begins whose first part with a number stands at `first`: behind the anchor, with a name."""
    last = None
    for anchor in _ANCHOR.finditer(plain, max(0, first - _REACH), first + _AHEAD):
        if anchor.end() > first:
            break
        if anchor.group() != "区" or _is_district(plain, anchor.end()):
            last = anchor.end()
    if last is not None and first - last <= _LONGEST_NAME and not _NO_NAME.search(plain, last, first):
        return last
    return None


def _bare_start(reading: Reading, first: int) -> int | None:
    """Where the name of an estate begins that nothing leads in: 锦绣江南12栋703."""
    start = called_start(reading, first)
    return start if _SHORTEST_NAME <= first - start <= _LONGEST_NAME else None


def _is_district(plain: str, end: int) -> bool:
    """Whether the word in 区 that ends here is a district, not a zone of an estate or village: 铁西区, but 后铺南区, 生活区."""
    if not _ZONE.match(plain, end - 2):
        return True
    return any(plain[max(0, end - size) : end] in divisions() for size in (3, 4, 5))


def _is_owned(reading: Reading, end: int) -> bool:
    """Whether somebody is named behind the tail: 下厝角63号苏水木."""
    mark = _MARK.match(reading.plain, end)
    begin = mark.end() if mark else end
    if full_name(reading, begin, strict=True) is not None:
        return True
    name = full_name(reading, begin, strict=False)
    return name is not None and name > begin + 1 and reading.plain[name : name + 1] in _OWNER_ENDS
