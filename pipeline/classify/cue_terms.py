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
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.lexicon.cues import ACTORS, FAINT, Found, cue_finder
from pipeline.lexicon.phrases import find_in_each
from pipeline.records import CATEGORIES

ANY_CUE: Final = "k:"  # the term of a stretch of text that holds a cue of any category
_STRONG: Final = ("假设", "否定", "消解")
_WEAK: Final = ("祈使", "询问")
_TERMS_KEPT: Final = 4096  # sets of cues whose terms are kept ready: there are few in all letters


class Cues(NamedTuple):
    """What the cues of one stretch of text say; `last` is the actor named last in it, empty when none is named."""

    groups: frozenset[str]  # of categories and moods
    actor: str  # 公家, 私人, 两者, or empty
    last: str


_ACTORS: Final = frozenset(ACTORS)


def read_cues(found: Sequence[Found]) -> Cues:
    """What the cues that were found in a clause or sentence say.

    >>> cues = read_cues(cue_finder().find("物业乱收费，街道没人管"))
    >>> sorted(cues.groups & set(CATEGORIES)), cues.actor, cues.last
    (['担当', '规矩'], '两者', '公家')
    """
    every = frozenset([group for _, _, group in found])
    groups, named = every - _ACTORS, every & _ACTORS
    if len(named) < len(ACTORS):
        actor = next(iter(named), "")
        return Cues(groups, actor, actor)
    actors: list[str] = []
    reach = 0  # of the names so far: one that ends within it is part of a longer one
    for _, end, group in sorted([cue for cue in found if cue[2] in ACTORS], key=lambda cue: (cue[0], -cue[1])):
        if end > reach:
            actors.append(group)
            reach = end
    return Cues(groups, "两者" if len(set(actors)) > 1 else actors[0], actors[-1])


@lru_cache(maxsize=_TERMS_KEPT)
def cue_terms(groups: frozenset[str], actor: str, *, faint: bool = True) -> tuple[str, ...]:
    """Terms of a clause in which cues of some groups stand; `actor` is who is spoken of."""
    mood = "+".join(name for name in _STRONG if name in groups) or next(
        (name for name in _WEAK if name in groups), "陈述"
    )
    terms = [f"m:{mood}"]
    found = [group for group in CATEGORIES if group in groups]
    for group in found:
        terms += [f"k:{group}", f"k:{group}|{actor}", f"k:{group}|{mood}", f"k:{group}|{actor}|{mood}"]
    hinted = [group for group in FAINT if faint and group in groups]
    for name in hinted:
        terms += [f"k:{name}", f"k:{name}|{actor}", f"k:{name}|{mood}"]
    return (*terms, ANY_CUE if found else "k:疑" if hinted else "k:无")


def document_cues(documents: Sequence[Sequence[str]], *, faint: bool = True) -> list[tuple[str, ...]]:
    """Cue terms of each clause (or sentence) of some documents, one document behind the other."""
    owner = [document for document, clauses in enumerate(documents) for _ in clauses]
    rows = [cue_terms(frozenset(), "", faint=faint)] * len(owner)  # in most clauses no cue stands
    before = [""] * len(documents)  # the actor that each named last
    clauses = [clause for document in documents for clause in document]
    for at, found in find_in_each(clauses, cue_finder().find).items():
        own, document = read_cues(found), owner[at]
        if own.groups:
            rows[at] = cue_terms(own.groups, own.actor or f"前{before[document]}", faint=faint)
        before[document] = own.last or before[document]
    return rows
