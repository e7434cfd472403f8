"""The corpora as arrays, and the folds in which they are cross-validated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from pipeline.classify.corpus import Labelled
from pipeline.classify.features import document_terms
from pipeline.classify.figures import as_mask
from pipeline.records import KINDS
from pipeline.text.tokens import tokenizer

FOLDS: Final = 5
Fold = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Material:
    """The corpora as arrays over all sentences: kinds (n,), labels (n, 5), the record each belongs to (n,)."""

    records: list[Labelled]
    terms: list[list[list[str]]]
    kinds: NDArray[np.int64]
    labels: NDArray[np.bool_]
    owner: NDArray[np.int64]

    @property
    def letters(self) -> NDArray[np.bool_]:
        """Which sentences stand in letters, shape (n,)."""
        return np.array([record.letter is not None for record in self.records])[self.owner]

    @property
    def flat(self) -> list[list[str]]:
        """Terms of all sentences in one list."""
        return [row for rows in self.terms for row in rows]

    def spans(self) -> list[slice]:
        """Slice of each record in the arrays."""
        ends = np.cumsum([len(record.sentences) for record in self.records])
        return [
            slice(int(end) - len(record.sentences), int(end)) for end, record in zip(ends, self.records, strict=True)
        ]


def prepare(records: list[Labelled]) -> Material:
    """Terms and label arrays of labelled records."""
    cut = tokenizer()
    return Material(
        records=records,
        terms=[document_terms(record.sentences, record.genre, cut) for record in records],
        kinds=np.array([KINDS.index(kind) for record in records for kind in record.kinds], dtype=np.int64),
        labels=as_mask([names for record in records for names in record.categories]),
        owner=np.array([at for at, record in enumerate(records) for _ in record.sentences], dtype=np.int64),
    )


def grouped_folds(material: Material) -> list[Fold]:
    """Folds over sentences, whole authors together; whole documents where there are fewer authors than folds."""
    authors = np.unique([record.author for record in material.records], return_inverse=True)[1]
    groups = authors if authors.max() + 1 >= 2 * FOLDS else np.arange(len(material.records))
    return list(GroupKFold(FOLDS).split(material.flat, groups=groups[material.owner]))
