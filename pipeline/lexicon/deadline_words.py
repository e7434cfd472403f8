"""Words of time limits, from corpora/lexicon/deadline_words.csv: what means at once, what means for good, what asks for a task."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table, words

# immediate 立即; same_day 当场; standing 长期坚持; slot: a time limit only behind a label (长期); event 汛期(前);
# document: what is received or issued (通知); label 完成时限; duty 要; verb of a task 报送; until 最迟.
USES: Final = (
    "immediate", "same_day", "standing", "slot", "event", "document", "label", "duty", "verb", "until",
)  # fmt: skip
_LONGEST: Final = 12


@cache
def deadline_words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Use → word → longer words that hold it and mean something else (要 → 主要, 需要).

    >>> deadline_words()["immediate"]["马上"]
    ('马上就办',)

    Raises:
        DataFileError: a use is unknown, a word too long or there twice, an exception does not hold its word.
    """
    path = paths.lexicon() / "deadline_words.csv"
    found: dict[str, dict[str, tuple[str, ...]]] = {use: {} for use in USES}
    for line, row in read_table(path, ("word", "use", "unless")):
        use, word, unless = choice(path, line, row, "use", USES), row["word"], words(row["unless"])
        if word in found[use]:
            raise DataFileError(path, line, f"“{word}”重复", "请删去其中一行")
        if max(map(len, (word, *unless))) > _LONGEST:
            raise DataFileError(path, line, f"“{word}”或其例外太长", f"至多 {_LONGEST} 个字")
        if any(word not in longer for longer in unless):
            raise DataFileError(path, line, f"unless 中有词不含“{word}”", "例外应是含有该词的更长的词")
        found[use][word] = unless
    return found


@cache
def pattern(*uses: str) -> str:
    """Expression for any word of these uses, longest first, not where it is part of one of its exceptions.

    >>> [m.group() for m in re.finditer(pattern("duty"), "主要领导要抓紧")]
    ['要', '抓紧']
    """
    table = {word: unless for use in uses for word, unless in deadline_words()[use].items()}
    parts = []
    for word in sorted(table, key=lambda w: (-len(w), w)):
        guards = []
        for longer in table[word]:
            before, _, behind = longer.partition(word)
            # Seen from the start of the word: what stands before it, then the word and what follows.
            look = f"(?<={re.escape(before)})" if before else ""
            guards.append(f"(?!{look}{re.escape(word + behind)})")
        parts.append("".join(guards) + re.escape(word))
    return f"(?:{'|'.join(parts)})"


def openings(*uses: str) -> str:
    """First characters of the words of these uses, as the inside of a character class."""
    return "".join(sorted({word[0] for use in uses for word in deadline_words()[use]}))
