"""Names that write the sounds of other tongues: 扎西次仁, 阿依古丽·买买提."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.extract.measures import alternation
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask.reading import Reading, begins

# Characters that write such sounds.
_SOUNDS: Final = "阿艾爱安巴拜贝别布达丹德邓迪丁顿尔费弗夫甫伏盖古哈海罕汗胡吉加佳江杰卡凯克肯库拉莱兰勒雷黎里力丽莉利列林伦罗洛玛马买麦曼米莫木穆纳娜乃尼妮努诺欧帕派佩皮普奇齐恰乔钦热日瑞萨赛桑沙史斯苏索塔泰坦汤特提图吐托瓦旺威维温文沃乌西希辛逊亚扬耶伊衣依英尤玉约扎则泽孜祖卓尊杜卜合吾守肉如其格仁朝鲁司再根措姆才让来尕毛央嘎朗珠宝音琴高娃娅那顺敖登昆额敦呼恩照雅朵参增曲珍班都曼满里迈沁太铁夏赫代塞色甘"
_SHORT: Final = 2  # characters of a part that other words have too
_LONGEST_PART: Final = 8  # characters before the dot


@cache
def _run() -> str:
    """Two to eight characters that write such sounds, or stand in a known part."""
    known = {mark for part in personal_words().name_parts for mark in part}
    return f"[{''.join(sorted(known.union(_SOUNDS)))}不外]{{2,8}}"


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(rf"{_run()}[·•‧](?=[{_SOUNDS}])")


@cache
def _last_part() -> re.Pattern[str]:
    return re.compile(_run())


@cache
def sounds() -> re.Pattern[str]:
    """Parts of names of other tongues (corpora/lexicon/name_parts.csv), one to four of them: 扎西次仁."""
    return re.compile(f"(?:{alternation(tuple(personal_words().name_parts))}){{1,4}}(?:江|汗|罕|别克)?")


def dotted_name(reading: Reading, start: int) -> int | None:
    """End of a name of several parts that begins at `start`: where known parts, such characters or the tagger's names end."""
    first = _dotted().match(reading.plain, start)
    if first is None:
        return None
    last = sounds().match(reading.plain, first.end()) or _last_part().match(reading.plain, first.end())
    if last:
        return last.end()
    end = first.end()
    while (found := reading.word(end))[0] and (end == first.end() or found[1].startswith("nr")):
        end += len(found[0])
    return end


def sounded_name(reading: Reading, start: int) -> int | None:
    """End of a name of other tongues that begins at `start`, with dots or without: 沙马阿依, but not 沙马 alone."""
    dotted = dotted_name(reading, start)
    parts = sounds().match(reading.plain, start) if dotted is None else None
    return parts.end() if parts and len(parts.group()) > _SHORT else dotted


def sounded_run(plain: str, start: int) -> int | None:
    """End of three or more characters that write such sounds and that nothing goes on behind: 我父亲沙吾列提，…; or None.

    >>> sounded_run("我父亲沙吾列提，", 3), sounded_run("我父亲安排了", 3)
    (7, None)
    """
    run = _sounds_alone().match(plain, start)
    return run.end() if run else None


@cache
def _sounds_alone() -> re.Pattern[str]:
    return re.compile(rf"[{_SOUNDS}]{{3,6}}(?![\u4e00-\u9fff])")


def dotted_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Half-open spans of names of several parts.

    >>> text = "我妻阿依古丽·买买提在开店"
    >>> [text[start:end] for start, end in dotted_names(Reading(text))]
    ['阿依古丽·买买提']
    """
    for first in _dotted().finditer(reading.plain):
        dot = first.end() - 1
        known = (at for at in range(max(0, dot - _LONGEST_PART), dot) if sounds().fullmatch(reading.plain, at, dot))
        start = next(known, first.start())
        end = dotted_name(reading, start)
        if end is not None and not begins(reading.plain, start, personal_words().no_names):
            yield start, end
