"""What there is to see at a candidate for a name: its characters, the words of the tagger, what stands before and behind it.

Each feature is a short Chinese phrase (`后词=说`), so that the table of weights can be read and weeded by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_candidates import GIVEN, NICK, PET, SOUND, SOUNDS, Candidate
from pipeline.mask.name_context import Surroundings
from pipeline.mask.name_forms import PLACE_ENDS
from pipeline.mask.reading import Reading, begins, dictionary_tags, is_han, is_word

_CUT: Final = 2  # see `_edge`
_FAR: Final = 3  # characters of a word over the edge of a candidate that is then no name
_NO_ODDS: Final = (-4, -4, -4)  # of a character that no given name has
_PARTICLES: Final = tuple("了着过得")  # behind verbs
_PLACE_ENDS: Final = PLACE_ENDS | frozenset("苑沟塬坪坝湾坡岭峪庄屯寨塘溪坑埠")


class NameFeatures:
    """Features of the candidates of one text."""

    def __init__(self, reading: Reading, found: list[Candidate]) -> None:
        self._reading = reading
        self._plain = reading.plain
        self._often = Counter(self._plain[start:end] for start, end in {(each.start, each.end) for each in found})
        self._sides = Surroundings(reading)

    def of(self, candidate: Candidate) -> list[str]:
        """All that is seen, a feature each; nothing where no name can be."""
        own = self.own(candidate)
        return [*own, *self.around(candidate)] if own else []

    def own(self, candidate: Candidate) -> list[str]:
        """The characters themselves and how the tagger cuts them.

        Nothing where no name can be: the tagger joins both ends to what stands around, or a long word of the dictionary
        reaches over one.
        """
        start, end, _, form = candidate
        opens, closes = self._edge(start), self._edge(end)
        if not (opens or closes):
            return []
        before, behind = self._sides.crossing(start), self._sides.crossing(end)
        if max(before, behind) >= _FAR:
            return []
        edges = (f"前连={before}", f"后连={behind}", f"齐头={opens}，齐尾={closes}，{form}")
        return [*self._form(candidate), *edges, *self._tokens(candidate, opens=opens == _CUT)]

    def _edge(self, at: int) -> int:
        """Whether the tagger cuts at a place (2), joins it to a word that it made up (1), or to one of the dictionary (0)."""
        reading, plain = self._reading, self._plain
        if at in (0, len(plain)) or not (is_han(plain[at - 1]) and is_han(plain[at])):
            return _CUT
        if reading.line.token_ending(at) is not None:
            return _CUT
        return int(reading.line.ends_token(at))

    def around(self, candidate: Candidate) -> list[str]:
        """What stands before and behind."""
        start, end, _, form = candidate
        left, right = self._plain[start - 1 : start], self._plain[end : end + 1]
        both = f"左右有字={int(bool(left) and is_han(left))}{int(bool(right) and is_han(right))}，{form}"
        inside = () if self._reading.units.free(start, end) else ("在单位名内",)
        return [*self._sides.before(start), *self._sides.behind(end), both, *inside]

    def _form(self, candidate: Candidate) -> Iterator[str]:
        """The characters themselves."""
        start, end, surname, form = candidate
        words, plain = personal_words(), self._plain
        name = plain[start:end]
        yield f"形式={form}"
        yield f"本身={_tag(name)}，{form}"
        if self._often[name] > 1 and form != NICK:
            yield "又见"
        if begins(plain, start, words.no_names):
            yield "非人名词"
        if form in (SOUNDS, SOUND):
            return
        if form == PET:
            yield f"小名用字={words.given_odds[name[1]][2]}"
            yield f"叠字={int(name[0] == name[1])}"
            return
        if form == GIVEN:
            yield from self._pair(name, end)
            if start and plain[start - 1] in words.surname_words:
                yield f"前为姓，{words.surname_words[plain[start - 1]]}"
            return
        yield f"姓={surname}{form[0]}"
        yield f"姓类={words.surname_words[surname]}，{form}"
        if form == NICK:
            yield f"称={name[0]}"
            return
        yield from self._given(candidate)

    def _given(self, candidate: Candidate) -> Iterator[str]:
        """The given name behind a surname."""
        start, end, surname, form = candidate
        words, plain = personal_words(), self._plain
        given = plain[start + len(surname) : end]
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
        last = _tag(given[-1])[:1]
        yield f"末字词性={last}，{form}"
        if plain[end : end + 1] in _PARTICLES:  # 崔凯来了 is no 崔凯来
            yield f"末字后为助词，{last}"
        if plain[end + 1 : end + 2] in _PARTICLES:
            yield f"后字后为助词，{form}"
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

    def _tokens(self, candidate: Candidate, *, opens: bool) -> Iterator[str]:
        """How the tagger cuts the text there."""
        start, end, reading = candidate.start, candidate.end, self._reading
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


def _tag(word: str) -> str:
    """The dictionary's tag of a word, empty if it has none."""
    tags = dictionary_tags(word)
    return tags[0][:2] if len(tags) == 1 else "？" if tags else ""
