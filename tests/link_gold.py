"""Compares the links of a summary with gold written by hand: tests/link_cases, one row a task of a paper.

任务 and 问题 are words that stand once in the paper. Several problems of one task are apart by ；, sentences that tell the
same problem by ／. No 问题: the task must stay loose. A task that opens with ? may be left out (it only completes another)
but not be linked elsewhere. 时限 is the ISO day, * for any; words or nothing: no day may be made of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.lexicon.tables import read_table
from pipeline.summary.records import Source, Summary, Task

CASES = Path(__file__).parent / "link_cases"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Gold:
    """A row: words of the task, of each problem (of each sentence that tells it), the limit, whether it may be missed."""

    task: str
    problems: tuple[tuple[str, ...], ...]
    due: str
    optional: bool


def gold_of(name: str) -> dict[str, list[Gold]]:
    """Paper → its rows, of `link_cases/NAME.csv`."""
    papers: dict[str, list[Gold]] = defaultdict(list)
    for _, row in read_table(CASES / f"{name}.csv", ("文件", "任务", "问题", "时限")):
        told = tuple(tuple(one.split("／")) for one in row["问题"].split("；") if one)
        task = row["任务"]
        papers[row["文件"]].append(Gold(task.removeprefix("?"), told, row["时限"], task.startswith("?")))
    return papers


@dataclass
class Score:
    """What was found, wrong, and missed; each wrong thing as words to look at."""

    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    limits: int = 0
    late: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / max(self.found + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.found + len(self.missed), 1)

    @property
    def right_limits(self) -> float:
        return 1 - len(self.late) / max(self.limits, 1)

    def __str__(self) -> str:
        return (
            f"{self.found} found, {len(self.wrong)} wrong, {len(self.missed)} missed: precision {self.precision:.3f}, "
            f"recall {self.recall:.3f}; limits {self.limits - len(self.late)}/{self.limits}"
        )


def _linked(summary: Summary) -> Iterable[tuple[str, Task]]:
    """Each link: the sentence of the problem (with the one that it announces), and the task."""
    sources = [source for item in summary.items for source in item.sources]
    by_place = {source.sentence.index: source for source in sources}

    def words(source: Source) -> str:
        told = by_place.get(source.announces) if source.announces is not None else None
        return source.sentence.text + (f"\n{told.sentence.text}" if told else "")

    return [(words(source), task) for source in sources for task in source.tasks]


def add(score: Score, summary: Summary, rows: list[Gold]) -> None:
    """Counts the links of a summary of one paper into a score."""
    [paper] = summary.papers
    text, links = paper.document.text, list(_linked(summary))
    name = Path(paper.document.source).stem
    for row in rows:
        for words in (row.task, *(w for told in row.problems for w in told)):
            assert text.count(words) == 1, f"{name}: {words} stands {text.count(words)} times"
    explained: set[int] = set()
    for row in rows:
        place = text.index(row.task)
        own = [at for at, (_, task) in enumerate(links) if task.start <= place < task.end]
        explained |= set(own)
        right = {at for at in own if any(w in links[at][0] for told in row.problems for w in told)}
        score.wrong += [f"{name}: {row.task} → {links[at][0][:30]}" for at in own if at not in right]
        for told in row.problems:
            if any(w in links[at][0] for at in own for w in told):
                score.found += 1
            elif not row.optional:
                score.missed.append(f"{name}: {row.task} → {told[0]}")
        if right and row.due != "*":
            score.limits += 1
            days = {task.due for at in right for task in (links[at][1], *_completing(links, at))}
            if days - {""} != {row.due} & set(_DAY.findall(row.due)):
                score.late.append(f"{name}: {row.task} {row.due} got {days}")
    score.wrong += [
        f"{name}: {text[task.start : task.end][:30]} → {told[:30]}"
        for at, (told, task) in enumerate(links)
        if at not in explained
    ]


def _completing(links: list[tuple[str, Task]], at: int) -> list[Task]:
    """The sentence behind a task without a limit, where it is linked to the same problem and begins 由…负责."""
    told, task = links[at]
    behind = [t for words, t in links if words == told and t.sentence == task.sentence + 1 and t.text.startswith("由")]
    return [] if task.due_text else behind
