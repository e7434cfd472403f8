"""Other names of a person: “大发”（就是卢广发）, 老童（童家祥）, 顾问Lily, 郑皓宇（小名豆苗）."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import full_name, name_before
from pipeline.mask.reading import HAN, Reading, ends, is_word

_BEFORE: Final = re.compile(
    rf"(?P<alias>{HAN}{{2,3}}?|[A-Z][A-Za-z]{{1,11}})(?:老师|教练|学长|学姐|经理|主管|店长|姐|哥)?(?=[”」\"（(，,就也即工身大学本真原全名])[”」\"]?[（(，,]?"
    rf"(?P<told>(?:就是|也就是|即|工牌上?(?:写的)?(?:是|叫)?|身份证上?(?:是|叫)?|大名|学名|本名|真名|原名|全名|真实姓名|名叫)[是叫为]?)?[:： ]?(?={HAN}{{2,4}})"
)
_QUOTED: Final = re.compile(rf"[“「\"](?P<alias>{HAN}{{2,3}}?)(?=老师|教练|学长|学姐|经理|主管|店长|姐|哥|师傅)")
# As an office wrote it, often not as its bearer does: 打成“李健国”.
_WRITTEN: Final = re.compile(
    rf"(?:名字|姓名|户名|写成了?|印成了?|输成了?|填成了?|误写成?|打成了?|写的是|录成了?|登记成了?|改成了?|错成了?)[是成为]?[:： ]?[“「\"](?P<alias>{HAN}{{2,4}})[”」\"]"
)
_BEHIND: Final = re.compile(
    rf"[，,（(]?(?:小名|乳名|外号|绰号|又名|曾用名|昵称|网名|英文名)(?:叫|是|为|[:：])?[“「\"]?(?P<alias>{HAN}{{2,3}}|[A-Za-z]{{2,12}})(?=[”」\"）)，,。、])"
)
_LATIN: Final = re.compile(
    r"(?:顾问|老师|教练|销售|客服|咨询师|经理|设计师|主管|同事|文案|店长|老板|中介|名叫|花名)[“「\"]?(?P<alias>[A-Z][a-z]{2,9})(?![A-Za-z0-9])"
)
_JOINING: Final = frozenset("的了是叫和与个位名有找给")


def aliases(reading: Reading, names: Container[int]) -> Iterator[tuple[int, int]]:
    """Half-open spans of other names; `names` are the places where names are likely to begin.

    >>> text = "“大发”（就是卢广发）先推的我，顾问Lily不认，郑皓宇，小名豆苗，上中班"
    >>> [text[start:end] for start, end in aliases(Reading(text), {7})]
    ['大发', '豆苗', 'Lily']
    """
    plain, words = reading.plain, personal_words()
    yield from _of_names(reading, names)
    for match in _WRITTEN.finditer(plain):
        if full_name(reading, match.start("alias"), strict=False) == match.end("alias"):
            yield match.span("alias")
    for match in _QUOTED.finditer(plain):
        if not ends(plain, match.end("alias"), words.posts) and not is_word(match.group("alias")):
            yield match.span("alias")
    for match in _BEHIND.finditer(plain):
        if match.group("alias").isascii() or name_before(reading, match.start()) is not None:
            yield match.span("alias")
    yield from (match.span("alias") for match in _LATIN.finditer(plain))


def _of_names(reading: Reading, names: Container[int]) -> Iterator[tuple[int, int]]:
    """Aliases before a name that begins in `names`: 老童（童家祥）, 木子老师（真名李思颖）."""
    plain = reading.plain
    for match in _BEFORE.finditer(plain):
        if match.end() not in names:
            continue
        alias, end = match.group("alias"), match.end("alias")
        size = len(alias) if alias.isascii() else _size(reading, end)
        shared = not set(plain[end - size : end]).isdisjoint(plain[match.end() : match.end() + 4])
        bracketed = size > 1 and plain[match.end() - 1] in "（("
        word = is_word(plain[end - size : end]) and plain[end : end + 1] in ("，", ",")  # 不对，大名叫…
        if word or plain[end - size : end] in personal_words().callings:  # 孩子大名石磊
            continue
        if size and (alias.isascii() or match.group("told") or (shared and bracketed)):
            yield end - size, end


def _size(reading: Reading, end: int) -> int:
    """How many characters an alias has that ends here: the words before it are none of it (班的涂老师)."""
    plain = reading.plain
    return next((size for size in (2, 3, 1) if reading.opens(end - size) and plain[end - size] not in _JOINING), 0)
