"""Other names of a person: “大发”（就是卢广发）, 老童（童家祥）, 顾问Lily, 郑皓宇（小名豆苗）."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import name_before
from pipeline.mask.reading import HAN, Reading

_BEFORE: Final = re.compile(
    rf"(?P<alias>{HAN}{{2,3}}|[A-Z][A-Za-z]{{1,11}})[”」\"]?[（(](?:就是|也就是|即|工牌上?(?:写的)?是?|大名|本名|真名|原名|全名|名叫)?[:： ]?(?={HAN}{{2,4}}[）)，,])"
)
_BEHIND: Final = re.compile(
    rf"[，,（(]?(?:小名|乳名|外号|绰号|又名|曾用名|昵称|网名|英文名)(?:叫|是|为|[:：])?[“「\"]?(?P<alias>{HAN}{{2,3}}|[A-Za-z]{{2,12}})(?=[”」\"）)，,。、])"
)
_LATIN: Final = re.compile(
    r"(?:顾问|老师|教练|销售|客服|咨询师|经理|设计师|主管|同事|文案|店长|老板|中介|名叫|花名)[“「\"]?(?P<alias>[A-Z][a-z]{2,9})(?![A-Za-z0-9])"
)
_LEAST: Final = 2  # characters of an alias: of 顾问大发（卢广发） as few as share one with the name


def aliases(reading: Reading, names: Container[int]) -> Iterator[tuple[int, int]]:
    """Half-open spans of other names; `names` are the places where names are likely to begin.

    >>> text = "“大发”（就是卢广发）先推的我，顾问Lily不认，郑皓宇，小名豆苗，上中班"
    >>> [text[start:end] for start, end in aliases(Reading(text), {7})]
    ['大发', '豆苗', 'Lily']
    """
    plain = reading.plain
    for match in _BEFORE.finditer(plain):
        if match.end() not in names:
            continue
        alias, name = match.group("alias"), plain[match.end() : match.end() + 4]
        if alias.isascii():
            yield match.span("alias")
            continue
        short = match.end("alias") - _LEAST
        if not set(plain[short : match.end("alias")]).isdisjoint(name) and reading.opens(short):
            yield short, match.end("alias")
    for match in _BEHIND.finditer(plain):
        if match.group("alias").isascii() or name_before(reading, match.start()) is not None:
            yield match.span("alias")
    for match in _LATIN.finditer(plain):
        if match.group("alias") not in personal_words().no_names:
            yield match.span("alias")
