"""Tells the genre of a document by words in its title, head and body (corpora/lexicon/genres.csv)."""

from __future__ import annotations

import re
from functools import cache

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table, words
from pipeline.records import GENRES

_PLACES = ("title", "title_end", "head", "body")
_HEAD = 300
_BODY = 4_000
_LEAST = 3.0
_BRACKETED = re.compile(r"[（(【][^（(【]{1,20}[）)】]$")


@cache
def _rules() -> tuple[tuple[str, str, tuple[str, ...], float], ...]:
    path = paths.lexicon() / "genres.csv"
    rules = []
    for line, row in read_table(path, ("genre", "place", "words", "weight")):
        choice(path, line, row, "genre", GENRES)
        choice(path, line, row, "place", _PLACES)
        try:
            weight = float(row["weight"])
        except ValueError:
            raise DataFileError(path, line, f"weight 为“{row['weight']}”", "应为数字") from None
        rules.append((row["genre"], row["place"], words(row["words"]), weight))
    return tuple(rules)


def guess_genre(title: str, text: str) -> str:
    """Genre with the highest score; each rule counts its weight for each word found; `other` below a least score.

    >>> guess_genre("关于作风问题的通报", "各单位：现将有关情况通报如下。")
    'notice'
    >>> guess_genre("楼下夜宵摊太吵", "领导您好，我是业主，请问有人管吗")
    'petition'
    """
    bare = _BRACKETED.sub("", title.strip())
    places = {"title": title, "head": text[:_HEAD], "body": text[:_BODY]}
    scores = dict.fromkeys(GENRES, 0.0)
    for genre, place, cues, weight in _rules():
        found = bare.endswith(cues) if place == "title_end" else sum(cue in places[place] for cue in cues)
        scores[genre] += weight * found
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _LEAST else "other"
