"""Out-of-fold predictions beside their labels, and which labels they make doubtful.

A model that has not read the author says how likely each label is. Where it is sure of another, either the text is hard
or the label is wrong: both deserve a second look (Northcutt et al. 2021, confident learning; here by plain ranking).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from pipeline.classify.material import Formal, Letters
from pipeline.classify.stacking import Judged, JudgedLetters
from pipeline.errors import DataFileError
from pipeline.records import CATEGORIES, KINDS


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One labelled sentence (`sentence` ≥ 0) or letter (-1) with its label and its out-of-fold probabilities."""

    id: str
    sentence: int
    text: str
    kind: str  # empty for letters
    categories: tuple[str, ...]
    p_kinds: tuple[float, ...]  # in KINDS order, empty for letters
    p_categories: tuple[float, ...]  # in CATEGORIES order
    genre: str = "petition"
    grounds: tuple[str, ...] = ()  # of a letter: the clause that speaks loudest for each category, out of fold
    labelled: tuple[str, ...] = ()  # of a letter: the words that its labels rest on, as `类别：原文`


def _rounded(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)


def sentence_rows(formal: Formal, judged: Judged) -> list[HeldOut]:
    """Sentences of formal documents."""
    rows: list[HeldOut] = []
    for record in formal.records:
        for number, sentence in enumerate(record.sentences):
            at = len(rows)
            rows.append(
                HeldOut(
                    record.id, number, sentence.text, record.kinds[number], record.categories[number],
                    _rounded(judged.kinds[at]), _rounded(judged.categories[at]), record.genre,
                )
            )  # fmt: skip
    return rows


def letter_rows(letters: Letters, judged: JudgedLetters) -> list[HeldOut]:
    """Letters as wholes."""
    starts = np.searchsorted(letters.owner, np.arange(len(letters.records) + 1))
    rows: list[HeldOut] = []
    for at, (record, row) in enumerate(zip(letters.records, judged.wholes, strict=True)):
        clauses = slice(int(starts[at]), int(starts[at + 1]))
        best = judged.margins[clauses, : len(CATEGORIES)].argmax(axis=0) if clauses.start < clauses.stop else ()
        spans = letters.spans[clauses]
        rows.append(
            HeldOut(
                record.id, -1, record.text, "", record.letter or (), (), _rounded(row), record.genre,
                grounds=tuple(record.text[slice(*spans[place])] for place in best),
                labelled=tuple(f"{name}：{record.text[start:end]}" for start, end, name in record.evidence),
            )
        )  # fmt: skip
    return rows


def doubt(row: HeldOut) -> float:
    """How much the model disagrees with a label, 0 to 1.

    >>> row = HeldOut("d-1", 0, "窗口没人。", "other", (), (0.9, 0.0, 0.0, 0.1), (0.0,) * 5)
    >>> doubt(row)
    0.9
    """
    wrong_kind = 1 - row.p_kinds[KINDS.index(row.kind)] if row.kind else 0.0
    if row.kind not in ("", "problem"):
        return round(wrong_kind, 4)
    gaps = [abs((name in row.categories) - value) for name, value in zip(CATEGORIES, row.p_categories, strict=True)]
    return round(max(wrong_kind, *gaps), 4)


def most_doubtful(rows: Iterable[HeldOut], count: int) -> list[tuple[float, HeldOut]]:
    """The `count` rows with the greatest doubt, greatest first; equals in order of id and sentence."""
    ranked = sorted(((doubt(row), row) for row in rows), key=lambda pair: (-pair[0], pair[1].id, pair[1].sentence))
    return ranked[:count]


def write_held_out(path: Path, rows: Sequence[HeldOut]) -> None:
    """One JSON object a line."""
    with path.open("w", encoding="utf-8") as handle:
        for row in rows:
            handle.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def read_held_out(path: Path) -> list[HeldOut]:
    """What `write_held_out` wrote.

    Raises:
        DataFileError: the file is missing or damaged.
    """
    rows: list[HeldOut] = []
    try:
        with path.open(encoding="utf-8") as handle:
            for line, text in enumerate(handle, 1):
                try:
                    fields = json.loads(text)
                    lists = {
                        name: tuple(fields[name])
                        for name in ("categories", "p_kinds", "p_categories", "grounds", "labelled")
                    }
                    rows.append(HeldOut(**(fields | lists)))
                except (ValueError, KeyError, TypeError) as error:
                    raise DataFileError(path, line, "不是训练写下的折外预测", "请运行 make train 重训") from error
    except FileNotFoundError:
        raise DataFileError(path, 0, "文件不存在", "请运行 make train 重训") from None
    return rows
