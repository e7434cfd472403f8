"""The names of one text as they are found: whose they are, and where else they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from pipeline.lexicon.divisions import division_stems
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.formed_names import with_both_surnames
from pipeline.mask.given_names import given_names
from pipeline.mask.name_forms import full_name, masked_name
from pipeline.mask.name_model import likely_names
from pipeline.mask.on_duty import is_on_duty
from pipeline.mask.personal import Claims, Span
from pipeline.mask.reading import Reading, begins
from pipeline.mask.sounded_names import dotted_names
from pipeline.mask.told_names import is_object, veiled

_JOINT: Final = re.compile(r"、|以?及|[和与]")
_LISTED: Final = re.compile(r"[、，,]|以?及|[和与]|[ \t]{1,4}")  # behind a colon: 业主代表：张三，李四 王五
_FIRM: Final = re.compile(r"(?:的|家)?(?:公司|工厂|厂|店|诊所|饭店|超市|商店|作坊|合作社|工地)")
_DIVISION: Final = re.compile(r"[市县区旗](?![民里场长面内外])")  # behind what sounds like a name: 荻浦市
# Behind a name what it is the name of: 白雪路, 石拱桥; 老王烧烤店, 王大妈饺子馆.
_ROAD: Final = re.compile(
    r"自然[村屯]|村(?![民支干长主医书])|花?(?:大道|[路街](?![上过边口遇头坊人])|巷|道(?=[、，。和与至])|桥(?=[、，。的上下])|纪念[馆堂碑]|故居|大?剧院|元帅府|湿地|公园)"
)
_NOT_ON_SIGNS: Final = r"在去到开了的是说把给被和与让我你他她找来有要为没不跟从对向买卖，。、；\s"
_SHOP: Final = re.compile(
    rf"[”\"]?记|[”\"]?[^{_NOT_ON_SIGNS}]{{0,4}}?(?:牛肉面|[拉烩凉]面|面馆|粉店|米线|烧烤|烤[鱼鸭肉]|生煎|小笼|包子|饺子|馄饨|麻辣[烫香]|火锅|串串|卤[味菜肉]|牛杂|凉茶|炸鸡|小吃|快餐|早餐|私房菜|农家乐"
    r"|烧饼|丸子|煎饼|馒头|豆腐坊|烘焙|奶茶|茶馆|酒家|酱菜|酒厂|菜厂|面粉厂|食品厂|餐厅|食府|饭庄|家政|艺校|英语|幼儿园|托管|画室|驾校|汽修|修脚|足浴|按摩店|推拿馆|理发[店厅]|美[发容]店|发廊|诊所|药[房店铺]|口腔|牙科|宠物|[餐菜饭酒面茶]馆|超市|便利店|商店|商行|建材|五金|门市|[店铺坊](?![里外门内主面]))"
)
_OPENS, _CLOSES = frozenset('“「『"'), '”」』"'
_REST_OF_BRAND: Final = re.compile(rf"[^{_NOT_ON_SIGNS}：！？{_CLOSES}]{{1,6}}[{_CLOSES}]")
_SURNAME_AND_ONE: Final = 2  # characters: 李宁公司 is a firm like any other
_MOST: Final = 12  # names in one list


class NameFinder:
    """Collects the names of one text; `private` and `official` hold what is known of each name, `in_office` who serves in it."""

    def __init__(self, reading: Reading, claims: Claims) -> None:
        self.reading = reading
        self.plain = reading.plain
        self.claims = claims
        self.spans: list[Span] = []
        self.private: set[str] = set()
        self.official: set[str] = set()
        self.likely = with_both_surnames(reading.plain, dict(likely_names(reading)))
        self.in_office: set[str] = set()
        self.served: set[int] = set()  # where the names of those end who are in office
        for start, end in sorted(self.likely.items()):
            if self._joins_official(start) or reading.is_official(start, end):
                self.served.add(end)
            if end in self.served or is_on_duty(reading.plain, start, end):
                self.in_office.add(reading.plain[start:end])

    def _serves(self, start: int, end: int) -> bool:
        """Whether a name is an official's where it stands."""
        return self.reading.is_official(start, end) or is_on_duty(self.plain, start, end)

    def _joins_official(self, start: int) -> bool:
        """Whether a name goes on a list from an official's: 监察员严飞、施洋."""
        return start - 1 in self.served and self.plain[start - 1] in "、和与及"

    def add(self, start: int, end: int) -> bool:
        """Take a name unless it bears a post, or lies in a unit or in what is taken already."""
        if start >= end:  # an empty name would be found again everywhere
            return False
        if self.reading.is_official(start, end) or self._joins_official(start):
            self.official.add(self.plain[start:end])
            self.served.add(end)
            return False
        if (
            self.plain[end - 1 : end] == "村"
            or _ROAD.match(self.plain, end)
            or ((end - start <= _SURNAME_AND_ONE or self.plain[start] in "老小") and self._on_sign(end))
            or self._is_brand(start, end)
        ):
            return False
        inside = not self.reading.units.free(start, end) and not self._owns(start, end)
        if inside or not self.claims.take(start, end):
            return False
        self.spans.append((start, end, "姓名"))
        name = self.plain[start:end]
        if len(name) > 1 and name not in personal_words().surnames:  # 浩, of 浩哥, is not known elsewhere
            self.private.add(name)
        return True

    def _on_sign(self, end: int) -> bool:
        """Whether a shop is called after whoever is named before `end`: 老王烧烤店, 李先生牛肉面, 胡师傅修脚店."""
        called = begins(self.plain, end, personal_words().name_cues["honorific"])
        return _SHOP.match(self.plain, end + len(called)) is not None

    def _is_brand(self, start: int, end: int) -> bool:
        """Whether a name opens what is quoted, or is all of it before a shop: “老陈家羊肉粉”, “万寿堂”药店; not “老陈”."""
        if self.plain[start - 1 : start] not in _OPENS:
            return False
        if self.plain.startswith(tuple(_CLOSES), end):
            return _SHOP.match(self.plain, end) is not None
        called = begins(self.plain, end, personal_words().name_cues["honorific"])
        return _REST_OF_BRAND.match(self.plain, end + len(called)) is not None

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
        self.official |= self.in_office
        officials = self.official | given_names(self.official)
        for start, end in self.likely.items():
            if self.plain[start:end] not in officials and not self._is_place(start, end):
                self.add(start, end)

    def _is_place(self, start: int, end: int) -> bool:
        """Whether what sounds like a name is, or opens, that of a place or document: 郑州道, 甘谷的, 荻浦市, 鲁政发〔1998〕."""
        if (
            self.plain[end - 1] == "县"
            or self.plain.startswith(("〔", "口音"), end)
            or _DIVISION.match(self.plain, end)
        ):
            return True
        road = self.plain[start : end - 1] in division_stems() and self.plain[end - 1] in "道桥"
        return road or self.plain[start:end] in division_stems()

    def veiled(self) -> None:
        """王某 and 张某某 where nothing points to a name."""
        spans = list(veiled(self.reading))
        for start, end in spans:
            if self._joins_official(start) or self._serves(start, end) or self._of_unit(start):
                self.served.add(end)
                self.official.add(self.plain[start:end])
        for start, end in spans:
            if self.plain[start:end] not in self.official and not is_object(self.plain, start, end):
                self.add(start, end)

    def _of_unit(self, start: int) -> bool:
        """Whether a unit that is no firm is named right before a name: 消防大队覃某."""
        return self.reading.behind_unit(start) and self.plain[start - 1] not in "司厂店社"

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
