"""Home addresses: what lies below road, village or 小区. Districts, 街道, towns, villages and roads stay readable.

A door plate alone is taken where the clause speaks of a home (家住, 住址, 业主); a building with unit or room, and a building
behind the name of a 小区, are taken anywhere, the name with them. Where an office, shop or firm stands behind or the
clause gives its address, nothing is: 人民路12号政务大厅. A postal code is taken behind its cue, but not that of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.numbers import has_cue
from pipeline.mask.personal import Claims, Span
from pipeline.mask.plain import BLOT
from pipeline.mask.reading import HAN, Reading, begins, ends

_N: Final = (
    r"(?:[0-9A-Za-z]{1,5}(?:[\-—–－之][0-9A-Za-z]{1,4}){0,3}|[一二三四五六七八九十百零〇]{1,5}|[甲乙丙丁东南西北])"
)
_STEP: Final = rf" ?(?:第?{_N} ?(?:号楼|楼|栋|幢|座|单元|室|房间|房|号|层|户|门|组|梯|#)|[东西南北中]{{1,2}}[户门](?!{HAN}?口)|顶[楼层]|[左右](?=[，。；、）]|$))"
_BARE_ROOM: Final = r"(?:[ \-—–]?[0-9]{3,4}(?![0-9.]|[ ]?[元人户家平米年月日次个万天件多余千伏]))?"
_BUILDING: Final = rf"(?:{_N} ?(?:号楼|栋|幢|座|单元|#楼?)|[A-Za-z]{{1,2}}[0-9]{{0,2}}楼)"
_DASHED: Final = r"[0-9A-Za-z]{1,3}(?:[\-—–#][0-9]{1,3}){1,2}[\-—–][0-9]{2,4}(?![0-9\-])[室房号]?"
_CHAIN: Final = re.compile(rf"(?:{_BUILDING}(?:{_STEP}){{0,4}}{_BARE_ROOM}|{_DASHED})")
_PLATE: Final = re.compile(
    rf"(?:(?<=[路街巷弄道段])|(?<=胡同)|(?<=大院)|(?<=门牌)|(?<=门牌号))(?:甲|乙|丙|附)?{_N} ?(?:弄(?:{_N}号)?|号院|号)(?!楼|线|令|文)(?:(?:附|之)[0-9]{{1,3}}号?)?(?:院)?"
)
_FLOOR: Final = re.compile(
    rf"(?:{_STEP}){{1,4}}|[0-9]{{1,3}}[\-—–][0-9]{{1,3}}(?![0-9])"
)  # behind a door plate: 53号二楼
_GROUP: Final = re.compile(
    rf"(?:(?<=[村寨屯镇乡])第?[0-9一二三四五六七八九十]{{1,3}}(?:村民小组|小组|组|队|社)"
    rf"|(?<=[村寨屯])[\u4e00-\u9fff]{{1,4}}(?:组|屯|自然村|湾)(?={_N}号))(?:[ ]?{_N} ?(?:号|户)(?:院)?)?"
    rf"|(?<=[村寨屯组湾坝庄])[0-9]{{1,4}}(?:[\-—][0-9]{{1,3}})?号(?!楼|线|文|令|公告)"
)
_ROOM: Final = re.compile(
    r"(?<![0-9])[0-9]{3,4}(?:室|房(?!间?[屋款产价租]))|(?<![0-9A-Za-z])[0-9]{1,2}楼[0-9]{3,4}(?![0-9])"
)
_POSTCODE: Final = re.compile(r"(?<![0-9A-Za-z.])[0-8][0-9]{2} ?[0-9]{3}(?![0-9A-Za-z元]|\.[0-9])")
_PARTS: Final = re.compile(r"号楼|楼|栋|幢|座|单元|室|房|号|层|户|门|梯|#|[\-—–]")
_CLAUSE: Final = re.compile(r"[。；！？\n]")
_BACK: Final = 40
_LONGEST_NAME: Final = 10
_NEAR: Final = 12  # characters before a bare building in which the cue of a home must stand
_NAME_STOP: Final = re.compile(
    rf"[^\u4e00-\u9fffA-Za-z0-9·]|[路街巷弄道号区县镇乡村]|(?<!城)市|大道|街道|社区|[住在是于位系为和与及的我们他她它你您了到从向有对把被将]|我们|本人|投诉|举报|反映|关于|购买|业主|目前|{BLOT}"
)
_IN_NAMES: Final = frozenset("向和为有对从到")
_ZONE: Final = re.compile(r"[一二三四五六七八九十]区$")  # 翠苑三区
_LED: Final = re.compile(
    r"(?:[住在于路街巷弄道区县镇乡村]|大道|街道)$"
)  # before an estate whose name no word ends: 住锦绣江南
_SIGNER: Final = re.compile(rf"^{HAN}{{2,4}}[，, ]{{1,3}}{HAN}{{2,16}}$")  # a line of a name and a road
_LAST: Final = re.compile(r"[，, 0-9\-]*$")
_COUNTED: Final = re.compile(r"[一两几][栋幢座](?!.{1,3}(?:单元|室))|[二三四五六七八九十][栋幢座].{0,4}层")


@cache
def _kind(kind: str) -> re.Pattern[str]:
    words = personal_words().homes[kind]
    return re.compile(f"(?=[{''.join(sorted({word[0] for word in words}))}])(?:{alternation(tuple(words))})")


def _clause_before(plain: str, at: int) -> str:
    """What stands before a place in its clause, at most 40 characters."""
    return _CLAUSE.split(plain[max(0, at - _BACK) : at])[-1]


def _venue_after(reading: Reading, end: int) -> bool:
    """Whether an office, shop or firm stands at once behind `end`: 12号政务大厅, 3栋2楼开福区人社局."""
    plain = reading.plain
    words = personal_words().homes["venue"]
    at = end
    while at < min(len(plain), end + 12) and (
        "\u4e00" <= plain[at] <= "\u9fff" or (plain[at].isascii() and plain[at].isalnum())
    ):
        if plain[at] in "的是了在我你他被有住们和与很向将把说称及" or plain.startswith(
            ("楼下", "楼上", "隔壁", "对面", "旁", "附近", "门口"), at
        ):
            return False
        if begins(plain, at, words):
            return True
        at += 1
    return False


def _compound_start(reading: Reading, end: int) -> int:
    """Start of the name of the 小区 that ends at `end`, or `end` if none does."""
    plain = reading.plain
    start = end - 2 if _ZONE.search(plain, end - 2, end) else end
    while word := ends(plain, start, personal_words().homes["compound"]):  # 凤凰 小区 二期
        start -= len(word)
    suffix = plain[start:end]
    if not suffix:
        return end
    start = _after_place(plain, _name_start(reading, start, end), end)
    return (
        end
        if start >= end or not reading.units.free(start, end) or (suffix == plain[start:end] and len(suffix) < 3)
        else start
    )


def _name_start(reading: Reading, start: int, end: int) -> int:
    """How far before `start` the name reaches that ends at `end`."""
    plain, low = reading.plain, max(0, end - _LONGEST_NAME)
    stop = None
    while start > low and not (stop := _NAME_STOP.match(plain, start - 1)):
        start -= 1
    start = stop.end() if stop else start  # 反映 is two characters
    if start > low and plain[start - 1] in _IN_NAMES and len(reading.word(start - 1)[0]) > 1:  # 向阳, 和平
        start -= 1
    return start


def _bare_estate(reading: Reading, end: int) -> int:
    """Start of a name without a word for 小区 that ends at `end`, behind a road, a district or 住: 住锦绣江南 7栋1单元."""
    start = _name_start(reading, end, end)
    led = _LED.search(reading.plain, max(0, start - 2), start) and reading.units.free(start, end)
    return start if end - start > 1 and led else end


def _after_place(plain: str, start: int, end: int) -> int:
    """Skip what the name's reach took in of the words before it: cues of home."""
    homes = personal_words().homes["home"]
    at = start
    while at < end and (cue := begins(plain, at, homes)):
        at += len(cue)
    return at


