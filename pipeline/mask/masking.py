"""Puts typed, numbered placeholders for personal data, and the originals back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.finding import find_personal
from pipeline.mask.name_forms import masked_name, surname_at
from pipeline.mask.numbers import bare
from pipeline.mask.personal import PLACEHOLDER, Personal
from pipeline.mask.plain import plain_form
from pipeline.records import Document

Keys = dict[str, tuple[str, ...]]
_BARE: Final = frozenset({"身份证号", "银行卡号", "手机号", "座机号", "护照号", "车牌号", "工单号"})


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text; `keys` maps each placeholder to what it stands for.

    One writing where all its places had the same, else the writing of each place in order. `spans` are what was found, with
    offsets into the text as given.
    """

    text: str
    keys: Keys
    spans: tuple[Personal, ...] = field(default=())


class Masker:
    """Masks one text after another with one numbering, so that a number or full name has the same placeholder in all.

    Names that do not tell one person from another (张先生, 张某) are numbered anew in each text.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._used: dict[str, set[int]] = {}
        self._next: dict[str, int] = {}
        self._texts = 0

    def reserve(self, text: str) -> None:
        """Leave free the numbers of placeholders that stand in a text already."""
        for match in PLACEHOLDER.finditer(text):
            self._used.setdefault(match.group(1), set()).add(int(match.group(2)))

    def mask(self, text: str, spans: Iterable[Personal] | None = None) -> Masked:
        """Mask a text; `spans` are those of `find_personal` unless given, ordered and not overlapping."""
        self.reserve(text)
        self._texts += 1
        found = tuple(find_personal(text) if spans is None else spans)
        full = _only_names(found)
        pieces: list[str] = []
        writings: dict[str, list[str]] = {}
        behind = 0
        for item in found:
            mark = self._placeholder(item.type, self._identity(item, full))
            pieces += [text[behind : item.start], mark]
            writings.setdefault(mark, []).append(item.text)
            behind = item.end
        pieces.append(text[behind:])
        keys = {mark: tuple(given) if len(set(given)) > 1 else (given[0],) for mark, given in writings.items()}
        return Masked("".join(pieces), keys, found)

    def _placeholder(self, kind: str, identity: str) -> str:
        number = self._numbers.get((kind, identity))
        if number is None:
            number, used = self._next.get(kind, 1), self._used.get(kind, set())
            while number in used:
                number += 1
            self._next[kind] = number + 1
            self._numbers[kind, identity] = number
        return f"【{kind}{number}】"

    def _identity(self, item: Personal, full: Mapping[str, str]) -> str:
        """What is the same for the same person or number, however it is written."""
        plain = plain_form(item.text)
        if item.type in _BARE:
            number = bare(plain)
            if item.type == "手机号":
                return number[-11:]
            return number.removeprefix("86") if item.type == "座机号" else number
        plain = "".join(plain.split()).lower()
        if item.type == "姓名" and (plain in full or _tells_no_one(plain)):
            return full.get(plain) or f"{self._texts} {plain}"
        return plain


def _tells_no_one(name: str) -> bool:
    return name in personal_words().surnames or masked_name(name, 0) is not None


def _only_names(found: Iterable[Personal]) -> dict[str, str]:
    """Surname and given name → full name, where only one full name of a text has it: 张先生 is 张三, 晓燕 is 马晓燕."""
    names: dict[str, set[str]] = {}
    for item in found:
        name = "".join(plain_form(item.text).split()).lower()
        if item.type == "姓名" and not _tells_no_one(name):
            surname = surname_at(name, 0)
            names.setdefault(surname, set()).add(name)
            if surname and len(name) - len(surname) > 1:
                names.setdefault(name[len(surname) :], set()).add(name)
    whole = {name for same in names.values() for name in same if surname_at(name, 0)}
    return {part: next(iter(same)) for part, same in names.items() if len(same) == 1 and part not in whole}


def mask_text(text: str) -> Masked:
    """Mask one text by itself.

    The same person or number gets the same placeholder, also in another writing (blanks, full width, +86). 张先生 gets that
    of 张三 where 张三 is the only Zhang of the text, else one of its own. Numbers that the text uses already are passed over.

    >>> masked = mask_text("我叫张三，电话138 1234 5678。张先生的电话13812345678没人接。")
    >>> masked.text
    '我叫【姓名1】，电话【手机号1】。【姓名1】先生的电话【手机号1】没人接。'
    >>> masked.keys["【手机号1】"]
    ('138 1234 5678', '13812345678')
    """
    return Masker().mask(text)


def mask_document(document: Document, masker: Masker | None = None) -> tuple[Document, Masked]:
    """The document with masked text and title, and what was masked in its text.

    >>> document, masked = mask_document(Document("a.txt", "我叫张三。"))
    >>> document.text, masked.keys
    ('我叫【姓名1】。', {'【姓名1】': ('张三',)})
    """
    masker = masker or Masker()
    masked = masker.mask(document.text)
    title = document.title
    if title:
        title = masked.text[: len(title)] if masked.text.startswith(title) else masker.mask(title).text
    return replace(document, text=masked.text, title=title), masked


def unmask(masked: str, keys: Mapping[str, Iterable[str]]) -> str:
    """The text as it was before masking, exactly, from the masked text and its keys; other placeholders stay.

    In a text that was cut or rearranged, a placeholder of several writings gets them in the order of their places.

    >>> unmask("【姓名1】和【姓名2】", {"【姓名1】": ["张三"]})
    '张三和【姓名2】'
    """
    left = {mark: list(given)[::-1] for mark, given in keys.items()}
    pieces, behind = [], 0
    for match in PLACEHOLDER.finditer(masked):
        given = left.get(match.group())
        if not given:
            continue
        pieces += [masked[behind : match.start()], given.pop() if len(given) > 1 else given[0]]
        behind = match.end()
    return "".join([*pieces, masked[behind:]])
