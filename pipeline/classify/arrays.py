"""Fitted models as one file of arrays, and back.

Every attribute of the models is an array, a list of strings (kept as UTF-8, one a line) or an object of such attributes;
those whose names begin with an underscore are not kept. The name of an array is the path to its attribute.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from pipeline.classify.classifier import Models
from pipeline.classify.clauses import ClauseScorer
from pipeline.classify.context import ContextModel
from pipeline.classify.letters import LetterModel
from pipeline.classify.register import RegisterModel
from pipeline.classify.sentences import SentenceScorer

_LARGE: Final = 10_000  # numbers from which an array is kept in single precision


def _blank_models() -> Models:
    """Models that have learned nothing."""
    return Models(SentenceScorer(), ContextModel(0), ClauseScorer(), ContextModel(0), LetterModel(), RegisterModel())


def write_arrays(path: Path, models: Models) -> None:
    """Write the models; the same models give the same bytes."""
    arrays = {}
    for name, owner, key in _attributes(models):
        value = getattr(owner, key)
        if isinstance(value, list):  # of terms, which hold no line break: text is squeezed first
            value = np.frombuffer("\n".join(value).encode("utf-8"), dtype=np.uint8)
        arrays[name] = value.astype(np.float32) if value.dtype == np.float64 and value.size >= _LARGE else value
    np.savez_compressed(path, **arrays)


def read_arrays(path: Path) -> Models | None:
    """Read models; None when the file holds anything else."""
    models = _blank_models()
    wanted = {name: (owner, key) for name, owner, key in _attributes(models)}
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if set(arrays.files) != set(wanted):
                return None
            for name, (owner, key) in wanted.items():
                value: Any = arrays[name]
                if isinstance(getattr(owner, key), list):
                    value = value.tobytes().decode("utf-8").split("\n")
                setattr(owner, key, value)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile):
        return None
    return models


def _attributes(item: object, before: str = "") -> Iterator[tuple[str, Any, str]]:
    """Path, owner and key of every array and list of strings below `item`."""
    for key, value in sorted(vars(item).items()):
        if key.startswith("_"):
            continue
        if isinstance(value, np.ndarray | list):
            yield before + key, item, key
        else:
            yield from _attributes(value, f"{before}{key}.")
