"""Frozen records that pass between the stages: read → split → tokenise → classify → extract → tables.

Every `start`/`end` is a Python `str` offset into `Document.text`, `end` exclusive, and `text[start:end]` is the
mention exactly as it was given. Those of which a letter has many are named tuples, which are made three times as quickly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple

CATEGORIES: Final = ("大局", "担当", "主动", "争先", "规矩")
KINDS: Final = ("problem", "achievement", "measure", "other")
GENRES: Final = ("speech", "notice", "minutes", "inspection", "petition", "other")
DEADLINE_KINDS: Final = ("date", "within", "immediate", "standing", "event", "recurring")
ROLES: Final = ("responsible", "handler", "supervisor", "affected", "mentioned")


@dataclass(frozen=True, slots=True)
class Document:
    """One text as a reader decoded it; `title` and `genre` are hints of the format (empty when it gives none)."""

    source: str
    text: str
    title: str = ""
    genre: str = ""

    @property
    def doc_id(self) -> str:
        """Stable id: the first 16 hex digits of the SHA-256 of the text.

        >>> Document("a.txt", "会议多。").doc_id
        '013561f461ebe33c'
        """
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not be read: where, why, and what the user can do about it."""

    source: str
    reason: str
    remedy: str
    row: int | None = None


class Sentence(NamedTuple):
    """A sentence in its place: headings above it, the lead it stands under, whether it illustrates another."""

    index: int  # type: ignore[assignment]  # of the document; no caller asks the tuple for an index
    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    paragraph: int = 0
    enumerator: str = ""  # "一是", "（二）", "3." … when the sentence opens an item
    lead: int | None = None  # index of the enumerated or heading sentence that governs this one
    is_heading: bool = False  # stands alone on its line under a heading mark or as a title
    is_example: bool = False  # 比如/例如/如-case, inherits the point that it illustrates


@dataclass(frozen=True, slots=True)
class Front:
    """What the head and foot of a document say about it; empty string where they say nothing."""

    title: str
    date: str  # ISO 8601
    issuer: str
    genre: str


class Evidence(NamedTuple):
    """Words that decided a judgment, with offsets into the document and their weight in log-odds."""

    text: str
    start: int
    end: int
    weight: float


class Judgment(NamedTuple):
    """What the classifier says of one sentence. `probabilities` are calibrated and independent, in CATEGORIES order."""

    kind: str
    kind_score: float
    categories: tuple[str, ...]
    probabilities: tuple[float, ...]
    needs_review: bool
    evidence: tuple[Evidence, ...] = ()
    manifestation: str = ""
    p_problem: float = 0.0  # probability of `problem`, whichever kind was chosen


class LetterJudgment(NamedTuple):
    """What the classifier says of a whole letter; `evidence` maps each label to the index of the sentence behind it."""

    categories: tuple[str, ...]
    probabilities: tuple[float, ...]
    needs_review: bool
    evidence: tuple[tuple[str, int], ...] = ()


class Unit(NamedTuple):
    """A mention of a 单位 with its canonical name and its role towards the problem that it belongs to."""

    start: int
    end: int
    text: str
    name: str
    type: str
    level: str
    role: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity. `None` bounds are open (余 → no upper bound) or masked (XX → both open)."""

    start: int
    end: int
    text: str
    value_min: float | None
    value_max: float | None
    unit: str
    kind: str
    what: str = ""
    unit_name: str = ""
    part_of: int | None = None  # index, in the document's counts, of the whole that 其中 splits
    masked: bool = False
    direction: str = ""  # of a change: up or down
    base: str = ""  # what a change is measured against (同比, 较年初), as it stands in the text


class Outcome(NamedTuple):
    """What was done about it (立案, 诫勉, 政务处分 …), canonical name, mention, and which of the 四种形态 (or empty).

    `unit_name` is the unit it was done about, `counts` are how many it was done to (给予党内警告处分3人).
    """

    start: int
    end: int
    text: str
    name: str
    form: str = ""
    unit_name: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period; `first` and `last` are ISO days, both included, empty where the text does not say."""

    start: int
    end: int
    text: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit. `due` is an ISO day, empty where the text alone does not say; `kind` one of DEADLINE_KINDS."""

    start: int
    end: int
    text: str
    due: str
    kind: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem sentence with all that belongs to it; units list the responsible ones first."""

    sentence: Sentence
    judgment: Judgment
    units: tuple[Unit, ...] = field(default=())
    counts: tuple[Count, ...] = field(default=())
    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def category(self) -> str:
        """Main category, or an empty string when the classifier abstains."""
        return self.judgment.categories[0] if self.judgment.categories else ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: a problem with who answers for it, who found it, who suffered, how much, what was done, and when."""

    problem_id: int
    problem: Problem
    outcomes: tuple[Outcome, ...]  # of the problem sentence and of its sequel
    periods: tuple[Period, ...]

    def names(self, role: str) -> list[str]:
        """Canonical names of the units of one role, each once, in order."""
        return list(dict.fromkeys(unit.name for unit in self.problem.units if unit.role == role))
