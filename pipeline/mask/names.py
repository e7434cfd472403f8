"""Names of private persons: behind a cue, before an honorific, beside a phone number, in a group or signature, and once known everywhere.

Officials stay readable: a name with a post (局长张某, 张三局长) is the object of the work. The tagger's word for it that
something is a name (`nr`) is one signal among others and never enough. A name that its writer masked (村民张某某) is treated like
any other: it still tells the surname, and the 单位 that gets the letter knows who lives there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.aliases import aliases
from pipeline.mask.answered import answered
from pipeline.mask.called_names import before_honorifics, familiar, households, surnamed
from pipeline.mask.given_names import given_names
from pipeline.mask.groups import group_names, introduced, listed
from pipeline.mask.name_forms import full_name, masked_name, name_before, surname_at
from pipeline.mask.name_model import likely_names
from pipeline.mask.on_duty import is_on_duty
from pipeline.mask.personal import Claims, Span
from pipeline.mask.reading import Reading, begins
from pipeline.mask.signatures import signatures
from pipeline.mask.sounded_names import dotted_names
from pipeline.mask.told_names import called, is_object, strange, veiled

_MARKED: Final = re.compile(
    r"】[ \t]{0,4}[“\"]?|(?:[（(][^（）()\n]{0,8}[)）]|[)）])?[ \t]{0,4}[:：][ \t]{0,4}|[ \t]{1,4}|(?:是|为|叫|姓名)[:： ]{0,2}"
)
_LOOSE: Final = re.compile(r"(?:的?(?:名字|姓名)?[叫是为])?[:： （(“\"]{0,2}")
_JOINT: Final = re.compile(r"、|以?及|[和与]")
_LISTED: Final = re.compile(r"[、，,]|以?及|[和与]|[ \t]{1,4}")  # behind a colon: 业主代表：张三，李四 王五
_SEX: Final = re.compile(r"[，,、（( ]{1,2}[男女](?=[性，,、）)。 \d]|汉族|$)")
_CAREER: Final = re.compile(r"(?:任|系|原|现为)[^。\n]{0,24}$")
_SENTENCE: Final = re.compile(r"[^。\n]{0,90}")
_BESIDE: Final = re.compile(
    r"的?[ ，,、:：（(]{0,3}(?:本人)?(?:的)?(?:联系|办公)?(?:电话|手机|身份证|微信|银行卡|卡号|号码|账号|QQ|邮箱|tel|Tel|TEL)?(?:号码|号)?(?:是|为)?[ :：]{0,3}$"
)
_FIRM: Final = re.compile(r"(?:的|家)?(?:公司|工厂|厂|店|诊所|饭店|超市|商店|作坊|合作社|工地)")
_SURNAME_AND_ONE: Final = 2  # characters: 李宁公司 is a firm like any other
_WINDOW: Final = 20
_MOST: Final = 12  # names in one list


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return re.compile(alternation(tuple(personal_words().name_cues[kind])))


class NameFinder:
    """Collects the names of one text; `private` and `official` hold what is known of each name."""

    def __init__(self, reading: Reading, claims: Claims) -> None:
        self.reading = reading
        self.plain = reading.plain
        self.claims = claims
        self.spans: list[Span] = []
        self.private: set[str] = set()
        self.official: set[str] = set()
        self.likely = dict(likely_names(reading))
        self._in_office = {reading.plain[start:end] for start, end in self.likely.items() if self._serves(start, end)}

    def _serves(self, start: int, end: int) -> bool:
        """Whether a name is an official's where it stands."""
        return self.reading.is_official(start, end) or is_on_duty(self.plain, start, end)

    def add(self, start: int, end: int) -> bool:
        """Take a name unless it bears a post, or lies in a unit or in what is taken already."""
        if start >= end:  # an empty name would be found again everywhere
            return False
        if self.reading.is_official(start, end):
            self.official.add(self.plain[start:end])
            return False
        inside = not self.reading.units.free(start, end) and not self._owns(start, end)
        if inside or not self.claims.take(start, end):
            return False
        self.spans.append((start, end, "姓名"))
        if (
            end - start > 1 and self.plain[start:end] not in personal_words().surnames
        ):  # 浩, of 浩哥, is not known elsewhere
            self.private.add(self.plain[start:end])
        return True

    def _owns(self, start: int, end: int) -> bool:
        """Whether a firm is called after its owner alone: 王建国诊所, but 王致和食品公司."""
        firm = _FIRM.match(self.plain, end) if end - start > _SURNAME_AND_ONE else None
        units = self.reading.units
        return firm is not None and units.free(start - 1, start) and units.free(firm.end(), firm.end() + 1)

    def at(self, start: int, *, strict: bool) -> None:
        """Take the name that begins at `start`, and those joined to it (张三、李四和王五)."""
        between = _LISTED if self.plain[start - 1 : start] in ("：", ":") else _JOINT
        for _ in range(_MOST):
            end = self.likely.get(start) or full_name(self.reading, start, strict=strict)
            if end is None or not self.add(start, end):
                return
            joint = between.match(self.plain, end)
            if joint is None:
                return
            start, strict = joint.end(), True

    def behind_cues(self) -> None:
        """姓名：X, 我叫X, 村民X, 我父亲X; not 被举报人X, who is the object of the work."""
        for kind in ("label", "self", "kin", "person"):
            for match in _cues(kind).finditer(self.plain):
                if self.plain[match.start() - 1 : match.start()] == "被" or self.plain.startswith("代表", match.end()):
                    continue
                marked = _MARKED.match(self.plain, match.end())
                if kind == "label" and marked:
                    self.at(marked.end(), strict=not marked.group().strip())
                elif kind != "label":
                    start = _LOOSE.match(self.plain, match.end()).end()  # type: ignore[union-attr]
                    taken = len(self.spans)
                    self.at(start, strict=kind != "self")
                    told = {"self": called, "kin": strange}.get(kind)
                    if told and len(self.spans) == taken and (end := told(self.reading, start)):
                        self.add(start, end)

    def beside_kin(self) -> None:
        """张三的母亲; who bears a post elsewhere in the text is no private person for having one."""
        for match in _cues("kin").finditer(self.plain):
            of = match.start() - 1
            start = name_before(self.reading, of) if of > 0 and self.plain[of] == "的" else None
            if start is None or self.plain[start:of] in self._in_office:
                continue
            if personal_words().surnames[surname_at(self.plain, start)] in ("common", "compound"):
                self.add(start, of)

    def beside_sex(self) -> None:
        """张三，男，45岁; a person of whom a post is told in the same sentence is an official."""
        for match in _SEX.finditer(self.plain):
            start = name_before(self.reading, match.start())
            if start is None:
                continue
            told = _SENTENCE.match(self.plain, match.end())
            posts = personal_words().posts
            words = told.group() if told else ""
            if any(_CAREER.search(words, max(0, at - 30), at) for at in _post_places(words, posts)):
                self.official.add(self.plain[start : match.start()])
            else:
                self.add(start, match.start())

    def beside_numbers(self, numbers: list[Span]) -> None:
        """张三 138…, 张三的身份证号是…."""
        for number, _, kind in numbers:
            if kind == "工单号":
                continue
            begin = max(0, number - _WINDOW)
            between = _BESIDE.search(self.plain, begin, number)
            end = between.start() if between else number
            start = name_before(self.reading, end)
            if start is not None:
                self.add(start, end)

    def dotted(self) -> None:
        """买买提·艾山, whole, before a cue takes only what stands before the dot; no part of an official's is a name by itself."""
        for start, end in dotted_names(self.reading):
            if not self.add(start, end) and self.reading.is_official(start, end):
                self.claims.take(start, end)

    def take(self, *spans: Iterable[tuple[int, int]]) -> None:
        """Names that other finders yield."""
        for start, end in chain(*spans):
            self.add(start, end)

    def without_longer(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those that are not the beginning of a longer name: not 夏 in 夏伯生."""
        return (span for span in spans if self.likely.get(span[0], 0) <= span[1])

    def uncued(self) -> None:
        """王建国 where nothing points to a name; whoever bears a post, or is on a list of duties, is none anywhere in the text."""
        self.official |= self._in_office
        officials = self.official | given_names(self.official)
        for start, end in self.likely.items():
            if self.plain[start:end] not in officials:
                self.add(start, end)

    def veiled(self) -> None:
        """王某 and 张某某 where nothing points to a name."""
        served: set[int] = set()  # where the names of those end who are in office
        for start, end in veiled(self.reading):
            joined = start - 1 in served and self.plain[start - 1] in "、和与及"
            if joined or self._serves(start, end) or self._of_unit(start):
                served.add(end)
                self.official.add(self.plain[start:end])
        for start, end in veiled(self.reading):
            if self.plain[start:end] not in self.official and not is_object(self.plain, start, end):
                self.add(start, end)

    def _of_unit(self, start: int) -> bool:
        """Whether a unit that is no firm is named right before a name: 消防大队覃某."""
        return start > 0 and not self.reading.units.free(start - 1, start) and self.plain[start - 1] not in "司厂店社"

    def known(self) -> None:
        """All other places of a name that is known to be a private person's, and of no official."""
        names = self.private | (given_names(self.private) - given_names(self.official))
        if not names:
            return
        lengths = sorted({len(name) for name in names}, reverse=True)
        at = 0
        while at < len(self.plain):
            step = 1
            for length in lengths:
                name = self.plain[at : at + length]
                if name in names and self._again(at, at + length, name):
                    self.add(at, at + length)
                    step = length
                    break
            at += step

    def _again(self, start: int, end: int, name: str) -> bool:
        if masked_name(name, 0) is not None and (name in self.official or masked_name(self.plain, start) != end):
            return False
        return self.claims.free(start, end) and (end - start > 2 or self.reading.stands_free(start, end))


def _post_places(words: str, posts: frozenset[str]) -> list[int]:
    return [at for at in range(2, len(words)) if begins(words, at, posts)]


def find_names(reading: Reading, claims: Claims, numbers: list[Span]) -> list[Span]:
    """Spans of private persons' names, each claimed.

    >>> text = "村民张三反映局长李四。张三的电话打不通，请找王女士。"
    >>> reading = Reading(text)
    >>> [text[start:end] for start, end, _ in sorted(find_names(reading, Claims(len(text)), []))]
    ['张三', '张三', '王']
    """
    finder = NameFinder(reading, claims)
    finder.dotted()
    finder.behind_cues()
    finder.beside_kin()
    finder.take(answered(reading), aliases(reading, finder.likely), familiar(reading))
    finder.take(surnamed(reading), finder.without_longer(before_honorifics(reading)))
    finder.beside_sex()
    finder.beside_numbers(numbers)
    finder.take(group_names(reading), introduced(reading), signatures(reading))
    finder.known()
    finder.uncued()
    finder.veiled()
    finder.take(listed(reading, {(start, end) for start, end, _ in finder.spans}))
    finder.known()
    finder.take(households(reading, finder.private))
    return finder.spans
