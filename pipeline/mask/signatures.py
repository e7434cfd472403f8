"""Signatures: lines near the end of a letter that hold names and nothing else, or a name after the last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import PLACE_ENDS, full_name, masked_name, surname_at
from pipeline.mask.reading import HAN, Reading, begins, is_han

_LINES: Final = 12  # lines from the end in which letters are signed
_DATE: Final = re.compile(
    r"[ \t]*(?:[12][0-9]{3}|[〇零一二三四五六七八九]{4})[年.\-/][0-9一二三四五六七八九十]{1,3}(?:[月.\-/][0-9一二三四五六七八九十]{1,3}[日号]?)?[ \t。]*$"
)
_CLOSING: Final = re.compile(r"(?:此致|敬礼|敬上|谨呈|顺祝|祝好|致礼)[！!。]?$")
_SIGNED: Final = re.compile(
    rf"[ \t]*(?:(?:{HAN}{{0,12}}(?:村民|业主|居民|市民|群众|职工|学生|家长|员工|农民|代表|住户|商户|人)|署名|落款|签名)[ \t]{{0,3}}[:： ]?[ \t]{{0,3}})?"
)
_CONTACT: Final = re.compile(r"[ \t]*(?:联系)?(?:电话|手机|方式|地址|住址|微信|邮箱|身份证|Tel|tel)|[ \t（(]*[0-9+]")
_TAIL: Final = re.compile(
    rf"(?<=[。！!？?；;”\s])[ \t]*(?={HAN}{{2,4}}[ \t，,。]{{0,3}}(?:$|[12][0-9]{{3}}[年.\-/]|[（(]?[1][3-9][0-9]))"
)


def _spans_of_lines(plain: str) -> list[tuple[int, int]]:
    """The last lines that are not blank, first to last."""
    found: list[tuple[int, int]] = []
    end = len(plain)
    while end >= 0 and len(found) < _LINES:
        start = plain.rfind("\n", 0, end) + 1
        if plain[start:end].strip():
            found.append((start, end))
        end = start - 1
    return found[::-1]


def _names_only(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Names that together fill `[start, end)`, apart by blanks or 、; nothing if anything else stands there."""
    plain, at = reading.plain, start
    names: list[tuple[int, int]] = []
    while at < end:
        if plain[at] in " \t、，,。\r":
            at += 1
            continue
        if plain[at] in "（(0123456789+12" or _DATE.match(plain, at, end):
            return names
        stop = _one_name(reading, at, end)
        if stop is None:
            return []
        names.append((at, stop))
        at = stop
    return names


def _one_name(reading: Reading, at: int, end: int) -> int | None:
    plain = reading.plain
    surname = surname_at(plain, at)
    if not surname or begins(plain, at, personal_words().no_names):
        return None
    if (masked := masked_name(plain, at)) is not None:
        return masked if masked <= end else None
    stop = at
    while stop < end and is_han(plain[stop]):
        stop += 1
    size = stop - at - len(surname)
    if size == 0:  # 张 三
        spaced = full_name(reading, at, strict=False)
        return spaced if spaced is not None and spaced <= end else None
    if size > 2 or plain[stop - 1] in PLACE_ENDS or reading.is_dictionary_word(at):
        return None
    kind = personal_words().surnames[surname]
    word, tag = reading.word(at)
    return stop if kind in ("common", "compound") or (word == plain[at:stop] and tag.startswith("nr")) else None


def signatures(reading: Reading) -> Iterator[tuple[int, int]]:
    r"""Half-open spans of the names that sign a letter.

    >>> text = "请尽快解决。\n此致\n敬礼\n王建国\n2023年5月1日"
    >>> [text[start:end] for start, end in signatures(Reading(text))]
    ['王建国']
    """
    plain = reading.plain
    lines = _spans_of_lines(plain)
    for at, (start, end) in enumerate(lines):
        if at == 0 and start == 0 and plain[:start].strip() == "":
            if len(lines) == 1:
                yield from _tail(reading, start, end)
            continue
        rest = [plain[a:b] for a, b in lines[at + 1 :]]
        last = all(_DATE.match(line) or _CONTACT.match(line) or len(line.strip()) <= 12 for line in rest)
        closed = any(_CLOSING.search(plain[a:b].strip()) for a, b in lines[:at])
        if not (last or closed):
            continue
        opening = _SIGNED.match(plain, start, end)
        begin = opening.end() if opening else start
        names = _names_only(reading, begin, end) or _names_only(reading, start, end)
        if names:
            yield from names
        else:
            yield from _tail(reading, start, end)


def _tail(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A name behind the last stop of a line, before its end, a date or a phone number."""
    line_end = start + len(reading.plain[start:end].rstrip())
    for match in _TAIL.finditer(reading.plain, max(start, line_end - 40), line_end):
        stop = _one_name(reading, match.end(), line_end)
        if stop is not None:
            yield match.end(), stop
