"""Masking on hand-made cases: what is personal is found with exact spans and type, near-misses stay."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.mask import find_personal

_CODES = {
    "n": "姓名", "a": "住址", "i": "身份证号", "b": "银行卡号", "m": "手机号", "t": "座机号", "p": "护照号", "c": "车牌号",
    "e": "邮箱", "w": "微信号", "q": "QQ号", "o": "工单号", "z": "邮编",
}  # fmt: skip
_MARK = re.compile(r"\{([a-z]):([^}]*)\}")


def parsed(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Text and spans of a marked line."""
    text, spans, behind = "", [], 0
    line = line.replace("\\n", "\n")
    for match in _MARK.finditer(line):
        text += line[behind : match.start()]
        spans.append((len(text), len(text) + len(match.group(2)), _CODES[match.group(1)]))
        text += match.group(2)
        behind = match.end()
    return text + line[behind:], spans


LINES = [
    line
    for line in (Path(__file__).parent / "mask_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def found(text: str) -> list[tuple[int, int, str]]:
    return [(item.start, item.end, item.type) for item in find_personal(text)]


@pytest.mark.parametrize("line", LINES)
def test_case(line: str):
    text, spans = parsed(line)
    assert found(text) == spans


def test_the_table_is_large_and_mixed():
    kinds = Counter(kind for line in LINES for _, _, kind in parsed(line)[1])
    assert len(LINES) >= 200 and set(kinds) == set(_CODES.values())
    assert sum(not parsed(line)[1] for line in LINES) >= 80
