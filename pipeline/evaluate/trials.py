"""Trials of other ways to classify, for choosing among them: term families, ways to add up a letter, other models.

All figures are average precision over out-of-fold probabilities (whole authors held out): it needs no cut-off, so that
ways with differently scaled probabilities compare. The notebook 02-model-selection shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.multioutput import ClassifierChain

from pipeline.classify.letters import letter_features
from pipeline.classify.linear import Array
from pipeline.classify.material import Formal, Letters, grouped_folds
from pipeline.classify.stacking import stack_formal, stack_letters
from pipeline.classify.vectors import TermVectors, count_terms
from pipeline.records import CATEGORIES, KINDS
from pipeline.text.normalise import squeeze
from pipeline.text.tokens import tokenizer

# What a term begins with, by family; see pipeline/classify/features.py.
WORDS: Final = ("w:", "s:", "e:")
CHARACTERS: Final = ("c:",)
PHRASES: Final = ("q:",)
CUES: Final = ("k:", "m:")
HEADINGS: Final = ("h:",)
PLACE: Final = ("heading", "running", "depth:", "mark:", "genre:", "length:", "quarter:", "example")
PROBLEM: Final = KINDS.index("problem")
_BATCH: Final = 128


@dataclass(frozen=True, slots=True)
class Trial:
    """One way and what it gave; `problems` only for sentences of documents."""

    name: str
    categories: float
    problems: float | None = None
    outside: float | None = None


def only(terms: Sequence[list[str]], families: Sequence[str]) -> list[list[str]]:
    """Terms of the given families.

    >>> only([["w:没人管", "c:没人", "k:担当"]], WORDS + CUES)
    [['w:没人管', 'k:担当']]
    """
    return [[term for term in row if term.startswith(tuple(families))] for row in terms]


def with_words(letters: Letters) -> Letters:
    """The same letters with the words of their clauses as terms too, which the way in use does without."""
    cut = tokenizer()
    terms = []
    for row, at, span in zip(letters.terms, letters.owner, letters.spans, strict=True):
        clause = squeeze(letters.records[at].text[slice(*span)]).text
        terms.append([*row, *(f"w:{word}" for word in cut.cut(clause))])
    return replace(letters, terms=terms)


def letters_by_clause(
    name: str, own: Letters, foreign: Letters, outside: Letters | None, families: Sequence[str]
) -> Trial:
    """The way in use, with fewer families of terms."""
    part, other = replace(own, terms=only(own.terms, families)), replace(foreign, terms=only(foreign.terms, families))
    scorer, _, model, judged = stack_letters(part, other)
    found = None
    if outside is not None:
        margins = scorer.margins(only(outside.terms, families))
        features = letter_features([margins[outside.owner == at] for at in range(len(outside.records))])
        found = _precision(outside.gold, model.probabilities(features))
    return Trial(name, _precision(own.gold, judged.wholes), outside=found)


def letters_as_wholes(
    name: str, own: Letters, outside: Letters | None, families: Sequence[str], *, chain: bool
) -> Trial:
    """One vector a letter; five models apart, or a chain in which each sees the answers before it."""
    terms, gold = _joined(own, families), own.gold
    judged = np.zeros(gold.shape)
    for train, test in grouped_folds(own.records, np.arange(len(own.records))):
        judged[test] = _fit_whole([terms[i] for i in train], gold[train], [terms[i] for i in test], chain=chain)
    found = None
    if outside is not None:
        found = _precision(outside.gold, _fit_whole(terms, gold, _joined(outside, families), chain=chain))
    return Trial(name, _precision(gold, judged), outside=found)


def sentences_in_context(name: str, own: Formal, foreign: Formal, families: Sequence[str]) -> Trial:
    """The way in use for documents, with fewer families of terms."""
    part = replace(own, terms=only(own.terms, families))
    _, _, judged = stack_formal(part, replace(foreign, terms=only(foreign.terms, families)))
    return sentence_trial(name, own, judged.kinds[:, PROBLEM], judged.categories)


def sentences_alone(name: str, own: Formal, families: Sequence[str], *, chain: bool) -> Trial:
    """Each sentence by its own terms, without its neighbours; categories by a chain or five models apart."""
    counts = count_terms(only(own.terms, families))
    is_problem = own.kinds == PROBLEM
    problems, categories = np.zeros(len(is_problem)), np.zeros(own.labels.shape)
    for train, test in grouped_folds(own.records, own.owner):
        vectors = TermVectors(2)
        seen, held = vectors.fit_transform(counts.take(train)), vectors.transform(counts.take(test))
        model = LogisticRegression(C=8.0, max_iter=300, solver="liblinear").fit(seen, is_problem[train])
        problems[test] = model.predict_proba(held)[:, 1]
        rows = is_problem[train]
        categories[test] = _predict(seen[rows], own.labels[train][rows], held, chain=chain)
    return sentence_trial(name, own, problems, categories)


def sentences_by_textcat(name: str, own: Formal, *, epochs: int) -> Trial:
    """SpaCy's bag-of-words text classifier on jieba words: problem or not, and the five categories."""
    texts = [" ".join(term[2:] for term in row if term.startswith("w:")) for row in own.terms]
    targets = np.column_stack([own.kinds == PROBLEM, own.labels])
    judged = np.zeros(targets.shape)
    for train, test in grouped_folds(own.records, own.owner):
        judged[test] = _textcat([texts[i] for i in train], targets[train], [texts[i] for i in test], epochs)
    return sentence_trial(name, own, judged[:, 0], judged[:, 1:])


