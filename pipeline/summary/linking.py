"""Links the tasks of a document to its problems: same table row, same item or section, else same unit and matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipeline.records import Sentence
from pipeline.summary.matching import Matcher, rights_a_wrong
from pipeline.summary.parallel_lists import items_of, partners
from pipeline.summary.records import Source, Task
from pipeline.summary.row_links import RowLinks, is_row
from pipeline.summary.slots import label_at

_GOES_ON: Final = re.compile(r"(?:由[^，。]{1,20}(?:负责|牵头|落实)|同时|并且?|此外|自.{1,8}起)")
_PAIR: Final = 2  # problems of a paragraph that a task without unit or matter can be about; units that share a task


class _Links:
    """Tasks of one document and the problems found for each so far."""

    def __init__(
        self,
        sources: Sequence[Source],
        tasks: Sequence[Task],
        sentences: Sequence[Sentence],
        named: Mapping[int, tuple[str, ...]],
    ) -> None:
        self.sources, self.tasks, self.sentences = sources, tasks, sentences
        self.again = _slot_sentences(sources)  # source that only completes or lists again what another tells → that
        self.matcher = Matcher(sources, sentences, named)
        self.chosen: list[list[int]] = [[] for _ in tasks]
        self.weak: set[tuple[int, int]] = set()  # task and problem that only a unit or a place in a list link

    def by_row_and_place(self) -> None:
        """Rows by their cells; other tasks by where they stand, else by unit and matter."""
        rows = RowLinks(self.sources)
        for number, task in enumerate(self.tasks):
            if task.problem_text:
                inside, told = rows.problems(task)
                self.again |= {at: told[0] for at in inside if told and told[0] not in self.again}
                self.chosen[number] = told or inside
                continue
            near = self._near(task)
            near = list(dict.fromkeys(self.again.get(at, at) for at in near))
            found = near if len(near) == 1 else self.matcher.best(task, near) or self._whole_paragraph(task, near)
            if not found:
                found = self.matcher.best(task, [at for at in self.matcher.problems if at not in self.again])
            if not found and number and (not task.text or self._goes_on(self.tasks[number - 1], task)):
                found = [] if self.tasks[number - 1].problem_text else self.chosen[number - 1]
            self.chosen[number] = found

    def _near(self, task: Task) -> list[int]:
        """The problems told right before a task: in its sentence, its paragraph, else its item or section.

        Those of a section are the ones behind the last task before them. A sentence that opens with a label (整改措施：…)
        is about the paragraph before it.
        """
        here = self.sentences[task.sentence]
        places = [(at, source.sentence) for at, source in enumerate(self.sources)]
        own = [at for at, s in places if s.index == task.sentence]
        if own:
            return own
        before = [(at, s) for at, s in places if s.index < task.sentence]
        same = [at for at, s in before if s.paragraph == here.paragraph]
        if same:
            return same
        if label_at(here.text) == 0 and before and before[-1][1].paragraph == here.paragraph - 1:
            return [before[-1][0]]
        section = [
            (at, s)
            for at, s in before
            if s.index == here.lead or (here.section and (s.lead, s.section) == (here.lead, here.section))
        ]
        if not section:
            return []
        last = section[-1][1].index
        earlier = max((t.sentence for t in self.tasks if t.sentence < last), default=-1)
        return [at for at, s in section if s.index > earlier]

    def _whole_paragraph(self, task: Task, near: Sequence[int]) -> list[int]:
        """All problems of a task's paragraph, where they are few."""
        here = self.sentences[task.sentence].paragraph
        return [at for at in near if self.sources[at].sentence.paragraph == here] if len(near) <= _PAIR else []

    def _goes_on(self, last: Task, task: Task) -> bool:
        """Whether a task only goes on with the one before it (由办公室负责…, 同时…), in its paragraph or the next."""
        one, other = self.sentences[last.sentence], self.sentences[task.sentence]
        return (
            one.index + 1 == other.index
            and not other.enumerator
            and bool(_GOES_ON.match(other.text) or other.lead == one.index)
        )

    def by_item(self) -> None:
        """A lead (第一，要给基层松绑。) and what stands under it are about the same."""
        led: dict[int, list[int]] = {}
        for number, task in enumerate(self.tasks):
            lead = self.sentences[task.sentence].lead
            if lead is not None:
                led.setdefault(lead, []).append(number)
        for number, task in enumerate(self.tasks):
            under = led.get(task.sentence, [])
            if not self.chosen[number] and under:
                self.chosen[number] = sorted({at for n in under for at in self.chosen[n]})
            for n in under:
                self.chosen[n] = self.chosen[n] or self.chosen[number]

    def by_order(self) -> None:
        """Of two lists that run side by side, items without a link go to their counterparts.

        A word in common is enough for a link where all such hints keep to the order of the problems. Where most items are
        linked to theirs anyhow, the others are sure.
        """
        told = self.matcher.problems
        points = items_of([self.sources[at].sentence.index for at in told], self.sentences)
        if sum(map(len, points)) < len(told):
            points = [[number] for number in range(len(told))]
        items = items_of([task.sentence for task in self.tasks], self.sentences)
        point_of = {told[at]: number for number, point in enumerate(points) for at in point}
        linked = [sorted({point_of.get(at, -1) for n in item for at in self.chosen[n]}) for item in items]
        if any(len(found) > 1 or -1 in found for found in linked):
            return
        sure = 2 * sum(map(bool, linked)) > len(linked)
        hinted: list[int | None] = [
            found[0] if found else self._hint(item, told, point_of) for item, found in zip(items, linked, strict=True)
        ]
        if sum(place is not None for place in hinted) < _PAIR:
            hinted = [found[0] if found else None for found in linked]
        found = partners(len(points), hinted)
        if any(a >= b for a, b in pairwise([place for place in hinted if place is not None])):
            return
        found |= {at: place for at, place in enumerate(hinted) if place is not None and not linked[at]}
        for item, point in found.items():
            for n in items[item]:
                own = self.tasks[n]
                fits = [told[at] for at in points[point] if self.matcher.unit(told[at], own.who, own) >= 0]
                self.chosen[n] = fits
                if not sure:
                    self.weak |= {(n, at) for at in fits}

    def _hint(self, item: Sequence[int], told: Sequence[int], point_of: Mapping[int, int]) -> int | None:
        """The only point that has a word in common with the tasks of an item, if there is one."""
        found = {point_of[at] for at in told for n in item if self.matcher.hints(at, self.tasks[n])}
        return next(iter(found)) if len(found) == 1 else None

    def by_unit_alone(self) -> None:
        """Tasks that name no matter go to the only problem of their unit; of several units, each to its own."""
        busy = {at for found in self.chosen for at in found}
        for number, task in enumerate(self.tasks):
            if task.problem_text or not task.text or (self.chosen[number] and len(task.responsible) < _PAIR):
                continue
            more = [at for at in self.matcher.of_unit_alone(task, busy) if at not in self.chosen[number]]
            self.chosen[number] = sorted({*self.chosen[number], *more})
            if not rights_a_wrong(task):
                self.weak |= {(number, at) for at in more}


