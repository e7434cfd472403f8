"""Merges sentences that tell the same problem, within a document and across documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from pipeline.summary.likeness import contained, grams, jaccard, squeezed
from pipeline.summary.records import Source
from pipeline.text.normalise import fold

_SAME_UNIT: Final = 0.24  # Jaccard from which two sentences about one unit tell one problem
_OTHER: Final = 0.5  # the same where a unit is missing, masked or generic
_CONTAINED: Final = 0.62  # share of the shorter one's bigrams, where that one is long enough to say something
_TELLING: Final = 6  # bigrams
_NUMBER: Final = re.compile(r"\d+")
_NAME: Final = 3  # characters of a unit's name
_WORD: Final = 2  # characters of a word that a short name leaves out
_SWAPPED: Final = 2  # characters of a word that stands in place of another
_COMMON: Final = 400  # sources that share a bigram; one in more finds no candidates


@dataclass(frozen=True, slots=True)
class Key:
    """What merging compares: categories, units with a name, the squeezed text and its bigrams."""

    categories: frozenset[str]
    units: frozenset[str]
    text: str
    grams: frozenset[str]


def key_of(text: str, categories: Iterable[str], units: Sequence[str], masked: Sequence[str] = ()) -> Key:
    """The key of a problem; names of units do not count as text."""
    bare = squeezed(text, (*units, *masked))
    return Key(frozenset(categories), frozenset(units), bare, grams(bare))


def units_fit(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of named units can be meant by one problem: one is empty, or they share a unit.

    A name that ends in the other (区住建局, 云岫市区住建局) is the same unit, one that begins with it (区民政局, 区民政局婚姻
    登记窗口) is part of it, and so is one that leaves words out (云岫市区审批局, 区行政审批局).

    >>> units_fit(frozenset({"区住建局"}), frozenset({"区城管局"})), units_fit(frozenset({"区住建局"}), frozenset())
    (False, True)
    """
    return not one or not other or any(_of_one(a, b) or _of_one(b, a) for a in one for b in other)


def _of_one(whole: str, part: str) -> bool:
    return len(part) >= _NAME and (whole.endswith(part) or whole.startswith(part) or _shortened(whole, part))


def _shortened(whole: str, part: str) -> bool:
    """Whether a name leaves out whole words of the other, which have two characters: 县交通局 and 县交通运输局, but not 县中医院 and 县医院."""
    beyond, at = len(whole), len(part)
    while at and beyond:  # from the end, so that the place before the name may have any length
        if whole[beyond - 1] == part[at - 1]:
            beyond, at = beyond - 1, at - 1
        elif at < len(part) and beyond >= _WORD:
            beyond -= _WORD
        else:
            return False
    return not at


def swapped(one: str, other: str) -> bool:
    """Whether the texts are one frame around two different things (绿园小区漏水 / 丰泽小区电梯).

    >>> swapped("采砂举报不闻不问", "秸秆焚烧举报不闻不问"), swapped("举报不闻不问", "举报后不闻不问")
    (True, False)
    """
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        mine, theirs = one[a:b], other[c:d]
        if kind != "replace" or min(len(mine), len(theirs)) < _SWAPPED or set(mine) & set(theirs):
            continue
        if not (grams(mine) & grams(other) or grams(theirs) & grams(one)):  # else only the order differs
            return True
    return False


def alike(one: Key, other: Key) -> bool:
    """Whether two sentences tell the same problem: a category, units and text all say so."""
    if (one.categories != other.categories and not one.categories & other.categories) or not units_fit(
        one.units, other.units
    ):
        return False
    if one.text == other.text:
        return bool(one.text)
    share = contained(one.grams, other.grams)
    telling = min(len(one.grams), len(other.grams)) >= _TELLING
    near = jaccard(one.grams, other.grams) >= (_SAME_UNIT if one.units and other.units else _OTHER)
    return (near or (telling and share >= _CONTAINED)) and not swapped(one.text, other.text)


def surely_alike(one: Source, other: Source) -> bool:
    """Whether two sources in one item are alike by their words alone, so that nobody needs to compare them."""
    first, second = (key_of(s.words, s.categories, s.units, s.masked_units) for s in (one, other))
    if min(len(first.grams), len(second.grams)) >= _TELLING and contained(first.grams, second.grams) >= _CONTAINED:
        return True
    return first.text == second.text or jaccard(first.grams, second.grams) >= _OTHER


def _listed(one: Source, other: Source) -> bool:
    """Whether two sentences of one document, neither with a unit, differ in numbers: other cases in like words."""
    bare = one.document == other.document and not one.units and not other.units
    return bare and _NUMBER.findall(fold(one.words)) != _NUMBER.findall(fold(other.words))


def merge(sources: Sequence[Source]) -> list[list[Source]]:
    """Groups of sources that tell one problem, in order of their first; each source is in exactly one group.

    A source joins the first group that holds one it is alike to and none whose units contradict its own. A headline
    goes with the problem that it announces.
    """
    keys = [key_of(s.words, s.categories, s.units, s.masked_units) for s in sources]
    holding: dict[str, list[int]] = {}  # bigram → sources that have it
    group_of: dict[int, int] = {}
    goes_with = _announced(sources)
    groups: list[list[int]] = []
    for at, key in enumerate(keys):
        shared: Counter[int] = Counter()
        for gram in key.grams:
            standing = holding.setdefault(gram, [])
            if len(standing) < _COMMON:
                shared.update(standing)
                standing.append(at)
        if at in goes_with:
            continue
        near = (
            group_of[index]
            for index in sorted(shared)
            if index in group_of and alike(keys[index], key) and not _listed(sources[index], sources[at])
        )
        fits = (g for g in near if all(units_fit(keys[m].units, key.units) for m in groups[g]))
        group = next(fits, len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append(at)
        group_of[at] = group
    for at, told in goes_with.items():
        groups[group_of[told]].append(at)
    return [[sources[at] for at in group] for group in groups]


def _announced(sources: Sequence[Source]) -> dict[int, int]:
    """Headlines, each with the source that tells what it announces in the end; of a circle, all go with its first."""
    place = {(source.document, source.sentence.index): at for at, source in enumerate(sources)}
    found: dict[int, int] = {}
    for at in range(len(sources)):
        path, now = [at], at
        while (index := sources[now].announces) is not None:
            now = place[sources[now].document, index]
            if now in path:
                now = min(path[path.index(now) :])
                break
            path.append(now)
        if now != at:
            found[at] = now
    return found
