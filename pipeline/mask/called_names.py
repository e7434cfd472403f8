"""How people are called without their full names: 张先生, 我姓王, 谢姓老板, 房东姓邓; and full names before an honorific."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.extract.tagged_line import is_known
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.name_context import cue_pattern
from pipeline.mask.name_forms import NO_ODDS, name_before, surname_at
from pipeline.mask.reading import Reading, begins, ends, is_han, is_word

_SURNAMED: Final = re.compile(r"(我|本人|免贵)?(?<![百贵同尊老])姓")  # 我姓王, 房东姓邓
_SURNAME_OF: Final = re.compile(
    r"(?:[个位名叫]|[厂店坊队班]里|对方|人家|邻居|房东)姓(?=[\u4e00-\u9fff]{1,2}的)"
)  # 一个姓粟的老板
_HOUSE: Final = r"家(?![里人庭具电属长门乡用界港口庄村屯营湾寨堡沟洼坡塘坝川山墩集渡埠店巷峪坳咀嘴岭坪坑岗冲])"
_COUNTING: Final = tuple("一二三四五六七八九十两几每前历现上下首")
_LEADS: Final = frozenset("和与的把将对跟找给被让到在从是由为去")  # before a household
_HOUSEHOLD: Final = re.compile(
    rf"(?:楼[上下]?|[0-9]{{3,4}}室?的?|隔壁|对门|对面|邻居|[东西南北前后][院屋房]的?|[东西南北]边的?)(?P<who>[\u4e00-\u9fff]{{1,2}}?){_HOUSE}"
)
_COUNTS: Final = frozenset("余万百千多")
_FAMILIAR: Final = re.compile(
    r"(?:阿(?![阿姨婆公爹妈爸哥姐妹嫂叔伯爷奶])[\u4e00-\u9fff]|(?![大二三四五六七八九十小老表堂的了我你他她亲阿])[\u4e00-\u9fff])[哥姐](?![哥姐夫妹弟们俩])"
)
_PLAINEST: Final = ("先生", "女士")  # behind 投诉人 even 普 is a surname
_PREPOSITIONS: Final = frozenset("向对和与从为由被将把让给以于因")  # 向女士道歉
_LED_BY: Final = tuple("市县区旗镇乡村：:")  # behind which a name begins
_GIVEN: Final = 2  # log-odds of a character of given names
_ONE_CHARACTER: Final = re.compile(
    r"(?:单名[是叫]?(?:一?个)?|[名叫]一?个)[“\"「‘]?([\u4e00-\u9fff])[”\"」’]?字"
)  # 单名一个鹏字
_OF_SURNAME: Final = re.compile(
    r"姓(?:老板|男子|女子|村民|邻居|司机|业主|室友|房东|租客|住户|包?工头|先生|女士|男士|大爷|大妈|阿姨|老人|同学|学生|家|人家|兄弟|夫妇|族人)"
)
_ENGINEER: Final = re.compile(
    r"(?:开发商|售后|项目部?|施工方?|施工队|设计|监理|装修|公司|甲方|乙方|技术)的?(?P<who>[\u4e00-\u9fff])工(?=[、，。；：:（(]|[说讲答称回联电没来让叫找的都也]|$)"
)  # 项目部王工
_OLD: Final = re.compile(r"老(?P<who>[\u4e00-\u9fff])(?:[伯叔爷嫂太爹汉倌]|头(?!痛|疼|上|发))")  # 老于头
_BORN: Final = re.compile(r"先生(?=[成产出效]|活动)")  # 应先生成付款码
_IN_TITLES: Final = re.compile(r"总[经工书队裁编会是共计之统结体局量部站务数额长价面而得要想]")  # 王总工程师


@cache
def _firms_posts() -> re.Pattern[str]:
    return re.compile(f"副?(?:{alternation(tuple(personal_words().private_posts))})")


def surnamed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of surnames, and of names of one character, that are told as such; surnames not of officials.

    >>> text = "我姓王，房东姓邓，单名一个鹏字，谢姓老板不认，所长姓李。"
    >>> [text[start:end] for start, end in surnamed(Reading(text))]
    ['王', '邓', '鹏', '谢']
    """
    plain, words = reading.plain, personal_words()
    for match in _SURNAMED.finditer(plain):
        at = match.end()
        surname = surname_at(plain, at) or (plain[at] if plain[at : at + 1] in words.surname_words else "")
        if not surname or plain[at] in "公私":  # 姓公不姓私
            continue
        alone = not plain[at + len(surname) : at + len(surname) + 1].isalnum()
        if match.group(1) or (alone and not ends(plain, match.start(), words.posts)):
            yield at, at + len(surname)
    for match in _SURNAME_OF.finditer(plain):
        surname = surname_at(plain, match.end()) or (
            plain[match.end()] if plain[match.end()] in words.surname_words else ""
        )
        if surname and not begins(plain, match.end() + len(surname) + 1, words.posts):
            yield match.end(), match.end() + len(surname)
    for match in _HOUSEHOLD.finditer(plain):
        counted = match.group("who") in _COUNTS and plain[match.start("who") - 1].isdigit()  # 3100余家
        if match.group("who") in words.surname_words and match.group("who") != "那" and not counted:
            yield match.span("who")
    for match in _ONE_CHARACTER.finditer(plain):
        yield match.span(1)
    for match in _OF_SURNAME.finditer(plain):
        if match.start() and plain[match.start() - 1] in words.surname_words:
            yield match.start() - 1, match.start()


