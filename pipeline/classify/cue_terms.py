"""Terms from cue words: which category's cues a stretch of text holds, in what mood, and who is spoken of.

A cue counts differently where a private party is spoken of (物业乱收费 is no misconduct of an office), where it is
asked for (希望不要推诿) or supposed (如果推诿…). So each cue is joined with the mood and the actor of its clause. A clause
that names no actor takes the one named last before it. The actor alone, or that of the title, is no term: with them the
model learned that letters about private firms accuse nobody, and overlooked the one clause that does. Where one actor's
name holds another's (供电公司, 公司), the longer counts.

Faint cues have terms of their own, and only in letters: official documents use the same words in demands and in
reports of success (docs/model-selection.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.lexicon.cues import ACTORS, FAINT, cue_finder
from pipeline.records import CATEGORIES

ANY_CUE: Final = "k:"  # the term of a stretch of text that holds a cue of any category
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
    found = cue_finder().find(text)
    for start, end, group in found:
        if group in ACTORS:
            if any(a <= start and end <= b and b - a > end - start for a, b, other in found if other in ACTORS):
                continue
            actors[group] = start
        groups.add(group)
    actor = "两者" if len(actors) > 1 else next(iter(actors), "")
    return Cues(frozenset(groups), actor, max(actors, key=lambda name: actors[name]) if actors else "")


def cue_terms(own: Cues, before: str, *, faint: bool = True) -> list[str]:
    """Terms of a clause from its own cues; `before` is the actor named last before it."""
    mood = "+".join(name for name in _STRONG if name in own.groups) or next(
        (name for name in _WEAK if name in own.groups), "陈述"
    )
    actor = own.actor or f"前{before}"
    terms = [f"m:{mood}"]
    found = [group for group in CATEGORIES if group in own.groups]
    for group in found:
        terms += [f"k:{group}", f"k:{group}|{actor}", f"k:{group}|{mood}", f"k:{group}|{actor}|{mood}"]
    hinted = [group for group in FAINT if faint and group in own.groups]
    for name in hinted:
        terms += [f"k:{name}", f"k:{name}|{actor}", f"k:{name}|{mood}"]
    return [*terms, ANY_CUE if found else "k:疑" if hinted else "k:无"]


def document_cues(clauses: Sequence[str], *, faint: bool = True) -> list[list[str]]:
    """Cue terms of each clause (or sentence) of a text, in order."""
    rows: list[list[str]] = []
    before = ""
    for clause in clauses:
        own = read_cues(clause)
        rows.append(cue_terms(own, before, faint=faint))
        before = own.last or before
    return rows
