"""Decides whether a freshly trained model may replace the one in use.

Both are held against the same text: what both have judged out of fold, under its labels of today, so that harder text
added to the corpora is not taken for a worse model. Figures are compared by genre and category. A figure from few cases
swings more, so the tolerance grows with the standard error of a share: 0.02 + 0.5 / √n, n being its support.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Final

from pipeline.classify.decide import Thresholds
from pipeline.classify.heldout import read_held_out
from pipeline.classify.store import ModelFolder, read_thresholds
from pipeline.errors import ZuofengError
from pipeline.evaluate.cases import Case, held_out_cases
from pipeline.evaluate.scoring import category_figures, figures

_SLACK: Final = 0.02
_SWING: Final = 0.5
_ALL: Final = "全部公文"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a model: genre, its name or category, its value, the cases behind it."""

    genre: str
    name: str
    value: float
    support: int


def cells(cases: Sequence[Case]) -> Iterator[Cell]:
    """All figures that promotion looks at, by genre and over all formal documents."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.genre, []).append(case)
        if not case.is_letter:
            groups.setdefault(_ALL, []).append(case)
    for genre, chosen in groups.items():
        row = figures(chosen)
        plain = {
            "问题 F1": row.problem_f1, "性质宏平均": row.kind_macro_f1, "类别 micro-F1": row.categories, "有无正确": row.accuracy,
        }  # fmt: skip
        for name, value in plain.items():
            if value is not None:
                yield Cell(genre, name, value, row.cases)
        for category in category_figures(chosen):
            yield Cell(genre, category.name, category.f1, category.support)


def fallen(old: Sequence[Case], new: Sequence[Case]) -> list[tuple[Cell, Cell]]:
    """Figures of the `old` model that are worse in the `new` one beyond tolerance, on the text that both judged.

    >>> was = [Case(f"p-{n}", "petition", "没人管", "", "", ("担当",), ("担当",), 0.9, (0.0, 0.9, 0.0, 0.0, 0.0)) for n in range(100)]
    >>> now = [replace(case, said=() if n < 20 else case.said) for n, case in enumerate(was)]
    >>> [(before.name, round(after.value, 2)) for before, after in fallen(was, now)]
    [('类别 micro-F1', 0.89), ('有无正确', 0.8), ('担当', 0.89)]
    >>> fallen(was, was), fallen(was, [])
    ([], [])
    """
    labels = {(case.id, case.text): case for case in new}
    shared = [(case, labels[case.id, case.text]) for case in old if (case.id, case.text) in labels]
    before = [replace(was, kind=now.kind, categories=now.categories, genre=now.genre) for was, now in shared]
    after = {(cell.genre, cell.name): cell for cell in cells([now for _, now in shared])}
    pairs = []
    for cell in cells(before):
        now = after[cell.genre, cell.name]
        if now.support and now.value < cell.value - _SLACK - _SWING / sqrt(now.support):
            pairs.append((cell, now))
    return pairs


def judged(folder: Path) -> list[Case]:
    """Out-of-fold cases of the model in a folder; none where there is no model, or none that can be read."""
    try:
        thresholds: Thresholds = read_thresholds(folder)
        return held_out_cases(read_held_out(ModelFolder(folder).held_out), thresholds)
    except ZuofengError:
        return []