def link(
    sources: Sequence[Source],
    tasks: Sequence[Task],
    sentences: Sequence[Sentence],
    named: Mapping[int, tuple[str, ...]] | None = None,
) -> tuple[list[Source], list[Task]]:
    """The sources of one document with their tasks, and the tasks that fit no problem, all in order.

    `named` are the names of units by index of sentence. A task goes, by the first of these that holds: to the problem its
    table row names; to the problems before it in its own paragraph, item or section (of several, to those of the same
    unit or matter); to the problems elsewhere in the document that share its unit and matter; to what the task that it
    goes on with, or its lead, is about; to the only problem its unit has there. What fits none is loose when it says who
    or when, or is an item of a list; mere exhortation is left out. One that says only who or when (责任单位：…) completes
    the task before it.
    """
    rows = [task for task in tasks if task.problem_text]
    sources = [replace(s, cell=next((t.problem_text for t in rows if is_row(t, s)), "")) for s in sources]
    links = _Links(sources, tasks, sentences, named or {})
    links.by_row_and_place()
    links.by_item()
    links.by_order()
    links.by_unit_alone()
    owned: list[list[Task]] = [[] for _ in sources]
    loose: list[Task] = []
    for number, (given, chosen) in enumerate(zip(tasks, links.chosen, strict=True)):
        task = given
        for at in chosen:
            task = replace(given, by_unit=(number, at) in links.weak)
            if not task.text and not task.problem_text and owned[at]:
                owned[at][-1] = _completed(owned[at][-1], task)
            else:
                owned[at].append(task)
        if not chosen and (task.who or task.due_text or task.persons or sentences[task.sentence].enumerator):
            loose.append(task)
    again = links.again
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
