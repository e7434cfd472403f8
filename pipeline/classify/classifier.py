"""The classifier as a whole: sentences of a document in, one judgment each out; and one judgment for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipeline.classify.clauses import ClauseScorer, pool
from pipeline.classify.context import ContextModel, alone_features, context_features
from pipeline.classify.decide import (
    Thresholds,
    choose_categories,
    choose_kind,
    choose_letter,
    is_doubtful,
    is_doubtful_letter,
)
from pipeline.classify.evidence import find_evidence, find_manifestation, weigh_words
from pipeline.classify.features import document_terms, letter_terms
from pipeline.classify.letters import LetterModel, letter_features
from pipeline.classify.linear import Array
from pipeline.classify.register import RegisterModel
from pipeline.classify.sentences import SentenceScorer
from pipeline.records import CATEGORIES, KINDS, Evidence, Judgment, LetterJudgment, Sentence
from pipeline.text.tokens import Tokenizer

LETTER: Final = "petition"  # the genre whose texts are letters
_SHORT: Final = 3  # sentences


@dataclass(frozen=True)
class Models:
    """All that training fits; what a model folder keeps."""

    sentences: SentenceScorer
    context: ContextModel
    clauses: ClauseScorer
    letter_context: ContextModel
    letters: LetterModel
    register: RegisterModel


@dataclass(frozen=True)
class Scored:
    """Probabilities of the sentences of one document: kinds (n, 4), categories (n, 5).

    `terms` are those of each sentence, by which its evidence is found; `margins` (m, 6) are those of the clauses of a
    letter, None for formal documents.
    """

    terms: list[list[str]]
    kinds: Array
    categories: Array
    margins: Array | None


class Classifier:
    """Judges sentences and letters with fitted models and thresholds."""

    def __init__(self, models: Models, thresholds: Thresholds, tokenizer: Tokenizer) -> None:
        self.models = models
        self.thresholds = thresholds
        self.tokenizer = tokenizer

    def genre(self, sentences: Sequence[Sentence], guess: str) -> str:
        """The genre that the marks of a text suggest, unless its language says that it is a letter."""
        if guess != LETTER and self.models.register.is_letter(sentences, guess):
            return LETTER
        return guess

    def score(self, sentences: Sequence[Sentence], genre: str) -> Scored:
        """Probabilities of all sentences of one document; no record is touched.

        A line or two of no known genre may be from either: it is scored as a document and as a letter, and each sentence
        takes the scores of the register in which it is the likelier problem. A longer text of no known genre is a
        document, for letters are seldom without the marks of one.
        """
        if genre == LETTER:
            return self._score_letter(sentences)
        scored = self._score_formal(sentences, genre)
        if genre == "other" and len(sentences) <= _SHORT:
            second = self._score_letter(sentences)
            louder = (second.kinds > scored.kinds)[:, [KINDS.index("problem")]]
            scored = replace(
                scored,
                kinds=np.where(louder, second.kinds, scored.kinds),
                categories=np.where(louder, second.categories, scored.categories),
            )
        return scored

    def _score_formal(self, sentences: Sequence[Sentence], genre: str) -> Scored:
        terms = document_terms(sentences, genre, self.tokenizer)
        kinds, categories = _in_context(self.models.context, sentences, self.models.sentences.score(terms))
        return Scored(terms, kinds, categories, None)

    def _score_letter(self, sentences: Sequence[Sentence]) -> Scored:
        clauses = letter_terms(sentences)
        margins = self.models.clauses.margins(clauses.terms)
        scores = pool(margins, clauses.owner, len(sentences))
        kinds, categories = _in_context(self.models.letter_context, sentences, scores)
        terms: list[list[str]] = [[] for _ in sentences]
        for row, at in zip(clauses.terms, clauses.owner, strict=True):
            terms[at] += row
        return Scored(terms, kinds, categories, margins)

    def judge(self, sentences: Sequence[Sentence], scored: Scored) -> list[Judgment]:
        """Kind, categories, evidence and manifestation of each sentence."""
        return [self._judge_one(sentence, scored, at) for at, sentence in enumerate(sentences)]

    def _judge_one(self, sentence: Sentence, scored: Scored, at: int) -> Judgment:
        kinds, probabilities = scored.kinds[at], scored.categories[at]
        kind, score = choose_kind(kinds, self.thresholds)
        capped = np.minimum(probabilities, kinds[KINDS.index("problem")])
        categories: tuple[str, ...] = ()
        evidence: tuple[Evidence, ...] = ()
        manifestation = ""
        if kind == "problem":
            categories = choose_categories(probabilities, self.thresholds)
            main = CATEGORIES.index(categories[0]) if categories else None
            evidence = find_evidence(sentence, self._weights(scored, at, main), self.tokenizer)
            manifestation = find_manifestation(sentence, categories)
        return Judgment(
            kind=kind,
            kind_score=score,
            categories=categories,
            probabilities=tuple(float(value) for value in capped),
            needs_review=is_doubtful(kinds, probabilities, categories, self.thresholds),
            evidence=evidence,
            manifestation=manifestation,
            p_problem=float(kinds[KINDS.index("problem")]),
        )

    def _weights(self, scored: Scored, at: int, category: int | None) -> dict[str, float]:
        """Contributions of the terms of one sentence to `problem` plus a category."""
        scorer = self.models.sentences if scored.margins is None else self.models.clauses
        return scorer.weights(scored.terms[at], category)

    def explain(self, sentences: Sequence[Sentence], scored: Scored) -> list[tuple[Evidence, ...]]:
        """Words of each sentence with what they add to, or take from, `problem` and its likeliest category.

        These are the sentence's own words only; its neighbours and headings add to the verdict through `context.py`.
        """
        likeliest = scored.categories.argmax(axis=1) if len(sentences) else np.zeros(0, dtype=np.int64)
        return [
            weigh_words(sentence, self._weights(scored, at, int(likeliest[at])), self.tokenizer)
            for at, sentence in enumerate(sentences)
        ]

    def judge_letter(self, scored: Scored) -> LetterJudgment:
        """Categories of a whole letter, each with the index of the sentence that asserts it most clearly."""
        margins = scored.margins if scored.margins is not None else np.zeros((0, len(CATEGORIES) + 1))
        probabilities = self.models.letters.probabilities(letter_features(margins)[None])[0]
        categories = choose_letter(probabilities, self.thresholds)
        evidence = tuple(
            (name, int(np.argmax(scored.categories[:, CATEGORIES.index(name)])))
            for name in categories
            if len(scored.kinds)
        )
        return LetterJudgment(
            categories=categories,
            probabilities=tuple(float(value) for value in probabilities),
            needs_review=is_doubtful_letter(probabilities, self.thresholds),
            evidence=evidence,
        )


def _in_context(model: ContextModel, sentences: Sequence[Sentence], scores: Array) -> tuple[Array, Array]:
    kinds, categories = model.probabilities(context_features(sentences, scores), alone_features(sentences, scores))
    blank = [at for at, sentence in enumerate(sentences) if not any(map(str.isalnum, sentence.text))]
    kinds[blank], categories[blank] = np.eye(len(KINDS))[KINDS.index("other")], 0.0  # a row of dashes asserts nothing
    return kinds, categories
