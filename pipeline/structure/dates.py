"""Reads calendar dates in the forms that official documents use."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipeline.text.normalise import fold

_DIGITS: Final = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0", "O": "0"}
_HAN: Final = "〇零○ＯO0０一二三四五六七八九十"
_MONTH: Final = rf"[年\-./]\s*(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})\s*[月\-./]"
FULL_DATE: Final = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}}|[{_HAN}]{{4}})\s*{_MONTH}\s*(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})(?!\d)\s*[日号]?"
)
_HAS_MONTH: Final = re.compile(_MONTH)  # ten times as quick to search for, and seldom found without a year and a day


def search_date(text: str) -> re.Match[str] | None:
    """First full date in `text`, whether or not the calendar has it.

    >>> search_date("定于2024年13月1日").group(), search_date("2024年底")
    ('2024年13月1日', None)
    """
    return FULL_DATE.search(text) if _HAS_MONTH.search(text) else None


def _part(text: str) -> int:
    """Number of a year, month or day in Arabic digits, digit by digit, or with 十.

    >>> _part("二〇二四"), _part("十一"), _part("二十")
    (2024, 11, 20)
    """
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS.get(c, "0") for c in text))


def parse_date(text: str) -> str:
    """First full date in `text` as ISO 8601, empty when there is none.

    >>> parse_date("二〇二四年十一月六日"), parse_date("2021年1月18日"), parse_date("2024年13月1日")
    ('2024-11-06', '2021-01-18', '')
    """
    for match in FULL_DATE.finditer(fold(text)):
        try:
            return date(_part(match["y"]), _part(match["m"]), _part(match["d"])).isoformat()
        except ValueError:
            continue
    return ""
