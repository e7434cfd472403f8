"""The taxonomy: categories, kinds, manifestations (表现) with their wording, and outcomes; corpora/taxonomy.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.records import CATEGORIES, KINDS

FORMS: Final = ("第一种形态", "第二种形态", "第三种形态", "第四种形态", "")


@dataclass(frozen=True, slots=True)
class Manifestation:
    """One way in which a category shows, with phrases that give it away."""

    name: str
    category: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeName:
    """A disposal outcome, the form of 四种形态 it belongs to (or none), and how it is written."""

    name: str
    form: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All that corpora/taxonomy.toml says, checked."""

    titles: dict[str, str]
    kind_labels: dict[str, str]
    manifestations: tuple[Manifestation, ...]
    outcomes: tuple[OutcomeName, ...]

    def category_of(self, manifestation: str) -> str:
        """Category of a manifestation, empty if there is none of that name."""
        return next((m.category for m in self.manifestations if m.name == manifestation), "")


def _entries(path: Path, data: dict[str, Any], table: str, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{table}]]"]
    for line, entry in zip(places, data.get(table, []), strict=False):
        for name in needed:
            if name not in entry:
                raise DataFileError(path, line, f"[[{table}]] 缺 {name}", "请补上")
        yield entry | {"line": line}


def load_taxonomy(path: Path) -> Taxonomy:
    """Read and check a taxonomy file.

    Raises:
        DataFileError: it is no TOML, lacks a field, names an unknown category or form, or uses a phrase twice.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(path, 0, f"不是合法的 TOML（{error}）", "请按出错位置改正") from error
    except FileNotFoundError:
        raise DataFileError(path, 0, "文件不存在", "请从版本库恢复 corpora/taxonomy.toml") from None
    titles = {e["name"]: e["title"] for e in _entries(path, data, "category", ("name", "title"))}
    if set(titles) != set(CATEGORIES):
        raise DataFileError(path, 0, f"类别为 {'、'.join(titles)}", f"应为 {'、'.join(CATEGORIES)}")
    labels = {e["name"]: e["label"] for e in _entries(path, data, "kind", ("name", "label"))}
    if set(labels) != set(KINDS):
        raise DataFileError(path, 0, f"kind 为 {'、'.join(labels)}", f"应为 {'、'.join(KINDS)}")
    seen: dict[str, str] = {}
    manifestations = []
    for entry in _entries(path, data, "manifestation", ("name", "category", "formal", "colloquial")):
        if entry["category"] not in CATEGORIES:
            raise DataFileError(
                path, entry["line"], f"类别“{entry['category']}”不认识", f"只能是 {'、'.join(CATEGORIES)}"
            )
        phrases = (*entry["formal"], *entry["colloquial"])
        for phrase in phrases:
            if phrase in seen and seen[phrase] != entry["name"]:
                raise DataFileError(path, entry["line"], f"“{phrase}”也在“{seen[phrase]}”下", "一个说法只归一个表现")
            seen[phrase] = entry["name"]
        manifestations.append(Manifestation(entry["name"], entry["category"], phrases))
    outcomes = []
    for entry in _entries(path, data, "outcome", ("name", "form", "words")):
        if entry["form"] not in FORMS:
            raise DataFileError(path, entry["line"], f"form 为“{entry['form']}”", f"只能是 {'、'.join(FORMS[:4])} 或空")
        outcomes.append(OutcomeName(entry["name"], entry["form"], tuple(entry["words"])))
    return Taxonomy(titles, labels, tuple(manifestations), tuple(outcomes))


@cache
def taxonomy() -> Taxonomy:
    """The project's taxonomy, loaded once."""
    return load_taxonomy(paths.corpora() / "taxonomy.toml")
