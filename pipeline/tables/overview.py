"""The figures of the first sheet and of the terminal: problems by category, kind and responsible unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.records import CATEGORIES
from pipeline.tables.rows import Row

TOP_UNITS: Final = 15


@dataclass(frozen=True, slots=True)
class Overview:
    """Totals of one analysis."""

    documents: int
    rejects: int
    problems: int
    to_review: int
    by_category: dict[str, int]  # problems whose main category it is
    mentioned: dict[str, int]  # problems that carry it at all
    documents_with: dict[str, int]
    undecided: int  # problems without a category
    by_unit: dict[str, int]  # responsible units by number of problems
    examples: dict[str, str]  # the clearest problem of each category


def overview(tables: Mapping[str, Sequence[Row]]) -> Overview:
    """Count what the tables hold.

    >>> overview({"documents": [], "problems": [], "units": [], "rejects": []}).problems
    0
    """
    problems = tables["problems"]
    main = Counter(row["category"] for row in problems)
    carried = Counter(name for row in problems for name in row["categories"])
    with_it = Counter(name for row in tables["documents"] for name in row["categories"])
    blamed = {
        (row["doc_id"], row["problem_id"], row["name"])
        for row in tables["units"]
        if row["role"] == "responsible" and row["problem_id"] is not None
    }
    units = Counter(name for _, _, name in sorted(blamed, key=str))
    clearest: dict[str, Row] = {}
    for row in problems:
        best = clearest.get(row["category"])
        if best is None or row["confidence"] > best["confidence"]:
            clearest[row["category"]] = row
    return Overview(
        documents=len(tables["documents"]),
        rejects=len(tables["rejects"]),
        problems=len(problems),
        to_review=sum(bool(row["needs_review"]) for row in problems),
        by_category={name: main[name] for name in CATEGORIES},
        mentioned={name: carried[name] for name in CATEGORIES},
        documents_with={name: with_it[name] for name in CATEGORIES},
        undecided=main[""],
        by_unit=dict(sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP_UNITS]),
        examples={name: clearest[name]["text"] for name in CATEGORIES if name in clearest},
    )
