"""All that is found in a text without knowing what its sentences say: units, quantities, outcomes.

What needs the classifier (roles, to which problem they belong) comes later, in `roles.py` and `linking.py`. The same
functions stand as spaCy components in `components.py`; building a Doc a text took a third of the time.
"""

from __future__ import annotations

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
    return Extraction(tuple(find_units(text)), tuple(describe(text, find_counts(text))), tuple(find_outcomes(text)))
