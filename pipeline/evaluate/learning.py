"""Learning curve: what figures a part of the corpora would have given, so that one sees whether more text would help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.analyzer import Analyzer
from pipeline.classify.classifier import Classifier
from pipeline.classify.corpus import Labelled
from pipeline.classify.heldout import letter_rows, sentence_rows
from pipeline.classify.train import fit
from pipeline.evaluate.cases import Case, held_out_cases
from pipeline.evaluate.outside import outside_cases
from pipeline.evaluate.scoring import figures
from pipeline.text.tokens import tokenizer

SHARES: Final = (0.125, 0.25, 0.5)
_SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a model that learned from `records` texts; `set_name` says on which cases, 语料 or a gold folder."""

    share: float
    records: int
    set_name: str
    figure: str
    value: float


def points(share: float, records: int, cases: dict[str, list[Case]]) -> list[Point]:
    """Points of one model: problem F1 of sentences, micro-F1 of categories of letters."""
    found = []
    for name, all_of_them in cases.items():
        sentences = [case for case in all_of_them if not case.is_letter]
        letters = [case for case in all_of_them if case.is_letter]
        if sentences:
            found.append(Point(share, records, name, "公文问题 F1", figures(sentences).problem_f1 or 0.0))
        if letters:
            found.append(Point(share, records, name, "信访件类别 micro-F1", figures(letters).categories))
    return found


def learning_curve(
    records: Sequence[Labelled], gold: Path | None, own: str, done: Callable[[float], None] = lambda share: None
) -> list[Point]:
    """Points for parts of the corpora (SHARES), drawn at random, documents and letters alike; `own` names the corpora.

    The point of the whole is not among them: the model in use has it already.
    """
    order = np.random.default_rng(_SEED).permutation(len(records))
    found: list[Point] = []
    for share in SHARES:
        part = [records[at] for at in sorted(order[: round(share * len(records))])]
        fitted = fit(part)
        rows = [*sentence_rows(fitted.formal, fitted.judged), *letter_rows(fitted.letters, fitted.judged_letters)]
        cases = {own: held_out_cases(rows, fitted.thresholds)}
        if gold is not None:
            cases |= outside_cases(gold, Analyzer(Classifier(fitted.models, fitted.thresholds, tokenizer())))
        found += points(share, len(part), cases)
        done(share)
    return found
