"""Trains the classifier: corpora → terms → stacked models → thresholds → a model folder.

All thresholds and all reported figures come from out-of-fold predictions, the folds grouped by author. Deterministic:
same corpora, same model.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.classify.classifier import Models
from pipeline.classify.corpus import read_corpus
from pipeline.classify.heldout import letter_rows, sentence_rows
from pipeline.classify.material import FOLDS, formal_material, letter_material, short_clauses
from pipeline.classify.scores import formal_scores, letter_scores
from pipeline.classify.stacking import stack_formal, stack_letters
from pipeline.classify.store import save_models
from pipeline.classify.thresholds import choose_thresholds
from pipeline.errors import ZuofengError
from pipeline.lexicon.tables import digest
from pipeline.records import KINDS


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
    documents = [record for record in records if record.letter is None]
    letters = [record for record in records if record.letter is not None]
    if len(letters) < FOLDS or len(documents) < FOLDS:
        raise ZuofengError(
            f"语料太少：公文 {len(documents)} 篇、信访件 {len(letters)} 件，各至少 {FOLDS}。请补充 {corpus}"
        )
    formal, clauses = formal_material(documents), letter_material(letters)
    sentences, context, judged = stack_formal(formal, formal_material(letters))
    scorer, letter_context, letter_model, judged_letters = stack_letters(clauses, short_clauses(documents))
    thresholds = choose_thresholds(judged, formal.kinds, formal.labels, judged_letters.wholes, clauses.gold)
    facts = {
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpora": digest(corpus),
        "corpus": {
            "公文": len(documents),
            "公文句": len(formal.kinds),
            "公文问题句": int((formal.kinds == KINDS.index("problem")).sum()),
            "信访件": len(letters),
            "信访件分句": len(clauses.terms),
            "信访件中有类别的": int(clauses.gold.any(axis=1).sum()),
            "复核更正": len(corrections),
        },
        "scores": formal_scores(formal, judged, thresholds)
        | {"letters": letter_scores(clauses.gold, judged_letters.wholes, thresholds)},
    }
    models = Models(sentences, context, scorer, letter_context, letter_model)
    held_out = [*sentence_rows(formal, judged), *letter_rows(clauses, judged_letters)]
    return save_models(folder, models, thresholds, facts, held_out)
