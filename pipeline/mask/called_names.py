"""How people are called without their full names: 张先生, 我姓王, 谢姓老板, 房东姓邓; and full names before an honorific."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import name_before, surname_at
from pipeline.mask.reading import Reading, begins, ends

_SURNAMED: Final = re.compile(r"(我|本人|免贵)?(?<![百贵同尊老])姓")  # 我姓王, 房东姓邓
_ONE_CHARACTER: Final = re.compile(r"(?:单名[是叫]?(?:一?个)?|[名叫]一?个)[“\"「‘]?([\u4e00-\u9fff])[”\"」’]?字")  # 单名一个鹏字
_OF_SURNAME: Final = re.compile(
    r"姓(?:老板|男子|女子|村民|邻居|司机|业主|室友|房东|租客|住户|包?工头|先生|女士|男士|大爷|大妈|阿姨|老人|同学|学生|家)"
)
_IN_TITLES: Final = re.compile(r"总[经工书队裁编会是共计之统结体局量部站务数额长价面而得要想]")


@cache
def _honorifics() -> re.Pattern[str]:
    return re.compile(alternation(tuple(personal_words().name_cues["honorific"])))


def surnamed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of surnames, and of names of one character, that are told as such; surnames not of officials.

    >>> text = "我姓王，房东姓邓，单名一个鹏字，谢姓老板不认，所长姓李。"
    >>> [text[start:end] for start, end in surnamed(Reading(text))]
    ['王', '邓', '鹏', '谢']
    """
    plain, words = reading.plain, personal_words()
    for match in _SURNAMED.finditer(plain):
        surname, at = surname_at(plain, match.end()), match.end()
        if not surname:
            continue
        alone = not plain[at + len(surname) : at + len(surname) + 1].isalnum()
        if match.group(1) or (alone and not ends(plain, match.start(), words.posts)):
            yield at, at + len(surname)
    for match in _ONE_CHARACTER.finditer(plain):
        yield match.span(1)
    for match in _OF_SURNAME.finditer(plain):
        if match.start() and plain[match.start() - 1] in words.surname_words:
            yield match.start() - 1, match.start()


def before_honorifics(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names before 先生, 女士 and the like; the honorific stays.

    >>> text = "张先生和王建国女士，王总工程师"
    >>> [text[start:end] for start, end in before_honorifics(Reading(text))]
    ['张', '王建国']
    """
    plain, words = reading.plain, personal_words()
    compound = frozenset(name for name in words.surnames if len(name) > 1)
    for match in _honorifics().finditer(plain):
        end = match.start()
        if _IN_TITLES.match(plain, end):  # 王总工程师
            continue
        start = name_before(reading, end) if end else None
        if start is None and ends(plain, end, compound):
            start = end - 2
        elif start is None and end and _is_surname(reading, end - 1, match.group()):
            start = end - 1
        if start is not None and not begins(plain, start, words.no_names):
            yield start, end


def _is_surname(reading: Reading, at: int, honorific: str) -> bool:
    """Whether one character is a surname before an honorific: 张先生, 高女士, 张姐; not 提高女士, 亲戚哥哥."""
    kind = personal_words().surnames.get(reading.plain[at])
    if at == 0 or reading.opens(at):
        return kind in ("common", "rare")
    token = reading.line.token(at + 1)
    in_word = token is not None and is_known(reading.plain[token[0] : at + 1])
    apart = kind == "rare" and not in_word  # 租胥大爷的, not 开发商老板
    return (kind == "common" or apart) and len(honorific) > 1
