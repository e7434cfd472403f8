"""What there is to see at a candidate for a name: its characters, the words of the tagger, what stands before and behind it.

Each feature is a short Chinese phrase (`后词=说`), so that the table of weights can be read and weeded by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.extract.tagged_line import is_known, tagged
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_candidates import GIVEN, NICK, SOUND, SOUNDS, Candidate
from pipeline.mask.name_forms import PLACE_ENDS, surname_at
from pipeline.mask.reading import Reading, begins, ends, is_han, is_word

_WORDS_KEPT: Final = 65_536  # whose tags are kept ready
_REACH: Final = 3  # characters of a word that reaches over an edge of a candidate
_LONGEST_WORD: Final = 4
_NO_ODDS: Final = (-4, -4, -4)  # of a character that no given name has
_PLACE_ENDS: Final = PLACE_ENDS | frozenset("苑沟塬坪坝湾坡岭峪庄屯寨塘溪坑埠")
_JOINTS: Final = "、和与及跟，"
_STOPS: Final = frozenset("，。；：、！？（）“”《》")
_CUES: Final = ("label", "self", "kin", "person")


class NameFeatures:
    """Features of the candidates of one text."""

    def __init__(self, reading: Reading, found: list[Candidate]) -> None:
        self._reading = reading
        self._plain = reading.plain
        self._often = Counter(self._plain[each.start : each.end] for each in found)
        self._crossed: dict[int, int] = {}

    def of(self, candidate: Candidate) -> list[str]:
        """All that is seen, a feature each."""
        return [*self._form(candidate), *self._tokens(candidate), *self._before(candidate), *self._behind(candidate)]

    def _form(self, candidate: Candidate) -> Iterator[str]:
        """The characters themselves."""
        start, end, surname, form = candidate
        words, plain = personal_words(), self._plain
        name, given = plain[start:end], plain[start + len(surname) : end]
        yield f"形式={form}"
        yield f"本身={_tag(name)}，{form}"
        if self._often[name] > 1 and form != NICK:
            yield "又见"
        if begins(plain, start, words.no_names):
            yield "非人名词"
        if form in (SOUNDS, SOUND):
            return
        if form == GIVEN:
            yield from self._pair(name, end)
            if start and plain[start - 1] in words.surname_words:
                yield f"前为姓，{words.surname_words[plain[start - 1]]}"
            return
        yield f"姓={surname}{form[0]}"
        yield f"姓类={words.surname_words[surname]}，{form}"
        if form == NICK:
            return
        yield f"名类={'，'.join(words.given.get(mark, '无') for mark in given)}"
        odds = words.given_odds
        closes = int(self._reading.closes(end))
        if len(given) == 1:
            alone, longer = odds.get(given, _NO_ODDS), odds.get(plain[end : end + 1], _NO_ODDS)
            yield f"单字={alone[2]}"
            yield f"单字={alone[2]}，齐尾={closes}"
            yield f"可延={alone[0]}，{longer[1]}"
        else:
            yield from self._pair(given, end)
            yield f"名为词={_tag(given)}"
            yield f"姓连首字={_tag(plain[start : end - 1])}"
        if given[-1] in _PLACE_ENDS:
            yield "地名尾"
        if begins(plain, end - 1, words.followers):
            yield "末字连后"

    def _pair(self, given: str, end: int) -> Iterator[str]:
        """The characters of a given name of two."""
        odds = personal_words().given_odds
        first, last = odds.get(given[0], _NO_ODDS)[0], odds.get(given[1], _NO_ODDS)[1]
        yield f"首字={first}"
        yield f"末字={last}"
        yield f"两字={(first + last) // 2}"
        yield f"两字={(first + last) // 2}，齐尾={int(self._reading.closes(end))}"
        yield f"可缩={odds.get(given[0], _NO_ODDS)[2]}，{last}"

    def _tokens(self, candidate: Candidate) -> Iterator[str]:
        """How the tagger cuts the text there, and words of the dictionary that reach over the edges."""
        start, end, _, form = candidate
        reading = self._reading
        opens, closes = reading.opens(start), reading.closes(end)
        yield f"齐头={int(opens)}，齐尾={int(closes)}，{form}"
        yield f"前连={self._crossing(start)}"
        yield f"后连={self._crossing(end)}"
        if not opens:
            yield "词=断"
            return
        first, tag = reading.line.token_at(start)
        if len(first) > 1 and is_word(first):
            yield f"首为词={tag[:1]}，{'长' if len(first) > end - start else '短' if len(first) < end - start else '齐'}"
        cut, at = [], start
        while at < end:
            word, tag = reading.line.token_at(at)
            cut.append(f"{tag[:2]}{len(word)}")
            at += len(word)
        yield f"首词={cut[0]}"
        yield f"词={'|'.join(cut)}{'…' if at > end else ''}"

    def _before(self, candidate: Candidate) -> Iterator[str]:
        start, plain, words, reading = candidate.start, self._plain, personal_words(), self._reading
        mark = plain[start - 1 : start]
        yield f"前字={_seen(mark) or '首'}"
        yield f"前二字={_seen(plain[max(0, start - 2) : start])}"
        led = bool(mark) and is_han(mark)
        token = reading.line.token(start) if led and reading.line.token_ending(start) is not None else None
        if token:
            yield f"前词={plain[token[0] : start]}"
            yield f"前词性={token[1][:2]}"
        else:
            yield f"前词性={'断' if led else '标'}"
        for kind in _CUES:
            if ends(plain, start, words.name_cues[kind]):
                yield f"前称={kind}"
        if ends(plain, start, words.posts):
            yield "前称=post"
        if mark and mark in _JOINTS:
            yield "列前"
        if not reading.units.free(start, candidate.end):
            yield "在单位名内"

    def _behind(self, candidate: Candidate) -> Iterator[str]:
        start, end, _, form = candidate
        plain, words, reading = self._plain, personal_words(), self._reading
        mark = plain[end : end + 1]
        open_left, open_right = start > 0 and is_han(plain[start - 1]), bool(mark) and is_han(mark)
        yield f"后字={_seen(mark) or '尾'}"
        yield f"后二字={_seen(plain[end : end + 2])}"
        yield f"左右有字={int(open_left)}{int(open_right)}，{form}"
        if not open_right:
            yield "后词性=标"
        elif reading.closes(end):
            word, tag = reading.line.token_at(end)
            yield f"后词={word}"
            yield f"后词性={tag[:2]}"
        else:
            yield "后词性=断"
        for kind in ("honorific", "kin"):
            if begins(plain, end, words.name_cues[kind]):
                yield f"后称={kind}"
        if begins(plain, end, words.posts):
            yield "后称=post"
        if begins(plain, end, words.followers):
            yield "后随"
        if begins(plain, end, words.homes["compound"]) or mark in PLACE_ENDS:
            yield "后为地名"
        if mark and mark in _JOINTS and (other := surname_at(plain, end + 1)):
            given = end + 1 + len(other)
            if plain[given : given + 1] in words.given:
                yield "列后"

    def _crossing(self, at: int) -> int:
        """Characters of the longest word of the dictionary that reaches over `at`; 0 if none does."""
        longest = self._crossed.get(at)
        if longest is None:
            longest = self._crossed[at] = max(
                (
                    left + right
                    for left in range(1, min(_REACH, at) + 1)
                    for right in range(1, min(_LONGEST_WORD - left, len(self._plain) - at) + 1)
                    if is_known(self._plain[at - left : at + right])
                ),
                default=0,
            )
        return longest


def _seen(marks: str) -> str:
    """Characters as features name them: digits, letters, blanks and what a table could not show are named by their kind."""
    return "".join(
        mark
        if is_han(mark) or mark in _STOPS
        else "数"
        if mark.isdigit()
        else "文"
        if mark.isalpha()
        else "空"
        if mark.isspace()
        else "符"
        for mark in marks
    )


@lru_cache(maxsize=_WORDS_KEPT)
def _tag(word: str) -> str:
    """The dictionary's tag of a word, empty if it has none."""
    if not is_known(word):
        return ""
    found = tagged(word)
    return found[0][1][:2] if len(found) == 1 else "？"
