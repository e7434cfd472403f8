"""What is kept of a letter to compare it: hashes of its character trigrams, and of the places and amounts it names.

A form letter differs from its twin in few characters, yet another village and another sum make it another matter;
so places and amounts are compared apart from the wording. No text is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from pipeline import paths
from pipeline.extract.numerals import parse_number
from pipeline.lexicon.tables import choice, read_table
from pipeline.text.normalise import fold, squeeze

if TYPE_CHECKING:
    import numpy as np

ROLES: Final = ("place", "amount", "courtesy", "lead")
LONGEST: Final = 20_000  # characters looked at; a letter that is longer is compared by its beginning
MOST_FACTS: Final = 200
GRAM: Final = 3
_DATE: Final = re.compile(r"0年(?:0月)?(?:0[日号])?|0月0[日号]?")
_SALUTATION: Final = re.compile(r"尊敬的[^，,。：:！!\n]{0,20}[，,：:！!\n]")
_NOISE: Final = re.compile(r"[^\w]|_")
_SAID_ANYWAY: Final = 2.0  # 一家, 两户: no amount to tell letters by


@dataclass(frozen=True, slots=True)
class Trace:
    """Sorted distinct hashes (uint32) of one letter; `grams` is empty when it says nothing."""

    grams: np.ndarray[Any, np.dtype[np.uint32]]
    facts: np.ndarray[Any, np.dtype[np.uint32]]

    @property
    def key(self) -> bytes:
        """Digest of all that is compared: equal letters have equal keys."""
        return blake2b(
            self.facts.tobytes(), digest_size=16, key=blake2b(self.grams.tobytes(), digest_size=16).digest()
        ).digest()


@dataclass(frozen=True, slots=True)
class _Words:
    courtesy: re.Pattern[str]
    place: re.Pattern[str]
    amount: re.Pattern[str]
    common: dict[str, str]  # suffix of a place → characters before it that name none (本村, 马路)
    lead: str  # characters before a place that are no part of its name (在李村)


@cache
def _words() -> _Words:
    path = paths.lexicon() / "repeats.csv"
    found: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for line, row in read_table(path, ("role", "words", "not_after")):
        found[choice(path, line, row, "role", ROLES)][row["words"]] = row["not_after"]

    def any_of(role: str) -> str:
        return "|".join(re.escape(word) for word in sorted(found[role], key=lambda word: (-len(word), word)))

    digits = r"(?:\d[\d,]{0,14}(?:\.\d{1,6})?[万亿千百]{0,2}|[一二三四五六七八九十百千万亿零〇两]{1,12})"
    return _Words(
        courtesy=re.compile(any_of("courtesy")),
        place=re.compile(rf"([一-鿿]{{2}})({any_of('place')})"),
        amount=re.compile(rf"(?<!第)({digits})[多余来几]?({any_of('amount')})"),
        common=found["place"],
        lead="".join(found["lead"]),
    )


def facts(text: str) -> set[str]:
    """Places and amounts that a letter names, in one writing each.

    >>> sorted(facts("清水镇石桥村欠我三千二百元，我们村的马路"))
    ['3200元', '清水镇', '石桥村']
    >>> sorted(facts("石桥村欠我3200元"))
    ['3200元', '石桥村']
    """
    words = _words()
    plain = "".join(fold(text[:LONGEST]).split())
    result: set[str] = set()
    for match in words.place.finditer(plain):
        name, suffix = match.groups()
        common = words.common[suffix]
        if name[1] in common or name[1] in words.lead:
            continue
        if name := name.lstrip(common + words.lead):
            result.add(name + suffix)
    for match in words.amount.finditer(plain):
        value = parse_number(match[1])
        if value is not None and (value > _SAID_ANYWAY or match[1][0].isdigit()):
            money = match[2].removeprefix("万").replace("块钱", "元").replace("块", "元")
            result.add(f"{value * (10_000 if match[2].startswith('万') else 1):.10g}{money}")
    return result if len(result) <= MOST_FACTS else set(sorted(result)[:MOST_FACTS])


def wording(text: str) -> str:
    """The letter without greetings, thanks, dates, punctuation and the values of its numbers.

    >>> wording("尊敬的领导：您好！2023年5月6日，路灯坏了3盏。谢谢！")
    '路灯坏了0盏'
    """
    plain = squeeze(_SALUTATION.sub("", text[:LONGEST])).text
    return _words().courtesy.sub("", _NOISE.sub("", _DATE.sub("", plain)))


def trace(text: str) -> Trace:
    """Hashes of a letter; at most `LONGEST` characters of it count.

    >>> len(trace("路灯坏了").grams), len(trace("谢谢！").grams)
    (2, 0)
    """
    import numpy as np

    plain = wording(text)
    named = sorted(facts(text)) if plain else []
    digests = [int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "little") for name in named]
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if 0 < len(codes) < GRAM:
        codes = np.pad(codes, (0, GRAM - len(codes)))
    mixed = np.zeros(max(0, len(codes) - GRAM + 1), dtype=np.uint64)
    for at in range(GRAM):
        mixed = (mixed ^ codes[at : at + len(mixed)]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return Trace(np.unique((mixed >> np.uint64(16)).astype(np.uint32)), np.unique(np.array(digests, dtype=np.uint32)))
