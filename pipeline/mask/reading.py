"""A text as the finders of names and addresses read it: plain form, words, units, and what stands around a place."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from pipeline.extract.tagged_line import TaggedLine, is_known, tagged
from pipeline.extract.units import find_units
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.personal import Claims
from pipeline.mask.plain import plain_form

HAN: Final = r"[\u4e00-\u9fff\u3400-\u4dbf]"
_HAN: Final = re.compile(HAN)
_WORDS_KEPT: Final = 65_536  # whose tags are kept ready
_PUBLIC_DEPUTY: Final = re.compile(r"代表(?:[，。、；：\n ]|$|提出|建议|发言|说|表示)")
# A reply to a petitioner, who is called 同志 in it.
REPLY: Final = re.compile(
    rf"关于(?:对)?(?:[^，。\n]{{2,20}}?(?:村民|居民|群众|市民|职工|业主|住户))?(?P<who>{HAN}{{2,4}}?)(?:同志|等[^，。\n]{{0,6}})?(?:的?(?:信访|来信|来访|投诉|申诉|诉求|举报|留言|求助)|(?:提出|反映|申请|要求)[^。\n]{{1,30}}(?:答复|复函|回复|处理意见|意见书|告知书|来信|来访|信件|请求))"
)
# 王秀兰同志：你反映的…: whoever is written to so has written.
SALUTATION: Final = r"(?:^|\n|(?<=[收悉阅][。；])|(?<=[答回]复[：:]))[ 　]*"  # 来信收悉。王秀兰同志：
WRITTEN_TO: Final = re.compile(
    rf"{SALUTATION}(?P<who>{HAN}{{1,4}}?)(?:(?:同志|先生|女士)(?:[，,]?您?你?好)?[，,：:！!]|[：:])[ \n　]*(?=[你您《]|关于[你您])"
)
_SPEAKS: Final = re.compile(r"提出|建议|发言")
# What shows right before a post that it is a firm's.
_FIRM: Final = re.compile(
    r"(?:公司|工厂|厂方|厂里|[^林农茶]场|机构|矿方?|煤矿|物业|施工方?|中介|工地|企业|合作社|培训班?|养老院|敬老院|托管班|幼儿园|快递|外卖|配送|健身房?|4[Ss]店|店里?|驾校|车行|诊所|美容院|酒店|饭店|超市|商场|楼盘|售楼处|售后|开发商|承包方|包工方|甲方|乙方|私立|民办)(?:的|那边的?|现场)?$"
)
_AROUND: Final = 60  # characters around a post in which words tell whose it is
_PRIVATE_BODY: Final = re.compile(
    r"[\u4e00-\u9fff]{2,7}(?<![的和与及])"
)  # 私立骨科, before 医院: that is no public body
_NEAR: Final = 8  # characters before a post in which the firm is named


@cache
def _lengths(words: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words}, reverse=True))


def begins(plain: str, at: int, words: frozenset[str]) -> str:
    """The longest of `words` that stands at `at`, or an empty string."""
    for length in _lengths(words):
        piece = plain[at : at + length]
        if piece in words and len(piece) == length:
            return piece
    return ""


def ends(plain: str, at: int, words: frozenset[str]) -> str:
    """The longest of `words` that ends at `at`, or an empty string."""
    for length in _lengths(words):
        if length <= at and plain[at - length : at] in words:
            return plain[at - length : at]
    return ""


class Reading:
    """Plain form of a text with its words and units; the words are cut only where they are asked for."""

    __slots__ = ("_answers", "_firms", "line", "plain", "units")

    def __init__(self, text: str) -> None:
        self.plain = plain_form(text)
        self.line = TaggedLine(self.plain)
        self.units = Claims(len(text))
        self._firms: dict[str, bool] = {}
        self._answers: bool | None = None  # whether it is a reply to a petitioner, once asked
        for unit in find_units(self.plain):
            self.units.take(unit.start, unit.end)

    def word(self, start: int) -> tuple[str, str]:
        """Word and tag that begin at `start`; both empty where none does."""
        if start >= len(self.plain) or not self.opens(start):
            return "", ""
        return self.line.token_at(start)

    def opens(self, start: int) -> bool:
        """Whether a word begins at `start`."""
        return start == 0 or self.line.token_ending(start) is not None or not is_han(self.plain[start - 1])

    def closes(self, end: int) -> bool:
        """Whether a word ends at `end`, or no letter of a word follows."""
        return end >= len(self.plain) or not is_han(self.plain[end]) or self.line.token_ending(end) is not None

    def stands_free(self, start: int, end: int) -> bool:
        """Whether no word of the dictionary reaches over an end of `[start, end)`: 王平 in 王平说, not in 王平均."""
        return all(
            at in (0, len(self.plain))
            or not (is_han(self.plain[at - 1]) and is_han(self.plain[at]))
            or self.line.ends_token(at)
            for at in (start, end)
        )

    def behind_unit(self, at: int) -> bool:
        """Whether a unit is named right before `at`."""
        return at > 0 and not self.units.free(at - 1, at)

    def is_dictionary_word(self, start: int) -> bool:
        """Whether a word of two or more characters that is no name begins at `start`."""
        word, tag = self.word(start)
        return len(word) > 1 and not tag.startswith("nr") and is_known(word)

    def is_official(self, start: int, end: int) -> bool:
        """Whether a name in `[start, end)` bears a post or stands behind its office: 局长张某, 张三局长, 派出所的张三.

        业主代表 is no post, though 代表 is.
        """
        posts, cues = personal_words().posts, personal_words().name_cues
        before = start - 1 if self.plain[start - 1 : start] in (" ", "：", ":") else start
        behind = end + (self.plain[end : end + 1] == " ")  # of a list: 张三 副县长
        after = begins(self.plain, behind, posts)  # not 老师 in 老师傅
        if after == "代表" and not _PUBLIC_DEPUTY.match(self.plain, behind):  # 张三代表七户
            after = ""
        if after and (self.of_firm(start, after) or (after == "同志" and self.is_reply())):
            after = ""
        post, private = ends(self.plain, before, posts), ends(self.plain, before, cues["person"])
        if post == "代表" and not _SPEAKS.match(self.plain, end):  # of a letter's writers; a deputy is a 人大代表
            post = ""
        named = (
            bool(post) and len(post) >= len(private) and not self.of_firm(before - len(post), post)
        ) or self._of_office(start)
        return named or len(after) > len(begins(self.plain, behind, cues["honorific"]))

    def is_reply(self) -> bool:
        """Whether the text answers a petitioner."""
        if self._answers is None:
            self._answers = bool(REPLY.search(self.plain) or WRITTEN_TO.search(self.plain))
        return self._answers

    def of_firm(self, at: int, post: str) -> bool:
        """Whether a post is one that firms have too, and here a firm has it: 物业公司负责人, 物业苟主任.

        A firm is named right before `at`, where post and name begin; or a word of such firms stands nearer than one of the
        public bodies with the post; or the text holds only such words.
        """
        kinds = personal_words().private_posts
        kind = next((kind for kind in kinds if post.endswith(kind)), None)
        if kind is None or self._of_office(at - self.plain.startswith("原", at - 1)):
            return False
        if _FIRM.search(self.plain, max(0, at - _NEAR), at):
            return True
        near = self._nearest(at, *kinds[kind])
        if near is not None:
            return near
        if kind not in self._firms:
            private, public = kinds[kind]
            self._firms[kind] = bool(private.search(self.plain)) and not public.search(self.plain)
        return self._firms[kind]

    def _nearest(self, at: int, private: re.Pattern[str], public: re.Pattern[str]) -> bool | None:
        """Whether the nearer word around `at` is one of firms, or of public bodies; None where neither is near."""
        low, high = max(0, at - _AROUND), at + _AROUND
        firms = [match.start() for match in private.finditer(self.plain, low, high)]
        bodies = [
            match.start()
            for match in public.finditer(self.plain, low, high)
            if not any(_PRIVATE_BODY.fullmatch(self.plain, firm, match.start()) for firm in firms)
        ]
        far = _AROUND + 1
        to_firm, to_body = (min((abs(place - at) for place in places), default=far) for places in (firms, bodies))
        return None if min(to_firm, to_body) == far else to_firm < to_body

    def _of_office(self, start: int) -> bool:
        """Whether an office is named right before a name."""
        at = start
        for word in ("的", "里", "上"):
            if self.plain.startswith(word, at - 1):
                at -= 1
        offices = personal_words().offices
        return bool(ends(self.plain, start, offices) or ends(self.plain, at, offices))


def is_han(mark: str) -> bool:
    """Whether a character is a Chinese one."""
    return _HAN.match(mark) is not None


def is_word(text: str) -> bool:
    """Whether the dictionary holds it, and not as a name.

    >>> is_word("建设"), is_word("晓燕")
    (True, False)
    """
    tags = dictionary_tags(text)
    return bool(tags) and not tags[0].startswith("nr")


@lru_cache(maxsize=_WORDS_KEPT)
def dictionary_tags(word: str) -> tuple[str, ...]:
    """Tags that the tagger gives a word of the dictionary by itself; none for what is no word of it.

    >>> dictionary_tags("建设"), dictionary_tags("晓燕燕")
    (('vn',), ())
    """
    return tuple(tag for _, tag in tagged(word)) if is_known(word) else ()
