"""What is seen at each character of a sentence in which a home may stand: the features of `home_model.py`.

A feature is a family and a value, in the table `family=value`: the characters around, their kinds, how the tagger cuts them, and
what stands near: words of home, of offices and sites, of estates (corpora/lexicon/home_words.csv), a road or village, a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby, repeat
from typing import Final

from pipeline.extract.tagged_line import tagged
from pipeline.lexicon.personal_words import HOME_KINDS, personal_words
from pipeline.lexicon.phrases import Automaton
from pipeline.mask.reading import Reading

_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；\n]*")
_NUMERALS: Final = "一二三四五六七八九十百零〇两甲乙丙丁"
_UNITS: Final = "号栋幢座单元室房层楼户门组队社排弄巷区期院委屯湾坪庄沟间家条"
_NUMBER: Final = re.compile(rf"[0-9]|[{_NUMERALS}](?=[{_UNITS}])")
# A sentence in which a home may stand: with a number, or words that tell where somebody lives.
_MAYBE: Final = re.compile(rf"[0-9]|[{_NUMERALS}][{_UNITS}村民]|[住宅居家屋房院头侧边排村]|地址|户籍|隔壁|对门")
_ANCHORS: Final = frozenset("路街道巷镇乡县区市弄村条社")  # behind which the personal part of an address may begin
_FAR: Final = 9  # characters from which on a distance is no longer told
_BANDS: Final = 3  # characters that make one step of the distance to an office
_AROUND: Final = 3  # characters to either side that are told one by one
_RUN: Final = 6  # characters to either side of which only the kinds are told, each run of one kind once
_RUNS_KEPT: Final = 4096  # of kinds, there are few
_UNSEEN: Final = -1
_EDGE: Final = "#"  # stands for what lies before or behind the text
_KIND_OF: Final = {
    **dict.fromkeys("0123456789", "0"),
    **dict.fromkeys(_NUMERALS, "一"),
    "\n": "行",
    " ": "空",
    "　": "空",
}
_PAUSES: Final = frozenset("点行")
_BLANKS: Final = "\t\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000"
# Digits are all one; tables keep no blanks.
_MARKS: Final = str.maketrans("123456789\n" + _BLANKS, "0" * 9 + "↵" + "␣" * len(_BLANKS))


def _kind(mark: str) -> str:
    """Of a character: digit, numeral, letter, Chinese, blank, end of line, anything else."""
    known = _KIND_OF.get(mark)
    if known is not None:
        return known
    if "\u4e00" <= mark <= "\u9fff":
        return "字"
    return "母" if mark.isascii() and mark.isalpha() else "点"


def stretches(plain: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences in which a home may stand.

    >>> [*stretches("您好！我住幸福路3号。谢谢。")]
    [(3, 11)]
    """
    for match in _SENTENCE.finditer(plain):
        if _MAYBE.search(plain, *match.span()):
            yield match.span()


@cache
def _words() -> tuple[Automaton, tuple[str, ...]]:
    """All words of the table, and the kind of each."""
    pairs = [(word, kind) for kind in HOME_KINDS for word in sorted(personal_words().homes[kind])]
    return Automaton(tuple(word for word, _ in pairs), longest=False), tuple(kind for _, kind in pairs)


# What is seen at a character, in the order in which `HomeFeatures.of` gives it.
FAMILIES: Final = (
    "前3", "前2", "前1", "字", "后1", "后2", "后3", "前三", "前二", "前跨", "后跨", "后二",
    "形", "前形", "后形", "前词", "词", "后词", "单位", "小区",
    "住", "场所", "形住场", "前场", "前场住", "距路", "距路住", "距数", "距数路",
)  # fmt: skip


