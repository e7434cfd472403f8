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
from typing import Final

from pipeline.lexicon.cues import FAINT, Cues, cue_finder
from pipeline.records import CATEGORIES

ANY_CUE: Final = "k:"  # the term of a stretch of text that holds a cue of any category
_STRONG: Final = ("假设", "否定", "消解")
_WEAK: Final = ("祈使", "询问")
_TERMS_KEPT: Final = 4096  # sets of cues whose terms are kept ready: there are few in all letters


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
    for at, own in cue_finder().read(clauses).items():
        document = owner[at]
        if own.groups:
            rows[at] = _terms(own, before[document], faint)
        if own.last:
            before[document] = own.last
    return rows


@lru_cache(maxsize=_TERMS_KEPT)
def _terms(cues: Cues, before: str, faint: bool) -> tuple[str, ...]:
    return cue_terms(cues.groups, cues.actor or f"前{before}", faint=faint)
