"""Trains the classifier: corpora → out-of-fold scores → context → letters → thresholds → final fit.

Whatever stands on another model's scores learns from out-of-fold scores, the folds grouped by author, so that no
sentence is judged by a model that has read its author. All thresholds and all reported figures come from out-of-fold
predictions. Deterministic: same corpora, same model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.classifier import Models
from pipeline.classify.context import context_features
from pipeline.classify.corpus import read_corpus
from pipeline.classify.decide import Thresholds, choose_categories, choose_letter
from pipeline.classify.figures import as_mask, best_cut, calibration_error, category_figures, f1, kind_figures
from pipeline.classify.letters import LetterModel, WordScorer, letter_features, letter_terms
from pipeline.classify.material import FOLDS, Fold, Material, grouped_folds, prepare
from pipeline.classify.registers import RegisterContexts, RegisterScorers
from pipeline.classify.sentences import WIDTH, Array
from pipeline.classify.store import save_models
from pipeline.errors import ZuofengError
from pipeline.lexicon.tables import digest
from pipeline.records import CATEGORIES, GENRES, KINDS

_PROBLEM: Final = KINDS.index("problem")
_GRID: Final = tuple(round(0.10 + 0.02 * step, 2) for step in range(31))
_SHARES: Final = (0.3, 0.4, 0.5, 0.6, 0.7)


def raw_scores(material: Material, folds: Sequence[Fold]) -> Array:
    """Out-of-fold scores of the sentences by themselves, shape (n, 9)."""
    scores, flat, letters = np.zeros((len(material.kinds), WIDTH)), material.flat, material.letters
    for train, test in folds:
        scorers = RegisterScorers().fit(
            [flat[i] for i in train], material.kinds[train], material.labels[train], letters[train]
        )
        scores[test] = scorers.score([flat[i] for i in test], letters[test])
    return scores


def in_context(material: Material, scores: Array) -> Array:
    """Context features of all sentences."""
    rows = zip(material.records, material.spans(), strict=True)
    return np.vstack([context_features(record.sentences, record.genre, scores[span]) for record, span in rows])


def letter_inputs(material: Material, kinds: Array, categories: Array, margins: Array) -> Array:
    """Features of the letters among the records, shape (m, 5, k)."""
    spans = [span for record, span in zip(material.records, material.spans(), strict=True) if record.letter is not None]
    return np.stack(
        [
            letter_features(kinds[span, _PROBLEM], categories[span], row)
            for span, row in zip(spans, margins, strict=True)
        ]
    )


def choose_thresholds(
    material: Material, kinds: Array, categories: Array, letters: Array, gold: NDArray[np.bool_]
) -> Thresholds:
    """Cut-offs that maximise F1 on out-of-fold probabilities: problems, then categories, then letters."""
    formal = ~material.letters
    is_problem = material.kinds == _PROBLEM
    problem = best_cut(_GRID, lambda cut: f1(is_problem[formal], kinds[formal, _PROBLEM] >= cut))
    thresholds = Thresholds(problem=problem)
    rows = np.flatnonzero(formal & is_problem)

    def micro(candidate: Thresholds) -> float:
        return f1(material.labels[rows], as_mask([choose_categories(categories[i], candidate) for i in rows]))

    share = best_cut(_SHARES, lambda value: micro(replace(thresholds, share=value)))
    thresholds = replace(thresholds, share=share)
    for name in CATEGORIES:
        cut = best_cut(_GRID[::3], _with(thresholds, "category", name, micro))
        thresholds = replace(thresholds, category=thresholds.category | {name: cut})

    def letter_micro(candidate: Thresholds) -> float:
        return f1(gold, as_mask([choose_letter(row, candidate) for row in letters]))

    for name in CATEGORIES * 2:
        cut = best_cut(_GRID, _with(thresholds, "letter", name, letter_micro))
        thresholds = replace(thresholds, letter=thresholds.letter | {name: cut})
    return thresholds


def _with(base: Thresholds, table: str, name: str, figure: Callable[[Thresholds], float]) -> Callable[[float], float]:
    return lambda cut: figure(replace(base, **{table: getattr(base, table) | {name: cut}}))


def _scores(
    material: Material, kinds: Array, categories: Array, letters: Array, gold: NDArray[np.bool_], thresholds: Thresholds
) -> dict[str, Any]:
    """Out-of-fold figures by genre, and those of the letters."""
    genre = np.array([record.genre for record in material.records])[material.owner]
    problems = kinds[:, _PROBLEM] >= thresholds.problem
    others = np.where(np.arange(len(KINDS)) == _PROBLEM, -1.0, kinds).argmax(axis=1)
    predicted = np.where(problems, _PROBLEM, others)
    chosen = as_mask([choose_categories(row, thresholds) for row in categories])
    result: dict[str, Any] = {}
    for name in ("formal", *GENRES):
        here = genre != "petition" if name == "formal" else genre == name
        if not here.any():
            continue
        asserted = here & (material.kinds == _PROBLEM)
        best = categories[asserted].argmax(axis=1)
        result[name] = {
            "sentences": int(here.sum()),
            "problem_f1": f1(asserted[here], problems[here]),
            "problem_calibration_error": calibration_error(asserted[here], kinds[here, _PROBLEM]),
            **{f"kind_{key}": value for key, value in kind_figures(material.kinds[here], predicted[here]).items()},
            "main_category_right": float(material.labels[asserted][np.arange(len(best)), best].mean())
            if len(best)
            else 0.0,
            **{
                f"category_{key}": value
                for key, value in category_figures(material.labels[asserted], chosen[asserted]).items()
            },
        }
    found = as_mask([choose_letter(row, thresholds) for row in letters])
    result["letters"] = {
        "letters": len(gold),
        "any_accuracy": float((found.any(axis=1) == gold.any(axis=1)).mean()),
        "calibration_error": calibration_error(gold.ravel(), letters.ravel()),
        **category_figures(gold, found),
    }
    return result


def train(corpus: Path, folder: Path) -> dict[str, Any]:
    """Train on `corpus` (corpora/labelled) and write the model to `folder`; returns its manifest.

    Raises:
        DataFileError: a corpus line breaks its schema.
        ZuofengError: there is too little text to form folds.
    """
    records = read_corpus(corpus)
    letters = [record for record in records if record.letter is not None]
    if len(letters) < FOLDS or len(records) - len(letters) < FOLDS:
        raise ZuofengError(
            f"语料太少：公文 {len(records) - len(letters)} 篇、信访件 {len(letters)} 件，各至少 {FOLDS}。请补充 {corpus}"
        )
    material = prepare(records)
    folds = grouped_folds(material)
    raw = raw_scores(material, folds)
    features = in_context(material, raw)
    kinds, categories = np.zeros((len(raw), len(KINDS))), np.zeros((len(raw), len(CATEGORIES)))
    for fit, test in folds:
        model = RegisterContexts().fit(features[fit], material.kinds[fit], material.labels[fit], material.letters[fit])
        kinds[test], categories[test] = model.probabilities(features[test], material.letters[test])

    fold_of = np.zeros(len(records), dtype=np.int64)
    for number, (_, test) in enumerate(folds):
        fold_of[material.owner[test]] = number
    at = [i for i, record in enumerate(records) if record.letter is not None]
    fold = fold_of[at]
    words = [letter_terms(material.terms[i]) for i in at]
    gold = as_mask([records[i].letter or () for i in at])
    margins, probabilities = np.zeros(gold.shape), np.zeros(gold.shape)
    used = np.unique(fold)
    for number in used:
        seen = [text for text, place in zip(words, fold, strict=True) if place != number]
        unseen = [text for text, place in zip(words, fold, strict=True) if place == number]
        margins[fold == number] = WordScorer().fit(seen, gold[fold != number]).margins(unseen)
    inputs = letter_inputs(material, kinds, categories, margins)
    for number in used:
        letter_model = LetterModel().fit(inputs[fold != number], gold[fold != number])
        probabilities[fold == number] = letter_model.probabilities(inputs[fold == number])

    thresholds = choose_thresholds(material, kinds, categories, probabilities, gold)
    models = Models(
        sentences=RegisterScorers().fit(material.flat, material.kinds, material.labels, material.letters),
        context=RegisterContexts().fit(features, material.kinds, material.labels, material.letters),
        words=WordScorer().fit(words, gold),
        letters=LetterModel().fit(inputs, gold),
    )
    facts = {
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpora": digest(corpus),
        "corpus": {
            "公文": len(records) - len(letters),
            "公文句": int(sum(len(r.sentences) for r in records if r.letter is None)),
            "信访件": len(letters),
            "信访件中有类别的": int(sum(bool(r.letter) for r in letters)),
            "问题句": int((material.kinds == _PROBLEM).sum()),
        },
        "scores": _scores(material, kinds, categories, probabilities, gold, thresholds),
    }
    return save_models(folder, models, thresholds, facts)
