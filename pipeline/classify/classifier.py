"""The classifier as a whole: sentences of a document in, one judgment each out; and one judgment for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.classify.context import context_features
from pipeline.classify.decide import Thresholds, choose_categories, choose_kind, choose_letter, is_doubtful
from pipeline.classify.evidence import find_evidence, find_manifestation
from pipeline.classify.features import document_terms
from pipeline.classify.letters import LetterModel, WordScorer, letter_features, letter_terms
from pipeline.classify.registers import LETTER, RegisterContexts, RegisterScorers
from pipeline.classify.sentences import Array
from pipeline.records import CATEGORIES, KINDS, Evidence, Judgment, LetterJudgment, Sentence
from pipeline.text.tokens import Tokenizer


@dataclass(frozen=True)
class Models:
    """All that training fits; what joblib keeps."""

    sentences: RegisterScorers
    context: RegisterContexts
    words: WordScorer
    letters: LetterModel


@dataclass(frozen=True)
class Scored:
    """Terms and probabilities of the sentences of one document: kinds (n, 4), categories (n, 5)."""

    letter: bool  # whether the document is in the register of letters
    terms: list[list[str]]
    kinds: Array
    categories: Array


class Classifier:
    """Judges sentences and letters with fitted models and thresholds."""

    def __init__(self, models: Models, thresholds: Thresholds, tokenizer: Tokenizer) -> None:
        self.models = models
        self.thresholds = thresholds
        self.tokenizer = tokenizer

    def score(self, sentences: Sequence[Sentence], genre: str) -> Scored:
        """Probabilities of all sentences of one document; no record is touched."""
        letter = genre == LETTER
        terms = document_terms(sentences, genre, self.tokenizer)
        raw = self.models.sentences.of[letter].score(terms)
        kinds, categories = self.models.context.of[letter].probabilities(context_features(sentences, genre, raw))
        return Scored(letter, terms, kinds, categories)

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
            weights = self.models.sentences.of[scored.letter].weights(scored.terms[at], main)
            evidence = find_evidence(sentence, weights, self.tokenizer)
            manifestation = find_manifestation(sentence, categories)
        return Judgment(
            kind=kind,
            kind_score=score,
            categories=categories,
            probabilities=tuple(float(value) for value in capped),
            needs_review=is_doubtful(kinds, probabilities, categories, self.thresholds),
            evidence=evidence,
            manifestation=manifestation,
        )

    def judge_letter(self, scored: Scored) -> LetterJudgment:
        """Categories of a whole letter, each with the index of the sentence that asserts it most clearly."""
        problem = scored.kinds[:, KINDS.index("problem")]
        margins = self.models.words.margins([letter_terms(scored.terms)])[0]
        features = letter_features(problem, scored.categories, margins)[None]
        probabilities = self.models.letters.probabilities(features)[0]
        categories = choose_letter(probabilities, self.thresholds)
        near = [
            abs(value - self.thresholds.letter[name]) for name, value in zip(CATEGORIES, probabilities, strict=True)
        ]
        evidence = tuple(
            (name, int(np.argmax(scored.categories[:, CATEGORIES.index(name)]))) for name in categories if len(problem)
        )
        return LetterJudgment(
            categories=categories,
            probabilities=tuple(float(value) for value in probabilities),
            needs_review=bool(min(near) < self.thresholds.doubt),
            evidence=evidence,
        )
