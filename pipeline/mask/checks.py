"""Check digits and plausibility of identity and card numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_PROVINCES: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_SHAPE: Final = re.compile(r"[0-9]{15}|[0-9]{17}[0-9X]")


def _real_day(year: int, month: int, day: int) -> bool:
    try:
        return date(1880, 1, 1) <= date(year, month, day) <= date(2099, 12, 31)
    except ValueError:
        return False


def is_identity_number(number: str) -> bool:
    """Whether 15 or 18 bare characters are an identity number: region, day of birth and check digit hold.

    >>> is_identity_number("11010519491231002X"), is_identity_number("110105194912310021")
    (True, False)
    """
    if not _SHAPE.fullmatch(number) or not _PROVINCES.match(number):
        return False
    if len(number) == 15:
        return _real_day(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    if not _real_day(int(number[6:10]), int(number[10:12]), int(number[12:14])):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17]


def passes_luhn(number: str) -> bool:
    """Whether bare digits pass the Luhn check of card numbers.

    >>> passes_luhn("4512893004417722"), passes_luhn("4512893004417723")
    (True, False)
    """
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return bool(number) and total % 10 == 0
