"""Finds what was done about a problem: 立案, 诫勉, 政务处分 and the like, as the taxonomy writes them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.lexicon.phrases import PhraseFinder
from pipeline.lexicon.taxonomy import OutcomeName, taxonomy
from pipeline.records import Outcome
from pipeline.text.normalise import fold

# 不得以批评教育代替处分, 对…严肃问责: said of the future or denied, nothing was done.
_NOT_DONE: Final = re.compile(
    r"(?:不予|不得|未|没有|没|拒不|避免|防止|将|要|应|须|必须|一律|依法依规|从严|严肃|坚决|可|请|希望|建议|申请|能否|是否)[^，。；]{0,4}$"
)


@cache
def _finder() -> PhraseFinder[OutcomeName]:
    return PhraseFinder((word, outcome) for outcome in taxonomy().outcomes for word in outcome.words)


def find_outcomes(text: str, plain: str | None = None) -> list[Outcome]:
    """Outcomes in order of position; those only threatened or denied are left out. `plain` is the folded text, if known.

    >>> [(o.text, o.name) for o in find_outcomes("王某受到党内警告处分，其余人员被诫勉谈话，一律严肃问责。")]
    [('党内警告处分', '党内警告'), ('诫勉谈话', '诫勉')]
    """
    if plain is None:
        plain = fold(text)
    found: list[Outcome] = []
    for start, end, outcome in _finder().find(plain):
        if _NOT_DONE.search(plain, max(0, start - 8), start):
            continue
        if found and found[-1].end == start and found[-1].name == outcome.name:  # 立案 + 审查调查
            start = found.pop().start
        found.append(Outcome(start, end, text[start:end], outcome.name, outcome.form))
    return found
