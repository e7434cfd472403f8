"""Scores of the sentences of documents and letters, before anything is judged.

A letter is scored by its clauses, and what they say of it as a whole needs no more than them; its sentences are scored from
the clauses only where somebody asks: most letters accuse nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.clauses import ClauseScorer, pool
from pipeline.classify.context import ContextModel, alone_features, placed_features
from pipeline.classify.cue_terms import ANY_CUE
from pipeline.classify.features import clause_terms, document_terms
from pipeline.classify.linear import Array
from pipeline.classify.sentences import SentenceScorer
from pipeline.records import KINDS, Sentence
from pipeline.text.tokens import Tokenizer

_Rows = TypeVar("_Rows", Array, Sequence[Sequence[str]], NDArray[np.int64])


@dataclass(frozen=True, slots=True)
class ClauseScores:
    """The clauses of one letter: of each the number of its sentence, its terms besides n-grams, its margins (m, 6)."""

    owner: NDArray[np.int64]
    others: Sequence[Sequence[str]]
    margins: Array


@dataclass(frozen=True)
class Scored:
    """Probabilities of the sentences of one document: kinds (n, 4), categories (n, 5).

    `others` are the terms of each sentence besides n-grams, by which its evidence is found; `margins` (m, 6) are those of
    the clauses of a letter, None for formal documents.
    """

    others: Sequence[Sequence[str]]
    kinds: Array
    categories: Array
    margins: Array | None

    @property
    def complains(self) -> bool:
        """Whether a cue word of any category stands in any sentence."""
        return any(ANY_CUE in terms for terms in self.others)


def score_clauses(scorer: ClauseScorer, letters: Sequence[Sequence[str]]) -> list[ClauseScores]:
    """Scores of the clauses of several letters, given as their sentences, at once, which is quicker."""
    if not letters:
        return []
    owner, terms = clause_terms(letters)
    of_clause = np.array(owner, dtype=np.int64)
    ends = list(accumulate(map(len, letters)))
    begins = [0, *ends[:-1]]
    stops = np.searchsorted(of_clause, ends).tolist()
    parts = (_parts(of_clause, stops), _parts(terms.others, stops), _parts(scorer.margins(terms), stops))
    return [
        ClauseScores(own - begin, others, margins) for begin, own, others, margins in zip(begins, *parts, strict=True)
    ]


def score_letters(
    context: ContextModel, letters: Sequence[Sequence[Sentence]], clauses: Sequence[ClauseScores]
) -> list[Scored]:
    """Scores of the sentences of several letters from those of their clauses."""
    if not letters:
        return []
    ends = list(accumulate(map(len, letters)))
    owner = np.concatenate([own.owner + begin for own, begin in zip(clauses, [0, *ends], strict=False)])
    others: list[list[str]] = [[] for _ in range(ends[-1])]
    for row, at in zip(chain.from_iterable(own.others for own in clauses), owner.tolist(), strict=True):
        others[at] += row
    pooled = pool(np.concatenate([own.margins for own in clauses]), owner, ends[-1])
    kinds, categories = _in_context(context, letters, pooled)
    parts = (_parts(others, ends), _parts(kinds, ends), _parts(categories, ends), [own.margins for own in clauses])
    return [Scored(*own) for own in zip(*parts, strict=True)]


def score_formal(
    scorer: SentenceScorer, context: ContextModel, sentences: Sequence[Sentence], genre: str, tokenizer: Tokenizer
) -> Scored:
    """Scores of the sentences of a formal document."""
    terms = document_terms(sentences, genre, tokenizer)
    kinds, categories = _in_context(context, [sentences], scorer.score(terms))
    return Scored(terms.others, kinds, categories, None)


def likelier(formal: Scored, letter: Scored) -> Scored:
    """A text scored in both registers: each sentence as in that in which it is the likelier problem."""
    louder = (letter.kinds > formal.kinds)[:, [KINDS.index("problem")]]
    kinds, categories = (
        np.where(louder, letter.kinds, formal.kinds),
        np.where(louder, letter.categories, formal.categories),
    )
    return Scored(formal.others, kinds, categories, None)


def _in_context(model: ContextModel, documents: Sequence[Sequence[Sentence]], scores: Array) -> tuple[Array, Array]:
    """Probabilities of kinds and categories of all sentences, one document behind the other, as `scores` are."""
    every = [sentence for sentences in documents for sentence in sentences]
    kinds, categories = model.probabilities(placed_features(documents, scores), alone_features(every, scores))
    blank = [at for at, sentence in enumerate(every) if not any(map(str.isalnum, sentence.text))]
    kinds[blank], categories[blank] = np.eye(len(KINDS))[KINDS.index("other")], 0.0  # a row of dashes asserts nothing
    return kinds, categories


def _parts(rows: _Rows, ends: Sequence[int]) -> list[_Rows]:
    """Rows of each document; `ends` are where they end."""
    return [rows[start:end] for start, end in pairwise([0, *ends])]
