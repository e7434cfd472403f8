"""Which problems of a document a task is about, by unit and matter, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pipeline.records import Sentence
from pipeline.summary.matter import Matters, matter_of
from pipeline.summary.merging import units_fit
from pipeline.summary.records import Source, Task

_NAMED: Final = 1.0  # worth of a unit that answers for the problem and has the task
_TOLD: Final = 0.7  # of one that both only name
_KIND: Final = 0.4  # of a masked one of its kind: 街道 and 梧桐街道
_LEAST: Final = {_NAMED: 0.5, _TOLD: 1.0, _KIND: 1.0}  # matter that is enough beside it, in bigrams
_ALONE: Final = 2.0  # matter that is enough when one of both names no unit
_AGAINST: Final = 3.0  # and when the units differ, or the task is for all (各单位…)
_SHARE: Final = 0.12  # share of the smaller matter, in both of these cases
_UNIT: Final = 2.0  # worth of a unit in bigrams, to rank problems
_EQUALS: Final = 0.9
_ALL: Final = re.compile(r"(?:.{0,12}?[，：])?(?:全[区县市镇乡]|各(?!自))")
_VAGUE: Final = re.compile(r"^(?:有的|有些|一些|个别|少数|部分|某些?|该|本|全|各)")
_SECTION: Final = re.compile(r"[^省市区县旗镇乡村]{1,10}[科股室处馆]")  # of a unit that need not be named: 办公室
_RIGHTING: Final = re.compile(r"整改|纠正|改正|检查书|书面|检讨|作出处理|说明(?:原因|情况)|问责|处分|自查")


def rights_a_wrong(task: Task) -> bool:
    """Whether the words of a task say that something was wrong (整改, 问责, 说明原因), so that it belongs to a problem."""
    return bool(_RIGHTING.search(task.text))


class Matcher:
    """The problems of one document, with what is needed to compare tasks with them.

    `named` are the names of units by sentence; headlines and leads (三是执行拖沓) lend their words to what they announce.
    """

    def __init__(
        self, sources: Sequence[Source], sentences: Sequence[Sentence], named: Mapping[int, tuple[str, ...]]
    ) -> None:
        self.sources, self._named = sources, named
        self._known: dict[str, frozenset[str]] = {}  # text → its matter
        names = {name for source in sources for name in (*source.units, *source.masked_units)}
        self._names = names | {name for found in named.values() for name in found}
        place = {source.sentence.index: at for at, source in enumerate(sources)}
        told: list[list[str]] = [[source.words] for source in sources]
        for at, source in enumerate(sources):
            if source.announces in place:
                told[place[source.announces]].append(source.words)
            lead = source.sentence.lead
            if lead is not None and lead not in place and not sentences[lead].is_heading:
                told[at].append(sentences[lead].text)
        self.problems = [at for at, source in enumerate(sources) if source.announces not in place]
        own = [frozenset[str]().union(*(self._matter(words) for words in parts)) for parts in told]
        self._matters = Matters([own[at] if at in set(self.problems) else frozenset() for at in range(len(own))])

    def _matter(self, text: str) -> frozenset[str]:
        if text not in self._known:
            self._known[text] = matter_of(text, self._names)
        return self._known[text]

    def unit(self, at: int, names: Iterable[str], task: Task) -> float:
        """How far units of a task are the problem's: 0 where nothing is known of one of them, below 0 where they differ."""
        source, given = self.sources[at], frozenset(names)
        mentioned = frozenset(self._named.get(source.sentence.index, ()))
        spoken = given or frozenset(self._named.get(task.sentence, ()))
        if given and source.units and units_fit(frozenset(source.units), given):
            return _NAMED
        if spoken and mentioned and units_fit(mentioned, spoken):
            return _TOLD
        kinds = [_VAGUE.sub("", name) for name in source.masked_units]
        if any(len(kind) > 1 and name.endswith(kind) for kind in kinds for name in spoken):
            return _KIND
        differ = source.units and any(not _SECTION.fullmatch(name) for name in given)
        return -1.0 if differ else 0.0

    def evidence(self, at: int, task: Task, names: Iterable[str]) -> float:
        """Worth of unit and matter together, 0 when they are not enough for a link."""
        own = self._matter(task.text)
        matter = self._matters.common(at, own)
        if matter < min(_LEAST.values()):
            return 0.0
        unit = self.unit(at, names, task)
        if unit > 0:
            enough = matter >= _LEAST[unit]
        else:
            least = _AGAINST if unit < 0 or _ALL.match(task.text) else _ALONE
            enough = matter >= least and self._matters.share(at, own) >= _SHARE
        return matter + _UNIT * max(unit, 0.0) if enough else 0.0

    def hints(self, at: int, task: Task) -> bool:
        """Whether a task names a word that no other problem has, and its units do not speak against this one."""
        return self._matters.common(at, self._matter(task.text)) >= 1 and self.unit(at, task.who, task) >= 0

    def best(self, task: Task, among: Iterable[int]) -> list[int]:
        """The problems that a task is about: for each unit that has it the one with most evidence, and its equals."""
        among, found = list(among), []
        several = [(name,) for name in task.responsible] if len(task.responsible) > 1 else []
        for names in (task.who, *several, *((name,) for name in task.supporting)):
            scores = {at: self.evidence(at, task, names) for at in among}
            if names != task.who:  # a further unit adds a problem of its own only
                scores = {at: score for at, score in scores.items() if self.unit(at, names, task) == _NAMED}
            top = max(scores.values(), default=0.0)
            found += [at for at, score in scores.items() if score and score >= _EQUALS * top]
        return sorted(set(found))

    def of_unit_alone(self, task: Task, busy: Iterable[int]) -> list[int]:
        """For each unit of a task its only problem in the document, if that has no task yet or the task rights a wrong."""
        found, taken = [], set(busy)
        for name in task.responsible or task.who:
            own = [at for at in self.problems if self.unit(at, (name,), task) in (_NAMED, _TOLD)]
            if len(own) == 1:
                found.append(own[0])
        free = [at for at in found if at not in taken]
        return found if free or rights_a_wrong(task) else []
