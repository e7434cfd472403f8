"""Names the words that decided a judgment, and the manifestation that they amount to.

The weight of a word is the sum of what its terms (the word, the n-grams and cue words over it) contribute to the linear scores of
`problem` and of the main category, in log-odds. Words come back as exact substrings of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from pipeline.classify.features import manifestation_phrases
from pipeline.classify.grams import Shares
from pipeline.lexicon.cues import FAINT, cue_finder
from pipeline.records import CATEGORIES, Evidence, Sentence
from pipeline.text.normalise import Squeezed
from pipeline.text.tokens import Tokenizer

_MOST: Final = 3  # stretches of evidence a sentence
_LONGEST: Final = 12  # characters a stretch
_KEPT: Final = 0.35  # a word joins the evidence from this part of the heaviest word's weight on
_WORDLESS: Final = re.compile(r"[\W_0]+|[的了是在和与对也都就而及或被把]")


def _cue_shares(text: str, others: Mapping[str, float]) -> Iterator[tuple[int, int, float]]:
    """Spans of cue words with what the terms of their group contribute, shared among the cues of a group."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end, group in cue_finder().find(text):
        if group in CATEGORIES or group in FAINT:
            spans.setdefault(group, []).append((start, end))
    for group, found in spans.items():
        total = sum(weight for term, weight in others.items() if term.startswith(f"k:{group}"))
        yield from ((start, end, total / len(found)) for start, end in found)


def _weigh_words(text: str, shares: Shares, tokenizer: Tokenizer) -> list[tuple[int, int, float]]:
    """Words of a squeezed sentence with their weights, in order; offsets into the squeezed text."""
    characters = shares.characters.copy()
    for start, end, weight in _cue_shares(text, shares.others):
        characters[start:end] += weight / (end - start)
    before = [0.0, *np.cumsum(characters).tolist()]
    words: list[tuple[int, int, float]] = []
    at = 0
    for token in tokenizer.cut(text):
        end = at + len(token)
        if not _WORDLESS.fullmatch(token):
            words.append((at, end, shares.others.get(f"w:{token}", 0.0) + before[end] - before[at]))
        at = end
    return words


def find_evidence(sentence: Sentence, plain: Squeezed, shares: Shares, tokenizer: Tokenizer) -> tuple[Evidence, ...]:
    """At most three stretches of words with the greatest weight, heaviest first; offsets into the document.

    `plain` is the sentence squeezed, `shares` what speaks in it.
    """
    words = _weigh_words(plain.text, shares, tokenizer)
    heaviest = max((weight for _, _, weight in words), default=0.0)
    if heaviest <= 0:
        return ()
    stretches: list[tuple[int, int, float]] = []
    for start, end, weight in words:
        if weight < _KEPT * heaviest:
            continue
        if stretches and stretches[-1][1] == start and end - stretches[-1][0] <= _LONGEST:
            stretches[-1] = (stretches[-1][0], end, stretches[-1][2] + weight)
        else:
            stretches.append((start, end, weight))
    telling = [stretch for stretch in stretches if stretch[1] - stretch[0] > 1] or stretches
    return _as_given(sentence, plain, sorted(telling, key=lambda s: -s[2])[:_MOST])


def weigh_words(sentence: Sentence, plain: Squeezed, shares: Shares, tokenizer: Tokenizer) -> tuple[Evidence, ...]:
    """Every word of a sentence with its weight, for and against, in order; offsets into the document."""
    return _as_given(sentence, plain, _weigh_words(plain.text, shares, tokenizer))


def _as_given(sentence: Sentence, plain: Squeezed, stretches: Iterable[tuple[int, int, float]]) -> tuple[Evidence, ...]:
    """Stretches of the squeezed text as substrings of the document."""
    found = []
    for start, end, weight in stretches:
        first, last = plain.span(start, end)
        found.append(
            Evidence(sentence.text[first:last], sentence.start + first, sentence.start + last, round(weight, 3))
        )
    return tuple(found)


def find_manifestation(text: str, categories: tuple[str, ...]) -> str:
    """Manifestation that the phrases of a squeezed sentence point to most often, within its categories; else empty.

    >>> find_manifestation("他们互相踢皮球。", ("担当",)), find_manifestation("他们互相踢皮球。", ("规矩",))
    ('推诿扯皮', '')
    """
    found = Counter(entry.name for _, _, entry in manifestation_phrases().find(text) if entry.category in categories)
    return found.most_common(1)[0][0] if found else ""
