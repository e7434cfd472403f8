"""Petitioners whom an office answers or writes to: 关于田桂香同志信访事项的答复, 韦同志：您…. There 同志 is no post, as it is where officials are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_forms import PLACE_ENDS, full_name
from pipeline.mask.reading import HAN, REPLY, SALUTATION, WRITTEN_TO, Reading

_CALLED: Final = re.compile(rf"(?:^|\n)[ 　]*(?P<who>{HAN})(?:同志|先生|女士)[，,：:！!](?=[你您])")  # 韦同志：您
_ADDRESSES: Final = frozenset("同先女")  # with which 同志, 先生 and 女士 begin
_SALUTATION: Final = re.compile(SALUTATION)
_SHORTEST, _LONGEST = 2, 3  # characters of a name that is told by its place alone: 程先进同志，您…
_GREETED: Final = re.compile(r"(?:同志|先生|女士)?(?:[（(][^）)\n]{0,40}[）)])?[ ]?[:：]")


def answered(reading: Reading) -> Iterator[tuple[int, int]]:
    r"""Half-open spans of the names of petitioners in the heading of a reply and where it greets them.

    >>> text = "关于田桂香同志信访事项的答复\n田桂香同志：\n您反映的问题收悉。"
    >>> [text[start:end] for start, end in answered(Reading(text))]
    ['田桂香', '田桂香']
    """
    plain = reading.plain
    for match in _CALLED.finditer(plain):
        if match.group("who") in personal_words().surname_words:
            yield match.span("who")
    if not reading.is_reply():
        return
    for match in REPLY.finditer(plain):
        end = full_name(reading, match.start("who"), strict=False)
        if end is not None and end <= match.end("who") and plain[end - 1] not in PLACE_ENDS:  # 关于石桥镇反映…
            yield match.start("who"), end
    written_to = {match.span("who") for match in WRITTEN_TO.finditer(plain)}
    for start, end in written_to:
        told = plain[start] in personal_words().surnames and plain[end - 1] != "老"  # 陆老先生
        alone = plain[end : end + 1] in _ADDRESSES and full_name(reading, start, strict=False) != end
        if told and alone and _SHORTEST <= end - start <= _LONGEST:
            yield start, end
    for match in _SALUTATION.finditer(plain):
        end = full_name(reading, match.end(), strict=False)
        if end is not None and (_GREETED.match(plain, end) or (match.end(), end) in written_to):
            yield match.end(), end
