"""The classifier as a whole: sentences of a document in, one judgment each out; and one judgment for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from pipeline.classify.clauses import ClauseScorer, pool
from pipeline.classify.context import ContextModel, alone_features, placed_features
from pipeline.classify.decide import (
    Thresholds,
    choose_categories,
    choose_kind,
    choose_letter,
    is_doubtful,
    is_doubtful_letter,
)
from pipeline.classify.evidence import find_evidence, find_manifestation, weigh_words
from pipeline.classify.features import Terms, document_terms, joined, letter_terms
from pipeline.classify.grams import Shares
from pipeline.classify.letters import LetterModel, letter_features
from pipeline.classify.linear import Array
from pipeline.classify.register import RegisterModel
from pipeline.classify.sentences import SentenceScorer
from pipeline.records import CATEGORIES, KINDS, Evidence, Judgment, LetterJudgment, Sentence
from pipeline.text.normalise import Squeezed, squeeze
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

    `others` are the terms of each sentence besides n-grams, by which its evidence is found; `margins` (m, 6) are those of
    the clauses of a letter, None for formal documents.
    """

    others: list[list[str]]
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

    def score(self, documents: Sequence[Sequence[Sentence]], genres: Sequence[str]) -> list[Scored]:
        """Probabilities of all sentences of several documents; letters are scored together, which is quicker.

        A line or two of no known genre may be from either: it is scored as a document and as a letter, and each sentence
        takes the scores of the register in which it is the likelier problem. A longer text of no known genre is a
        document, for letters are seldom without the marks of one.
        """
        pairs = list(zip(documents, genres, strict=True))
        either = [genre == "other" and len(sentences) <= _SHORT for sentences, genre in pairs]
        as_letter = [at for at, (_, genre) in enumerate(pairs) if genre == LETTER or either[at]]
        letters = dict(zip(as_letter, self._score_letters([documents[at] for at in as_letter]), strict=True))
        return [
            letters[at] if genre == LETTER else self._score_formal(sentences, genre, letters.get(at))
            for at, (sentences, genre) in enumerate(pairs)
        ]

    def _score_formal(self, sentences: Sequence[Sentence], genre: str, second: Scored | None) -> Scored:
        terms = document_terms(sentences, genre, self.tokenizer)
        [(kinds, categories)] = _in_context(self.models.context, [sentences], self.models.sentences.score(terms))
        if second is not None:
            louder = (second.kinds > kinds)[:, [KINDS.index("problem")]]
            kinds, categories = np.where(louder, second.kinds, kinds), np.where(louder, second.categories, categories)
        return Scored(terms.others, kinds, categories, None)

    def _score_letters(self, letters: Sequence[Sequence[Sentence]]) -> list[Scored]:
        if not letters:
            return []
        clauses = [letter_terms(sentences) for sentences in letters]
        ends = np.cumsum([len(each.owner) for each in clauses])[:-1]
        margins = self.models.clauses.margins(joined([each.terms for each in clauses]))
        owner: list[int] = []  # sentence of each clause, counted through all letters
        count = 0
        for sentences, each in zip(letters, clauses, strict=True):
            owner += [count + at for at in each.owner]
            count += len(sentences)
        scores = pool(margins, owner, count)
        scored = []
        for (kinds, categories), own, each in zip(
            _in_context(self.models.letter_context, letters, scores), np.split(margins, ends), clauses, strict=True
        ):
            others: list[list[str]] = [[] for _ in kinds]
            for row, at in zip(each.terms.others, each.owner, strict=True):
                others[at] += row
            scored.append(Scored(others, kinds, categories, own))
        return scored

    def judge(self, documents: Sequence[Sequence[Sentence]], scored: Sequence[Scored]) -> list[list[Judgment]]:
        """Kind, categories, evidence and manifestation of each sentence of several documents."""
        verdicts = [
            [
                self._verdict(kinds, probabilities)
                for kinds, probabilities in zip(own.kinds.tolist(), own.categories.tolist(), strict=True)
            ]
            for own in scored
        ]
        problems = [
            (document, at)
            for document, judgments in enumerate(verdicts)
            for at, judgment in enumerate(judgments)
            if judgment.kind == "problem"
        ]
        for of_letters in (True, False):
            chosen = [(d, at) for d, at in problems if (scored[d].margins is not None) == of_letters]
            plain = [squeeze(documents[d][at].text) for d, at in chosen]
            main = [CATEGORIES.index(names[0]) if (names := verdicts[d][at].categories) else None for d, at in chosen]
            others = [scored[d].others[at] for d, at in chosen]
            shares = self._shares(plain, others, main, of_letters=of_letters)
            for (d, at), squeezed, own in zip(chosen, plain, shares, strict=True):
                verdicts[d][at] = replace(
                    verdicts[d][at],
                    evidence=find_evidence(documents[d][at], squeezed, own, self.tokenizer),
                    manifestation=find_manifestation(squeezed.text, verdicts[d][at].categories),
                )
        return verdicts

    def _verdict(self, kinds: list[float], probabilities: list[float]) -> Judgment:
        kind, score = choose_kind(kinds, self.thresholds)
        problem = kinds[KINDS.index("problem")]
        categories = choose_categories(probabilities, self.thresholds) if kind == "problem" else ()
        return Judgment(
            kind=kind,
            kind_score=score,
            categories=categories,
            probabilities=tuple(min(value, problem) for value in probabilities),
            needs_review=is_doubtful(kinds, probabilities, categories, self.thresholds),
            p_problem=problem,
        )

    def _shares(
        self, plain: Sequence[Squeezed], others: list[list[str]], categories: Sequence[int | None], *, of_letters: bool
    ) -> list[Shares]:
        """What speaks in each of some sentences for `problem` plus a category."""
        scorer = self.models.clauses if of_letters else self.models.sentences
        return scorer.shares(Terms([squeezed.text for squeezed in plain], others, ()), categories) if others else []

    def explain(self, sentences: Sequence[Sentence], scored: Scored) -> list[tuple[Evidence, ...]]:
        """Words of each sentence with what they add to, or take from, `problem` and its likeliest category.

        These are the sentence's own words only; its neighbours and headings add to the verdict through `context.py`.
        """
        likeliest = scored.categories.argmax(axis=1).tolist() if len(sentences) else []
        plain = [squeeze(sentence.text) for sentence in sentences]
        shares = self._shares(plain, scored.others, likeliest, of_letters=scored.margins is not None)
        return [
            weigh_words(sentence, squeezed, own, self.tokenizer)
            for sentence, squeezed, own in zip(sentences, plain, shares, strict=True)
        ]

    def judge_letters(self, scored: Sequence[Scored]) -> list[LetterJudgment | None]:
        """Categories of whole letters, each with the index of the sentence that asserts it most clearly; None for documents."""
        features = letter_features([own.margins for own in scored if own.margins is not None])
        rows = iter(self.models.letters.probabilities(features).tolist())
        return [None if own.margins is None else self._letter(own, next(rows)) for own in scored]

    def _letter(self, scored: Scored, probabilities: list[float]) -> LetterJudgment:
        categories = choose_letter(probabilities, self.thresholds)
        evidence = tuple(
            (name, int(scored.categories[:, CATEGORIES.index(name)].argmax()))
            for name in categories
            if len(scored.kinds)
        )
        return LetterJudgment(
            categories=categories,
            probabilities=tuple(probabilities),
            needs_review=is_doubtful_letter(probabilities, self.thresholds),
            evidence=evidence,
        )


def _in_context(
    model: ContextModel, documents: Sequence[Sequence[Sentence]], scores: Array
) -> list[tuple[Array, Array]]:
    """Probabilities of the sentences of each document; `scores` are those of all sentences, one document behind the other."""
    every = [sentence for sentences in documents for sentence in sentences]
    kinds, categories = model.probabilities(placed_features(documents, scores), alone_features(every, scores))
    blank = [at for at, sentence in enumerate(every) if not any(map(str.isalnum, sentence.text))]
    kinds[blank], categories[blank] = np.eye(len(KINDS))[KINDS.index("other")], 0.0  # a row of dashes asserts nothing
    ends = np.cumsum([len(sentences) for sentences in documents])[:-1]
    return list(zip(np.split(kinds, ends), np.split(categories, ends), strict=True))
