"""Trains the classifier: corpora → terms → stacked models → thresholds → a model folder.

All thresholds and all reported figures come from out-of-fold predictions, the folds grouped by author. Deterministic:
same corpora, same model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.classify.classifier import Models
from pipeline.classify.clauses import ClauseScorer
from pipeline.classify.context import ContextModel
from pipeline.classify.corpus import Labelled, read_corpus
from pipeline.classify.decide import Thresholds
from pipeline.classify.heldout import letter_rows, sentence_rows
from pipeline.classify.letters import LetterModel
from pipeline.classify.material import (
    FOLDS,
    Formal,
    Letters,
    formal_material,
    letter_material,
    quiet_or_guilty,
    short_clauses,
)
from pipeline.classify.register import RegisterModel
from pipeline.classify.scores import formal_scores, letter_scores
from pipeline.classify.sentences import SentenceScorer
from pipeline.classify.stacking import Judged, JudgedLetters, stack_formal, stack_letters
from pipeline.classify.store import save_models
from pipeline.classify.thresholds import choose_thresholds
from pipeline.errors import ZuofengError
from pipeline.lexicon.tables import digest
from pipeline.records import KINDS


@dataclass(frozen=True)
class Fitted:
    """What training yields: models and thresholds, the text they learned from, and what was said of it out of fold."""

    models: Models
    thresholds: Thresholds
    formal: Formal
    letters: Letters
    judged: Judged
    judged_letters: JudgedLetters


def fit(records: Sequence[Labelled]) -> Fitted:
    """Cross-validate by author, choose thresholds, fit on everything; the models side by side in two processes.

    Raises:
        ZuofengError: there is too little text to form folds.
    """
    documents = [record for record in records if record.letter is None]
    letters = [record for record in records if record.letter is not None]
    if len(letters) < FOLDS or len(documents) < FOLDS:
        raise ZuofengError(f"语料太少：公文 {len(documents)} 篇、信访件 {len(letters)} 件，各至少 {FOLDS}。请补充")
    import joblib

    work = [
        joblib.delayed(_formal)(documents, letters),
        joblib.delayed(_letters)(letters, documents),
        joblib.delayed(_register)(records),
    ]
    (formal, of_formal), (clauses, of_letters), register = joblib.Parallel(n_jobs=2)(work)
    sentences, context, judged = of_formal
    scorer, letter_context, letter_model, judged_letters = of_letters
    thresholds = choose_thresholds(judged, formal.kinds, formal.labels, judged_letters.wholes, clauses.gold)
    models = Models(sentences, context, scorer, letter_context, letter_model, register)
    return Fitted(models, thresholds, formal, clauses, judged, judged_letters)


def _formal(
    documents: Sequence[Labelled], letters: Sequence[Labelled]
) -> tuple[Formal, tuple[SentenceScorer, ContextModel, Judged]]:
    own = formal_material(documents)
    return own, stack_formal(own, quiet_or_guilty(formal_material(letters)))


def _register(records: Sequence[Labelled]) -> RegisterModel:
    texts = [(sentence.text, record.letter is not None) for record in records for sentence in record.sentences]
    return RegisterModel().fit([text for text, _ in texts], np.array([of_letter for _, of_letter in texts]))


def _letters(
    letters: Sequence[Labelled], documents: Sequence[Labelled]
) -> tuple[Letters, tuple[ClauseScorer, ContextModel, LetterModel, JudgedLetters]]:
    own = letter_material(letters)
    return own, stack_letters(own, short_clauses(documents))


def train(corpus: Path, folder: Path, *, feedback: Path | None = None) -> dict[str, Any]:
    """Train on `corpus` (corpora/labelled) and write the model to `folder`; returns its manifest.

    `feedback` holds reviewed corrections, in the form of the corpora: a record whose id the corpora have takes its place.

    Raises:
        DataFileError: a corpus line breaks its schema.
        ZuofengError: there is too little text to form folds.
    """
    if feedback and not feedback.exists():
        raise ZuofengError(f"没有更正文件 {feedback}。请核对路径")
    records = read_corpus(corpus)
    corrections = read_corpus(feedback) if feedback else []
    records = [*{record.id: record for record in [*records, *corrections]}.values()]
    fitted = fit(records)
    formal, clauses, thresholds = fitted.formal, fitted.letters, fitted.thresholds
    facts = {
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpora": digest(corpus),
        "corpus": {
            "公文": len(formal.records),
            "公文句": len(formal.kinds),
            "公文问题句": int((formal.kinds == KINDS.index("problem")).sum()),
            "信访件": len(clauses.records),
            "信访件分句": len(clauses.terms),
            "信访件中有类别的": int(clauses.gold.any(axis=1).sum()),
            "复核更正": len(corrections),
        },
        "scores": formal_scores(formal, fitted.judged, thresholds)
        | {"letters": letter_scores(clauses.gold, fitted.judged_letters.wholes, thresholds)},
    }
    held_out = [*sentence_rows(formal, fitted.judged), *letter_rows(clauses, fitted.judged_letters)]
    return save_models(folder, fitted.models, thresholds, facts, held_out)
