"""A trial: kinds of sentences by a linear-chain CRF over the scores of the sentence scorer, instead of the network.

A CRF sees the whole sequence of a document and learns which kind follows which; it knows no headings, leads or
paragraphs but by the flags that it is given.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from pipeline.classify.context import FLAGS, context_features
from pipeline.classify.linear import Array
from pipeline.classify.material import Formal, grouped_folds
from pipeline.classify.sentences import WIDTH
from pipeline.classify.stacking import record_spans, score_held_out
from pipeline.classify.vectors import count_terms
from pipeline.evaluate.trials import PROBLEM, Trial, sentence_trial
from pipeline.records import CATEGORIES, KINDS

_DECAY: Final = 1.0
_ROUNDS: Final = 150


def sentences_by_crf(name: str, own: Formal, foreign: Formal) -> Trial:
    """Kinds by a CRF; categories by the sentence's own scores, since a CRF knows one label a sentence."""
    folds = grouped_folds(own.records, own.owner)
    scores = score_held_out(count_terms(own.terms + foreign.terms), own, foreign, folds)
    spans = record_spans(own.records)
    flags = np.vstack(
        [context_features(r.sentences, scores[s])[:, -FLAGS:] for r, s in zip(own.records, spans, strict=True)]
    )
    features = np.hstack([scores, flags])
    features = (features - features.mean(axis=0)) / np.maximum(features.std(axis=0), 1e-9)
    kinds = np.zeros((len(scores), len(KINDS)))
    for train, test in folds:
        seen, held = ([spans[at] for at in np.unique(own.owner[rows])] for rows in (train, test))
        for span, chances in zip(held, _tag(own, features, seen, held), strict=True):
            kinds[span] = chances
    categories = scores[:, WIDTH - len(CATEGORIES) :]
    return sentence_trial(name, own, kinds[:, PROBLEM], categories)


def _tag(own: Formal, features: Array, seen: list[slice], held: list[slice]) -> list[Array]:
    """Probabilities of kinds of each held-out document by a CRF that learned from the seen ones."""
    from sklearn_crfsuite import CRF

    def rows(span: slice) -> list[dict[str, float]]:
        return [{str(at): float(value) for at, value in enumerate(row)} for row in features[span]]

    model = CRF(algorithm="lbfgs", c1=0.0, c2=_DECAY, max_iterations=_ROUNDS, all_possible_transitions=True)
    model.fit([rows(span) for span in seen], [[str(kind) for kind in own.kinds[span]] for span in seen])
    return [
        np.array([[chances.get(str(kind), 0.0) for kind in range(len(KINDS))] for chances in document])
        for document in model.predict_marginals([rows(span) for span in held])
    ]
