"""The classifier as a whole: sentences of a document in, one judgment each out; and one judgment for a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise, repeat
from typing import Final, TypeVar

import numpy as np

from pipeline.classify.clauses import ClauseScorer, pool
from pipeline.classify.context import ContextModel, alone_features, placed_features
from pipeline.classify.cue_terms import ANY_CUE
from pipeline.classify.decide import (
    Grounds,
    Thresholds,
    choose_categories,
    choose_kinds,
    choose_letter,
    is_doubtful_letter,
    judgments,
)
from pipeline.classify.evidence import find_evidence, find_manifestations, weigh_words
from pipeline.classify.features import Terms, clause_terms, document_terms
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
_Rows = TypeVar("_Rows", Array, list[list[str]])


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

    @property
    def complains(self) -> bool:
        """Whether a cue word of any category stands in any sentence."""
        return any(ANY_CUE in terms for terms in self.others)


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
        kinds, categories = _in_context(self.models.context, [sentences], self.models.sentences.score(terms))
        if second is not None:
            louder = (second.kinds > kinds)[:, [KINDS.index("problem")]]
            kinds, categories = np.where(louder, second.kinds, kinds), np.where(louder, second.categories, categories)
        return Scored(terms.others, kinds, categories, None)

    def _score_letters(self, letters: Sequence[Sequence[Sentence]]) -> list[Scored]:
        if not letters:
            return []
        owner, terms = clause_terms(letters)
        margins = self.models.clauses.margins(terms)
        ends = list(accumulate(map(len, letters)))
        others: list[list[str]] = [[] for _ in range(ends[-1])]
        for row, at in zip(terms.others, owner, strict=True):
            others[at] += row
        kinds, categories = _in_context(self.models.letter_context, letters, pool(margins, owner, ends[-1]))
        of_letters = _parts(margins, np.searchsorted(owner, ends).tolist())
        parts = (_parts(others, ends), _parts(kinds, ends), _parts(categories, ends), of_letters)
        return [Scored(*own) for own in zip(*parts, strict=True)]

    def judge(
        self, documents: Sequence[Sequence[Sentence]], scored: Sequence[Scored], *, reasons: bool = True
    ) -> list[list[Judgment]]:
        """Kind, categories and manifestation of each sentence of several documents; with `reasons`, its evidence."""
        if not documents:
            return []
        sentences = [sentence for document in documents for sentence in document]
        kinds, categories = (
            np.concatenate(parts) for parts in zip(*((own.kinds, own.categories) for own in scored), strict=True)
        )
        others = [row for own in scored for row in own.others]
        of_letters = np.repeat([own.margins is not None for own in scored], [len(document) for document in documents])
        problems = choose_kinds(kinds, self.thresholds) == KINDS.index("problem")
        grounds: dict[int, Grounds] = {}
        for letter in (True, False):
            places = np.flatnonzero(problems & (of_letters == letter)).tolist()
            accused, terms = [sentences[at] for at in places], [others[at] for at in places]
            found = self._grounds(accused, terms, categories[places], of_letters=letter, reasons=reasons)
            grounds |= zip(places, found, strict=True)
        judged = judgments(kinds, categories, grounds, self.thresholds)
        return [list(islice(judged, len(document))) for document in documents]

    def _grounds(
        self,
        sentences: Sequence[Sentence],
        others: list[list[str]],
        probabilities: Array,
        *,
        of_letters: bool,
        reasons: bool,
    ) -> Iterator[Grounds]:
        """Categories, evidence and manifestation of problem sentences; `probabilities` of their categories, shape (n, 5)."""
        categories = [choose_categories(row, self.thresholds) for row in probabilities.tolist()]
        plain = [squeeze(sentence.text) for sentence in sentences]
        evidence: Iterable[tuple[Evidence, ...]] = repeat(())
        if reasons:
            main = [CATEGORIES.index(names[0]) if names else None for names in categories]
            shares = self._shares(plain, others, main, of_letters=of_letters)
            evidence = find_evidence(sentences, plain, shares, self.tokenizer)
        return map(Grounds, categories, evidence, find_manifestations([own.text for own in plain], categories))

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
        return weigh_words(sentences, plain, shares, self.tokenizer)

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
