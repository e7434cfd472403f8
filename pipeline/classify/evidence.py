"""Names the words that decided a judgment, and the manifestation that they amount to.

The weight of a word is the sum of what its terms (the word, the n-grams and cue words over it) contribute to the linear scores of
`problem` and of the main category, in log-odds. Words come back as exact substrings of the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import Final

import numpy as np

from pipeline.classify.cue_terms import ANY_CUE
from pipeline.classify.features import manifestation_phrases
from pipeline.classify.gram_table import Numbers
from pipeline.classify.grams import Shares
from pipeline.classify.linear import Array
from pipeline.lexicon.cues import FAINT, Found, cue_finder
from pipeline.lexicon.phrases import find_in_each
from pipeline.records import CATEGORIES, Evidence, Sentence
from pipeline.text.normalise import Squeezed
from pipeline.text.tokens import Tokenizer

_MOST: Final = 3  # stretches of evidence a sentence
_LONGEST: Final = 12  # characters a stretch
_KEPT: Final = 0.35  # a word joins the evidence from this part of the heaviest word's weight on
_GROUPS: Final = frozenset((*CATEGORIES, *FAINT))  # of cues that the model has terms for
_WORDLESS: Final = re.compile(r"[\W_0]+|[的了是在和与对也都就而及或被把]")
_WORDS_KNOWN: Final = 1 << 14  # tokens of which it is remembered whether they are words
_WORD: Final = "w:"  # of the terms that are words
_Stretch = tuple[int, int, float]  # start, end, weight
_weight: Final = itemgetter(2)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Tokens of several squeezed sentences, one sentence behind the other: of each its sentence, span there, and weight."""

    words: list[str]
    owner: Numbers
    starts: Numbers
    ends: Numbers
    weights: Array

    def with_words(self, places: Iterable[int]) -> list[int]:
        """Those of some tokens that are more than marks, numbers and particles."""
        return [at for at in places if not _is_wordless(self.words[at])]

    def take(self, places: Numbers | list[int]) -> Iterator[tuple[int, int, int, float]]:
        """Sentence, start, end and weight of some tokens."""
        columns = (self.owner, self.starts, self.ends, self.weights)
        return zip(*(column[places].tolist() for column in columns), strict=True)


@lru_cache(maxsize=_WORDS_KNOWN)
def _is_wordless(token: str) -> bool:
    return _WORDLESS.fullmatch(token) is not None


def _by_group(others: Mapping[str, float]) -> dict[str, float]:
    """What the terms of each group of cues contribute together."""
    totals: dict[str, float] = {}
    for term, weight in others.items():
        if term.startswith(ANY_CUE) and (group := term[len(ANY_CUE) :].partition("|")[0]) in _GROUPS:
            totals[group] = totals.get(group, 0.0) + weight
    return totals


