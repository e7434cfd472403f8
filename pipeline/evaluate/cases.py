"""A judgment beside its label: the one record that all figures of an evaluation are counted from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipeline.classify.decide import Thresholds, choose_categories, choose_kinds, choose_letter
from pipeline.classify.heldout import HeldOut
from pipeline.records import CATEGORIES, KINDS


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence or a whole letter: its label, what was said of it, how sure, and the words behind both.

    `kind` and `said_kind` are empty for letters. `p_problem` is the probability of a problem, for letters that of the
    likeliest category; `p_categories` are in CATEGORIES order.
    """

    id: str
    genre: str
    text: str
    kind: str
    said_kind: str
    categories: tuple[str, ...]
    said: tuple[str, ...]
    p_problem: float
    p_categories: tuple[float, ...]
    labelled: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def is_letter(self) -> bool:
        """Whether the label belongs to a whole text."""
        return not self.kind

    @property
    def is_right(self) -> bool:
        """Whether kind and categories are those of the label."""
        return self.kind == self.said_kind and set(self.categories) == set(self.said)

    @property
    def gap(self) -> float:
        """How far the probabilities are from the label, 0 to 1.

        >>> Case("d", "notice", "无人接听。", "problem", "other", ("主动",), (), 0.1, (0.0,) * 5).gap
        1.0
        """
        gaps = [abs((name in self.categories) - p) for name, p in zip(CATEGORIES, self.p_categories, strict=True)]
        if self.is_letter:
            return max(gaps)
        wrong = abs((self.kind == "problem") - self.p_problem)
        return max(wrong, *gaps) if self.kind == "problem" else wrong


def held_out_cases(rows: Iterable[HeldOut], thresholds: Thresholds) -> list[Case]:
    """Cases of the corpora, judged by models that have not read their authors."""
    return [_letter(row, thresholds) if row.sentence < 0 else _sentence(row, thresholds) for row in rows]


def _letter(row: HeldOut, thresholds: Thresholds) -> Case:
    said = choose_letter(row.p_categories, thresholds)
    loud = dict(zip(CATEGORIES, row.grounds, strict=False))
    return Case(
        id=row.id,
        genre=row.genre,
        text=row.text,
        kind="",
        said_kind="",
        categories=row.categories,
        said=said,
        p_problem=max(row.p_categories),
        p_categories=row.p_categories,
        labelled=row.labelled,
        evidence=tuple(f"{name}：{loud[name]}" for name in said if name in loud),
    )


def _sentence(row: HeldOut, thresholds: Thresholds) -> Case:
    [column] = choose_kinds(np.array([row.p_kinds]), thresholds)
    said_kind = KINDS[column]
    said = choose_categories(row.p_categories, thresholds) if said_kind == "problem" else ()
    return Case(
        id=f"{row.id} 第 {row.sentence + 1} 句",
        genre=row.genre,
        text=row.text,
        kind=row.kind,
        said_kind=said_kind,
        categories=row.categories,
        said=said,
        p_problem=row.p_kinds[KINDS.index("problem")],
        p_categories=row.p_categories,
    )
