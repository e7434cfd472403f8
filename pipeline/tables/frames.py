"""Rows → pandas data frames with stable columns and types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from pipeline.tables.rows import Row
from pipeline.tables.schema import Column

_DTYPES: Final = {"str": "str", "int": "Int64", "float": "Float64", "bool": "bool", "list": "object"}


def frame(rows: Sequence[Row], columns: Sequence[Column]) -> pd.DataFrame:
    """Data frame of the given columns; ints and floats are nullable, lists are objects.

    >>> from pipeline.tables.schema import REJECTS
    >>> frame([], REJECTS).columns.tolist()
    ['source', 'row', 'reason', 'remedy']
    """
    data: dict[str, Any] = {
        column.name: pd.Series([row[column.name] for row in rows], dtype=_DTYPES[column.type]) for column in columns
    }
    return pd.DataFrame(data)
