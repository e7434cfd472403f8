"""Frozen records of a summary: from the sentence a problem stands in to the summary of many documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.records import Document, Reject, Sentence

NEW: Final = "新增"
REPEATED: Final = "重复"
SETTLED: Final = "已销号"
UNSEEN: Final = "未再出现"


@dataclass(frozen=True, slots=True)
class Slots:
    """What labels of a sentence or table row say: 责任单位, 牵头单位, 配合单位, 责任人, 整改措施, 完成时限."""

    responsible: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    measure: str = ""
    due_text: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something decided in a document: the words, who does it, until when. `due` is an ISO day or empty.

    `sentence` is the index of the sentence (of a table row: of its first cell); `start`/`end` are offsets into the text.
    """

    sentence: int
    start: int
    end: int
    text: str
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    due_text: str = ""
    due: str = ""
    problem_text: str = ""  # of a table row: the cell that names the problem
    by_unit: bool = False  # linked to its problem by the unit alone, or by its place in a list

    @property
    def who(self) -> tuple[str, ...]:
        """All units that the task names, those that lead it first."""
        return tuple(dict.fromkeys((*self.responsible, *self.supporting)))


@dataclass(frozen=True, slots=True)
class Source:
    """A problem sentence where it stands: document number (1-based), section, paragraph (1-based), and all found in it."""

    document: int
    name: str  # of the file, as the user gave it
    title: str
    date: str
    sentence: Sentence
    category: str
    categories: tuple[str, ...]
    manifestation: str
    confidence: float  # probability that it is a problem
    certainty: float  # probability of its main category
    evidence: tuple[tuple[int, int], ...] = ()  # offsets into the sentence
    units: tuple[str, ...] = ()  # named ones that answer for it
    masked_units: tuple[str, ...] = ()  # 某局, 个别部门: compatible with any name
    counts: tuple[str, ...] = ()
    amounts: tuple[tuple[str, float, str], ...] = ()  # kind of quantity, size, as written
    outcomes: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()  # form of the 四种形态, else the name, of each outcome
    tasks: tuple[Task, ...] = ()
    cell: str = ""  # of a sentence that is a table row: the cell that names the problem
    announces: int | None = None  # a headline or row: index of the sentence of its document that tells its problem

    @property
    def headline(self) -> bool:
        """Whether it only announces, or lists again, a problem told elsewhere in its document."""
        return self.announces is not None

    @property
    def words(self) -> str:
        """The words that tell the problem."""
        return self.cell or self.sentence.text

    @property
    def anchor(self) -> str:
        """Name of the sentence's anchor in the HTML page, `s-DOC-N`."""
        return f"s-{self.document}-{self.sentence.index}"

    @property
    def place(self) -> str:
        """Where it stands, for people: file, section, paragraph."""
        section = " > ".join(self.sentence.section)
        name = self.name.replace("\\", "/").rpartition("/")[2]
        return "，".join(p for p in (name, section, f"第{self.sentence.paragraph + 1}段") if p)


@dataclass(frozen=True, slots=True)
class Point:
    """Part of a weight: the factor, its points, and the fact they were given for."""

    factor: str
    points: float
    fact: str


@dataclass(frozen=True, slots=True)
class Item:
    """One problem of the summary with all its sources; `sources[0]` is the one that the statement comes from."""

    number: int
    category: str
    manifestation: str
    statement: str
    sources: tuple[Source, ...]
    points: tuple[Point, ...] = ()
    status: str = ""  # against an earlier summary: NEW, REPEATED, or empty
    review: tuple[str, ...] = ()  # why a human should look, in Chinese

    @property
    def weight(self) -> float:
        """Sum of the points."""
        return sum(point.points for point in self.points)

    @property
    def confidence(self) -> float:
        """Of the surest source."""
        return max(source.confidence for source in self.sources)

    @property
    def told(self) -> tuple[Source, ...]:
        """Sources that tell it, without headlines and rows that only list it."""
        return tuple(source for source in self.sources if not source.headline) or self.sources

    @property
    def named_units(self) -> tuple[str, ...]:
        """Units that answer for it and have a name of their own."""
        return tuple(dict.fromkeys(unit for source in self.told for unit in source.units))

    @property
    def units(self) -> tuple[str, ...]:
        """Units that answer for it; masked ones only where none has a name."""
        return self.named_units or tuple(dict.fromkeys(unit for source in self.told for unit in source.masked_units))

    @property
    def counts(self) -> tuple[str, ...]:
        """Quantities, each once."""
        return tuple(dict.fromkeys(count for source in self.told for count in source.counts))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What was done about it, each once."""
        return tuple(dict.fromkeys(outcome for source in self.sources for outcome in source.outcomes))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What was decided about it, the same words once."""
        return tuple(
            {task.text: task for source in reversed(self.sources) for task in reversed(source.tasks)}.values()
        )[::-1]

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has to put it right: the units of its tasks, then those that answer for it and are no part of these."""
        tasked = tuple(dict.fromkeys(unit for task in self.tasks for unit in task.who))
        more = (
            n for n in self.named_units if not any(n.startswith(t) or n.endswith(t) or t.endswith(n) for t in tasked)
        )
        return (*tasked, *more) or self.units

    @property
    def due(self) -> tuple[str, str]:
        """The earliest time limit: as the text says it, and as an ISO day (empty when the text fixes none)."""
        dated = sorted((task.due, task.due_text) for task in self.tasks if task.due)
        if dated:
            return dated[0][1], dated[0][0]
        return next(((task.due_text, "") for task in self.tasks if task.due_text), ("", ""))


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the summary with its sentences, for showing the source; `loose` are tasks that fit no problem."""

    number: int
    document: Document
    title: str
    date: str
    sentences: tuple[Sentence, ...]
    loose: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A row of an earlier 整改台账."""

    text: str
    category: str
    units: tuple[str, ...]
    closed: bool
    status: str = ""  # SETTLED or UNSEEN once compared


@dataclass(frozen=True, slots=True)
class Summary:
    """All that the writers need: items in order of category and weight, papers, what could not be read, what is gone."""

    title: str
    items: tuple[Item, ...]
    papers: tuple[Paper, ...]
    rejects: tuple[Reject, ...] = ()
    compared: bool = False
    gone: tuple[Earlier, ...] = ()
