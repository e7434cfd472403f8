"""Out-of-fold figures of a training run, by genre and for letters as wholes; what the manifest and the card show."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classify.decide import Thresholds, choose_categories, choose_kinds, choose_letter
from pipeline.classify.figures import as_mask, calibration_error, category_figures, f1, kind_figures
from pipeline.classify.linear import Array
from pipeline.classify.material import Formal
from pipeline.classify.stacking import Judged
from pipeline.records import GENRES, KINDS

_PROBLEM: Final = KINDS.index("problem")


def formal_scores(formal: Formal, judged: Judged, thresholds: Thresholds) -> dict[str, Any]:
    """Figures of the sentences of formal documents: all together (`formal`), and by genre."""
    genre = np.array([record.genre for record in formal.records])[formal.owner]
    predicted = choose_kinds(judged.kinds, thresholds)
    problems = predicted == _PROBLEM
    chosen = as_mask([choose_categories(row, thresholds) for row in judged.categories])
    result: dict[str, Any] = {}
    for name in ("formal", *GENRES):
        here = np.ones(len(genre), dtype=bool) if name == "formal" else genre == name
        if not here.any():
            continue
        asserted = here & (formal.kinds == _PROBLEM)
        best = judged.categories[asserted].argmax(axis=1)
        right = formal.labels[asserted][np.arange(len(best)), best]
        kinds = kind_figures(formal.kinds[here], predicted[here])
        categories = category_figures(formal.labels[asserted], chosen[asserted])
        result[name] = {
            "sentences": int(here.sum()),
            "problem_f1": f1(asserted[here], problems[here]),
            "problem_calibration_error": calibration_error(asserted[here], judged.kinds[here, _PROBLEM]),
            **{f"kind_{key}": value for key, value in kinds.items()},
            "main_category_right": float(right.mean()) if len(best) else 0.0,
            **{f"category_{key}": value for key, value in categories.items()},
        }
    return result


def letter_scores(gold: NDArray[np.bool_], probabilities: Array, thresholds: Thresholds) -> dict[str, Any]:
    """Figures of letters as wholes; both arrays of shape (letters, 5)."""
    found = as_mask([choose_letter(row, thresholds) for row in probabilities])
    return {
        "letters": len(gold),
        "any_accuracy": float((found.any(axis=1) == gold.any(axis=1)).mean()),
        "calibration_error": calibration_error(gold.ravel(), probabilities.ravel()),
        **category_figures(gold, found),
    }