def before_honorifics(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names before 先生, 女士 and the like; the honorific stays.

    >>> text = "张先生和王建国女士，王总工程师，物业苟主任，区住建局李主任"
    >>> [text[start:end] for start, end in before_honorifics(Reading(text))]
    ['张', '王建国', '苟']
    """
    plain, words = reading.plain, personal_words()
    honorifics = (
        match
        for match in cue_pattern("honorific").finditer(plain)
        if not _IN_TITLES.match(plain, match.start()) and not _BORN.match(plain, match.start())
    )
    for match in chain(honorifics, _firms_posts().finditer(plain)):
        start = _bearer(reading, match.start(), match.group())
        if start is None or begins(plain, start, words.no_names):
            continue
        if match.re is cue_pattern("honorific") or reading.of_firm(start, match.group()):
            yield start, match.start()


def households(reading: Reading, private: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Half-open spans of the surnames of private persons where their household is spoken of: 卢家, of 卢广发.

    >>> text = "卢广发推我，我和卢家没有来往，卢家庄"
    >>> [(start, end) for start, end in households(Reading(text), {"卢广发"})]
    [(8, 9)]
    """
    plain = reading.plain
    surnames = {name[0] for name in private if len(name) > 1 and name[0] in personal_words().surnames}
    for surname in sorted(surnames):
        for match in re.finditer(rf"{surname}(?={_HOUSE})", plain):
            before = plain[max(0, match.start() - 1) : match.start()]
            if not is_han(before or " ") or before in _LEADS:
                yield match.span()


def familiar(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of given names with 哥 or 姐, of surnames behind 老 and before 工: 房东芳姐, 老于头, 项目部王工; not 大哥.

    >>> text = "房东芳姐不退，大哥和表姐来了，西院老于头也在"
    >>> [text[start:end] for start, end in familiar(Reading(text))]
    ['老于头', '芳姐']
    """
    words = personal_words()
    for match in _ENGINEER.finditer(reading.plain):
        if words.surnames.get(match.group("who")) == "common" and not is_word(match.group("who") + "工"):
            yield match.span("who")
    for match in _OLD.finditer(reading.plain):
        kind = words.surnames.get(match.group("who"))
        if kind in ("common", "function") and not is_word(match.group()) and reading.opens(match.start()):
            yield match.span()
    for match in _FAMILIAR.finditer(reading.plain):
        mark = match.group()[-2]
        given = max(words.given_odds.get(mark, NO_ODDS)) >= _GIVEN and mark not in words.surname_words
        if (
            given
            and reading.opens(match.start())
            and match.group() not in words.callings
            and not is_word(match.group())
        ):
            yield match.span()


def _bearer(reading: Reading, end: int, honorific: str) -> int | None:
    """Start of the name or surname that ends before an honorific or post."""
    if not end:
        return None
    plain, words = reading.plain, personal_words()
    start = name_before(reading, end)
    if start is None and words.surnames.get(plain[max(0, end - 2) : end]) == "compound":
        return end - 2
    if start is None and _is_surname(reading, end - 1, honorific):
        return end - 1
    return start


def _is_surname(reading: Reading, at: int, honorific: str) -> bool:
    """Whether one character is a surname before an honorific: 张先生, 高女士, 张姐; not 提高女士, 亲戚哥哥."""
    kind = personal_words().surnames.get(reading.plain[at])
    if is_word(reading.plain[at : at + 1] + honorific):  # 班组长
        return False
    if reading.plain[at] == "任" and reading.plain[max(0, at - 1) : at] in _COUNTING:  # 四任主任
        return False
    before = reading.plain[max(0, at - 1) : at]
    plainest = honorific in _PLAINEST and not is_han(before)  # 连女士, 税先生
    if plainest or (len(honorific) > 1 and before in _LED_BY):  # 诸暨市斯先生, 联系人：成阿姨
        return reading.plain[at] in personal_words().surname_words and reading.plain[at] not in _PREPOSITIONS
    if honorific in _PLAINEST and before == "的" and kind is not None:  # 楼上的常先生
        return True
    told = honorific in _PLAINEST and reading.plain[at] in personal_words().surname_words
    if told and ends(reading.plain, at, personal_words().name_cues["person"]):
        return True
    if at == 0 or reading.opens(at):
        return kind in ("common", "rare")
    token = reading.line.token(at + 1)
    in_word = token is not None and is_known(reading.plain[token[0] : at + 1])
    apart = kind == "rare" and not in_word  # 租胥大爷的, not 开发商老板
    return (kind == "common" or apart) and len(honorific) > 1
