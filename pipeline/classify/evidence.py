"""Names the words that decided a judgment, and the manifestation that they amount to.

The weight of a word is the sum of what its terms (the word, the n-grams and cue words over it) contribute to the linear scores of
`problem` and of the main category, in log-odds. Words come back as exact substrings of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final

from pipeline.classify.cue_terms import ANY_CUE
from pipeline.classify.features import manifestation_phrases
from pipeline.classify.grams import Shares
from pipeline.lexicon.cues import FAINT, cue_finder
from pipeline.records import CATEGORIES, Evidence, Sentence
from pipeline.text.normalise import Squeezed
from pipeline.text.tokens import Tokenizer

_MOST: Final = 3  # stretches of evidence a sentence
_LONGEST: Final = 12  # characters a stretch
_KEPT: Final = 0.35  # a word joins the evidence from this part of the heaviest word's weight on
_GROUPS: Final = frozenset((*CATEGORIES, *FAINT))  # of cues that the model has terms for
_WORDLESS: Final = re.compile(r"[\W_0]+|[的了是在和与对也都就而及或被把]")


def _by_group(others: Mapping[str, float]) -> dict[str, float]:
    """What the terms of each group of cues contribute together."""
    totals: dict[str, float] = {}
    for term, weight in others.items():
        if term.startswith(ANY_CUE):
            group = term[len(ANY_CUE) :].partition("|")[0]
            totals[group] = totals.get(group, 0.0) + weight
    return totals


def _by_character(text: str, shares: Shares) -> list[float]:
    """What each character contributes: the n-grams over it and, if it is part of a cue, its part of the cues of that group."""
    characters: list[float] = shares.characters.tolist()
    totals = _by_group(shares.others)
    if totals.keys().isdisjoint(_GROUPS):
        return characters
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end, group in cue_finder().find(text):
        if group in totals:
            spans.setdefault(group, []).append((start, end))
    for group, found in spans.items():
        for start, end in found:
            for at in range(start, end):
                characters[at] += totals[group] / len(found) / (end - start)
    return characters


def _weigh_tokens(text: str, shares: Shares, tokenizer: Tokenizer) -> list[tuple[str, int, int, float]]:
    """Tokens of a squeezed sentence with their spans in it and their weights, in order."""
    before, others = list(accumulate(_by_character(text, shares), initial=0.0)), shares.others
    tokens: list[tuple[str, int, int, float]] = []
    at = 0
    for token in tokenizer.cut(text):
        end = at + len(token)
        tokens.append((token, at, end, others.get(f"w:{token}", 0.0) + before[end] - before[at]))
        at = end
    return tokens


def find_evidence(sentence: Sentence, plain: Squeezed, shares: Shares, tokenizer: Tokenizer) -> tuple[Evidence, ...]:
    """At most three stretches of words with the greatest weight, heaviest first; offsets into the document.

    `plain` is the sentence squeezed, `shares` what speaks in it.
    """
    words = [
        (start, end, weight)
        for token, start, end, weight in _weigh_tokens(plain.text, shares, tokenizer)
        if weight > 0 and not _WORDLESS.fullmatch(token)
    ]
    least = _KEPT * max((weight for _, _, weight in words), default=0.0)
    stretches: list[tuple[int, int, float]] = []
    for start, end, weight in words:
        if weight < least:
            continue
        if stretches and stretches[-1][1] == start and end - stretches[-1][0] <= _LONGEST:
            stretches[-1] = (stretches[-1][0], end, stretches[-1][2] + weight)
        else:
            stretches.append((start, end, weight))
    telling = [stretch for stretch in stretches if stretch[1] - stretch[0] > 1] or stretches
    return _as_given(sentence, plain, sorted(telling, key=lambda s: -s[2])[:_MOST])


def weigh_words(sentence: Sentence, plain: Squeezed, shares: Shares, tokenizer: Tokenizer) -> tuple[Evidence, ...]:
    """Every word of a sentence with its weight, for and against, in order; offsets into the document."""
    words = (
        (start, end, weight)
        for token, start, end, weight in _weigh_tokens(plain.text, shares, tokenizer)
        if not _WORDLESS.fullmatch(token)
    )
    return _as_given(sentence, plain, words)


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
    names = [entry.name for _, _, entry in manifestation_phrases().find(text) if entry.category in categories]
    return Counter(names).most_common(1)[0][0] if names else ""