class HomeFeatures:
    """What is seen at the characters of one text."""

    def __init__(self, reading: Reading) -> None:
        self._plain, size = reading.plain, len(reading.plain)
        around = _EDGE * _RUN
        self._marks = around + reading.plain.translate(_MARKS) + around
        self._kinds = around + "".join(map(_kind, reading.plain)) + around
        free = reading.units.free
        self._units = _EDGE + "".join(["否" if free(at, at + 1) else "是" for at in range(size)]) + _EDGE

    def of(self, start: int, end: int) -> list[list[str]]:
        """For each of `FAMILIES` its values at the characters of a sentence.

        >>> HomeFeatures(Reading("住3号")).of(0, 3)[3]
        ['住', '0', '号']
        """
        marks, kinds, words = self._marks, self._kinds, self._cuts(start, end)
        cues, venues, estates = self._named(start, end)
        offices, anchors = self._behind_office(start, end), self._behind_anchor(start, end)
        numbers = self._before_number(start, end)
        places = range(start + _RUN, end + _RUN)
        return [
            *([*marks[start + _RUN + step : end + _RUN + step]] for step in range(-_AROUND, _AROUND + 1)),
            [marks[at - 3 : at] for at in places],
            [marks[at - 2 : at] for at in places],
            [marks[at - 1 : at + 1] for at in places],
            [marks[at : at + 2] for at in places],
            [marks[at + 1 : at + 3] for at in places],
            [kinds[at - 2 : at + 3] for at in places],
            [_runs(kinds[at - _RUN : at + 1]) for at in places],
            [_runs(kinds[at : at + _RUN + 1]) for at in places],
            words[:-2],
            words[1:-1],
            words[2:],
            [self._units[at : at + 3] for at in range(start, end)],
            [estates[at : at + 2] for at in range(end - start)],
            cues,
            venues,
            list(map("".join, zip(kinds[start + _RUN : end + _RUN], cues, venues, strict=True))),
            offices,
            list(map("".join, zip(offices, cues, strict=True))),
            anchors,
            list(map("".join, zip(anchors, cues, strict=True))),
            numbers,
            list(map("".join, zip(numbers, anchors, strict=True))),
        ]

    def _cuts(self, start: int, end: int) -> list[str]:
        """Where in its word each character stands, and the word's tag; an edge before and behind."""
        cuts = [_EDGE]
        for word, tag in tagged(self._plain[start:end]):
            size, tag = len(word), tag[:2]
            cuts += [f"单{tag}"] if size == 1 else [f"始{tag}", *[f"中{tag}"] * (size - 2), f"末{tag}"]
        return [*cuts, _EDGE]

    def _named(self, start: int, end: int) -> tuple[list[str], list[str], str]:
        """What words of the table stand near each character.

        Whether such of home and of offices or sites stand before it in its sentence; how far the next word of a shop or office
        is; whether it is part of one for an estate (with an edge before the first).
        """
        automaton, kinds = _words()
        places: dict[str, bytearray] = {kind: bytearray(end - start) for kind in HOME_KINDS}
        for first, last, word in automaton.find(self._plain[start:end]):
            places[kinds[word]][first:last] = b"\1" * (last - first)
        cues, home, elsewhere = [], "", ""
        for place in range(end - start):
            home = "家" if places["home"][place] else home
            elsewhere = "外" if places["elsewhere"][place] else elsewhere
            cues.append(home + elsewhere)
        far = _distances(reversed(places["venue"]), self._pauses(start, end)[::-1], _FAR + _BANDS, _UNSEEN)[::-1]
        venues = [_EDGE if distance == _UNSEEN else str(distance // _BANDS) for distance in far]
        return cues, venues, _EDGE + "".join("否是"[mark] for mark in places["compound"])

    def _behind_office(self, start: int, end: int) -> list[str]:
        """How far before each character a unit ends that its sentence names."""
        named, most = [mark == "是" for mark in self._units[start + 1 : end + 1]], _FAR + _BANDS
        return [str(distance // _BANDS) for distance in (most, *_distances(named, repeat(False), most, most)[:-1])]

    def _behind_anchor(self, start: int, end: int) -> list[str]:
        """How far before each character a road, village or district ends, in its clause."""
        anchors = [mark in _ANCHORS for mark in self._plain[start:end]]
        return [str(distance) for distance in (_FAR, *_distances(anchors, self._pauses(start, end), _FAR, _FAR)[:-1])]

    def _before_number(self, start: int, end: int) -> list[str]:
        """How far behind each character the next number begins."""
        numbers = {match.start() for match in _NUMBER.finditer(self._plain, start, end)}
        begins = [at in numbers for at in range(end - 1, start - 1, -1)]
        return [str(distance) for distance in _distances(begins, repeat(False), _FAR, _FAR)[::-1]]

    def _pauses(self, start: int, end: int) -> list[bool]:
        """Whether each character parts two clauses."""
        return [kind in _PAUSES for kind in self._kinds[start + _RUN : end + _RUN]]


def _distances(near: Iterable[int], stops: Iterable[bool], most: int, unseen: int) -> list[int]:
    """How far back the last thing stands, at most `most`; `unseen` where none does behind the last stop.

    >>> _distances([0, 1, 0, 0, 0], [False, False, False, True, False], 9, -1)
    [-1, 0, 1, -1, -1]
    """
    far, distances = unseen, []
    for here, stop in zip(near, stops, strict=False):
        far = 0 if here else unseen if stop or far == unseen else min(far + 1, most)
        distances.append(far)
    return distances


@lru_cache(maxsize=_RUNS_KEPT)
def _runs(kinds: str) -> str:
    """Kinds with each run of one kind told once."""
    return "".join([kind for kind, _ in groupby(kinds)])