def _textcat(seen: list[str], targets: NDArray[np.bool_], held: list[str], epochs: int) -> Array:
    import random

    import spacy
    from spacy.training import Example
    from thinc.util import fix_random_seed

    names = ["problem", *CATEGORIES]
    fix_random_seed(0)
    nlp = spacy.blank("zh")  # splits at characters; the words come joined by spaces
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)
    model = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": False,
        "ngram_size": 2,
        "no_output_layer": False,
    }
    textcat: Any = nlp.add_pipe("textcat_multilabel", config={"model": model})
    for name in names:
        textcat.add_label(name)
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": dict(zip(names, map(float, row), strict=True))})
        for text, row in zip(seen, targets, strict=True)
    ]
    optimizer = nlp.initialize(lambda: examples[:200])
    order = random.Random(0)
    for _ in range(epochs):
        order.shuffle(examples)
        for at in range(0, len(examples), _BATCH):
            nlp.update(examples[at : at + _BATCH], sgd=optimizer)
    return np.array([[doc.cats[name] for name in names] for doc in nlp.pipe(held, batch_size=256)])


def sentence_trial(name: str, own: Formal, problems: Array, categories: Array) -> Trial:
    """Figures of out-of-fold scores: of `problem` (n,), and of the categories (n, 5) of problem sentences."""
    asserted = own.kinds == PROBLEM
    return Trial(
        name,
        _precision(own.labels[asserted], categories[asserted]),
        problems=float(average_precision_score(asserted, problems)),
    )


def _joined(letters: Letters, families: Sequence[str]) -> list[list[str]]:
    """All terms of each letter."""
    joined: list[list[str]] = [[] for _ in letters.records]
    for row, at in zip(only(letters.terms, families), letters.owner, strict=True):
        joined[at] += row
    return joined


def _fit_whole(seen: list[list[str]], labels: NDArray[np.bool_], held: list[list[str]], *, chain: bool) -> Array:
    vectors = TermVectors(3)
    return _predict(vectors.fit_transform(count_terms(seen)), labels, vectors.transform(held), chain=chain)


def _predict(seen: Any, labels: NDArray[np.bool_], held: Any, *, chain: bool) -> Array:  # noqa: ANN401 — sparse matrices
    def model() -> LogisticRegression:
        return LogisticRegression(C=4.0, max_iter=300, solver="liblinear", class_weight="balanced", random_state=0)

    if chain:
        probabilities = (
            ClassifierChain(model(), order=list(range(len(CATEGORIES)))).fit(seen, labels).predict_proba(held)
        )
        return np.asarray(probabilities, dtype=np.float64)
    return np.stack([model().fit(seen, column).predict_proba(held)[:, 1] for column in labels.T], axis=1)


def _precision(gold: NDArray[np.bool_], probabilities: Array) -> float:
    return float(average_precision_score(gold.ravel(), probabilities.ravel()))
