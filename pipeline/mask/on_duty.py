"""Names that are nobody's to mask because of what stands around them: lists of those on duty, what officials do, groups of them."""

from __future__ import annotations

import re
from typing import Final

from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.reading import begins, ends

# Who takes part in a meeting, answers for a task or speaks for an office is no private person, nor is the one complained of.
# 尊敬的领导：我和王建国… and 家庭成员：王建国 are no such lists, nor is what tells of more than who is on it.
_ON_DUTY: Final = re.compile(
    r"(?:出席|列席|参加|参会|到会|缺席|请假|主持|(?<![天话])记录|责任|经办|承办|督办|审核|审批|签发|带队|牵头|包保|包案|(?<![的位爱])领导|(?<!家庭)成员|负责|带班|值班|接待|接访|登记人|调解员|翻译|监督)"
    r"[^：:。\n]{0,8}[：:][^。\n我你他她它说打被]*$|(?<!被)(?:检查|执法|巡查|勘查)人?员?[：:]$|窗口(?:[0-9一二三四五六七八九十]{1,2}[ ：:]{1,2}|找|联系)$|[局委办所站科股部] ?联系人[：:]?$|(?:任命|免去)$|被(?!检查|处罚|询问|评估|征收|执行|拆迁|保险|申请|帮扶|救助|抚养|赡养|监护|扶养|继承|骗|打|侵权|害)[^，。\n]{2,4}人[：: ]?$"
)
_ACTS: Final = re.compile(
    r"(?:同志)?(?:负责|牵头|主持|督办|包案|包保|汇报|分管|带队|签发|审批|出席|列席|传达|部署|强调|指出|配合|协助|落实)"
    r"|任(?=[^，。；\n]{1,24}(?:长|主任|书记|委员|职务|会计))"
)
_GROUP: Final = re.compile(r"等[^，。；：！？\n]{1,12}")  # 等3名民警
_CITIZENS: Final = frozenset(
    {"家长", "学生", "学生家长", "业主", "住户", "当事人", "申请人", "信访人", "来访人", "投诉人", "患者", "家属"}
)
_OF_CHILD: Final = re.compile(
    r"[（(][\u4e00-\u9fff]{2,4}之?(?:父|母|父亲|母亲|爸爸|妈妈|家长)[）)]|之?(?:父|母|父亲|母亲|爸爸|妈妈|家长)[）)]"
)
_LINE: Final = 120  # characters before a name that such a list may reach over


_DEPUTY: Final = re.compile(
    r"(?:户|村民|居民|业主|群众|职工|家长|消费者|经营者|企业|商户|学生|农民|商家)代表$"
)  # 列席：养殖户代表宫大海


def _is_citizen(plain: str, start: int, end: int) -> bool:
    """Whether somebody on a list is there as a private person: 家长瞿燕, 瞿燕（龙子轩母）, and the child."""
    citizen = ends(plain, start, _CITIZENS)
    named = bool(citizen) and plain[start - len(citizen) - 1 : start - len(citizen)] != "被"
    named = named or _DEPUTY.search(plain, max(0, start - 6), start) is not None
    return named or _OF_CHILD.match(plain, end) is not None


def is_on_duty(plain: str, start: int, end: int) -> bool:
    """Whether a name stands among those who attend or answer for something, before what officials do, or for a group of them.

    >>> texts = "参会人员：张建国", "被投诉人张建国", "由张建国牵头", "张建国等3名民警", "邻居张建国"
    >>> [is_on_duty(text, text.index("张"), text.index("国") + 1) for text in texts]
    [True, True, True, True, False]
    """
    listed = _ON_DUTY.search(plain, max(0, start - _LINE), start) and not _is_citizen(plain, start, end)
    if listed or _ACTS.match(plain, end):
        return True
    group = _GROUP.match(plain, end)
    return group is not None and any(begins(plain, at, personal_words().posts) for at in range(*group.span()))
