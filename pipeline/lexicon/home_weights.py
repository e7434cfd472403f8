"""Weights by which homes are told (corpora/lexicon/home_weights.csv), learned by `home_learning.py`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import read_table

TABLE: Final = "home_weights.csv"
LABELS: Final = ("outside", "begin", "inside")  # of a character: no part of a home, its first, a later one
# Rows that say what the label of the character before is worth.
AFTER: Final = {label: f"前为{label}" for label in LABELS}
SEEN: Final = "学自"  # the row that says how many characters of each label the weights were learned from
Weights = tuple[float, float, float]  # for each label


class HomeWeights(NamedTuple):
    """What a feature is worth for each label of its character; what each label before it is; what was learned from."""

    places: dict[str, dict[str, int]]  # by family and value, the row of `table`; the first is of values that nobody saw
    table: NDArray[np.float64]  # shape (rows, 3)
    after: tuple[Weights, Weights, Weights]
    seen: Weights


@cache
def home_weights() -> HomeWeights:
    """Load and check the table once.

    Raises:
        DataFileError: a weight is no number, or a row that every table has is missing.
    """
    path = paths.lexicon() / TABLE
    rows: dict[str, Weights] = {}
    for line, row in read_table(path, ("feature", *LABELS)):
        try:
            first, second, third = (float(row[label] or 0) for label in LABELS)
        except ValueError:
            raise DataFileError(path, line, "权重不是数", "写小数，如 0.35 或 -1.2；空格算 0") from None
        rows[row["feature"]] = (first, second, third)
    try:
        seen, outside, begin, inside = (rows.pop(name) for name in (SEEN, *AFTER.values()))
    except KeyError as error:
        raise DataFileError(path, 0, f"没有“{error.args[0]}”一行", "请从版本库恢复，或运行 make names") from None
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for place, feature in enumerate(rows, 1):
        family, _, value = feature.partition("=")
        places[family][value] = place
    return HomeWeights(places, np.array([(0.0, 0.0, 0.0), *rows.values()]), (outside, begin, inside), seen)
