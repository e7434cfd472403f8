"""Given names by which people are called once their full names are known: 晓燕 of 马晓燕."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import surname_at
from pipeline.mask.reading import is_han, is_word

_SIZE: Final = 2  # characters; one alone is found in too many words


def given_names(names: Iterable[str]) -> set[str]:
    """Those of full names, but no words of characters that given names are seldom made of.

    >>> sorted(given_names(["马晓燕", "王芳", "周边疆", "李建国"]))
    ['建国', '晓燕']
    """
    odds, words, found = personal_words().given_odds, personal_words().no_names, set()
    for name in names:
        given = name.removeprefix(surname_at(name, 0))
        if len(given) == _SIZE and given != name and given not in words and all(map(is_han, given)):
            first, last = (odds.get(mark, (0, 0, 0)) for mark in given)
            if not is_word(given) or first[0] + last[1] > 0:
                found.add(given)
    return found
