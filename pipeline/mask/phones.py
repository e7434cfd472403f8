"""Phone numbers: mobiles and landlines as people write them, by their form or behind a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mask.number_cues import has_cue, is_listed
from pipeline.mask.personal import Span

_S: Final = r"[ \-–—‑]{0,2}"
_NO_LETTER: Final = r"(?:(?<![0-9A-Za-z¥￥$.])|(?<=[Tt][Ee][Ll])|(?<=[Pp]hone))"
_AMOUNT: Final = r"(?![0-9])(?!\.[0-9])(?! ?(?:元(?![旦宵])|[万亿%％吨余]|平方|公里|千瓦|次))"
# Eleven digits in groups as people write them; those of two digits, as dates have, only behind a cue.
_MOBILE: Final = re.compile(
    rf"{_NO_LETTER}(?:(?:[(（]?\+ ?86[)）]?|0086|(?<![0-9])86(?=[ \-]?1[3-9])){_S}|0(?=1[3-9]))?"
    rf"1[3-9](?:(?:{_S}|[.·])[0-9]){{9}}{_AMOUNT}"
)
_GROUP: Final = re.compile(r"[0-9]+")
_LEAST_GROUP: Final = 3  # digits
# Spelt out: 一三九〇五七一八八二三.
_SPELT: Final = r"[零〇○O0一幺二两三四五六七八九]"
_SPELT_MOBILE: Final = re.compile(
    rf"(?<![零〇○一幺二两三四五六七八九十百千万第])[一幺1][三四五六七八九](?:[ 、\-]?{_SPELT}){{9}}(?![零〇○一幺二两三四五六七八九十百千万亿])"
)
_EXTENSION: Final = r"(?:[ ]?(?:转|转接|分机|转分机|-|—)[ ]?[0-9]{1,6}(?:分机)?(?![0-9]))?"
_LANDLINE: Final = re.compile(
    rf"{_NO_LETTER}(?:\+?86{_S})?(?:[(（]0[1-9][0-9]{{1,2}}[)）]{_S}|0[3-9][0-9]{{2}}{_S})"
    rf"[1-9](?:[0-9]{{2,3}}[ \-]?[0-9]{{4}}|[0-9]{{3}}[ \-][0-9]{{3}}(?![0-9])){_AMOUNT}{_EXTENSION}"
    rf"|{_NO_LETTER}(?:010|02[0-9]){_S}[1-9][0-9]{{3}}[ \-]?[0-9]{{4}}{_AMOUNT}{_EXTENSION}"
    rf"|{_NO_LETTER}[48]00(?:[ \-]?[0-9]{{3}}[ \-]?[0-9]{{4}}|[ \-]?[0-9]{{4}}[ \-]?[0-9]{{3}}|[ \-]?[0-9]{{7}}){_AMOUNT}{_EXTENSION}"
)
_LOCAL: Final = re.compile(
    rf"(?<![0-9A-Za-z.¥￥$\-])[2-9](?:[0-9]{{2,3}}[ \-]?[0-9]{{4}}|[0-9]{{3}}[ \-][0-9]{{3}}){_AMOUNT}(?![0-9A-Za-z]){_EXTENSION}"
)


def is_mobile(text: str) -> bool:
    """Whether all of a text is a mobile number.

    >>> is_mobile("139 0571 8823"), is_mobile("lihua1990")
    (True, False)
    """
    return _MOBILE.fullmatch(text) is not None


def _is_grouped(plain: str, match: re.Match[str]) -> bool:
    """Whether a mobile number is written in groups of three digits or more, or stands behind its cue."""
    groups = _GROUP.findall(match.group().removeprefix("+"))
    return min(map(len, groups[1:]), default=_LEAST_GROUP) >= _LEAST_GROUP or has_cue(plain, match.start(), "座机号")


def find_phones(plain: str) -> Iterator[Span]:
    """Spans of phone numbers in the plain form of a text.

    >>> list(find_phones("手机138-1234-5678，座机0571-88231234"))
    [(2, 15, '手机号'), (18, 31, '座机号')]
    """
    for match in _MOBILE.finditer(plain):
        if not has_cue(plain, match.start(), "无关") and _is_grouped(plain, match):
            yield *match.span(), "手机号"
    for match in _SPELT_MOBILE.finditer(plain):
        yield *match.span(), "手机号"
    for match in _LANDLINE.finditer(plain):
        if not has_cue(plain, match.start(), "无关"):
            yield *match.span(), "座机号"
    behind = -1
    for match in _LOCAL.finditer(plain):
        start, end = match.span()
        if is_listed(plain, behind, start) or has_cue(plain, start, "座机号"):
            behind = end
            yield start, end, "座机号"
