"""All that is found in a text without knowing what its sentences say: units, quantities, outcomes.

What needs the classifier (roles, to which problem they belong) comes later, in `roles.py` and `linking.py`. The same
functions stand as spaCy components in `components.py`; building a Doc a text took a third of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.counted import describe
from pipeline.extract.measures import Quantity
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.quantities import find_counts
from pipeline.extract.units import Mention, find_units
from pipeline.records import Count, Outcome
from pipeline.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Extraction:
    """Mentions, quantities and outcomes of one text, each in order of position."""

    mentions: tuple[Mention, ...]
    counts: tuple[Count, ...]
    outcomes: tuple[Outcome, ...]


class Findings(NamedTuple):
    """The same before it is known what the quantities count."""

    mentions: list[Mention]
    quantities: list[Quantity]
    outcomes: list[Outcome]


def find_all(texts: Sequence[str]) -> list[Findings]:
    """Find them in each of several texts.

    Each finder goes through all of them before the next begins: what it reads in stays in the processor's cache.

    >>> [found.quantities[0].text for found in find_all(["查处12起", "问责三人"])]
    ['12起', '三人']
    """
    both = [(text, fold(text)) for text in texts]
    mentions = [find_units(text, plain) for text, plain in both]
    quantities = [find_counts(text, plain) for text, plain in both]
    outcomes = [find_outcomes(text, plain) for text, plain in both]
    return [Findings(*found) for found in zip(mentions, quantities, outcomes, strict=True)]


def extract_all(texts: Sequence[str]) -> list[Extraction]:
    """Find them, and what the quantities count, in each of several texts.

    >>> [found.counts[0].what for found in extract_all(["查处案件12件", "问责干部三人"])]
    ['案件', '干部']
    """
    return [
        Extraction(tuple(found.mentions), tuple(describe(text, found.quantities)), tuple(found.outcomes))
        for text, found in zip(texts, find_all(texts), strict=True)
    ]


def extract(text: str) -> Extraction:
    """Find them in one.

    >>> found = extract("县住建局查处12起，王某受到党内警告处分。")
    >>> found.mentions[0].text, found.counts[0].text, found.outcomes[0].name
    ('县住建局', '12起', '党内警告')
    """
    return extract_all([text])[0]
