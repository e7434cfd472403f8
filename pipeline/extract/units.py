"""Finds mentions of units (单位): cores of the grammar, grown to the left over regions and proper names.

A first version: full, short, nested, anonymised and generic mentions inside a line. It knows no gazetteer of places
and resolves no reference across sentences (该局, 上述单位); see corpora/README.md for what it misses.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from pipeline.extract.unit_grammar import core, is_masked, listed_stems
from pipeline.lexicon.unit_words import unit_words
from pipeline.text.normalise import fold

_LEVELS: Final = (
    ("central", re.compile(r"^(?:党中央|中央|国务院|国家|全国|中共中央)")),
    ("village", re.compile(r"村|社区|居委")),
    ("township", re.compile(r"[镇乡]|街道")),
    ("county", re.compile(r"县|区(?!域)|旗")),
    ("city", re.compile(r"市(?!场)|州|盟|地区")),
    ("province", re.compile(r"省|自治区")),
)
_REGION: Final = frozenset("省市县区州盟旗镇乡村")
_NAME_TAGS: Final = ("n", "j", "g", "eng", "x", "vn", "an", "b", "s", "f", "z", "a", "i")
_NOT_NAME: Final = frozenset(
    [
        "关于",
        "向",
        "由",
        "在",
        "到",
        "被",
        "对",
        "把",
        "和",
        "与",
        "及",
        "或",
        "从",
        "就",
        "是",
        "有",
        "说",
        "找",
        "叫",
        "请",
        "让",
        "给",
        "去",
        "来",
        "问",
        "查",
        "打",
        "投诉",
        "举报",
        "反映",
        "咨询",
        "建议",
        "希望",
        "要求",
        "通报",
        "印发",
        "转发",
        "原",
        "现",
        "经",
        "同",
        "为",
        "以",
        "将",
        "使",
        "使得",
        "目前",
        "现在",
        "同时",
        "今天",
        "昨天",
        "去年",
        "今年",
        "近日",
        "领导",
        "同志",
        "干部",
        "群众",
        "居民",
        "业主",
        "市民",
        "村民",
        "学生",
        "家长",
        "老师",
        "情况",
        "问题",
        "工作",
        "负责人",
        "主任",
        "书记",
        "局长",
        "一个",
        "一家",
        "两家",
        "几家",
        "附近",
        "旁边",
        "对面",
        "隔壁",
        "位于",
        "多次",
        "各",
        "各个",
        "全",
        "该",
        "本",
        "我",
        "我们",
        "他们",
        "你们",
        "小区",
        "开发商",
        "客人",
        "企业",
        "商户",
        "老板",
        "员工",
        "物业",
        "司机",
        "旁",
        "处",
        "方",
        "这个",
        "那个",
        "有关",
        "相关",
        "尊敬",
        "尊敬的",
        "您好",
        "你好",
        "会议",
        "主持",
        "出席",
        "参加",
        "时间",
        "地点",
        "上述",
        "其中",
        "包括",
        "例如",
        "比如",
    ]
)
_PLACE_AFTER: Final = re.compile(r"境内|附近|一带|[路街站口里内外旁东南西北]|辖区|范围|地界|交界|至|到|政府|人民")
_CLAUSE_START: Final = frozenset('，。；：！？、,;:!?（(“"\n\t 　')
_NEEDS_NAME: Final = frozenset(
    [
        "公司",
        "集团",
        "集团公司",
        "总公司",
        "分公司",
        "有限公司",
        "物业",
        "酒店",
        "超市",
        "协会",
        "商会",
        "合作社",
        "煤矿",
        "矿业",
        "工厂",
        "街道",
        "局",
        "科",
        "中心",
        "大队",
        "中队",
        "置业",
        "地产",
        "物流",
        "旅行社",
        "产业园",
        "新区",
        "管理区",
        "示范区",
        "支部",
        "管理处",
        "管理局",
        "监督局",
        "银行",
        "支行",
        "加油站",
        "营业厅",
        "事务所",
        "火车站",
        "汽车站",
        "客运站",
        "高铁站",
        "大学",
        "研究所",
    ]
)
_ACTS_AFTER: Final = re.compile(
    r"\d|只|把|没|未|不|仍|还|一直|出台|通报|召开|换|从|用|以|组织|要求|明确|规定|启动|开展|应急|发"
)
_SHORT_NAME: Final = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}$|(?<=[和与由向被])[\u4e00-\u9fff]{2}$")
# Function words that the tagger glues to an unknown name.
_LED_IN: Final = re.compile(
    r"由|向|给|比|但|被|把|将|对|转|报(?!社)|经|会同|配合|委托|责成|要求|请|方(?=[\u4e00-\u9fff]{2})|损失"
)
_SYLLABLE: Final = re.compile(r"[\u4e00-\u9fff]")
_SYLLABLE_TAGS: Final = ("g", "zg", "nr", "ng", "nz")
_VILLAGE_STAFF: Final = re.compile(r"原?(?:党?支?书记?|支书|主任|干部|两委|负责人|会计|文书|第一书记)")
_JOINED: Final = re.compile(r"[^\n\r\t]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as it stands in the text, before its role is known."""

    start: int
    end: int
    text: str
    name: str
    type: str
    level: str
    masked: bool


