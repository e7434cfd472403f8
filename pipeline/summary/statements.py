"""The one-line statement of a problem: clauses of its sentence, in their order, never a word of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.structure.headings import mark_at
from pipeline.summary.clauses import clauses
from pipeline.summary.slots import label_at

LENGTH: Final = 64  # characters of a statement; a sentence without a border to cut at may be longer
_WEIGHED: Final = 50  # spans that count, of a sentence with more
_CLOSING: Final = "，,：:；;。（( 　\n\t"
# Whole clauses that only lead on, or say who speaks.
_LEADING: Final = re.compile(
    r"(?:同时|此外|另外|与此同时|但是|然而|不过|其次|再次|最后|首先|其中|比如|例如|譬如|如|比如说|也就是说|总的来看|总体上看|从检查情况看)"
    r"|(?:[^，：]{0,12}?(?:会议|与会|同志)[^，：]{0,8}?(?:指出|认为|强调|提出|反映|通报|说|要求|决定|议定|明确|同意))"
)
_LEAN: Final = re.compile(
    r"(?:但|却|然而|不过|而是|反而|甚至|以致|导致|致使|造成|才|就|则|也|都|并)"
)  # leans on the one before
_OPENING: Final = re.compile(
    r"(?:如果|若|假如|要是|除非|只有|只要|即使|即便|虽然|虽|尽管|不是|不仅|不但|与其)"
)  # needs the one behind
_DENIAL: Final = re.compile(r"(?:没有|未|无|并非|不存在|不属)[^，]{0,3}(?:发现|存在|证据|其事|属实)")


def statement(sentence: str, weighty: Sequence[tuple[int, int]] = ()) -> str:
    """The sentence in a line of at most `LENGTH` characters where its borders allow it.

    Its enumeration mark, clauses that only lead on (同时，) or name the speaker (会议指出，) go first; then clauses
    without words of `weighty` (spans that decided the judgment, units, quantities), the last ones first. Clauses that
    lean on their neighbours (虽然…，但…) stay or go together; a sentence that denies something is not cut.

    >>> statement("一是此外，区住建局推诿扯皮，群众跑了五趟（责任单位：区住建局）。")
    '区住建局推诿扯皮，群众跑了五趟'
    >>> statement("")
    ''
    """
    spans = _without_mark(sentence, _before(label_at(sentence), clauses(sentence)))
    spans = _without_lead(sentence, spans)
    blocks = _blocks(sentence, spans)
    if not _DENIAL.search(sentence):
        blocks = _shortened(blocks, weighty)
    shown = "".join(sentence[start:end] for block in blocks for start, end in block)
    return " ".join(shown.rstrip(_CLOSING).split())


def without_lead(text: str) -> str:
    """The text behind clauses that only lead on or name the speaker.

    >>> without_lead("会议决定：区民政局增设电话，月底前办完"), without_lead("会议决定增设电话")
    ('区民政局增设电话，月底前办完', '会议决定增设电话')
    """
    spans = _without_lead(text, clauses(text))
    return text[spans[0][0] :] if spans else text


def _without_lead(sentence: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    first = 0
    while first < len(spans) - 1 and _LEADING.fullmatch(sentence[slice(*spans[first])].rstrip(_CLOSING)):
        first += 1
    return spans[first:]


def _before(end: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses that stand before the first label (责任单位：…); all of them where that opens the sentence."""
    return [(start, min(stop, end)) for start, stop in spans if start < end] if end else spans


def _without_mark(sentence: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses behind the mark that opens the sentence (一是, （二）, 3.)."""
    mark = mark_at(sentence)
    if not mark or not sentence.startswith(mark.text):
        return spans
    begin = len(mark.text)
    kept = [(max(start, begin), end) for start, end in spans if end > begin]
    return [(start, end) for start, end in kept if sentence[start:end].strip(_CLOSING)] or spans


def _blocks(sentence: str, spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Clauses that stay or go together."""
    blocks: list[list[tuple[int, int]]] = []
    for start, end in spans:
        before = blocks[-1][-1] if blocks else None
        tied = before is not None and (
            _LEAN.match(sentence, start) or _OPENING.match(sentence, before[0]) or sentence[before[1] - 1] in "：:"
        )
        if tied:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
    return blocks


def _shortened(blocks: list[list[tuple[int, int]]], weighty: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks within the length: those of least weight go, the later ones first; the first block stays if it can."""
    sizes = [sum(end - start for start, end in block) for block in blocks]
    worth = [
        (sum(start < b and a < end for start, end in block for a, b in weighty[:_WEIGHED]), at == 0, -at)
        for at, block in enumerate(blocks)
    ]
    total, left, gone = sum(sizes), len(blocks), set()
    for at in sorted(range(len(blocks)), key=lambda at: worth[at]):
        if left == 1 or total <= LENGTH:
            break
        gone.add(at)
        total, left = total - sizes[at], left - 1
    return [block for at, block in enumerate(blocks) if at not in gone]
