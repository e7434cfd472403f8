"""Labelled slots of minutes and ledgers (责任单位：…，完成时限：…), inside sentences and as columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.lexicon.tables import choice, read_table, words
from pipeline.structure.headings import RUN_IN, mark_at
from pipeline.summary.records import Slots

SLOTS: Final = ("problem", "responsible", "leading", "supporting", "persons", "measure", "due")
_LISTS: Final = frozenset({"responsible", "leading", "supporting", "persons"})
_LABEL_CELLS: Final = 2  # cells of a row that are labels make it a header
_LONGEST: Final = 400  # characters of a value
_TRIM: Final = " 　\t，,。；;：:（）()【】[]"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below a header with labels: offsets of its line, and the text of each labelled cell."""

    start: int
    end: int
    cells: dict[str, str]


@cache
def labels() -> dict[str, str]:
    """Label → slot, from corpora/lexicon/slots.csv."""
    path = paths.lexicon() / "slots.csv"
    table: dict[str, str] = {}
    for line, row in read_table(path, ("slot", "words", "note")):
        slot = choice(path, line, row, "slot", SLOTS)
        table |= dict.fromkeys(words(row["words"]), slot)
    return table


@cache
def _labelled() -> re.Pattern[str]:
    """A label with its colon; bare 单位, 问题, 措施 and 时限 are labels of columns only."""
    names = [name for name, slot in labels().items() if slot != "problem" and len(name) > len("单位")]
    return re.compile(f"(?:{'|'.join(sorted(names, key=len, reverse=True))})\\s{{0,3}}(?:[：:]|为(?=[^了]))")


def names(cell: str) -> tuple[str, ...]:
    """Units or people listed in a cell, in their order, which carries meaning (the first one leads).

    >>> names("区住建局、区城管局，各街道")
    ('区住建局', '区城管局', '各街道')
    """
    return tuple(part for piece in re.split(r"[、，,；;\s/]", cell) if (part := piece.strip(_TRIM)))


def find_slots(sentence: str) -> Slots:
    """What the labels in a sentence say; a value ends at the next label, stop or closing bracket, of names at a comma too.

    >>> find_slots("公布清单（责任单位：区住建局、区城管局；完成时限：5月31日）。")
    Slots(responsible=('区住建局', '区城管局'), leading=(), supporting=(), persons=(), measure='', due_text='5月31日')
    >>> find_slots("各责任单位要抓好落实。") == Slots()
    True
    """
    found: dict[str, list[str]] = {}
    marks = list(_labelled().finditer(sentence))
    for at, mark in enumerate(marks):
        slot = labels()[mark.group().rstrip("为：: \t　")]
        behind = marks[at + 1].start() if at + 1 < len(marks) else len(sentence)
        value = sentence[mark.end() : min(behind, mark.end() + _LONGEST)]
        stop = re.search(r"[。；;\n\t）)】]" if slot == "measure" else r"[，,。；;\n\t）)】]", value)
        value = (value[: stop.start()] if stop else value).strip(_TRIM)
        if value:
            found.setdefault(slot, []).append(value)
    return as_slots({slot: "、".join(values) for slot, values in found.items()})


def as_slots(cells: dict[str, str]) -> Slots:
    """Slots from the text of each."""
    split = {slot: names(text) for slot, text in cells.items() if slot in _LISTS}
    return Slots(
        responsible=split.get("responsible", ()),
        leading=split.get("leading", ()),
        supporting=split.get("supporting", ()),
        persons=split.get("persons", ()),
        measure=cells.get("measure", ""),
        due_text=cells.get("due", ""),
    )


def label_at(sentence: str) -> int:
    """Offset of the first label, the length of the sentence where it has none.

    >>> label_at("公布清单，责任单位：区住建局。"), label_at("公布清单")
    (5, 4)
    """
    label = _labelled().search(sentence)
    return label.start() if label else len(sentence)


def without_slots(sentence: str) -> str:
    """The sentence behind its enumeration mark, up to its first label: what is to be done, without who and when.

    >>> without_slots("（一）公布清单（责任单位：区住建局）。"), without_slots("一要公布清单。")
    ('公布清单', '一要公布清单')
    """
    opening = mark_at(sentence)
    begin = len(opening.text) if opening and opening.level < RUN_IN and sentence.startswith(opening.text) else 0
    return sentence[begin : label_at(sentence)].rstrip("，,。；;：:（( 　\t")


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if line.count("|") > 1:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return []


def _header(cells: Sequence[str]) -> list[str]:
    """Slot of each column, empty where the label is none; an empty list when the row is no header."""
    slots = [labels().get(cell, "") for cell in cells]
    return slots if len({slot for slot in slots if slot}) >= _LABEL_CELLS else []


def table_rows(text: str) -> Iterator[TableRow]:
    r"""Rows of the tables of a text, whose header names at least two slots; cells are apart by tabs or by |.

    >>> [row.cells for row in table_rows("序号\t问题\t责任单位\n1\t电话没人接\t区民政局\n\n完")]
    [{'problem': '电话没人接', 'responsible': '区民政局'}]
    """
    header: list[str] = []
    at = 0
    for line in text.splitlines(keepends=True):
        cells = _cells(line.rstrip("\r\n"))
        start, at = at, at + len(line)
        if not cells:
            header = []
            continue
        columns = _header(cells)
        if columns:
            header = columns
        elif header and not all(set(cell) <= set("-: ") for cell in cells):
            named: dict[str, str] = {}
            for slot, cell in zip(header, cells, strict=False):
                if slot and cell:
                    named[slot] = f"{named[slot]}、{cell}" if slot in named else cell
            if named:
                yield TableRow(start, start + len(line.rstrip("\r\n")), named)