def _of_unit(reading: Reading, at: int, before: str) -> bool:
    """Whether a clause gives the address of a unit: 县信访局地址：人民路12号."""
    address = before.rfind("地址")
    place = at - len(before) + address
    return address > 0 and not reading.units.free(place - 1, place)


def _home(before: str) -> bool:
    return bool(_kind("home").search(before)) and not _kind("elsewhere").search(before)


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    plain = reading.plain
    for match in _PLATE.finditer(plain):
        yield from _plate(reading, *match.span())
    for match in _CHAIN.finditer(plain):
        start, end = match.span()
        if start and (plain[start - 1].isascii() and plain[start - 1].isalnum()):
            continue
        before = _clause_before(plain, start)
        name = _compound_start(reading, start)
        parts = len(_PARTS.findall(match.group())) + match.group()[-1].isdecimal()
        if name == start and parts > 1:
            name = _bare_estate(reading, start)
        if _kind("elsewhere").search(before) or _venue_after(reading, end):
            continue
        in_unit = start > 0 and not reading.units.free(start - 1, end)  # 市医院3号楼
        if _COUNTED.match(match.group()) or plain[end : end + 1] == "楼":  # 一栋28层的, 停过三栋楼的电梯
            continue
        if (not in_unit and (name < start or parts > 1)) or (_home(before) and (parts > 1 or _home(before[-_NEAR:]))):
            yield name, end
    for match in _GROUP.finditer(plain):
        start, end = match.span()
        before = _clause_before(plain, start)
        whose = (
            plain.startswith(("村民", "居民", "社员", "农民", "农户", "人，", "人。"), end)
            or "号" in match.group()
            or "户" in match.group()
        )
        if (whose or _home(before)) and not _venue_after(reading, end) and not _kind("elsewhere").search(before):
            yield start, end
    for match in _ROOM.finditer(plain):
        before = _clause_before(plain, match.start())
        if _home(before) and not _venue_after(reading, match.end()):
            name = _compound_start(reading, match.start())
            yield name, match.end()


