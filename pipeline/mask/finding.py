"""Finds all personal data of a text."""

from __future__ import annotations

from typing import Final

from pipeline.mask.addresses import find_addresses
from pipeline.mask.names import find_names
from pipeline.mask.numbers import find_numbers
from pipeline.mask.personal import Claims, Personal, Span
from pipeline.mask.reading import Reading

_ROUNDS: Final = 8


def _once(text: str) -> list[Span]:
    reading, claims = Reading(text), Claims(len(text))
    numbers = find_numbers(reading.plain, claims)
    addresses = find_addresses(reading, claims)
    return sorted([*numbers, *addresses, *find_names(reading, claims, numbers)])


def _blotted(text: str, spans: list[Span]) -> tuple[str, list[int]]:
    """The text with each span as a placeholder, and for each of its characters the place in `text` that it came from."""
    pieces, places, behind = [], [], 0
    for start, end, kind in spans:
        mark = f"【{kind}1】"
        pieces += [text[behind:start], mark]
        places += [*range(behind, start), *([start] * len(mark))]
        behind = end
    pieces.append(text[behind:])
    places += range(behind, len(text) + 1)
    return "".join(pieces), places


def find_personal(text: str) -> list[Personal]:
    """Personal data of a text in order of position, without overlaps; placeholders in it are passed over.

    A placeholder may show what its original hid (a list goes on behind it), so the text is read again with what was found
    blotted out, until nothing new appears: masking a masked text therefore changes nothing.

    >>> [(item.text, item.type) for item in find_personal("我叫张三，电话138 1234 5678，局长李四不管。")]
    [('张三', '姓名'), ('138 1234 5678', '手机号')]
    """
    spans = _once(text)
    new = spans
    for _ in range(_ROUNDS):
        if not new:
            break
        blotted, places = _blotted(text, spans)
        new = [(places[start], places[end - 1] + 1, kind) for start, end, kind in _once(blotted)]
        spans = sorted([*spans, *new])
    return [Personal(start, end, text[start:end], kind) for start, end, kind in spans]
