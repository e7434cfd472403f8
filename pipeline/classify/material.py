"""The corpora as arrays, one set for each register, and the folds in which they are cross-validated.

Official documents and letters do not speak the same Chinese, so each register has scorers of its own. Each also learns
from the other, at a lower weight: cross-validation showed both to gain by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.corpus import Labelled
from pipeline.classify.cue_terms import ANY_CUE
from pipeline.classify.features import Clauses, document_terms, letter_terms
from pipeline.classify.figures import as_mask
from pipeline.records import CATEGORIES, KINDS
from pipeline.text.tokens import tokenizer

FOLDS: Final = 5
FOREIGN_WEIGHT: Final = 0.1  # of a text of the other register; 1.0, 0.3, 0.1 and 0 were compared
_COVERED: Final = 0.5  # part of a clause, or of the evidence, that must be shared for the clause to be labelled
_FEW: Final = 2  # clauses; only of so short a formal sentence is it clear that each clause bears its label
Fold = tuple[NDArray[np.int64], NDArray[np.int64]]
Labels = NDArray[np.bool_]
# Record, sentence within it, terms, labels and span of a clause.
_Clause = tuple[int, int, list[str], tuple[str, ...], tuple[int, int]]


@dataclass(frozen=True)
class Formal:
    """Sentences of formal documents: terms, kinds (n,), labels (n, 5), the record each belongs to (n,)."""

    records: list[Labelled]
    terms: list[list[str]]
    kinds: NDArray[np.int64]
    labels: Labels
    owner: NDArray[np.int64]


@dataclass(frozen=True)
class Letters:
    """Clauses of letters: terms, labels (m, 5), the record (m,), the sentence within it (m,) and the span of each."""

    records: list[Labelled]
    terms: list[list[str]]
    labels: Labels
    owner: NDArray[np.int64]
    sentence: NDArray[np.int64]
    spans: list[tuple[int, int]]

    @property
    def gold(self) -> Labels:
        """Labels of the letters as wholes, shape (letters, 5)."""
        return as_mask([record.letter or () for record in self.records])


def formal_material(records: Sequence[Labelled]) -> Formal:
    """Sentences of records, whatever their genre."""
    cut = tokenizer()
    return Formal(
        records=list(records),
        terms=[row for record in records for row in document_terms(record.sentences, record.genre, cut).spelt()],
        kinds=sentence_kinds(records),
        labels=sentence_labels(records),
        owner=sentence_owner(records),
    )


def quiet_or_guilty(letters: Formal) -> Formal:
    """Sentences of letters fit to teach formal documents: without those that hold cue words and accuse nobody.

    In letters such sentences tell of private parties (物业推诿); official documents say the same words of offices.
    """
    kept = [
        at
        for at, (terms, kind) in enumerate(zip(letters.terms, letters.kinds, strict=True))
        if KINDS[kind] == "problem" or ANY_CUE not in terms
    ]
    return Formal(
        records=letters.records,
        terms=[letters.terms[at] for at in kept],
        kinds=letters.kinds[kept],
        labels=letters.labels[kept],
        owner=letters.owner[kept],
    )


def sentence_kinds(records: Sequence[Labelled]) -> NDArray[np.int64]:
    """Kinds of all sentences as indices into KINDS, shape (n,)."""
    return np.array([KINDS.index(kind) for record in records for kind in record.kinds], dtype=np.int64)


def sentence_labels(records: Sequence[Labelled]) -> Labels:
    """Categories of all sentences, shape (n, 5)."""
    return as_mask([names for record in records for names in record.categories])


def sentence_owner(records: Sequence[Labelled]) -> NDArray[np.int64]:
    """Index of the record of each sentence, shape (n,)."""
    return np.array([at for at, record in enumerate(records) for _ in record.sentences], dtype=np.int64)


def letter_material(records: Sequence[Labelled]) -> Letters:
    """Clauses of letters, labelled where evidence covers them."""
    rows = [
        (at, place, terms, _asserted(record, *span), span)
        for at, record, clauses in _clauses(records)
        for terms, place, span in zip(clauses.terms.spelt(), clauses.owner, clauses.spans, strict=True)
    ]
    return _letters(records, rows)


def short_clauses(records: Sequence[Labelled]) -> Letters:
    """Clauses of short sentences of formal documents, each with the labels of its sentence."""
    rows = []
    for at, record, clauses in _clauses(records):
        sizes = Counter(clauses.owner)
        rows += [
            (at, place, terms, record.categories[place], span)
            for terms, place, span in zip(clauses.terms.spelt(), clauses.owner, clauses.spans, strict=True)
            if sizes[place] <= _FEW
        ]
    return _letters(records, rows)


def _clauses(records: Sequence[Labelled]) -> Iterator[tuple[int, Labelled, Clauses]]:
    for at, record in enumerate(records):
        yield at, record, letter_terms(record.sentences)


def _letters(records: Sequence[Labelled], rows: list[_Clause]) -> Letters:
    return Letters(
        records=list(records),
        terms=[terms for _, _, terms, _, _ in rows],
        labels=as_mask([labels for _, _, _, labels, _ in rows]),
        owner=np.array([at for at, *_ in rows], dtype=np.int64),
        sentence=np.array([place for _, place, *_ in rows], dtype=np.int64),
        spans=[span for *_, span in rows],
    )


def _asserted(record: Labelled, start: int, end: int) -> tuple[str, ...]:
    """Categories whose evidence covers half of the clause, or lies in it by half."""
    found = [
        name
        for first, last, name in record.evidence
        if (shared := min(last, end) - max(first, start)) > 0 and shared >= _COVERED * min(end - start, last - first)
    ]
    return tuple(name for name in CATEGORIES if name in found)


def voice_weights(own: Formal | Letters, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weights of some rows by which each author counts alike, however much he wrote; their mean is 1, shape (len(rows),)."""
    authors = np.unique([record.author for record in own.records], return_inverse=True)[1][own.owner[rows]]
    weights = 1 / np.bincount(authors)[authors]
    fair: NDArray[np.float64] = weights * (len(rows) / weights.sum())
    return fair


def grouped_folds(records: Sequence[Labelled], owner: NDArray[np.int64]) -> list[Fold]:
    """Folds over rows, whole authors together; whole records where there are fewer authors than folds."""
    from sklearn.model_selection import GroupKFold  # 1.6 s to import, and a process that only predicts needs none of it

    authors = np.unique([record.author for record in records], return_inverse=True)[1]
    groups = authors if authors.max() + 1 >= FOLDS else np.arange(len(records))
    return list(GroupKFold(FOLDS).split(owner, groups=groups[owner]))