@cache
def _tagger() -> object:
    import rjieba

    engine = rjieba.Jieba()
    for word in (*unit_words().names, *unit_words().heads):
        engine.add_word(word, None, None)
    return engine


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its tokens: start offsets (with the end as sentinel) and part-of-speech tags."""

    text: str
    starts: list[int]
    tags: list[str]

    def ends_token(self, end: int) -> bool:
        """Whether a word ends at `end`: a token does, or the token there is none that the dictionary knows."""
        at = bisect_left(self.starts, end)
        if self.starts[at] == end:
            return True
        return not _tagger().has_word(self.text[self.starts[at - 1] : self.starts[at]])  # type: ignore[attr-defined]

    def token(self, end: int) -> tuple[int, str] | None:
        """Start and tag of the token that ends at `end`; a token cut by `end` gives its left part."""
        if end <= 0:
            return None
        at = bisect_left(self.starts, end) - 1
        return self.starts[at], self.tags[at]


def _tagged(line: str) -> _Line:
    starts, tags, at = [], [], 0
    for word, tag in _tagger().tag(line):  # type: ignore[attr-defined]
        starts.append(at)
        tags.append(tag)
        at += len(word)
    return _Line(line, [*starts, len(line)], tags)


def _is_name(word: str, tag: str) -> bool:
    if tag == "x" and not re.search(r"[\u4e00-\u9fff]", word):
        return False
    return word not in _NOT_NAME and tag.startswith(_NAME_TAGS) and bool(re.fullmatch(r"[\w×·]+", word))


def _grow_region(line: _Line, start: int) -> int:
    """Take in one region before `start`: 青陂县, A3区, 我市, or a bare level word (市)."""
    text = line.text
    if start <= 0 or (text[start - 1] not in _REGION and text[max(0, start - 2) : start] != "街道"):
        return start
    found = line.token(start)
    if found is None:
        return start
    begin, tag = found
    word = text[begin:start]
    if len(word) > 1 and word != "街道":
        if word[-1] in _REGION and (tag.startswith(("n", "j", "x", "g", "z", "eng")) or not word[:-1].isalpha()):
            before = line.token(begin)
            if (
                before
                and _SYLLABLE.fullmatch(text[before[0] : begin])
                and before[1] in _SYLLABLE_TAGS
                and text[before[0]] not in _NOT_NAME
            ):
                return before[0]
            return begin if word not in _NOT_NAME else start
        return start - 1 if text[start - 1] in "省市县区镇乡村" and tag.startswith("n") else start
    before = line.token(begin)
    if before is None:
        return begin
    name = text[before[0] : begin]
    if re.fullmatch(r"[A-Z]\d{0,2}|[Xx×]{1,4}|某+|[我本该各全原]", name):
        return before[0] if name not in ("全", "各") or name == "各" else begin
    known = _tagger().has_word(name)  # type: ignore[attr-defined]
    if 2 <= len(name) <= 4 and _is_name(name, before[1]) and (before[1] in ("ns", "nr", "nz", "nrt") or not known):
        return before[0]
    if _SYLLABLE.fullmatch(name) and before[1] in _SYLLABLE_TAGS and name not in _NOT_NAME:
        prior = line.token(before[0])
        if prior and _SYLLABLE.fullmatch(text[prior[0] : before[0]]) and prior[1] in (*_SYLLABLE_TAGS, "n", "ns"):
            return prior[0]
        return before[0]
    return begin


def _grow_name(line: _Line, start: int) -> int:
    """Take in the proper name before a named head: 达锐电子科技 + 公司; at most six tokens."""
    begin = start
    for _ in range(6):
        found = line.token(begin)
        if found is None:
            break
        word = line.text[found[0] : begin]
        if not _is_name(word, found[1]) or len(word) > 8:
            break
        if found[1] in ("f", "a", "i", "z") and not _SYLLABLE.fullmatch(word):
            break
        begin = found[0]
        if word[-1] in _REGION and len(word) > 1:
            break
    first = line.text[begin : line.starts[bisect_left(line.starts, begin + 1)]] if begin < start else ""
    tag = line.tags[bisect_left(line.starts, begin)] if begin < start else ""
    if first and tag == "vn" and begin + len(first) < start:  # 研究锦澜置业公司: the verb is no part of the name
        return begin + len(first)
    return begin


def _grow(line: _Line, start: int, *, named: bool) -> int:
    core_start = start
    if named:
        start = _grow_name(line, start)
    for _ in range(4):
        grown = _grow_region(line, start)
        if grown == start:
            break
        start = grown
    short = _SHORT_NAME.search(line.text, max(0, start - 4), start)
    if short and line.text[start : start + 2] in ("街道", "林场", "农场") and short.group() not in _NOT_NAME:
        start = short.start()
    led = _LED_IN.match(line.text, start) if start < core_start else None
    if led and led.end() < core_start:
        start = led.end()
    for prefix in ("中共", "原", "各"):
        if line.text.endswith(prefix, 0, start) and (
            start == len(prefix) or prefix == "中共" or line.text[start - len(prefix) - 1] in _CLAUSE_START
        ):
            return start - len(prefix)
    return start


def _level(text: str) -> str:
    """Administrative level, by the lowest region in the name; a bare 市/县 in front counts."""
    prefix = re.sub(
        r"(?:开发|园|景|小|社|校|厂|新|辖|片|街|城|库|矿|保税)区", lambda m: "社区" if m.group() == "社区" else "", text
    )
    return next((level for level, pattern in _LEVELS if pattern.search(prefix)), "")


def _canonical(text: str) -> str:
    """The name with its short form written out: 区住建局 → 区住房和城乡建设局."""
    aliases = unit_words().aliases
    for size in range(len(text), 1, -1):
        if text[-size:] in aliases:
            return text[:-size] + aliases[text[-size:]]
    return text


def _type(match: re.Match[str], text: str) -> str:
    words = unit_words()
    kind = match.lastgroup
    if kind == "generic":
        return "generic"
    if kind == "name":
        return words.names.get(match.group(), "other")
    if kind == "head":
        found = words.heads.get(match.group(), "other")
        return "township" if match.group() == "街道" else found
    for size in range(len(text), 0, -1):
        if text[-size:] in words.suffixes:
            return words.suffixes[text[-size:]]
    return "government"


def _regions_alone(line: _Line, taken: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Towns, villages and masked districts as actors: at the start of a clause, not as mere places."""
    found = []
    for begin, end in pairwise(line.starts):
        word = line.text[begin:end]
        if word[-1] not in "镇乡村区县市" or any(a < end and begin < b for a, b, _ in taken):
            continue
        start = _grow(line, end, named=False)
        name = line.text[start:end]
        masked = is_masked(name)
        small = word[-1] in "镇乡村" and len(name) >= 3
        opens = start == 0 or line.text[start - 1] in _CLAUSE_START
        staffed = small and _VILLAGE_STAFF.match(line.text, end)
        acts = masked and _ACTS_AFTER.match(line.text, end)
        if not (staffed or (opens and (small or acts))) or _PLACE_AFTER.match(line.text, end) or end == len(line.text):
            continue
        kind = "village" if word[-1] == "村" else "township" if word[-1] in "镇乡" else "government"
        found.append((start, end, kind))
    return found


