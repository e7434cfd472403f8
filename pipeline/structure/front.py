"""Reads what head and foot of a document say about it: title, date, issuer, genre."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from pipeline.records import Document, Front
from pipeline.structure.dates import FULL_DATE, parse_date, search_date
from pipeline.structure.genre import guess_genre

_NUMBER: Final = re.compile(r"[〔\[（(【]\s*(?:\d{4}|20XX|XXXX)\s*[〕\]）)】]\s*第?\s*[\dXx×]+\s*号")
_SALUTATION: Final = re.compile(r"[：:]\s*$")
_SIGNED: Final = re.compile(
    r"(?:局|委|办|部|厅|院|组|会|府|室|中心|公司|集团|大队|街道|镇|乡|处|校)(?:（[^）]{1,20}）)?$"
)
_ABOUT: Final = re.compile(r"^(?P<unit>.{2,30}?)(?:关于|印发|转发|向.{2,30}反馈)")
_MEETING: Final = re.compile(r"主持|召开|召集|举行|组织")
_TITLE_LINE: Final = 45
_TITLE_LINES: Final = 3
_HEAD_LINES: Final = 12
_FOOT_LINES: Final = 6


def _lines(text: str, most: int, *, last: bool = False) -> list[str]:
    """Non-blank lines at the head (or foot) of a text, without splitting more of it than needed."""
    part = text[-4_000:] if last else text[:4_000]
    found = [line.strip() for line in part.splitlines() if line.strip()]
    return found[-most:] if last else found[:most]


def find_title(text: str) -> str:
    r"""Title: the first lines that end no sentence, joined when it is broken over several (at most three).

    >>> find_title("某某局关于暗访\n情况的通报\n各单位：\n现将情况通报如下。")
    '某某局关于暗访情况的通报'
    >>> find_title("窗口十点才来人，没人管。")
    ''
    """
    parts: list[str] = []
    for line in _lines(text, _TITLE_LINES + 2):
        if _NUMBER.search(line) or _SALUTATION.search(line) or len(line) > _TITLE_LINE or line[-1] in "。；，、;":
            break
        if (
            FULL_DATE.fullmatch(line.strip("（）()"))
            or len(parts) == _TITLE_LINES
            or re.match(r"(?:时间|地点|一、)", line)
        ):
            break
        parts.append(line)
        if re.search(
            r"(?:讲话|通报|通知|意见|纪要|记录|报告|方案|情况|公告|决定|材料)(?:（.{1,10}）)?$|[？！?!]$", line
        ):
            break
    if len(parts) > 1 and not re.search(
        r"(?:讲话|通报|通知|意见|纪要|记录|报告|方案|情况|公告|决定|材料)(?:（.{1,10}）)?$", parts[-1]
    ):
        parts = parts[:1]
    return "".join(parts)


def find_date(text: str) -> str:
    """ISO date of a document: the one signed at its foot, else the one in its head or of the meeting it tells of, else empty."""
    for line in reversed(_lines(text, _FOOT_LINES, last=True)):
        if len(line) <= _TITLE_LINE and search_date(line) and line[-1] not in "。；":
            found = parse_date(line)
            if found:
                return found
    for line in _lines(text, _HEAD_LINES):
        if (len(line) <= _TITLE_LINE and line[-1] not in "。；") or line.startswith(("时间", "会议时间")):
            found = parse_date(line)
            if found:
                return found
    for line in _lines(text, _HEAD_LINES):
        opening = FULL_DATE.match(line)
        if opening and _MEETING.search(line, opening.end(), opening.end() + _TITLE_LINE):
            return parse_date(line)
    return ""


def find_issuer(text: str, title: str) -> str:
    """Issuer: the unit signed above the date at the foot, else the one that the title names before 关于."""
    foot = _lines(text, _FOOT_LINES, last=True)
    for line, following in pairwise([*foot, ""]):
        if not (search_date(line) or search_date(following)):
            continue
        name = FULL_DATE.sub("", line).strip(" 　")
        if 2 < len(name) <= _TITLE_LINE and _SIGNED.search(name) and not re.search(r"[，。；：]", name):
            return name
    about = _ABOUT.match(title)
    return about["unit"] if about and _SIGNED.search(about["unit"]) else ""


def issuer_of(document: Document) -> str:
    """The issuer alone, where no more of the front is asked for."""
    return find_issuer(document.text, document.title or find_title(document.text))


def read_front(document: Document) -> Front:
    r"""Title, date, issuer and genre; hints of the reader win over what the text seems to say.

    >>> text = "某市住建局关于暗访情况的通报\n各单位：\n窗口无人。\n某市住建局\n2024年11月6日"
    >>> read_front(Document("a.txt", text))
    Front(title='某市住建局关于暗访情况的通报', date='2024-11-06', issuer='某市住建局', genre='notice')
    """
    title = document.title or find_title(document.text)
    return Front(
        title=title,
        date=find_date(document.text),
        issuer=find_issuer(document.text, title),
        genre=document.genre or guess_genre(title, document.text),
    )
