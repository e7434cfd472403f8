"""Vocabulary of the unit grammar, from corpora/lexicon/unit_*.csv: stems, suffixes, whole names, heads, generics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table

TYPES: Final = (
    "party", "government", "discipline", "judicial", "township", "village", "park", "institution", "soe", "enterprise",
    "generic", "other",
)  # fmt: skip
LEVELS: Final = ("central", "province", "city", "county", "township", "village", "")
_PARTS: Final = ("determiner", "head", "colloquial")
_RULES: Final = ("not_name", "needs_name", "not_unit")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """All tables of the unit grammar; every mapping goes from the written form to its type (or fuller form)."""

    stems: dict[str, str]
    stem_full: dict[str, str]
    suffixes: dict[str, str]
    names: dict[str, str]
    name_level: dict[str, str]
    heads: dict[str, str]
    generic: dict[str, frozenset[str]]
    aliases: dict[str, str]
    not_name: frozenset[str]  # words that are never part of a unit's proper name
    needs_name: frozenset[str]  # heads that are no unit without a proper name before them
    not_unit: frozenset[str]  # phrases that look like a unit, or hold one, and mean none
    joins: dict[str, frozenset[str]]  # last characters of units, and what a word goes on with behind them


def _typed(path: Path, columns: tuple[str, ...]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for line, row in read_table(path, columns):
        choice(path, line, row, "type", TYPES)
        if row[columns[0]] in rows:
            raise DataFileError(path, line, f"“{row[columns[0]]}”重复", "请删去其中一行")
        rows[row[columns[0]]] = row
    return rows


def _joins(path: Path, words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Followers of each character of the table: by the dictionary of jieba, and by words that its tagger was given besides."""
    joins: dict[str, set[str]] = {}
    for line, row in read_table(path, ("character", "followers")):
        if len(row["character"]) != 1 or row["character"] in joins:
            raise DataFileError(path, line, f"“{row['character']}”不是一个字，或与前面重复", "每行写一个字，不要重复")
        joins[row["character"]] = set(row["followers"])
    for first, second in chain.from_iterable(map(pairwise, words)):
        if first in joins:
            joins[first].add(second)
    return {first: frozenset(followers) for first, followers in joins.items()}


@cache
def unit_words() -> UnitWords:
    """Load and check all unit tables once.

    Raises:
        DataFileError: a row breaks its schema or repeats another.
    """
    folder = paths.lexicon()
    stems = _typed(folder / "unit_stems.csv", ("stem", "full", "type"))
    suffixes = _typed(folder / "unit_suffixes.csv", ("suffix", "type"))
    names = _typed(folder / "unit_names.csv", ("name", "canonical", "type", "level"))
    heads = _typed(folder / "unit_heads.csv", ("head", "type"))
    generic: dict[str, set[str]] = {part: set() for part in _PARTS}
    path = folder / "unit_generic.csv"
    for line, row in read_table(path, ("word", "part")):
        generic[choice(path, line, row, "part", _PARTS)].add(row["word"])
    aliases = {
        row["alias"]: row["canonical"] for _, row in read_table(folder / "unit_aliases.csv", ("alias", "canonical"))
    }
    limits: dict[str, set[str]] = {rule: set() for rule in _RULES}
    path = folder / "unit_limits.csv"
    for line, row in read_table(path, ("word", "rule")):
        limits[choice(path, line, row, "rule", _RULES)].add(row["word"])
    return UnitWords(
        stems={name: row["type"] for name, row in stems.items()},
        stem_full={name: row["full"] for name, row in stems.items()},
        suffixes={name: row["type"] for name, row in suffixes.items()},
        names={name: row["type"] for name, row in names.items()},
        name_level={name: row["level"] for name, row in names.items()},
        heads={name: row["type"] for name, row in heads.items()},
        generic={part: frozenset(words) for part, words in generic.items()},
        aliases=aliases,
        not_name=frozenset(limits["not_name"]),
        needs_name=frozenset(limits["needs_name"]),
        not_unit=frozenset(limits["not_unit"]),
        joins=_joins(folder / "unit_joins.csv", (*names, *heads)),
    )
