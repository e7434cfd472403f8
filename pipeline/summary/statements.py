"""The one-line statement of a problem: clauses of its sentence, in their order, never a word of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.structure.headings import mark_at
from pipeline.summary.clauses import clauses
from pipeline.summary.slots import label_at

LENGTH: Final = 64  # characters of a statement; a sentence without a border to cut at may be longer
_CLOSING: Final = "，,：:；;。（( 　\n\t"
# Whole clauses that only lead on, or say who speaks.
_LEADING: Final = re.compile(
    r"(?:同时|此外|另外|与此同时|但是|然而|不过|其次|再次|最后|首先|其中|比如|例如|譬如|如|比如说|也就是说|总的来看|总体上看|从检查情况看)"
    r"|(?:[^，：]{0,12}?(?:会议|与会|同志)[^，：]{0,8}?(?:指出|认为|强调|提出|反映|通报|说|要求))"
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
    while len(spans) > 1 and _LEADING.fullmatch(sentence[slice(*spans[0])].rstrip(_CLOSING)):
        del spans[0]
    blocks = _blocks(sentence, spans)
    if not _DENIAL.search(sentence):
        blocks = _shortened(blocks, weighty)
    shown = "".join(sentence[start:end] for block in blocks for start, end in block)
    return " ".join(shown.rstrip(_CLOSING).split())


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


def _size(blocks: Sequence[Sequence[tuple[int, int]]]) -> int:
    return sum(end - start for block in blocks for start, end in block)


def _shortened(blocks: list[list[tuple[int, int]]], weighty: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks within the length: those of least weight go, the later ones first; the first block stays if it can."""
    worth = [
        (sum(start < b and a < end for start, end in block for a, b in weighty), at == 0, -at)
        for at, block in enumerate(blocks)
    ]
    kept = list(range(len(blocks)))
    for at in sorted(kept, key=lambda at: worth[at]):
        if len(kept) == 1 or _size([blocks[index] for index in kept]) <= LENGTH:
            break
        kept.remove(at)
    return [blocks[at] for at in kept]