def _line_units(raw: str) -> list[tuple[int, int, str]]:
    """Half-open spans and types of the units of one line, merged where one continues the other."""
    matches = list(core().finditer(raw))
    bare = [match.span() for match in listed_stems().finditer(raw)]
    if not matches and not bare and not re.search("[镇乡村县区市]", raw):
        return []
    line = _tagged(raw)
    matches = [match for match in matches if line.ends_token(match.end())]
    spans: list[tuple[int, int, str]] = []
    for match in matches:
        kind = _type(match, match.group())
        start = _grow(line, match.start(), named=match.lastgroup == "head")
        if match.lastgroup == "head" and start == match.start() and match.group() in _NEEDS_NAME:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (min(spans[-1][0], start), match.end(), kind)
        else:
            spans.append((start, match.end(), kind))
    for begin, end in bare:
        if not any(a < end and begin < b for a, b, _ in spans):
            spans.append((begin, end, "government"))
    spans.extend(_regions_alone(line, spans))
    titles = [match.span() for match in re.finditer(r"《[^》]{1,80}》", raw)]
    return sorted(span for span in spans if not any(a < span[0] and span[1] < b for a, b in titles))


def find_units(text: str) -> list[Mention]:
    """Mentions of units in order of position; their roles are settled by `roles.py`.

    >>> [(m.text, m.type, m.level) for m in find_units("市纪委监委通报，青陂县住建局窗口无人，有关部门推给某街道。")]
    [('市纪委监委', 'discipline', 'city'), ('青陂县住建局窗口', 'generic', 'county'), ('有关部门', 'generic', ''), ('某街道', 'generic', 'township')]
    """
    plain = fold(text)
    mentions: list[Mention] = []
    for match in _JOINED.finditer(plain):
        for start, end, kind in _line_units(match.group()):
            begin, stop = match.start() + start, match.start() + end
            words = plain[begin:stop]
            level = unit_words().name_level.get(words, "") or _level(words)
            mentions.append(Mention(begin, stop, text[begin:stop], _canonical(words), kind, level, is_masked(words)))
    return mentions
