"""Finds places in a ranking: 倒数第二, 第5位, 前三名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.extract.amounts import parse_amount
from pipeline.extract.measures import Quantity

_RANK: Final = re.compile(
    r"(?:倒数第|倒数|第|前)(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<m>名|位)?(?![\d一二三四五六七八九十条款项章节期次批届季轮号部巡督监党人医中小实例种步任版稿个者责产线时方])"
)
_RANK_CUE: Final = re.compile(
    r"(?:排|列|居|位|名|滑到|升到|跌到|降到|全[省市县区国]|并列|得|进入|保|拿|夺)[^。；！？\n]{0,10}$"
)
_ENDS: Final = re.compile(r"[，。；、！？）的\n]|强|$")
_TIMES: Final = re.compile(r"[一二两三四五六七八九十\d]+(?:天|年|个|次|期|届|任)")  # 前三次 ranks nothing
_FIRST_PLACE: Final = re.compile(r"(?:放在|摆在|摆到|放到|作为|挺在|是)$")  # 放在第一位 ranks nothing


def find_ranks(text: str, given: str) -> Iterator[Quantity]:
    """Places in a ranking: 倒数第二, 第5位, 前三名; a bare 第N only behind a ranking word.

    `text` is the folded form of `given`, from which a count takes its words.
    """
    for match in _RANK.finditer(text):
        reversed_, front = match.group().startswith("倒数"), match.group().startswith("前")
        cued = _RANK_CUE.search(text, max(0, match.start() - 14), match.start())
        if front and not (match["m"] or _ENDS.match(text, match.end())):
            continue
        if front and _TIMES.match(text, match.start() + 1, match.start() + 5):
            continue
        if not (
            reversed_
            or cued
            or front
            or (match["m"] and not _FIRST_PLACE.search(text, max(0, match.start() - 4), match.start()))
        ):
            continue
        amount = parse_amount(match["n"])
        if amount is None or amount.low is None:
            continue
        yield Quantity(
            match.start(),
            match.end(),
            given[slice(*match.span())],
            1.0 if front else amount.low,
            amount.low,
            match["m"] or "",
            "rank",
        )
