"""How alike two texts are: character bigrams without numbers, unit names, and words that carry no content."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.lexicon.tables import read_table, words
from pipeline.structure.headings import mark_at
from pipeline.text.normalise import fold

_NUMERALS: Final = re.compile(
    r"[\d一二三四五六七八九十百千万两几数余多半零〇]{1,12}(?=[个名人家户件起次轮趟遍份页条项处笔年月日天周号期元万小分秒张台间版名回通])"
)
_DROP: Final = re.compile(r"[^\w]|[\d_]")


@cache
def _same() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that say the same, and the one each counts as; a word that counts as nothing is left out."""
    table: dict[str, str] = {}
    for _, row in read_table(paths.lexicon() / "same_words.csv", ("words", "as", "note")):
        table |= dict.fromkeys(words(row["words"]), row["as"])
    ordered = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)"), table


def squeezed(text: str, units: Iterable[str] = ()) -> str:
    """What a text says, bare: folded, without its enumeration mark, the given unit names, numbers, stops, and with words of one meaning alike.

    >>> squeezed("（一）区民政局的咨询电话连打7次，无人接听。", ["区民政局"])
    '咨询电话连打次没人接'
    """
    mark = mark_at(text)
    plain = fold(text.removeprefix(mark.text) if mark else text)
    for unit in sorted(units, key=len, reverse=True):
        plain = plain.replace(fold(unit), "")
    pattern, table = _same()
    plain = _NUMERALS.sub("", plain)
    return _DROP.sub("", pattern.sub(lambda match: table[match.group()], plain))


def grams(text: str) -> frozenset[str]:
    """Character bigrams; a single character is itself."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset({text} - {""})


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the bigrams of both that they have in common; 0 when there are none.

    >>> jaccard(grams("电话没人接"), grams("电话没人接")), jaccard(grams(""), grams(""))
    (1.0, 0.0)
    """
    both = len(one | other)
    return len(one & other) / both if both else 0.0


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller one's bigrams that the other has too.

    >>> contained(grams("电话没人接"), grams("窗口电话没人接听"))
    1.0
    """
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
