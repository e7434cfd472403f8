"""What a summary says in sum, and how its parts are worded; the same in all formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from pipeline.lexicon.taxonomy import taxonomy
from pipeline.records import CATEGORIES
from pipeline.summary.records import NEW, REPEATED, SETTLED, UNSEEN, Item, Summary, Task

UNDECIDED: Final = "未定类别"
UNITS_SHOWN: Final = 15
NOTE: Final = (
    "问题由程序从材料中摘出，措辞是原文的分句，判断只是线索，不是对任何单位和个人的结论；标有“须核”的请人工核对。"
)
_HAN: Final = "零一二三四五六七八九十"


def by_category(summary: Summary) -> dict[str, list[Item]]:
    """Items of each category that has any, in the order of the categories, those without one last."""
    groups = {name or UNDECIDED: [i for i in summary.items if i.category == name] for name in (*CATEGORIES, "")}
    return {name: items for name, items in groups.items() if items}


def by_manifestation(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items of a category by their manifestation, in their order; those without one last.

    These are called 其他表现, or nothing at all where no item has a manifestation.
    """
    rest = "其他表现" if any(item.manifestation for item in items) else ""
    groups: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda item: not item.manifestation):
        groups.setdefault(item.manifestation or rest, []).append(item)
    return groups


def category_title(name: str) -> str:
    """What a category stands for.

    >>> category_title("大局"), category_title("未定类别")
    ('大局意识不强、谋划视野不宽', '未定类别')
    """
    return taxonomy().titles.get(name, name)


def by_unit(summary: Summary) -> dict[str, int]:
    """How many problems each named unit answers for, the most first."""
    found = Counter(unit for item in summary.items for unit in item.named_units)
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def to_review(summary: Summary) -> list[Item]:
    """Items that a human should look at."""
    return [item for item in summary.items if item.review]


def overview_lines(summary: Summary) -> list[str]:
    """The overview in sentences."""
    items, groups = summary.items, by_category(summary)
    told = sum(len(item.sources) for item in items)
    merged = sum(len(item.told) > 1 for item in items)
    lines = [
        f"共读{len(summary.papers)}份材料，摘出问题语句{told}处，合并为问题{len(items)}项"
        + (f"（其中{merged}项有几处来源）。" if merged else "。")
    ]
    if groups:
        parts = "，".join(f"{name}{len(found)}项" for name, found in groups.items())
        lines.append(f"按类别分：{parts}。")
    units = by_unit(summary)
    if units:
        shown = "、".join(f"{name}{count}项" for name, count in list(units.items())[:5])
        lines.append(f"点名责任单位{len(units)}个，问题较多的有：{shown}。")
    planned = sum(bool(item.tasks) for item in items)
    if items:
        lines.append(
            f"材料中有对应措施的{planned}项，尚无对应措施的{len(items) - planned}项；须人工核对的{len(to_review(summary))}项。"
        )
    if summary.compared:
        status = Counter(item.status for item in items)
        gone = Counter(row.status for row in summary.gone)
        lines.append(
            f"与上次相比：新增{status[NEW]}项，重复{status[REPEATED]}项，已销号{gone[SETTLED]}项，"
            f"上次未销号、本次材料未再提到{gone[UNSEEN]}项。"
        )
    if summary.rejects:
        lines.append(f"另有{len(summary.rejects)}份材料未读成，见后附名单。")
    return lines


def due_text(item: Item) -> str:
    """The time limit as the text says it, with the day it ends on where the text names no day.

    Empty when none was set.
    """
    return dated(*item.due)


def dated(text: str, day: str) -> str:
    """A time limit with the day it ends on, unless it names that day itself.

    >>> dated("5月底前", "2026-05-31"), dated("2026年5月31日", "2026-05-31"), dated("长期坚持", ""), dated("", "")
    ('5月底前（2026年5月31日）', '2026年5月31日', '长期坚持', '')
    """
    if not day:
        return text
    ends = date.fromisoformat(day)
    shown = f"{ends.year}年{ends.month}月{ends.day}日"
    if f"{ends.month}月{ends.day}日" in text and str(ends.year) not in text:
        return text.replace(f"{ends.month}月{ends.day}日", shown, 1)
    return text if not text or shown in text else f"{text}（{shown}）"


def task_line(task: Task, known: Sequence[str] = ()) -> str:
    """A task in a line: what, who, until when; units that are `known` as those of its problem are not named again."""
    who = "" if set(task.responsible) <= set(known) else "、".join(task.responsible)
    parts = [
        task.text,
        f"责任单位：{who}" if who else "",
        f"配合单位：{'、'.join(task.supporting)}" if not set(task.supporting) <= set(known) else "",
        f"责任人：{'、'.join(task.persons)}" if task.persons else "",
        f"时限：{dated(task.due_text, task.due)}" if task.due_text else "",
    ]
    return "；".join(part for part in parts if part)


def measures(item: Item) -> list[str]:
    """The words of what was decided about it, each once."""
    return list(dict.fromkeys(task.text for task in item.tasks if task.text))


def persons(item: Item) -> list[str]:
    """People named for its tasks."""
    return list(dict.fromkeys(person for task in item.tasks for person in task.persons))


def places(item: Item, *, headlines: bool = True) -> list[str]:
    """Where its sources stand, those that only announce it among them unless told otherwise."""
    return list(dict.fromkeys(source.place for source in item.sources if headlines or not source.headline))


def han(number: int) -> str:
    """A small number in Chinese, for headings.

    >>> han(3), han(12), han(40)
    ('三', '十二', '四十')
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_HAN[tens]}十")
    return head + (_HAN[ones] if ones or not tens else "")
