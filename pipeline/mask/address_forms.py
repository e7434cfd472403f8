"""What the parts of a home address look like: door plates, chains of building, unit and room, groups of a village."""

from __future__ import annotations

import re
from typing import Final

from pipeline.mask.plain import BLOT
from pipeline.mask.reading import HAN

_N: Final = (
    r"(?:[0-9A-Za-z]{1,5}(?:[\-—–－之][0-9A-Za-z]{1,4}){0,3}|[一二三四五六七八九十百零〇]{1,5}|[甲乙丙丁东南西北])"
)
_STEP: Final = rf" ?(?:第?{_N} ?(?:号楼|楼|栋|幢|座|单元|室|房间|房|号|层|户|门|组|梯|#)|[东西南北中]{{1,2}}[户门](?!{HAN}?口)|顶[楼层]|[左右][户门]|[左右](?=[，。；、）]|$)|第{_N}间|[前后东西南北]栋|[前后东南西北]{{1,2}}(?:厢房|平房|院)(?!子))"
_BARE_ROOM: Final = r"(?:[ \-—–]?[0-9]{3,4}(?![0-9.]|[ ]?[元人户家平米年月日次个万天件多余千伏]))?"
_BUILDING: Final = rf"(?:{_N} ?(?:号楼|栋|幢|座|单元|#楼?|排(?={_N}号)|门(?=[0-9]{{3,4}})|楼(?=[0-9]+门))|[A-Za-z]{{1,2}}[0-9]{{0,2}}楼)"
_DASHED: Final = r"(?:[0-9A-Za-z]{1,3}(?:[\-—–#][0-9]{1,3}){1,2}[\-—–][0-9]{2,4}|[0-9]{1,3}(?:[\-—–][0-9]{1,2}){3})(?![0-9\-])[室房号]?"
_SHORT_ROOM: Final = r"(?:[0-9]{1,2}[\-—–][0-9]{1,2}(?![0-9\-]))?"  # 9幢1单元7-3
_HOUSE: Final = r"(?:[0-9]{1,3}巷)?[0-9]{1,4}号[0-9]{3,4}"  # 14号602室, where houses have numbers
CHAIN: Final = re.compile(
    rf"(?:(?:{_N}号院)?{_BUILDING}(?:{_STEP}){{0,4}}(?:{_SHORT_ROOM}|{_BARE_ROOM}){_BARE_ROOM}|{_HOUSE}[室房](?!间?[屋款产价租])|{_DASHED})"
)
PLATE: Final = re.compile(
    rf"(?:(?<=[路街巷弄道段])|(?<=胡同)|(?<=大院)|(?<=门牌)|(?<=门牌号))(?:甲|乙|丙|附)?{_N} ?(?:弄(?:{_N}号)?|号(?:大)?院|号)(?!楼|线|令|文)(?:[附付][0-9]{{1,3}}号?|之{_N}号?)?(?:院)?"
)
FLOOR: Final = re.compile(
    rf"(?:{_STEP}){{1,4}}|[0-9]{{1,3}}(?:[\-—–][0-9]{{1,3}}){{1,3}}(?![0-9])|[1-9][0-9]{{2,3}}(?![0-9.]|[ ]?[元米平年])"
)  # behind a door plate: 53号二楼
GROUP: Final = re.compile(
    rf"(?:(?<=[村寨屯镇乡湾坪坝庄沟岭塘冲])第?[0-9一二三四五六七八九十]{{1,3}}(?:村民小组|小组|组|队|社(?!区))"
    rf"|(?<=嘎查)第?[0-9一二三四五六七八九十]{{1,3}}(?:小组|组|队)"
    rf"|(?<=[村寨屯])[\u4e00-\u9fff]{{1,4}}(?:组|屯|自然村|湾|[庄冲坪岗坝院])(?={_N}号)|(?<=村)(?!工作|调查|领导|督查|巡察|互助)[\u4e00-\u9fff]{{1,3}}小?组(?=[，。；的\n]|$|村民))(?:[ ]?{_N} ?(?:号|户)(?:院)?)?"
    rf"|(?<=[村寨屯组湾坝庄])[0-9]{{1,4}}(?:[\-—][0-9]{{1,3}})?号(?!楼|线|文|令|公告)(?:[1-9][0-9]{{2,3}}(?![0-9元]))?"
    rf"|(?:(?<=家在)|(?<=我家住)|(?<=我住)|(?<=住在))第?[一二三四五六七八九十0-9]{{1,3}}(?:组|社|队){_N}号"
)
ROOM: Final = re.compile(
    r"(?<![0-9])[0-9]{3,4}(?:室|房(?!间?[屋款产价租]))|(?:(?<=楼[上下])|(?<=隔壁)|(?<=对门)|(?<=[我家]住))[1-9][0-9]{2,3}(?=业主|住户|租客|房主|的|家|在|从|，|。)"
    r"|(?<![0-9A-Za-z.])[1-9][0-9]{2,3}(?=业主|住户|租客|房主)|(?<![0-9A-Za-z])[0-9]{1,2}楼[0-9]{3,4}(?![0-9])"
)
# At once behind the name of an estate: 湖畔苑31-502, 新村61号303.
HOUSE: Final = re.compile(rf"(?<![0-9A-Za-z\-])(?:[0-9]{{1,3}}[\-—–][0-9]{{3,4}}|{_HOUSE})(?![0-9\-元室房人户家次])")
SIGNED_ROOM: Final = re.compile(
    r"(?:(?<=\n)|(?<=[ 、]))[1-9][0-9]{2,3}(?=[ 　]?(?![元万])[\u4e00-\u9fff])"
)  # 301王建国
ROOM_BEHIND: Final = re.compile(r"(?<=[（(])[0-9]{1,2}(?:[\-—–][0-9]{1,4}){1,2}(?=[)）])")  # 王建国(3-5-2)
POSTCODE: Final = re.compile(r"(?<![0-9A-Za-z.])[0-8][0-9]{2} ?[0-9]{3}(?![0-9A-Za-z元]|\.[0-9])")
PARTS: Final = re.compile(r"号楼|楼|栋|幢|座|单元|室|房|号|层|户|门|梯|#|[\-—–]")
NUMBERED: Final = re.compile(r"[1-9][0-9]{2,3}(?![0-9.]|[ ]?[元米平年户])")  # a room behind the name of an estate
INSIDE: Final = re.compile(
    r"[室户房门]|[\-—–]|[楼层].|^[0-9]{3,4}$"
)  # what only a dwelling behind a door plate has: 33号5-2
CONTACT: Final = re.compile(r"[，, ]*\n[ \t]*(?:电话|手机|联系电话)?[:： ]*[0-9+]")  # a phone on the next line
TEXT_END: Final = re.compile(r"[。，]?\s*$")
CLAUSE: Final = re.compile(r"[。；！？\n]")
NAME_STOP: Final = re.compile(
    rf"[^\u4e00-\u9fffA-Za-z0-9·]|[路街巷弄道号区县镇乡村]|(?<!城)市|大道|街道|社区|[住在是于位系为和与及的我们他她它你您了到从向有对把被将]|我们|本人|投诉|举报|反映|关于|购买|业主|目前|{BLOT}"
)
ZONE: Final = re.compile(
    r"(?:第?[一二三四五六七八九十][区村]|第?[一二三四五六七八九十]社区|[A-Za-z]区)$"
)  # 翠苑三区, 矿山二村, 佳苑B区
LED: Final = re.compile(
    r"(?:[住在于到路街巷弄道区县镇乡村]|大道|街道|[住地]址[:：])$"
)  # before an estate whose name no word ends: 住锦绣江南
SIGNER: Final = re.compile(rf"^{HAN}{{2,4}}[，, ]{{1,3}}{HAN}{{2,16}}$")  # a line of a name and a road
LAST: Final = re.compile(r"[，, 0-9\-]*$")
COUNTED: Final = re.compile(r"[一两几][栋幢座](?!.{1,3}(?:单元|室))|[二三四五六七八九十][栋幢座].{0,4}层")