def _with_cues(characters: Sequence[float], totals: Mapping[str, float], cues: Iterable[Found]) -> list[float]:
    """What each character contributes if those of a cue share in what the cues of its group do."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end, group in cues:
        if group in totals:
            spans.setdefault(group, []).append((start, end))
    shared = list(characters)
    for group, found in spans.items():
        for start, end in found:
            for at in range(start, end):
                shared[at] += totals[group] / len(found) / (end - start)
    return shared


def _by_character(texts: Sequence[str], shares: Sequence[Shares]) -> list[list[float]]:
    """What each character of each text contributes: the n-grams over it and, in a cue, its part of the cues of that group."""
    characters = [own.characters for own in shares]
    totals = {at: of_cues for at, own in enumerate(shares) if (of_cues := _by_group(own.others))}
    found = find_in_each([texts[at] for at in totals], cue_finder().find)
    for number, (at, of_cues) in enumerate(totals.items()):
        characters[at] = _with_cues(characters[at], of_cues, found.get(number, ()))
    return characters


def _weigh_tokens(texts: Sequence[str], shares: Sequence[Shares], tokenizer: Tokenizer) -> _Tokens:
    """Tokens of squeezed sentences; `shares` is what speaks in each."""
    tokens = [tokenizer.cut(text) for text in texts]
    words = list(chain.from_iterable(tokens))
    owner = np.repeat(np.arange(len(texts)), np.fromiter(map(len, tokens), dtype=np.int64))
    lengths = np.fromiter(map(len, words), dtype=np.int64)
    # Sums of each sentence up to each character and, last, of all of it: one more than there are characters.
    sums = chain.from_iterable(accumulate(own, initial=0.0) for own in _by_character(texts, shares))
    before = np.fromiter(sums, dtype=np.float64)
    ends = np.cumsum(lengths) + owner
    starts = ends - lengths
    weights = before[ends]
    if any(term.startswith(_WORD) for own in shares for term in own.others):  # of letters none does
        pairs = ((own, word) for own, row in zip(shares, tokens, strict=True) for word in row)
        weights += np.fromiter((own.others.get(_WORD + word, 0.0) for own, word in pairs), dtype=np.float64)
    weights -= before[starts]
    firsts = np.cumsum([0, *(len(text) + 1 for text in texts)])[owner]
    return _Tokens(words, owner, starts - firsts, ends - firsts, weights)


def find_evidence(
    sentences: Sequence[Sentence], plain: Sequence[Squeezed], shares: Sequence[Shares], tokenizer: Tokenizer
) -> list[tuple[Evidence, ...]]:
    """Of each sentence at most three stretches of words with the greatest weight, heaviest first; offsets into the document.

    `plain` are the sentences squeezed, `shares` what speaks in each.
    """
    tokens = _weigh_tokens([squeezed.text for squeezed in plain], shares, tokenizer)
    heavy = np.array(tokens.with_words(np.flatnonzero(tokens.weights > 0).tolist()), dtype=np.int64)
    weights, owner = tokens.weights[heavy], tokens.owner[heavy]
    heaviest = np.zeros(len(sentences))
    np.maximum.at(heaviest, owner, weights)
    stretches: list[list[_Stretch]] = [[] for _ in sentences]
    for sentence, start, end, weight in tokens.take(heavy[weights >= _KEPT * heaviest[owner]]):
        own = stretches[sentence]
        if own and own[-1][1] == start and end - own[-1][0] <= _LONGEST:
            own[-1] = (own[-1][0], end, own[-1][2] + weight)
        else:
            own.append((start, end, weight))
    return [_as_given(*parts) for parts in zip(sentences, plain, map(_telling, stretches), strict=True)]


def _telling(stretches: list[_Stretch]) -> list[_Stretch]:
    """The heaviest stretches; of a single character only where there are none but such."""
    longer = [stretch for stretch in stretches if stretch[1] - stretch[0] > 1] or stretches
    return sorted(longer, key=_weight, reverse=True)[:_MOST]


def weigh_words(
    sentences: Sequence[Sentence], plain: Sequence[Squeezed], shares: Sequence[Shares], tokenizer: Tokenizer
) -> list[tuple[Evidence, ...]]:
    """Every word of each sentence with its weight, for and against, in order; offsets into its document."""
    tokens = _weigh_tokens([squeezed.text for squeezed in plain], shares, tokenizer)
    stretches: list[list[_Stretch]] = [[] for _ in sentences]
    for sentence, start, end, weight in tokens.take(tokens.with_words(range(len(tokens.words)))):
        stretches[sentence].append((start, end, weight))
    return [_as_given(*parts) for parts in zip(sentences, plain, stretches, strict=True)]


def _as_given(sentence: Sentence, plain: Squeezed, stretches: Iterable[_Stretch]) -> tuple[Evidence, ...]:
    """Stretches of the squeezed text as substrings of the document."""
    found = []
    for start, end, weight in stretches:
        first, last = plain.span(start, end)
        found.append(
            Evidence(sentence.text[first:last], sentence.start + first, sentence.start + last, round(weight, 3))
        )
    return tuple(found)


def find_manifestations(texts: Sequence[str], categories: Sequence[tuple[str, ...]]) -> list[str]:
    """Of each squeezed sentence the manifestation that its phrases point to most often, within its categories; else empty.

    >>> find_manifestations(["他们互相踢皮球。", "他们互相踢皮球。"], [("担当",), ("规矩",)])
    ['推诿扯皮', '']
    """
    manifestations = [""] * len(texts)
    for at, found in find_in_each(texts, manifestation_phrases().find).items():
        names = [entry.name for _, _, entry in found if entry.category in categories[at]]
        if names:
            manifestations[at] = Counter(names).most_common(1)[0][0]
    return manifestations
