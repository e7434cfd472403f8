"""The classifier as a whole: sentences of a document in, one judgment each out; and one judgment for a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Final

import numpy as np

from pipeline.classify.clauses import ClauseScorer
from pipeline.classify.context import ContextModel
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
from pipeline.classify.features import Terms
from pipeline.classify.grams import Shares
from pipeline.classify.letters import LetterModel, letter_features
from pipeline.classify.linear import Array
from pipeline.classify.register import RegisterModel
from pipeline.classify.scored import ClauseScores, Scored, likelier, score_clauses, score_formal, score_letters
from pipeline.classify.sentences import SentenceScorer
from pipeline.records import CATEGORIES, KINDS, Evidence, Judgment, LetterJudgment, Sentence
from pipeline.text.normalise import Squeezed, squeeze, squeezed_texts
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
        own = [documents[at] for at in as_letter]
        clauses = self.score_clauses([[sentence.text for sentence in sentences] for sentences in own])
        letters = dict(zip(as_letter, self.score_letters(own, clauses), strict=True))
        return [
            letters[at] if genre == LETTER else self._score_formal(sentences, genre, letters.get(at))
            for at, (sentences, genre) in enumerate(pairs)
        ]

    def _score_formal(self, sentences: Sequence[Sentence], genre: str, second: Scored | None) -> Scored:
        formal = score_formal(self.models.sentences, self.models.context, sentences, genre, self.tokenizer)
        return formal if second is None else likelier(formal, second)

    def score_clauses(self, letters: Sequence[Sequence[str]]) -> list[ClauseScores]:
        """Scores of the clauses of letters, given as their sentences: all that is needed to judge a letter as a whole."""
        return score_clauses(self.models.clauses, letters)

    def score_letters(self, letters: Sequence[Sequence[Sentence]], clauses: Sequence[ClauseScores]) -> list[Scored]:
        """Probabilities of all sentences of letters whose clauses have been scored."""
        return score_letters(self.models.letter_context, letters, clauses)

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
        others: Sequence[Sequence[str]],
        probabilities: Array,
        *,
        of_letters: bool,
        reasons: bool,
    ) -> Iterator[Grounds]:
        """Categories, evidence and manifestation of problem sentences; `probabilities` of their categories, shape (n, 5)."""
        categories = [choose_categories(row, self.thresholds) for row in probabilities.tolist()]
        texts = [sentence.text for sentence in sentences]
        evidence: Iterable[tuple[Evidence, ...]] = repeat(())
        if reasons:
            plain = [squeeze(text) for text in texts]
            main = [CATEGORIES.index(names[0]) if names else None for names in categories]
            shares = self._shares(plain, others, main, of_letters=of_letters)
            evidence = find_evidence(sentences, plain, shares, self.tokenizer)
        return map(Grounds, categories, evidence, find_manifestations(squeezed_texts(texts), categories))

    def _shares(
        self,
        plain: Sequence[Squeezed],
        others: Sequence[Sequence[str]],
        categories: Sequence[int | None],
        *,
        of_letters: bool,
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

    def judge_letters(self, margins: Sequence[Array]) -> list[LetterJudgment]:
        """Categories of whole letters from the `margins` of their clauses, of each shape (m, 6); no evidence yet."""
        cuts = self.thresholds
        return [
            LetterJudgment(choose_letter(row, cuts), tuple(row), is_doubtful_letter(row, cuts))
            for row in self.models.letters.probabilities(letter_features(margins)).tolist()
        ]


def with_evidence(letter: LetterJudgment, scored: Scored) -> LetterJudgment:
    """The judgment of a letter, each category with the index of the sentence that asserts it most clearly."""
    if not letter.categories or not len(scored.kinds):
        return letter
    clearest = scored.categories.argmax(axis=0).tolist()
    return letter._replace(evidence=tuple((name, clearest[CATEGORIES.index(name)]) for name in letter.categories))
