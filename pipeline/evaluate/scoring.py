"""Figures of a set of cases: by genre, by category, confusion, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pipeline.classify.figures import as_mask, calibration_error, f1
from pipeline.evaluate.cases import Case
from pipeline.records import CATEGORIES, KINDS

NONE: Final = "无"
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one group of cases; a figure that has no cases behind it is None.

    `categories` is the micro-F1 of categories: of letters as wholes, of sentences over those labelled problems.
    `accuracy` is the share of letters rightly said to have a category or none, None for sentences.
    """

    cases: int
    problem_f1: float | None
    kind_macro_f1: float | None
    categories: float
    primary: float
    accuracy: float | None
    calibration_error: float


@dataclass(frozen=True, slots=True)
class CategoryFigures:
    """Precision, recall and F1 of one category, and how many cases carry it."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities between `low` and `low` + 0.1: their number, mean, and how often they came true."""

    low: float
    count: int
    mean: float
    came_true: float


def figures(cases: Sequence[Case]) -> Figures:
    """Figures of sentences or of letters (not of both at once).

    >>> hit = Case("1", "petition", "没人管", "", "", ("担当",), ("担当",), 0.8, (0.0, 0.8, 0.0, 0.0, 0.0))
    >>> miss = Case("2", "petition", "占线", "", "", ("主动",), (), 0.1, (0.0, 0.0, 0.1, 0.0, 0.0))
    >>> result = figures([hit, miss])
    >>> round(result.categories, 3), result.accuracy, result.primary, result.problem_f1
    (0.667, 0.5, 0.5, None)
    """
    letters = all(case.is_letter for case in cases)
    asked = _asked(cases)
    truth, said = as_mask([case.categories for case in asked]), as_mask([case.said for case in asked])
    primary = [case.categories[:1] == case.said[:1] for case in asked]
    probabilities, outcomes = _probabilities(cases)
    problem: float | None = None
    kinds: float | None = None
    accuracy: float | None = None
    if letters:
        accuracy = float(np.mean([bool(c.categories) == bool(c.said) for c in cases])) if cases else 0.0
    else:
        each = [_kind_f1(cases, kind) for kind in KINDS]
        problem, kinds = each[KINDS.index("problem")], float(np.mean(each))
    return Figures(
        cases=len(cases),
        problem_f1=problem,
        kind_macro_f1=kinds,
        categories=f1(truth, said),
        primary=float(np.mean(primary)) if primary else 0.0,
        accuracy=accuracy,
        calibration_error=calibration_error(outcomes, probabilities, BINS),
    )


def category_figures(cases: Sequence[Case]) -> list[CategoryFigures]:
    """One row a category."""
    asked = _asked(cases)
    truth, said = as_mask([case.categories for case in asked]), as_mask([case.said for case in asked])
    rows = []
    for at, name in enumerate(CATEGORIES):
        hits, found, there = (truth[:, at] & said[:, at]).sum(), said[:, at].sum(), truth[:, at].sum()
        rows.append(
            CategoryFigures(
                name,
                float(hits / found) if found else 0.0,
                float(hits / there) if there else 0.0,
                f1(truth[:, at], said[:, at]),
                int(there),
            )
        )
    return rows


def kind_confusion(cases: Sequence[Case]) -> tuple[tuple[str, ...], list[list[int]]]:
    """Names, and a table with a row for each labelled kind and a column for each said one."""
    pairs = Counter((case.kind, case.said_kind) for case in cases)
    return KINDS, [[pairs[row, column] for column in KINDS] for row in KINDS]


def category_confusion(cases: Sequence[Case]) -> tuple[tuple[str, ...], list[list[int]]]:
    """The same for main categories, with 无 for none."""
    names = (*CATEGORIES, NONE)
    pairs = Counter(((case.categories[:1] or (NONE,))[0], (case.said[:1] or (NONE,))[0]) for case in _asked(cases))
    return names, [[pairs[row, column] for column in names] for row in names]


def reliability(cases: Sequence[Case]) -> list[Bin]:
    """Reliability curve (DeGroot & Fienberg 1983): empty bins are left out."""
    probabilities, outcomes = _probabilities(cases)
    places = np.minimum((probabilities * BINS).astype(np.int64), BINS - 1)
    return [
        Bin(at / BINS, int(here.sum()), float(probabilities[here].mean()), float(outcomes[here].mean()))
        for at in range(BINS)
        if (here := places == at).any()
    ]


def worst(cases: Sequence[Case], count: int) -> list[Case]:
    """The `count` wrong cases whose probabilities are farthest from their labels, the worst first."""
    wrong = [case for case in cases if not case.is_right]
    return sorted(wrong, key=lambda case: (-case.gap, case.id))[:count]


def _asked(cases: Sequence[Case]) -> list[Case]:
    """Cases whose categories are counted: all letters, and the sentences labelled as problems with a category."""
    return [case for case in cases if case.is_letter or (case.kind == "problem" and case.categories)]


def _kind_f1(cases: Sequence[Case], kind: str) -> float:
    return f1(np.array([case.kind == kind for case in cases]), np.array([case.said_kind == kind for case in cases]))


def _probabilities(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities and what came of them: of each category of a letter, of a problem for sentences."""
    if cases and all(case.is_letter for case in cases):
        return (
            np.array([case.p_categories for case in cases]).ravel(),
            as_mask([case.categories for case in cases]).ravel(),
        )
    return np.array([case.p_problem for case in cases]), np.array(
        [case.kind == "problem" for case in cases], dtype=bool
    )
