"""What a document decides: measure sentences, sentences with labelled slots, rows of task tables."""

from __future__ import annotations

import re
from typing import Final

from pipeline.extract.linking import sentence_at
from pipeline.records import Unit
from pipeline.report import Report
from pipeline.summary.due import due_of, due_of_slot
from pipeline.summary.records import Slots, Task
from pipeline.summary.slots import TableRow, as_slots, find_slots, labels, table_rows, without_slots
from pipeline.summary.sources import is_generic
from pipeline.summary.statements import without_lead

_SUPPORT: Final = re.compile(r"[^，。；：]{0,24}?(?:配合|协助|协同|参与)")
_RECEIVES: Final = re.compile(
    r"(?:报送?|向|送|抄送|提交|反馈(?:给|至)?|移交|回复)\Z"
)  # 报区信访局: no work for that one
_HEAD: Final = 8  # characters before the subject
_BARE: Final = 6  # characters; a measure shorter than this is no task (会议要求：)


class _Names:
    """Canonical names of the units of a document, by how it writes them."""

    def __init__(self, report: Report) -> None:
        self._units = [unit for unit in report.units if unit.name not in labels()]
        self._by_text = {unit.text: unit.name for unit in self._units}

    def of(self, written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._by_text.get(name, name) for name in written))

    def is_one(self, line: str) -> bool:
        """Whether a line is the name of a unit, as those that sign a document."""
        return line in self._by_text

    def handlers(self, text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units that a measure gives the work to, and those that only support."""
        here = [
            unit
            for unit in self._units
            if start <= unit.start < end and not is_generic(unit) and not _RECEIVES.search(text, start, unit.start)
        ]
        supporting = {unit.name for unit in here if _supports(text, unit, end)}
        names = dict.fromkeys(unit.name for unit in here if unit.role == "handler" or unit.name in supporting)
        opens = here and here[0].start - start <= _HEAD and not re.search(r"[，：]", text[start : here[0].start])
        if opens and not names.keys() - supporting:  # the subject: （三）区行政审批局每月10日前通报
            names = {here[0].name: None, **names}
        main = tuple(name for name in names if name not in supporting)
        return main, tuple(name for name in names if name in supporting)


def _supports(text: str, unit: Unit, end: int) -> bool:
    """Whether the unit stands in a list that ends in 配合 (临江街道、区供电公司配合)."""
    found = _SUPPORT.match(text, unit.end, min(end, unit.end + 30))
    return found is not None and "牵头" not in found.group()


def tasks_of(report: Report) -> list[Task]:
    """Tasks of a document in order: rows of tables first taken out, then sentences.

    A sentence is a task when it was judged a measure and says more than that something is to be done, or when it carries
    slots; cells of a table belong to the row.
    """
    text, today, names = report.document.text, report.front.date, _Names(report)
    starts = [sentence.start for sentence in report.sentences]
    rows = list(table_rows(text))
    found = [task for row in rows if (task := _of_row(row, sentence_at(starts, row.start), today, names))]
    for sentence, judgment in zip(report.sentences, report.judgments, strict=True):
        if sentence.is_heading or any(row.start <= sentence.start < row.end for row in rows):
            continue
        slots = find_slots(sentence.text)
        decided = judgment.kind == "measure" and len(sentence.text) > _BARE and sentence.text[-1] not in "：:"
        main, supporting = names.handlers(text, sentence.start, sentence.end)
        due = due_of_slot(slots.due_text, today) if slots.due_text else due_of(sentence.text, today)
        said = judgment.kind == "other" and bool(main and due[1])  # a unit and its day: 2.区水利局6月底前出具意见
        if (not decided and not said and slots == Slots()) or names.is_one(sentence.text):
            continue
        responsible = names.of((*slots.leading, *slots.responsible)) or main
        found.append(
            Task(
                sentence=sentence.index,
                start=sentence.start,
                end=sentence.end,
                text=slots.measure
                or (without_lead(without_slots(sentence.text)) if said or judgment.kind == "measure" else ""),
                responsible=responsible,
                supporting=tuple(n for n in names.of(slots.supporting) or supporting if n not in responsible),
                persons=slots.persons,
                due_text=due[0],
                due=due[1],
            )
        )
    return sorted(found, key=lambda task: task.start)


def _of_row(row: TableRow, sentence: int, today: str, names: _Names) -> Task | None:
    """A row is a task when it says who, what or until when."""
    slots = as_slots(row.cells)
    if slots == Slots():
        return None
    due = due_of_slot(slots.due_text, today) if slots.due_text else due_of(slots.measure, today)
    return Task(
        sentence=sentence,
        start=row.start,
        end=row.end,
        text=slots.measure,
        responsible=names.of((*slots.leading, *slots.responsible)),
        supporting=names.of(slots.supporting),
        persons=slots.persons,
        due_text=due[0],
        due=due[1],
        problem_text=row.cells.get("problem", ""),
    )
