"""All that is found in a text without knowing what its sentences say: units, quantities, outcomes.

What needs the classifier (roles, to which problem they belong) comes later, in `roles.py` and `linking.py`. The same
functions stand as spaCy components in `components.py`; building a Doc a text took a third of the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.counted import describe
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.quantities import find_counts
from pipeline.extract.units import Mention, find_units
from pipeline.records import Count, Outcome


@dataclass(frozen=True, slots=True)
class Extraction:
    """Mentions, quantities and outcomes of one text, each in order of position."""

    mentions: tuple[Mention, ...]
    counts: tuple[Count, ...]
    outcomes: tuple[Outcome, ...]


def extract(text: str) -> Extraction:
    """Find them.

    >>> found = extract("县住建局查处12起，王某受到党内警告处分。")
    >>> found.mentions[0].text, found.counts[0].text, found.outcomes[0].name
    ('县住建局', '12起', '党内警告')
    """
    return extract_all([text])[0]


def extract_all(texts: Sequence[str], *, described: bool = True) -> list[Extraction]:
    """Find them in each of several texts; quantities that are not `described` do not say what they count.

    Each finder goes through all of them before the next begins: what it reads in stays in the processor's cache.

    >>> [found.counts[0].text for found in extract_all(["查处12起", "问责三人"])]
    ['12起', '三人']
    """
    mentions = [tuple(find_units(text)) for text in texts]
    quantities = [find_counts(text) for text in texts]
    counts = [
        tuple(describe(text, found) if described else [each.counted() for each in found])
        for text, found in zip(texts, quantities, strict=True)
    ]
    outcomes = [tuple(find_outcomes(text)) for text in texts]
    return [Extraction(*found) for found in zip(mentions, counts, outcomes, strict=True)]
