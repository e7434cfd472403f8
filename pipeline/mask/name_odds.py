"""How much likelier a character is in a given name than in other words: counts over the names in jieba's dictionary (MIT).

The dictionary holds some 60,000 words that it takes for names; many are none, but characters are counted, and the errors of
single words drown in the many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path
from typing import Final

from pipeline import paths
from pipeline.lexicon.personal_words import personal_words
from pipeline.lexicon.tables import write_table

Word = tuple[str, int, str]  # word, frequency, tag
Odds = tuple[int, int, int]  # first of two characters, last of two, alone
_FEWEST, _MOST = -4, 6  # steps of log-odds
_SMOOTHED: Final = 0.5  # names that a character is counted to have at least
_RARE: Final = 500  # occurrences in text that a character is counted to have more


def character_odds(words: Iterable[Word], surnames: dict[str, str]) -> dict[str, Odds]:
    """Log-odds (base e, rounded) of each character at three places of given names behind common surnames.

    >>> character_odds([("王建国", 3, "nr"), ("李建", 2, "nr"), ("建设", 900, "v")], {"王": "common", "李": "common"})["国"]
    (-4, 2, -4)
    """
    names: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    text: Counter[str] = Counter()
    for word, frequency, tag in words:
        if not tag.startswith("nr"):
            for mark in word:
                text[mark] += frequency
        elif surnames.get(word[0]) == "common" and len(word) in (2, 3):
            for place, mark in ((0, word[1]), (1, word[2])) if len(word) > 2 else ((2, word[1]),):
                names[place][mark] += 1
    total, sizes = text.total(), [max(1, counts.total()) for counts in names]

    def steps(place: int, mark: str) -> int:
        if not names[place][mark]:
            return _FEWEST
        share = (names[place][mark] + _SMOOTHED) / sizes[place]
        return max(_FEWEST, min(_MOST, round(log(share / ((text[mark] + _RARE) / max(1, total))))))

    found = {mark: (steps(0, mark), steps(1, mark), steps(2, mark)) for mark in sorted(set().union(*names))}
    return {mark: odds for mark, odds in found.items() if max(odds) > _FEWEST}


def write_odds(table: Path | None = None) -> int:
    """Count jieba's dictionary and write the table (corpora/lexicon/given_odds.csv); returns how many characters it has."""
    import jieba

    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8")
    parts = (line.split() for line in dictionary.splitlines())
    odds = character_odds(((word, int(often), tag) for word, often, tag in parts), personal_words().surnames)
    rows = ((mark, *own) for mark, own in odds.items())
    write_table(table or paths.lexicon() / "given_odds.csv", ("character", "first", "last", "alone"), rows)
    return len(odds)
