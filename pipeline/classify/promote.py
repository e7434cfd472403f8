"""Decides whether a freshly trained model may replace the one in use.

Every figure of the candidate, by genre and category, is held against the same figure of the model in use. A figure from
few cases swings more, so the tolerance grows with the standard error of a share: 0.02 + 0.5 / √n, n being its support.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any, Final

_SLACK: Final = 0.02
_SWING: Final = 0.5
_PLAIN: Final = ("problem_f1", "kind_macro_f1", "any_accuracy", "micro_f1", "category_micro_f1")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a model: genre (or formal, letters), its name or category, its value, the cases behind it."""

    genre: str
    name: str
    value: float
    support: int


def cells(scores: dict[str, Any]) -> Iterator[Cell]:
    """All figures of a manifest's `scores` that promotion looks at."""
    for genre, figures in scores.items():
        support = int(figures.get("sentences", figures.get("letters", 0)))
        for name in _PLAIN:
            if name in figures:
                yield Cell(genre, name, float(figures[name]), support)
        for table in ("categories", "category_categories"):
            for name, row in figures.get(table, {}).items():
                yield Cell(genre, name, float(row["f1"]), int(row["support"]))


def fallen(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[Cell, Cell]]:
    """Figures of `old` scores that are worse in `new` beyond tolerance, each with its successor.

    >>> was = {"letters": {"letters": 400, "micro_f1": 0.80}}
    >>> [len(fallen(was, {"letters": {"letters": 400, "micro_f1": now}})) for now in (0.90, 0.77, 0.70)]
    [0, 0, 1]
    """
    after = {(cell.genre, cell.name): cell for cell in cells(new)}
    pairs = []
    for cell in cells(old):
        now = after.get((cell.genre, cell.name))
        if now is None or not now.support:
            continue
        if now.value < cell.value - _SLACK - _SWING / sqrt(now.support):
            pairs.append((cell, now))
    return pairs


def old_scores(folder: Path) -> dict[str, Any]:
    """Scores of the model in use; empty where there is none, or none that can be read."""
    try:
        scores = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["scores"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return scores if isinstance(scores, dict) else {}
