"""Terms from cue words: which category's cues a stretch of text holds, in what mood, and who is spoken of.

A cue counts differently where a private party is spoken of (物业乱收费 is no misconduct of an office), where it is
asked for (希望不要推诿) or supposed (如果推诿…). So each cue is joined with the mood and the actor of its clause. A clause
that names no actor takes the one named last before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.lexicon.cues import cue_finder
from pipeline.records import CATEGORIES

_STRONG: Final = ("假设", "否定", "消解")
_WEAK: Final = ("祈使", "询问")


@dataclass(frozen=True, slots=True)
class Cues:
    """What the cues of one stretch of text say; `last` is the actor named last in it, empty when none is named."""

    groups: frozenset[str]
    actor: str  # 公家, 私人, 两者, or empty
    last: str


def read_cues(text: str) -> Cues:
    """Cues of a clause or sentence.

    >>> cues = read_cues("物业乱收费，街道没人管")
    >>> sorted(cues.groups & set(CATEGORIES)), cues.actor, cues.last
    (['担当', '规矩'], '两者', '公家')
    """
    groups: set[str] = set()
    actors: dict[str, int] = {}
    for start, _, group in cue_finder().find(text):
        groups.add(group)
        if group in ("公家", "私人"):
            actors[group] = start
    actor = "两者" if len(actors) > 1 else next(iter(actors), "")
    return Cues(frozenset(groups), actor, max(actors, key=lambda name: actors[name]) if actors else "")


def cue_terms(own: Cues, *, around: Cues, before: str, title: str) -> list[str]:
    """Terms of a clause: its own cues, those of its sentence (`around`), the actors before it and in the title."""
    mood = "+".join(name for name in _STRONG if name in own.groups) or next(
        (name for name in _WEAK if name in own.groups), "陈述"
    )
    actor = own.actor or f"前{before}"
    terms = [f"m:{mood}", f"a:{actor}", f"t:{title}", *(f"a:句{group}" for group in sorted(around.groups))]
    found = [group for group in CATEGORIES if group in own.groups]
    for group in found:
        terms += [f"k:{group}", f"k:{group}|{actor}", f"k:{group}|{mood}", f"k:{group}|{actor}|{mood}"]
        terms += [f"k:{group}|题{title}", f"k:{group}|{actor}|题{title}", "k:"]
    return terms or ["k:无"]


def document_cues(clauses: Sequence[str], sentences: Sequence[str], owner: Sequence[int]) -> list[list[str]]:
    """Cue terms of each clause of a text; `owner` gives for each clause the index of its sentence."""
    around = [read_cues(sentence) for sentence in sentences]
    title = around[0].actor if around else ""
    rows: list[list[str]] = []
    before = ""
    for clause, at in zip(clauses, owner, strict=True):
        own = around[at] if clause == sentences[at] else read_cues(clause)
        rows.append(cue_terms(own, around=around[at], before=before, title=title))
        before = own.last or before
    return rows
