"""Cases of gold files that the model has not learned from: a folder of letters or of documents with a gold.jsonl.

Letters: petitions.jsonl (id, title, text) beside gold.jsonl (id, categories, evidence). Documents: text files beside
gold.jsonl (file, genre, sentences with start, end, kind, categories).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.analyzer import Analyzer
from pipeline.classify.corpus import Labelled, json_rows
from pipeline.errors import DataFileError
from pipeline.evaluate.cases import Case
from pipeline.records import CATEGORIES, Judgment, Sentence
from pipeline.report import Report
from pipeline.structure.outline import outline

_GOLD: Final = "gold.jsonl"
_LETTERS: Final = "petitions.jsonl"
_COVERED: Final = 0.5  # part of the shorter sentence that must be shared for two to be the same


def outside_cases(folder: Path, analyzer: Analyzer) -> dict[str, list[Case]]:
    """Cases by the name of the folder below `folder` (or `folder` itself) that holds a gold.jsonl.

    Raises:
        DataFileError: a gold file is damaged, or a text it speaks of is missing.
    """
    return {
        path.parent.name: list(
            _letters(path, analyzer) if (path.parent / _LETTERS).exists() else _files(path, analyzer)
        )
        for path in sorted({*folder.glob(_GOLD), *folder.glob(f"*/{_GOLD}")})
    }


def labelled_letters(folder: Path) -> list[Labelled]:
    """Gold letters in the form of the corpora, for trials of other models; their sentences carry no labels.

    Raises:
        DataFileError: a gold file is damaged.
    """
    labels = {row["id"]: tuple(row["categories"]) for _, row in json_rows(folder / _GOLD)}
    records = []
    for _, row in json_rows(folder / _LETTERS):
        text = f"{row['title']}\n{row['text']}".strip("\n")
        sentences = tuple(outline(text))
        none: tuple[tuple[str, ...], ...] = ((),) * len(sentences)
        kinds = ("other",) * len(sentences)
        letter = Labelled(
            row["id"], "", "petition", text, sentences, kinds, none, ("",) * len(sentences), labels[row["id"]]
        )
        records.append(letter)
    return records


def _letters(gold: Path, analyzer: Analyzer) -> Iterator[Case]:
    texts = {row["id"]: row for _, row in json_rows(gold.parent / _LETTERS)}
    for line, row in json_rows(gold):
        letter = texts.get(row["id"])
        if letter is None:
            raise DataFileError(gold, line, f"{_LETTERS} 里没有编号 {row['id']}", "核对两个文件是否同一批")
        text = f"{letter['title']}\n{letter['text']}".strip("\n")
        report = analyzer.analyze(text, title=letter["title"], genre="petition")
        judged = report.letter
        if judged is None:
            raise DataFileError(gold, line, "没有当作信访件判断", "请报告这个缺陷")
        yield Case(
            id=str(row["id"]),
            genre="petition",
            text=text,
            kind="",
            said_kind="",
            categories=tuple(row["categories"]),
            said=judged.categories,
            p_problem=max(judged.probabilities),
            p_categories=judged.probabilities,
            labelled=tuple(f"{name}：{words}" for name, words in (row.get("evidence") or {}).items()),
            evidence=tuple(f"{name}：{report.sentences[at].text.strip()}" for name, at in judged.evidence),
        )


def _files(gold: Path, analyzer: Analyzer) -> Iterator[Case]:
    for line, row in json_rows(gold):
        path = gold.parent / row["file"]
        if not path.exists():
            raise DataFileError(gold, line, f"没有文件 {row['file']}", "放到同一个目录")
        report = analyzer.analyze(path.read_text(encoding="utf-8"), source=path.name)
        for number, label in enumerate(row.get("sentences") or [], 1):
            if label["kind"] is not None:
                yield _sentence(
                    f"{path.stem} 第 {number} 句", str(row.get("genre") or report.front.genre), label, report
                )


def _sentence(name: str, genre: str, label: dict[str, Any], report: Report) -> Case:
    """What was said of the sentences that cover the labelled one; one problem among them makes it a problem."""
    start, end = label["start"], label["end"]
    shared = [
        (overlap, judgment)
        for sentence, judgment in zip(report.sentences, report.judgments, strict=True)
        if (overlap := _overlap(sentence, start, end)) > 0
    ]
    problems = [judgment for overlap, judgment in shared if judgment.kind == "problem" and overlap >= _COVERED]
    best: Judgment | None = max(problems, key=lambda judgment: judgment.kind_score, default=None)
    best = best or max(shared, key=lambda pair: pair[0], default=(0.0, None))[1]
    said = [name for judgment in problems for name in judgment.categories]
    return Case(
        id=name,
        genre=genre,
        text=label["text"],
        kind=label["kind"],
        said_kind="other" if best is None else best.kind,
        categories=tuple(label["categories"]),
        said=tuple(dict.fromkeys(said)),
        p_problem=0.0 if best is None else best.p_problem,
        p_categories=(0.0,) * len(CATEGORIES) if best is None else best.probabilities,
        evidence=() if best is None else tuple(word.text for word in best.evidence),
    )


def _overlap(sentence: Sentence, start: int, end: int) -> float:
    """Shared part of the shorter of two spans, 0 to 1."""
    shared = min(sentence.end, end) - max(sentence.start, start)
    shorter = min(sentence.end - sentence.start, end - start)
    return max(0.0, shared / shorter) if shorter else 0.0
