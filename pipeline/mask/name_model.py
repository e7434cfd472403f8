"""Tells names from other words by the weights of what is seen at a candidate: a logistic regression, read from a table.

The weights (corpora/lexicon/name_weights.csv) were learned from letters whose names were marked by hand; see `name_learning.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import Final

from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import BIAS, personal_words
from pipeline.mask.name_candidates import NICK, PET, Candidate, candidates
from pipeline.mask.name_features import NameFeatures
from pipeline.mask.reading import Reading, begins, ends, is_word

_LIKELY: Final = 0.2  # probability from which a candidate is a name: to pass one on is worse than to mask a word
_LIKELY_WORD: Final = 0.6  # of a candidate that is a word
_LIKELY_NO_NAME: Final = 0.7  # of one that begins with a word that is no name
_LIKELY_GIVEN: Final = 0.3  # of one whose given name is a word: 王安静, but 高水平
_LIKELY_PET: Final = 0.05  # of 豆豆 behind 孙子, whatever word it is
_LIKELY_NICK: Final = 0.1  # of 小董, which the dictionary holds and which is hardly ever anything but a name
_GIVEN_SIZE: Final = 2  # characters of a given name
# Log-odds of the characters and their tokens alone, below which nothing that stands around makes a name of them: of 3,932
# names that were told, three lay lower.
_HOPELESS: Final = -7.0
_CERTAIN: Final = 50.0  # log-odds


def log_odds(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Log-odds that a candidate of these features is a name."""
    return weights[BIAS] + sum(weights.get(feature, 0.0) for feature in features)


def probability(odds: float) -> float:
    """Of log-odds.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + exp(-max(-_CERTAIN, min(_CERTAIN, odds))))


def likely_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names wherever they stand, officials' names included; from left to right, none overlapping.

    >>> text = "昨天王建国和李娜来了，那张祖宗的像，黄岩水库。"
    >>> [text[start:end] for start, end in likely_names(Reading(text))]
    ['王建国', '李娜']
    """
    words = personal_words()
    found = [each for each in candidates(reading.plain) if not begins(reading.plain, each.start, words.public)]
    seen, weights = NameFeatures(reading, found), words.name_weights
    likely = []
    for each in found:
        own = seen.own(each)
        if not own or (odds := log_odds(own, weights)) < _HOPELESS:
            continue
        value = probability(odds + sum(weights.get(feature, 0.0) for feature in seen.around(each)))
        if value >= _least(reading.plain, each):
            likely.append((value, each))
    behind = 0
    for start, end in sorted(_apart(likely)):
        yield max(behind, _with_surname(reading.plain, start, end)), end
        behind = end


def _with_surname(plain: str, start: int, end: int) -> int:
    """Where a name begins that was found without its surname: 昌明 in 令狐昌明, 文斌 in 法人丁文斌."""
    surnames = personal_words().surnames
    if surnames.get(plain[max(0, start - 2) : start]) == "compound":
        return start - 2
    bare = end - start == _GIVEN_SIZE and plain[start] not in surnames
    before = plain[max(0, start - 1) : start]
    named = surnames.get(before) == "common" or (
        before in personal_words().surname_words and not is_known(plain[max(0, start - 2) : start])
    )
    return start - 1 if bare and named else start


def _least(plain: str, candidate: Candidate) -> float:
    """Probability from which a candidate is a name: the more of it is a word, the higher."""
    start, end, surname, form = candidate
    if form == PET and plain[start] == plain[start + 1]:
        kin = personal_words().name_cues["kin"]
        if ends(plain, start, kin) or begins(plain, end, kin) or plain[end : end + 1] in ("妈", "爸"):
            return _LIKELY_PET
    if begins(plain, start, personal_words().no_names):
        return _LIKELY_NO_NAME
    if is_word(plain[start:end]):
        if form != NICK:
            return _LIKELY_WORD
        return _LIKELY_NICK if personal_words().surname_words[surname] == "common" else _LIKELY_GIVEN
    return _LIKELY_GIVEN if surname and is_word(plain[start + len(surname) : end]) else _LIKELY


def _apart(likely: Sequence[tuple[float, Candidate]]) -> Iterator[tuple[int, int]]:
    """The likeliest of candidates that overlap; but not 洪涛, if 曲洪涛 is likely too."""
    taken: set[int] = set()
    begun: dict[int, int] = {}
    for _, (start, end, _, _) in likely:
        begun[end] = min(start, begun.get(end, start))
    whole = (each for each in likely if each[1].start == begun[each[1].end])
    for _, (start, end, _, _) in sorted(whole, key=lambda each: (-each[0], each[1])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, end
