"""Links the tasks of a document to its problems: same table row, same item or section, else same unit and matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.records import Sentence
from pipeline.summary.likeness import contained, grams, squeezed
from pipeline.summary.merging import units_fit
from pipeline.summary.records import Source, Task
from pipeline.summary.slots import label_at

_ROW: Final = 0.5  # share of the smaller text's bigrams, for a row's problem cell
_MATTER: Final = 0.3  # the same for a task elsewhere in the document that names the matter
_WITH_UNIT: Final = 0.12  # and where a unit is common to both
_TELLING: Final = 4  # bigrams of a cell that names units as well
_ALONE: Final = 2  # words of the matter in common, at least, as bigrams


class _Compared:
    """Squeezed bigrams of the sources, made once a document."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.grams = [grams(squeezed(s.words, (*s.units, *s.masked_units))) for s in sources]
        self.whole = [grams(squeezed(source.words)) for source in sources]

    def matter(self, at: int, own: frozenset[str]) -> float:
        """How far a task's words, as bigrams, are the problem's; 0 when they share less than two."""
        return contained(own, self.grams[at]) if len(own & self.grams[at]) >= _ALONE else 0.0

    def repeated(self, at: int, own: frozenset[str]) -> float:
        """The same with names of units left in: a cell may say 便民服务中心窗口空岗 of a 白鹭镇便民服务中心."""
        return contained(own, self.whole[at]) if len(own) >= _TELLING else 0.0

    def common_unit(self, at: int, task: Task) -> bool:
        units = frozenset(self.sources[at].units)
        return bool(units and task.who) and units_fit(units, frozenset(task.who))

    def same_units(self, at: int, task: Task) -> bool:
        """Whether the task is given to several of the problem's units."""
        return len(set(self.sources[at].units) & set(task.who)) > 1

    def only_of_unit(self, task: Task) -> list[int]:
        """The problem that one of the task's units answers for, when it is the unit's only one in the document."""
        found = [at for at in range(len(self.sources)) if self.common_unit(at, task)]
        return found if len(found) == 1 else []

    def best(self, task: Task, among: Sequence[int]) -> list[int]:
        """Sources that a task matches by unit and matter, or by matter alone; the best of them and its equals."""
        scored = []
        own = grams(squeezed(task.text, task.who))
        for at in among:
            matter, unit = self.matter(at, own), self.common_unit(at, task)
            if matter >= _MATTER or (unit and matter >= _WITH_UNIT) or self.same_units(at, task):
                scored.append((matter + 0.5 * unit, at))
        top = max((score for score, _ in scored), default=0.0)
        return [at for score, at in scored if score >= 0.9 * top]


def _item(sentence: Sentence) -> tuple[int | None, tuple[str, ...]]:
    return sentence.lead, sentence.section


def _group_before(task: Task, sources: Sequence[Source], sentences: Sequence[Sentence]) -> list[int]:
    """The problems told right before a task in its own paragraph, item or section; empty when there are none.

    They are those between the task and the last task before them; a problem sentence with slots is its own task.
    """
    here = sentences[task.sentence]
    own = [at for at, source in enumerate(sources) if source.sentence.index == task.sentence]
    if own:
        return own
    before = [at for at, source in enumerate(sources) if source.sentence.index < task.sentence]
    near = [
        at
        for at in before
        if sources[at].sentence.paragraph == here.paragraph
        or (here.section and _item(sources[at].sentence) == _item(here))
        or sources[at].sentence.index == here.lead
    ]
    if not near:
        return []
    last = near[-1]
    if sources[last].sentence.paragraph == here.paragraph:
        return [at for at in near if sources[at].sentence.paragraph == here.paragraph]
    return [last]


