"""Time limits (9月底前, 三个工作日内, 立行立改, 长期坚持) as spans of their own, normalised against a base date.

What the phrases may be is in deadline_grammar.py, which day they mean in deadline_dates.py, and what around them makes a limit
of a date or takes it away in deadline_context.py.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pipeline.extract.deadline_context import Place, places
from pipeline.extract.deadline_dates import due_day, length_after
from pipeline.extract.deadline_grammar import family_of, grammar
from pipeline.lexicon.deadline_words import deadline_words
from pipeline.records import Deadline
from pipeline.text.normalise import fold

_KINDS: Final = {"event": "event", "recurring": "recurring", "within": "within"}


def find_deadlines(text: str, today: str = "") -> list[Deadline]:
    """Time limits in order of position, none overlapping; `today` is the document's date (ISO), empty when it has none.

    A limit is what stands behind a label (完成时限：…), is the whole text (a cell of a ledger), or carries its mark (前, 内, 限) or
    a verb of a task and does not tell of what happened. What was received (收到通知后) counts from `today`, the earliest day it
    can be; limits from any other event (受理后, 汛期前) are of kind `event` and have no day.

    >>> [(d.text, d.due, d.kind) for d in find_deadlines("9月底前完成，三个工作日内反馈，下周三前报送；立行立改", "2024-09-12")]
    [('9月底前', '2024-09-30', 'date'), ('三个工作日内', '2024-09-18', 'within'), ('下周三前', '2024-09-18', 'date'), ('立行立改', '2024-09-12', 'immediate')]
    >>> find_deadlines("5月3日召开会议，拖了三个月，长期存在的问题未立即整改", "2024-09-12")
    []

    Raises:
        ValueError: `today` is no ISO date.
    """
    base = date.fromisoformat(today) if today else None
    plain = fold(text)
    found = []
    for match, place in places(plain, grammar()):
        limit = _read(match, place, base)
        if limit is not None:
            kind, due = limit
            end = match.end() - (len(match.group()) - len(match.group().rstrip()))
            found.append(Deadline(match.start(), end, text[match.start() : end], due.isoformat() if due else "", kind))
    return found


def _read(match: re.Match[str], place: Place, base: date | None) -> tuple[str, date | None] | None:
    """Kind and day of a limit, None where it is none."""
    family, said = family_of(match), match.groupdict()
    if family == "word":
        return _word(said["said"] or "", place, base)
    if family == "within":
        return _within(said, place, base)
    mark = match.group()[-1]
    mark = mark if mark in "前内" else ""
    try:
        due = due_day(family, said, mark, base)
    except (ValueError, OverflowError):  # 2月30日
        due = None
    years = ("far_", "edge_", "season_", "feast_")
    named = family == "iso" or any(said.get(f"{at}year") or said.get(f"{at}loose") in ("去", "上") for at in years)
    past = None if base is None or due is None else due < base
    if not place.limits(family, said, mark, past=past, named=named):
        return None
    return _KINDS.get(family, "date"), due


def _word(said: str, place: Place, base: date | None) -> tuple[str, date | None] | None:
    words = deadline_words()
    if said in words["slot"]:
        return ("standing", None) if place.labelled and said != "即日" else None
    if said in words["standing"]:
        return ("standing", None) if place.stands() else None
    if not place.at_once(alone=said in words["immediate"]):
        return None
    return ("event", None) if place.conditional and not place.labelled else ("immediate", base)


def _within(said: dict[str, str | None], place: Place, base: date | None) -> tuple[str, date | None] | None:
    years = (said["length"] or "").endswith(("年", "半年"))
    marked = bool(said["inside"] or said["limited"])
    if not place.spans(marked=marked, anchored=bool(said["anchor"] or said["limited"]), years=years):
        return None
    if place.counted_from_event and not said["anchor"]:
        return "event", None
    try:
        return "within", length_after(said["length"] or "", base) if base else None
    except (ValueError, OverflowError):
        return "within", None
