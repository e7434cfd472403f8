"""Learns how homes are told: letters whose homes were marked by hand in, the table of weights out (`make names`).

A conditional random field, fitted by crfsuite (L-BFGS with L1 and L2 regularisation, so that most weights are zero and
need no row); what is seen at a character says `home_features.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline import paths
from pipeline.errors import ZuofengError
from pipeline.lexicon.home_weights import AFTER, LABELS, SEEN, TABLE, home_weights
from pipeline.lexicon.tables import write_table
from pipeline.mask.home_features import FAMILIES, HomeFeatures, stretches
from pipeline.mask.marked_letters import marked_letters
from pipeline.mask.personal import Span
from pipeline.mask.reading import Reading

_RAREST: Final = 2  # characters that a feature must be seen at
_SPARSE, _SMALL = 0.1, 0.02  # weights of the L1 and L2 norms
_STEPS: Final = 120
_DIGITS: Final = 3  # behind the point
_OUTSIDE, _BEGIN, _INSIDE = LABELS
_HOME: Final = "住址"


def examples(letters: Iterable[tuple[str, list[Span]]]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of the characters of each sentence of marked letters in which a home may stand.

    >>> [(len(rows), told) for rows, told in examples([("住桥头3号", [(3, 5, "住址")])])]
    [(5, ['outside', 'outside', 'outside', 'begin', 'inside'])]
    """
    for text, marked in letters:
        reading, told = Reading(text), labels_of(text, marked)
        seen = HomeFeatures(reading)
        for start, end in stretches(reading.plain):
            rows = zip(*seen.of(start, end), strict=True)
            yield [list(map("=".join, zip(FAMILIES, row, strict=True))) for row in rows], told[start:end]


def labels_of(text: str, marked: Iterable[Span]) -> list[str]:
    """The label of each character of a marked letter."""
    told = [_OUTSIDE] * len(text)
    for start, end, kind in marked:
        if kind == _HOME:
            told[start:end] = [_BEGIN, *[_INSIDE] * (end - start - 1)]
    return told


def seen_in(letters: Iterable[tuple[str, list[Span]]]) -> list[int]:
    """How many characters of each label marked letters have.

    >>> seen_in([("住桥头3号", [(3, 5, "住址")])])
    [3, 1, 1]
    """
    count = Counter(chain.from_iterable(labels_of(text, marked) for text, marked in letters))
    return [count[label] for label in LABELS]


def learn(rows: Iterable[tuple[list[list[str]], list[str]]]) -> dict[str, list[float]]:
    """Weights of each feature for the labels, those that say what stood before first.

    Raises:
        ZuofengError: crfsuite is not installed (extra `evaluate`).
    """
    try:
        import pycrfsuite
    except ImportError as error:
        raise ZuofengError("学认住址要用 python-crfsuite，没有安装。请运行 pip install 'zuofeng[evaluate]'") from error

    trainer = pycrfsuite.Trainer(verbose=False)
    for features, told in rows:
        trainer.append(pycrfsuite.ItemSequence(features), told)
    trainer.set_params(
        {
            "c1": _SPARSE,
            "c2": _SMALL,
            "max_iterations": _STEPS,
            "feature.minfreq": _RAREST,
            "feature.possible_transitions": True,
        }
    )
    with TemporaryDirectory() as folder:
        model = str(Path(folder) / "homes")
        trainer.train(model)
        tagger = pycrfsuite.Tagger()
        with tagger.open(model):
            info = tagger.info()
    after = {
        AFTER[before]: [round(info.transitions.get((before, label), 0.0), _DIGITS) for label in LABELS]
        for before in LABELS
    }
    weights: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        weights.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(label)] = round(weight, _DIGITS)
    return after | {feature: weights[feature] for feature in sorted(weights) if any(weights[feature])}


def learn_homes(folder: Path | None = None, table: Path | None = None) -> int:
    """Learn from the letters of a folder (corpora/names) and write the table; returns how many features it has."""
    letters = list(marked_letters(folder or paths.names()))
    weights: dict[str, Sequence[float]] = {SEEN: seen_in(letters), **learn(examples(letters))}
    rows = ([feature, *(weight or "" for weight in own)] for feature, own in weights.items())
    write_table(table or paths.lexicon() / TABLE, ("feature", *LABELS), rows)
    home_weights.cache_clear()
    return len(weights)