def _plate(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A door plate behind a road, with the 小区 and the building behind it: 12号阳光花园3栋501室."""
    plain = reading.plain
    before = _clause_before(plain, start)
    if _kind("elsewhere").search(before) or _of_unit(reading, start, before):
        return
    inner = end
    for step in range(_LONGEST_NAME + 1):  # a name of a 小区, then a chain
        chain = _CHAIN.match(plain, end + step) or _ROOM.match(plain, end + step)
        if chain and (step == 0 or ends(plain, end + step, personal_words().homes["compound"])):
            inner = chain.end()
            break
        if end + step >= len(plain) or _NAME_STOP.match(plain, end + step):
            break
    whole = inner > end
    if not whole and (floor := _FLOOR.match(plain, end)):
        inner = floor.end()
    if _venue_after(reading, inner) or not reading.units.free(start, inner):
        return
    if whole or _home(before) or (_SIGNER.search(before) and _LAST.match(plain, inner)):
        yield start, inner


def _postcodes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Postal codes behind 邮编, unless the clause is about the address of an office."""
    for match in _POSTCODE.finditer(reading.plain):
        start, end = match.span()
        if not has_cue(reading.plain, start, "邮编", far=True):
            continue
        before = _clause_before(reading.plain, start)
        unit = not reading.units.free(start - len(before), start) and not _kind("home").search(before)
        if not (unit or _of_unit(reading, start, before) or _kind("elsewhere").search(before)):
            yield start, end


def find_addresses(reading: Reading, claims: Claims) -> list[Span]:
    """Spans of the personal part of home addresses, and of postal codes, each claimed.

    >>> text = "我住幸福路12号阳光花园3栋2单元501室，人民路12号政务大厅没人。"
    >>> [text[start:end] for start, end, _ in find_addresses(Reading(text), Claims(len(text)))]
    ['12号阳光花园3栋2单元501室']
    """
    spans = sorted(_spans(reading), key=lambda span: (span[0], -span[1]))
    found = [(start, end, "住址") for start, end in spans] + [(*span, "邮编") for span in _postcodes(reading)]
    return [span for span in found if claims.take(span[0], span[1])]
