"""Fits the scorers and what stands on their scores: out-of-fold first, then on everything.

Whatever stands on another model's scores learns from out-of-fold scores, so that no text is judged by a model that has
read its author. The probabilities that come out are therefore as calibrated for strangers' text as the corpora allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.clauses import ClauseScorer, pool
from pipeline.classify.context import ContextModel, alone_features, context_features
from pipeline.classify.corpus import Labelled
from pipeline.classify.letters import LetterModel, letter_features
from pipeline.classify.linear import Array
from pipeline.classify.material import (
    FOREIGN_WEIGHT,
    Fold,
    Formal,
    Letters,
    grouped_folds,
    sentence_kinds,
    sentence_labels,
    voice_weights,
)
from pipeline.classify.sentences import WIDTH, SentenceScorer
from pipeline.classify.vectors import Counts, count_terms
from pipeline.records import CATEGORIES, KINDS

Rows = NDArray[np.int64]
# Networks that read context. Of letters one is enough: their categories are decided from clauses, not from context.
FORMAL_MEMBERS: Final = 3
LETTER_MEMBERS: Final = 1
_ALONE_WEIGHT: Final = 0.5  # of a sentence shown once more without its context


@dataclass(frozen=True)
class Judged:
    """Out-of-fold probabilities of the sentences of formal documents: kinds (n, 4) and categories (n, 5)."""

    kinds: Array
    categories: Array


@dataclass(frozen=True)
class JudgedLetters:
    """Out of fold: probabilities of letters, `wholes` (n, 5), and log-odds of their clauses, `margins` (m, 6)."""

    wholes: Array
    margins: Array


def record_spans(records: Sequence[Labelled]) -> list[slice]:
    """The rows of the sentences of each record."""
    ends = np.cumsum([len(record.sentences) for record in records])
    return [slice(int(end) - len(record.sentences), int(end)) for end, record in zip(ends, records, strict=True)]


def _in_context(records: Sequence[Labelled], scores: Array) -> tuple[Array, Array]:
    """Features of all sentences in their places, and of all as if they stood alone."""
    pairs = list(zip(records, record_spans(records), strict=True))
    return (
        np.vstack([context_features(record.sentences, scores[span]) for record, span in pairs]),
        np.vstack([alone_features(record.sentences, scores[span]) for record, span in pairs]),
    )


def _fit_context(
    placed: Array, alone: Array, kinds: NDArray[np.int64], labels: NDArray[np.bool_], rows: Rows, members: int
) -> ContextModel:
    weights = np.concatenate([np.ones(len(rows)), np.full(len(rows), _ALONE_WEIGHT)])
    both = np.concatenate([rows, rows])
    return ContextModel(members).fit(np.vstack([placed[rows], alone[rows]]), kinds[both], labels[both], weights)


def _and_foreign(rows: Rows, own: Formal | Letters, foreign: Formal | Letters) -> tuple[Rows, Array]:
    """Rows of the joint counts (own texts, then foreign ones) that a fit learns from, and their weights.

    Letters count alike by author: those of one who wrote many must not drown the others' ways of speaking.
    """
    count = len(foreign.terms)
    weights = voice_weights(own, rows) if isinstance(own, Letters) else np.ones(len(rows))
    joint = np.concatenate([rows, len(own.terms) + np.arange(count)])
    return joint, np.concatenate([weights, np.full(count, FOREIGN_WEIGHT)])


def _fit_sentences(counts: Counts, own: Formal, rows: Rows, foreign: Formal) -> SentenceScorer:
    joint, weights = _and_foreign(rows, own, foreign)
    kinds, labels = np.concatenate([own.kinds, foreign.kinds]), np.vstack([own.labels, foreign.labels])
    return SentenceScorer().fit(counts.take(joint), kinds[joint], labels[joint], weights)


def _fit_clauses(counts: Counts, own: Letters, rows: Rows, foreign: Letters) -> ClauseScorer:
    joint, weights = _and_foreign(rows, own, foreign)
    return ClauseScorer().fit(counts.take(joint), np.vstack([own.labels, foreign.labels])[joint], weights)


def score_held_out(counts: Counts, own: Formal, foreign: Formal, folds: Sequence[Fold]) -> Array:
    """Scores of each sentence, shape (n, 9), by a scorer that has read none of its author; `counts` of own, then foreign."""
    scores = np.zeros((len(own.kinds), WIDTH))
    for train, test in folds:
        scores[test] = _fit_sentences(counts, own, train, foreign).score(counts.take(test))
    return scores


def stack_formal(own: Formal, foreign: Formal) -> tuple[SentenceScorer, ContextModel, Judged]:
    """Models for formal documents; `foreign` holds the sentences of letters."""
    folds = grouped_folds(own.records, own.owner)
    counts = count_terms(own.terms + foreign.terms)
    scores = score_held_out(counts, own, foreign, folds)
    placed, alone = _in_context(own.records, scores)
    kinds, categories = np.zeros((len(scores), len(KINDS))), np.zeros((len(scores), len(CATEGORIES)))
    for train, test in folds:
        model = _fit_context(placed, alone, own.kinds, own.labels, train, FORMAL_MEMBERS)
        kinds[test], categories[test] = model.probabilities(placed[test], alone[test])
    everything = np.arange(len(own.kinds))
    return (
        _fit_sentences(counts, own, everything, foreign),
        _fit_context(placed, alone, own.kinds, own.labels, everything, FORMAL_MEMBERS),
        Judged(kinds, categories),
    )


def stack_letters(own: Letters, foreign: Letters) -> tuple[ClauseScorer, ContextModel, LetterModel, JudgedLetters]:
    """Models for letters; `foreign` holds clauses of formal documents.

    The kinds of their sentences decide nothing about a letter: they are learned, and not judged out of fold.
    """
    folds = grouped_folds(own.records, own.owner)
    counts = count_terms(own.terms + foreign.terms)
    margins = np.zeros((len(own.terms), len(CATEGORIES) + 1))
    for train, test in folds:
        margins[test] = _fit_clauses(counts, own, train, foreign).margins(counts.take(test))
    starts = np.searchsorted(own.owner, np.arange(len(own.records) + 1))
    of = [slice(int(a), int(b)) for a, b in pairwise(starts)]
    scores = np.vstack(
        [pool(margins[s], own.sentence[s].tolist(), len(r.sentences)) for r, s in zip(own.records, of, strict=True)]
    )
    features, gold = letter_features([margins[s] for s in of]), own.gold
    wholes = np.zeros((len(own.records), len(CATEGORIES)))
    for _, test in folds:
        unseen = np.unique(own.owner[test])
        seen = np.setdiff1d(np.arange(len(own.records)), unseen)
        wholes[unseen] = LetterModel().fit(features[seen], gold[seen]).probabilities(features[unseen])
    placed, alone = _in_context(own.records, scores)
    kinds, labels, everything = sentence_kinds(own.records), sentence_labels(own.records), np.arange(len(scores))
    return (
        _fit_clauses(counts, own, np.arange(len(own.terms)), foreign),
        _fit_context(placed, alone, kinds, labels, everything, LETTER_MEMBERS),
        LetterModel().fit(features, gold),
        JudgedLetters(wholes, margins),
    )