def link(
    sources: Sequence[Source], tasks: Sequence[Task], sentences: Sequence[Sentence]
) -> tuple[list[Source], list[Task]]:
    """The sources of one document with their tasks, and the tasks that fit no problem, all in order.

    A task goes, by the first of these that holds: to the problem its table row names; to the problems before it in its
    own paragraph, item or section (of several, to those of the same unit or matter, else to all); to the problem
    elsewhere in the document that shares its unit and matter; to the only problem its unit has there. What fits none is
    loose when it says who or when, or is an item of a list; mere exhortation is left out. One that says only who or when (责任单位：…) goes to the
    problem before it, or completes the task before it.
    """
    rows = [task for task in tasks if task.problem_text]
    sources = [replace(s, cell=next((t.problem_text for t in rows if _whole(t, s)), "")) for s in sources]
    compared = _Compared(sources)
    again = _slot_sentences(sources)  # source that only completes or lists again what another tells → that other
    owned: list[list[Task]] = [[] for _ in sources]
    loose: list[Task] = []
    everywhere = range(len(sources))
    last: list[int] = []
    for task in tasks:
        if task.problem_text:
            inside, told = _row_problems(task, compared)
            again |= {at: told[0] for at in inside if told and told[0] not in again}
            chosen = told or inside
        else:
            group = _group_before(task, sources, sentences)
            group = list(dict.fromkeys(again.get(at, at) for at in group))
            chosen = (compared.best(task, group) if len(group) > 1 else group) or group
            chosen = chosen or compared.best(task, everywhere)
            if not chosen and task.text:
                chosen = compared.only_of_unit(task)
                task = replace(task, by_unit=bool(chosen))
        if not task.text and not chosen and last:
            chosen = last
        for at in chosen:
            if not task.text and not task.problem_text and owned[at]:
                owned[at][-1] = _completed(owned[at][-1], task)
            else:
                owned[at].append(task)
        if not chosen and (task.who or task.due_text or task.persons or sentences[task.sentence].enumerator):
            loose.append(task)
        last = chosen
    linked = [
        replace(
            source,
            tasks=tuple(owned[at]),
            announces=sources[again[at]].sentence.index if at in again else source.announces,
        )
        for at, source in enumerate(sources)
    ]
    return linked, loose


def _slot_sentences(sources: Sequence[Source]) -> dict[int, int]:
    """Sources that open with a label (责任单位：…), with the problem told before them in their paragraph or section."""
    found: dict[int, int] = {}
    last: int | None = None
    for at, source in enumerate(sources):
        own = source.sentence
        if label_at(own.text.removeprefix(own.enumerator)) > 0:
            last = at
        elif last is not None:
            before = sources[last].sentence
            if before.paragraph == own.paragraph or (own.section and before.section == own.section):
                found[at] = last
    return found


def _whole(row: Task, source: Source) -> bool:
    """Whether a sentence is a whole table row (cells apart by |), or more of it than the cell that names the problem."""
    inside = row.start <= source.sentence.start and source.sentence.end <= row.end
    return inside and len(source.sentence.text) > len(row.problem_text) and row.problem_text in source.sentence.text


def _completed(task: Task, more: Task) -> Task:
    """A task with what the slots behind it say."""
    return replace(
        task,
        responsible=more.responsible or task.responsible,
        supporting=more.supporting or task.supporting,
        persons=more.persons or task.persons,
        due_text=more.due_text or task.due_text,
        due=more.due or task.due,
    )


def _row_problems(task: Task, compared: _Compared) -> tuple[list[int], list[int]]:
    """Sources that stand in a table row, and the one outside it that its problem cell repeats, if any."""
    bare, whole = grams(squeezed(task.problem_text, task.who)), grams(squeezed(task.problem_text))
    inside = [at for at, s in enumerate(compared.sources) if task.start <= s.sentence.start < task.end]
    scored = [
        (max(compared.matter(at, bare), compared.repeated(at, whole)), at)
        for at, source in enumerate(compared.sources)
        if at not in inside and units_fit(frozenset(source.units), frozenset(task.who))
    ]
    score, best = max(scored, default=(0.0, -1))
    return inside, [best] if score >= _ROW else []
