"""Numbers that point to a person: identity cards, bank cards, phones, plates, passports, accounts, work orders.

What a number is shows in its own form (check digits, prefixes, area codes) or in the cue word before it
(corpora/lexicon/number_cues.csv). Behind its cue an identity or card number is taken even if its check digit is wrong: a
slip of the pen still points to its owner. Without one only numbers that pass are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from pipeline.mask.checks import is_identity_number, passes_luhn
from pipeline.mask.number_cues import WINDOW, has_cue, is_listed
from pipeline.mask.personal import Claims, Span
from pipeline.mask.phones import find_phones, is_mobile

_S: Final = r"[ \-–—‑]{0,2}"

_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9_][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9\-]{1,63}\.){1,4}[A-Za-z]{2,24}"
)
_IDENTITY: Final = re.compile(rf"(?<![0-9])[0-9](?:{_S}[0-9]){{16}}{_S}[0-9Xx×](?![0-9A-Za-z])")
_OLD_IDENTITY: Final = re.compile(rf"(?<![0-9A-Za-z.])[0-9]{{6}}{_S}[0-9]{{6}}{_S}[0-9]{{3}}(?![0-9A-Za-z])")
_SLIPPED: Final = re.compile(r"(?<![0-9A-Za-z])[0-9OoIl](?:[ \-]?[0-9OoIlXx×]){13,18}(?![0-9A-Za-z])")
_CARD: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?:[0-9]{16,19}|[0-9]{4}(?:[ \-]{1,3}[0-9]{4}){3}(?:[ \-]{1,3}[0-9]{1,3})?"
    r"|[0-9]{6}[ \-]{1,3}[0-9]{10,13})(?![0-9A-Za-z])"
)
# With which the numbers of cards begin (ISO/IEC 7812; 9558: 工商银行, before it).
_ISSUERS: Final = ("3", "4", "5", "6", "9558")
_ACCOUNT: Final = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \-]{0,3}[0-9]){11,22}(?![0-9A-Za-z])")
_PLATE: Final = re.compile(
    r"(?<![0-9A-Za-z])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?=[A-Za-z0-9 ·•.\-]{0,12}[0-9][A-Za-z]{0,3}[0-9]|[A-Za-z])"
    r"[A-HJ-NP-Za-hj-np-z] ?[·•.\-]? ?"
    r"(?:[A-HJKa-hjk][A-HJ-NP-Za-hj-np-z0-9][0-9]{4}|[0-9]{5}[A-HJKa-hjk]"
    r"|(?=[A-Za-z]{0,2}[0-9A-Za-z]{0,2}[0-9])[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?:(?![A-Za-z0-9])|(?=[0-9]{1,4}[年月]))"
)
_PASSPORT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}[0-9]{6,10}(?![A-Za-z0-9])")
# Of the forms that Chinese passports and permits have, with the word for them anywhere before in the sentence.
_OWN_PASSPORT: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[EeGgDdSsPp][0-9]{8}|[Ee][A-Za-z][0-9]{7}|[HhMmCcTtWw][0-9]{8,10})(?![A-Za-z0-9])"
)
_SPOKEN_OF: Final = re.compile(r"(?:护照|通行证|回乡证|台胞证)[^。；\n]{0,24}$")
_FOREIGN_PASSPORT: Final = re.compile(r"(?<![A-Za-z0-9])[0-9]{8,9}(?![A-Za-z0-9])")
_HANDLE: Final = re.compile(r"(?<![A-Za-z0-9_\-])[A-Za-z0-9_][A-Za-z0-9_\-]{4,19}(?![A-Za-z0-9_\-@])")
_QQ: Final = re.compile(r"(?:(?<![0-9A-Za-z])|(?<=[Qq]))[1-9][0-9]{4,11}(?![0-9A-Za-z])")
_QQ_BEFORE: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{4,11}(?=[”\"]?(?:这个|那个|的|是我的?)?(?:QQ|qq|扣扣))"
)  # 28746105这个QQ
_LED_QQ: Final = re.compile(r"[Qq]{2}[^0-9\n，。；,;：:]{1,8}[：:] ?$")  # QQ或邮箱都行：
_ORDER: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9](?:[\-_/]?[A-Za-z0-9]){4,29}(?![A-Za-z0-9])")
# 编号：青信转〔2024〕117号
_LETTER_NUMBER: Final = re.compile(
    r"(?:信访|受理|投诉|来信|办理)?(?:编号|件号)[为是：: ]{0,3}([\u4e00-\u9fff]{1,6}[〔\[（(]20[0-9]{2}[〕\]）)]第?[0-9]{1,6}号)"
)
_ORDER_BEFORE: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{0,4}-?[0-9][0-9\-]{6,22}(?=号?(?:信访件|来信件|工单|来件|件(?=的|，|承办)|诉求单|交办单))"
)
_OF_PAPER: Final = re.compile(
    r"(?:合同|协议|文书|证书?|照片|收据|发票|样品|设备|产品|公告|报告|拍照|存档|票据|图纸|商品|批次)[^，。；\n]{0,4}[（(，,][^，。；（(\n]{0,4}编号[为是：: ]{0,2}$"
)
_OF_THING: Final = re.compile(r"的(?=[路灯电杆井箱设车变压监摄塔树柱桩牌泵阀])")  # 编号为JF-0138的路灯
_DIGITS: Final = re.compile(r"[0-9]")


def bare(text: str) -> str:
    """Letters and digits of a number without blanks and hyphens, in capitals; × is X.

    >>> bare("1101 0119-9x")
    '110101199X'
    """
    return re.sub(r"[^0-9A-Z]", "", text.replace("×", "X").upper())


def _identities(plain: str) -> Iterator[Span]:
    for match in _IDENTITY.finditer(plain):
        start, end = match.span()
        if is_identity_number(bare(match.group())) or has_cue(plain, start, "身份证号", far=True):
            yield start, end, "身份证号"
    for match in _OLD_IDENTITY.finditer(plain):
        start, end = match.span()
        cued = has_cue(plain, start, "身份证号", far=True)
        if cued or (is_identity_number(bare(match.group())) and not has_cue(plain, start, "无关")):
            yield start, end, "身份证号"
    for match in _SLIPPED.finditer(plain):
        digits = len(_DIGITS.findall(match.group()))
        if digits >= 12 and has_cue(plain, match.start(), "身份证号", far=True):
            yield *match.span(), "身份证号"


def _cards(plain: str) -> Iterator[Span]:
    for match in _CARD.finditer(plain):
        number = bare(match.group())
        other = has_cue(plain, match.start(), "无关") or has_cue(plain, match.start(), "工单号")
        if number.startswith(_ISSUERS) and passes_luhn(number) and not other:
            yield *match.span(), "银行卡号"
    for match in _ACCOUNT.finditer(plain):
        if has_cue(plain, match.start(), "银行卡号", far=True) and not has_cue(plain, match.start(), "无关"):
            yield *match.span(), "银行卡号"


def _behind_cues(plain: str) -> Iterator[Span]:
    for match in chain(_PASSPORT.finditer(plain), _FOREIGN_PASSPORT.finditer(plain)):
        if has_cue(plain, match.start(), "护照号"):
            yield *match.span(), "护照号"
    for match in _OWN_PASSPORT.finditer(plain):
        if _SPOKEN_OF.search(plain, max(0, match.start() - WINDOW), match.start()):
            yield *match.span(), "护照号"
    for match in _QQ_BEFORE.finditer(plain):
        yield *match.span(), "QQ号"
    for match in _QQ.finditer(plain):
        if has_cue(plain, match.start(), "QQ号") or _LED_QQ.search(
            plain, max(0, match.start() - WINDOW), match.start()
        ):
            yield *match.span(), "QQ号"
    for match in _HANDLE.finditer(plain):
        if has_cue(plain, match.start(), "微信号") and not is_mobile(match.group()):
            yield *match.span(), "微信号"


def _orders(plain: str) -> Iterator[Span]:
    """Numbers of work orders and letters."""
    for match in _LETTER_NUMBER.finditer(plain):
        yield *match.span(1), "工单号"
    for match in _ORDER_BEFORE.finditer(plain):
        yield *match.span(), "工单号"
    behind = -1
    for match in _ORDER.finditer(plain):
        start, found = match.start(), match.group()
        if len(_DIGITS.findall(found)) < 4 or is_mobile(found):
            continue
        cued = has_cue(plain, start, "工单号") and not has_cue(plain, start, "无关")
        paper = _OF_PAPER.search(plain, max(0, start - WINDOW), start)
        if is_listed(plain, behind, start) or (cued and not paper and not _OF_THING.match(plain, match.end())):
            behind = match.end()
            yield *match.span(), "工单号"


def find_numbers(plain: str, claims: Claims) -> list[Span]:
    """Spans of personal numbers in the plain form of a text, each claimed; of two that overlap the surer one stays.

    >>> find_numbers("手机138-1234-5678，花了13812345678元", Claims(40))
    [(2, 15, '手机号')]
    """
    found = [(*match.span(), "邮箱") for match in _EMAIL.finditer(plain)]
    found += _identities(plain)
    found += _cards(plain)
    found += [(*match.span(), "车牌号") for match in _PLATE.finditer(plain)]
    found += _behind_cues(plain)
    found += _orders(plain)
    found += find_phones(plain)
    return [span for span in found if claims.take(span[0], span[1])]
