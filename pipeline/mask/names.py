"""Names of private persons: behind a cue, before an honorific, beside a phone number, in a group or signature, and once known everywhere.

Officials stay readable: a name with a post (局长张某, 张三局长) is the object of the work. The tagger's word for it that
something is a name (`nr`) is one signal among others and never enough. A name that its writer masked (村民张某某) is treated like
any other: it still tells the surname, and the 单位 that gets the letter knows who lives there.
"""

from __future__ import annotations

from pipeline.mask.aliases import aliases
from pipeline.mask.answered import answered
from pipeline.mask.called_names import before_honorifics, familiar, households, surnamed
from pipeline.mask.cued_names import behind_cues, beside_kin, beside_numbers, beside_sex
from pipeline.mask.formed_names import formed
from pipeline.mask.groups import group_names, introduced, joined, listed
from pipeline.mask.name_finder import NameFinder
from pipeline.mask.personal import Claims, Span
from pipeline.mask.reading import Reading
from pipeline.mask.shown_names import shown
from pipeline.mask.signatures import signatures


def find_names(reading: Reading, claims: Claims, numbers: list[Span]) -> list[Span]:
    """Spans of private persons' names, each claimed.

    >>> text = "村民张三反映局长李四。张三的电话打不通，请找王女士。"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end, _ in sorted(find_names(reading, Claims(len(text)), []))]
    ['张三', '张三', '王']
    """
    finder = NameFinder(reading, claims)
    finder.dotted()
    finder.take(shown(reading), formed(reading))
    beside_sex(finder)
    beside_kin(finder)
    behind_cues(finder)
    finder.take(answered(reading), aliases(reading, finder.likely), familiar(reading))
    finder.take(surnamed(reading), finder.without_longer(before_honorifics(reading)))
    beside_numbers(finder, numbers)
    finder.take(group_names(reading), introduced(reading), signatures(reading))
    finder.known()
    finder.uncued()
    finder.veiled()
    taken = {(start, end) for start, end, _ in finder.spans}
    finder.take(listed(reading, taken), joined(reading, taken))
    finder.known()
    finder.take(households(reading, finder.private))
    return finder.spans
