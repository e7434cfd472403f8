"""What stands around a phrase of time and makes a limit of it, or takes it away: labels, duties, tasks, what is told as done."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.lexicon.deadline_words import pattern
from pipeline.text.alternatives import Alternatives

_NEAR: Final = 40  # characters of a clause that are looked at on either side
_SLOT: Final = 80  # characters behind a label within which limits are its own
_NUMERAL: Final = r"[\d一二两三四五六七八九十百几]"
_CLAUSE: Final = re.compile(r"[，。；！？：:;,|\n\t]")
_SENTENCE_END: Final = re.compile(r"[。；;！？|\n]")
_OPENS: Final = re.compile(
    r"(?:^|[，。；！？：、）)|\n\t])[\s“]*(?:并且?|且|[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]|\d{1,2}[.．])?\s*$"
)
_EMPTY: Final = " \t\r\n。；，、（）()|：:“”"
# Told as done: 已, 曾, 没有, 了; but 未整改到位的 names those whom the limit hits.
_DONE: Final = re.compile(
    r"^.{0,2}已|已(?!知|[^，。；]{1,12}的)|曾(?!经?由)|没(?!收)|并未|从未|仍未|未(?![^，。；！？\n]{1,14}的)|(?<!为)了(?![解结却断])|的(?:只?有|仅|占|共|那)|先后|累计|就(?=完成|建成|开通)"
)
_TOLD_BEFORE: Final = re.compile(
    r"已(?![^，。；]{1,12}的)|曾(?!经?由)|早在|早于|当时|随后|后来|当年|当晚|上个?月|上周|去年|昨天|能够?做到$|(?:现场|督导组|检查组)$|(?:都|均|就|便)$"
)
_COUNTED: Final = re.compile(
    rf"反复|多次|连续|仅|只有|共(?![享同建用管])|被|发生|回落|率(?:[为达超在、均]|$)|^[^未不没逾]{{1,40}}的$|同比|增长|下降|不见|无人|过(?:{_NUMERAL}|$)|有{_NUMERAL}|{_NUMERAL}余?[次起](?![性第点])"
)
_AMOUNT: Final = re.compile(rf"{_NUMERAL}余?[万多]?[件起家人名宗张户]")
_BAN: Final = re.compile(r"[^，。；！？\n]{0,6}(?:不得(?![晚迟少低]于)|不准|禁止|不再|不予|暂停|限制|原则上不|取消)")
_LOOKS_BACK: Final = re.compile(
    r"(?:近|过去|同一?|这|那|前|每|短短|不到|不足|任期|仅用?|只用?|用|在过去的|(?:缩短|压缩|控制|减少|压减)[到至为在]|曾在|已在|提前|超过?|长达|不超过|延期|缓)$"
)
_NEGATED: Final = re.compile(r"(?:未|未能|没|没有|没能|不|不能|不会|不是|无法|难以|未曾|并未|非)$")
_OPEN_END: Final = re.compile(r"(?:截至|截止到?|截止至|自|从|早在|始于|至|上|逢|每|是)$")
_STARTS: Final = re.compile(r"\s?(?:起|开始|以来|至|到(?!位)|—|-|~|的(?!时候)|期间|那天|后|以后|之后)")
_SINCE: Final = re.compile(r"(?:之日起?|之后|(?<![今最])后|起|以来)[的，]?[在于]?$")
_CONDITION: Final = re.compile(r"(?:一经|一旦|如有|如遇|遇有|遇到|如果|若)[^。；！？\n]{0,16}$")
_SLOT_LEAD: Final = re.compile(r"\s{0,3}(?:为|是|定为|[：:|\t ])[\s|“]{0,4}")
_DAY_CUE: Final = re.compile(r"(?:于|在|赶|请|限|这个月|本月)$")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        "label": re.compile(pattern("label") + r"[）)\]】”]?" + _SLOT_LEAD.pattern),
        "duty": re.compile(pattern("duty")),
        "verb": re.compile(pattern("verb")),
        "until": re.compile(pattern("until") + r"\s?$"),
    }


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase of time between the rest of its clause: `before`, `after`, and `sentence` up to it."""

    before: str
    after: str
    sentence: str
    labelled: bool  # behind a label (完成时限：…), or the whole text
    first: bool  # the first thing behind its label, or the whole text

    @property
    def duty(self) -> bool:
        """Somebody is told to: 要, 须, 请 … before it in its clause."""
        return bool(_cues()["duty"].search(self.before))

    @property
    def told(self) -> bool:
        """The clause tells what was done."""
        return bool(_DONE.search(self.after) or _TOLD_BEFORE.search(self.before))

    @property
    def conditional(self) -> bool:
        """It holds only once something happens: 一经查实立即撤销."""
        return bool(_CONDITION.search(self.sentence))

    @property
    def counted_from_event(self) -> bool:
        """It is counted from something whose day the text does not say: 受理后 and the like."""
        return bool(_SINCE.search(self.before)) or bool(_SINCE.search(self.sentence[-4:]))

    @property
    def opens(self) -> bool:
        """Nothing stands before it in its clause."""
        return bool(_OPENS.search(self.sentence))

    @property
    def quoted(self) -> bool:
        """It stands alone in quotation marks, as a slogan does."""
        return self.sentence.endswith(("“", "「", '"')) and self.after[:1] in ("”", "」", '"')

    def limits(self, family: str, said: dict[str, str | None], mark: str, *, past: bool | None, named: bool) -> bool:
        """Whether a day or period is a limit; `past`: it lies before the base date, `named`: with its year."""
        if self.labelled:
            return bool(mark) or self.first or family not in ("edge", "week") or not self._bare(family, said)
        if _BAN.match(self.after) or (self.told and not self.duty):
            return False
        if family == "recurring":
            return bool(mark) or (not self._bare(family, said) and bool(_cues()["verb"].search(self.after)))
        if family == "lone":
            return said["lone_mark"] == "号" or self.duty or bool(_DAY_CUE.search(self.before)) or self.opens_item
        if mark:
            if mark == "前" and self._bare(family, said) and re.match(rf"{_NUMERAL}|半", self.after):
                return False  # 今年前三季度
            return not (past and named and not self.duty)
        if _cues()["until"].search(self.before):
            return True
        if self._bare(family, said) or _STARTS.match(self.after) or _OPEN_END.search(self.before):
            return False
        return bool(_cues()["verb"].search(self.after)) and (self.duty if past is None else not past or self.duty)

    @property
    def opens_item(self) -> bool:
        """It opens its clause and a task follows: 25日前报送进展."""
        return self.opens and bool(_cues()["verb"].match(self.after))

    @staticmethod
    def _bare(family: str, said: dict[str, str | None]) -> bool:
        """A year, week, season or month as a whole, or what recurs without a day: no limit without its mark."""
        if family == "edge":
            return not (said["edge_part"] or said["bare_part"]) and bool(said["edge_year"] or said["edge_loose"])
        if family == "season":
            return not said["season_end"]
        if family == "calendar":
            return not (said["month_day"] or said["part"])
        if family == "around":
            return not (said["around_day"] or said["around_part"])
        if family == "week":
            return not said["weekday"] and not said["which"]
        if family == "recurring":
            days = (
                "each_day",
                "each_part",
                "quarter_end",
                "each_weekday",
                "each_year_month",
                "each_year_end",
                "next_day",
            )
            return not any(said[name] for name in days)
        return family == "day_word" and (said["which_day"] or "").startswith("今")

    def spans(self, *, marked: bool, anchored: bool, years: bool) -> bool:
        """Whether a length of time is a limit."""
        if self.first:
            return True
        if not marked or _LOOKS_BACK.search(self.before) or _BAN.match(self.after):
            return False
        if self.duty or self.labelled:
            return True
        if self.told or _COUNTED.search(self.after):
            return False
        return anchored or not years or bool(_cues()["verb"].search(self.after))

    def at_once(self, *, alone: bool) -> bool:
        """Whether 立即 (`alone`) or 当场, 当天, which also tell stories, ask for something."""
        if self.labelled:
            return True
        if _NEGATED.search(self.before) or self.quoted or self.told:
            return False
        if self.duty:
            return True
        verb = _cues()["verb"].search(self.after[:8])
        if alone:
            return self.opens or self.conditional or bool(verb)
        if _COUNTED.search(self.after) or _AMOUNT.search(self.after):
            return False
        return bool(_cues()["verb"].match(self.after)) and (self.opens or self.before.endswith("的"))

    def stands(self) -> bool:
        """Whether 长期坚持 and the like ask for something."""
        if self.labelled:
            return True
        if _NEGATED.search(self.before) or self.quoted or self.told or re.search(r"成效|明显|有效|取得", self.after):
            return False
        return self.duty or self.opens or self.after.startswith(("）", ")"))


def places(text: str, grammar: Alternatives) -> Iterator[tuple[re.Match[str], Place]]:
    """Every phrase of the grammar in `text` (folded) with what stands around it."""
    slots = _slots(text)
    starts = [start for start, _ in slots]
    stripped = text.strip(_EMPTY)
    for match in grammar.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        whole = match.group().strip() == stripped
        labelled = whole or (at >= 0 and start < slots[at][1])
        first = whole or (labelled and start == slots[at][0])
        sentence = _SENTENCE_END.split(text[max(0, start - _NEAR) : start])[-1]
        before, after = _CLAUSE.split(sentence)[-1], _CLAUSE.split(text[end : end + _NEAR], maxsplit=1)[0]
        yield match, Place(before, after, sentence, labelled, first)


def _slots(text: str) -> list[tuple[int, int]]:
    """Half-open ranges behind labels, to the end of the sentence or cell."""
    found = []
    for label in _cues()["label"].finditer(text):
        stop = _SENTENCE_END.search(text, label.end(), label.end() + _SLOT)
        found.append((label.end(), stop.start() if stop else min(len(text), label.end() + _SLOT)))
    return found
