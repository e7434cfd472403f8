"""Names beside what shows them to be private persons': behind a cue, before kin, sex or a number."""

from __future__ import annotations

import re
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.formed_names import looks_given
from pipeline.mask.name_context import cue_pattern
from pipeline.mask.name_finder import NameFinder
from pipeline.mask.name_forms import name_before, surname_at
from pipeline.mask.personal import Span
from pipeline.mask.reading import Reading, begins, ends, is_han, is_word
from pipeline.mask.shown_names import alone_before, with_particulars
from pipeline.mask.sounded_names import sounded_run
from pipeline.mask.told_names import called, strange

_MARKED: Final = re.compile(
    r"】[ \t]{0,4}[“\"]?|(?:[（(][^（）()\n]{0,8}[)）]|[)）])?[ \t]{0,4}[:：][ \t]{0,4}|[ \t]{1,4}|(?:是|为|叫|姓名)[:： ]{0,2}"
)
_LOOSE: Final = re.compile(r"(?:的?(?:名字|姓名)?[叫是为])?[:： （(“\"]{0,2}")
_SEX: Final = re.compile(r"[，,、（( ]{1,2}[男女](?=[性，,、）)。 \d]|汉族|$)")
_CAREER: Final = re.compile(r"(?:任|系|原|现为)[^。\n]{0,24}$")
_SENTENCE: Final = re.compile(r"[^。\n]{0,90}")
_BESIDE: Final = re.compile(
    r"的?[ ，,、:：（(\n]{0,3}(?:本人)?(?:的)?(?:联系|办公)?(?:[工农建中交邮储招商]{1,3}行|信用社|农信|电话|手机|身份证|微信|银行卡|卡号|号码|账号|QQ|邮箱|tel|Tel|TEL)?(?:号码|号)?(?:是|为)?[ :：]{0,3}$"
)
_OF_ONE: Final = frozenset({"身份证号", "手机号", "银行卡号"})
_NAMING: Final = frozenset({"姓名", "名字", "户名", "叫"})
_OF_THREE: Final = 3  # characters of a name
_WINDOW: Final = 20


def behind_cues(finder: NameFinder) -> None:
    """姓名：X, 我叫X, 村民X, 我父亲X; not 被举报人X, who is the object of the work."""
    for kind in ("label", "self", "kin", "person"):
        for match in cue_pattern(kind).finditer(finder.plain):
            if finder.plain[match.start() - 1 : match.start()] == "被" or finder.plain.startswith("代表", match.end()):
                continue
            marked = _MARKED.match(finder.plain, match.end())
            if kind == "label" and marked:
                finder.at(marked.end(), strict=not marked.group().strip())
            elif kind != "label":
                start = _LOOSE.match(finder.plain, match.end()).end()  # type: ignore[union-attr]
                taken = len(finder.spans)
                finder.at(start, strict=kind != "self")
                if len(finder.spans) == taken and (end := _told(finder.reading, kind, start)):
                    finder.add(start, end)


def _told(reading: Reading, kind: str, start: int) -> int | None:
    """End of a name that nothing but the cue of this kind before it makes one, or None."""
    if kind == "self":
        return called(reading, start)
    if (end := sounded_run(reading.plain, start)) is not None:
        return end
    if kind in ("kin", "person"):  # 孙子莫家豪。, 反映人修学武，
        end = start + _OF_THREE
        surname = reading.plain[start : start + 1] in personal_words().surnames
        word = kind == "person" and (
            is_word(reading.plain[start : start + 2]) or begins(reading.plain, start + 1, personal_words().callings)
        )  # 联系人经常来, 业主孙老师
        if surname and not word and looks_given(reading.plain, start, end) and not is_han(reading.plain[end : end + 1]):
            return end
    rare = personal_words().surnames.get(reading.plain[start : start + 1]) == "rare"
    return strange(reading, start) if kind == "kin" or rare else None


def beside_kin(finder: NameFinder) -> None:
    """张三的母亲; who bears a post elsewhere in the text is no private person for having one."""
    for match in cue_pattern("kin").finditer(finder.plain):
        of = match.start() - 1
        start = name_before(finder.reading, of) if of > 0 and finder.plain[of] == "的" else None
        if start is None or finder.plain[start:of] in finder.in_office:
            continue
        if personal_words().surnames[surname_at(finder.plain, start)] in ("common", "compound"):
            finder.add(start, of)


def beside_sex(finder: NameFinder) -> None:
    """张三，男，45岁; a person of whom a post is told in the same sentence is an official."""
    longest = {end: start for start, end in sorted(finder.likely.items(), reverse=True)}
    before = ((name_before(finder.reading, match.start()), match.start()) for match in _SEX.finditer(finder.plain))
    for short, end in (*before, *with_particulars(finder.reading)):
        start = None if short is None else min(short, longest.get(end, short))  # 马金锁, not 金锁
        if start is None:
            continue
        told = _SENTENCE.match(finder.plain, end)
        posts = personal_words().posts
        words = told.group() if told else ""
        if any(_CAREER.search(words, max(0, at - 30), at) for at in _post_places(words, posts)):
            finder.official.add(finder.plain[start:end])
        else:
            finder.add(start, end)


def beside_numbers(finder: NameFinder, numbers: list[Span]) -> None:
    """张三 138…, 张三的身份证号是…."""
    for number, _, kind in numbers:
        if kind == "工单号":
            continue
        begin = max(0, number - _WINDOW)
        between = _BESIDE.search(finder.plain, begin, number)
        end = between.start() if between else number
        start = name_before(finder.reading, end)
        if kind in _OF_ONE:
            alone = _alone_before(finder.reading, end)
            start = alone if start is None or (alone is not None and alone < start) else start
        if start is not None:
            finder.add(start, end)


def _alone_before(reading: Reading, end: int) -> int | None:
    """Start of what stands alone before a number and begins like a name: 登记：滕海燕，4501…."""
    start = alone_before(reading, end)
    if start is None or begins(reading.plain, start, personal_words().no_names):
        return None
    named = reading.plain[start] in personal_words().surname_words or ends(reading.plain, start, _NAMING)
    return start if named else None


def _post_places(words: str, posts: frozenset[str]) -> list[int]:
    return [at for at in range(2, len(words)) if begins(words, at, posts)]
