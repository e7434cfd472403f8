"""Words that people write into a 整改台账, from corpora/lexicon/ledger_words.csv: what settles a problem, what is no problem."""

from __future__ import annotations

from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table

USES: Final = ("settled", "total", "foot")


@cache
def ledger_words() -> dict[str, frozenset[str]]:
    """Use → its words.

    >>> "已销号" in ledger_words()["settled"], "合计" in ledger_words()["total"]
    (True, True)

    Raises:
        DataFileError: a use is unknown, or a word is there twice.
    """
    path = paths.lexicon() / "ledger_words.csv"
    found: dict[str, set[str]] = {use: set() for use in USES}
    for line, row in read_table(path, ("word", "use", "note")):
        use = choice(path, line, row, "use", USES)
        if any(row["word"] in known for known in found.values()):
            raise DataFileError(path, line, f"“{row['word']}”重复", "请删去其中一行")
        found[use].add(row["word"])
    return {use: frozenset(known) for use, known in found.items()}


def is_settled(cell: str) -> bool:
    """Whether what stands under 是否销号 says that the problem is settled.

    >>> is_settled("是"), is_settled(" √ "), is_settled("否"), is_settled("未销号"), is_settled("")
    (True, True, False, False, False)
    """
    return cell.strip() in ledger_words()["settled"]


def is_problem(number: str, text: str) -> bool:
    """Whether a row with these cells under 序号 and 具体问题 is a problem; a total and the foot of a form are none.

    >>> is_problem("3", "窗口没人"), is_problem("合计", "12"), is_problem("", "填表人：某某"), is_problem("", "审核人员不在岗")
    (True, False, False, True)
    """
    total, foot = ledger_words()["total"], ledger_words()["foot"]
    bare = [cell.replace(" ", "").replace("\u3000", "").rstrip("：:") for cell in (number, text)]
    if not bare[1] or any(cell in total for cell in bare):
        return False
    label, colon, _ = text.replace("：", ":").partition(":")
    return not (colon and label.strip() in foot)
