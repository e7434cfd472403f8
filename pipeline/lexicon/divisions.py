"""Administrative divisions of China from the county up (corpora/lexicon/divisions.csv; source and date in corpora/README.md).

The six-digit code tells the level: NN0000 is a province or a city of its rank, NNNN00 a city, all others counties; of
counties directly under a province (NN90NN) likewise.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import read_table

_CODE: Final = re.compile(r"\d{6}")
_SHORTEST: Final = 3  # characters; shorter names (城区, 赵县) are as often plain words, or told by their last character


@cache
def divisions() -> dict[str, str]:
    """Level of each division by its full name; of a name that two levels share, the higher.

    >>> divisions()["北京市"], divisions()["吉林市"], divisions()["昆山市"]
    ('province', 'city', 'county')

    Raises:
        DataFileError: a row has no six-digit code.
    """
    path = paths.lexicon() / "divisions.csv"
    order = ("county", "city", "province")
    found: dict[str, str] = {}
    for line, row in read_table(path, ("code", "name")):
        if not _CODE.fullmatch(row["code"]):
            raise DataFileError(path, line, f"code 为“{row['code']}”", "应为六位行政区划代码")
        level = "province" if row["code"].endswith("0000") else "city" if row["code"].endswith("00") else "county"
        if len(row["name"]) >= _SHORTEST:
            found[row["name"]] = max(level, found.get(row["name"], level), key=order.index)
    return found


@cache
def _longest() -> int:
    return max(map(len, divisions()), default=0)


def leading_division(name: str) -> tuple[str, str]:
    """The longest division that a name begins with, and its level; empty when it begins with none.

    >>> leading_division("北京市朝阳区教委"), leading_division("青陂县教育局")
    (('北京市', 'province'), ('', ''))
    """
    known = divisions()
    for size in range(min(len(name), _longest()), _SHORTEST - 1, -1):
        if name[:size] in known:
            return name[:size], known[name[:size]]
    return "", ""


@cache
def division_stems() -> frozenset[str]:
    """Names of cities and counties without the word for what they are; of two characters, as 宝山 of 宝山区.

    >>> "宝山" in division_stems(), "宝山区" in division_stems()
    (True, False)
    """
    return frozenset(name[:-1] for name in divisions() if len(name) == _SHORTEST)
