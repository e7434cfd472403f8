"""Loads the labelled corpora (corpora/labelled/**/*.jsonl) and checks every line of them.

A formal document is rebuilt from its sentences and split again, so that training sees exactly what prediction sees;
a corpus sentence that the splitter would cut differently is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import DataFileError
from pipeline.records import CATEGORIES, GENRES, KINDS, Sentence
from pipeline.structure.outline import outline


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document or letter with the labels of its sentences; `letter` is None for formal documents.

    `author` groups what one hand wrote: cross-validation holds whole authors out, since real text is by strangers.
    """

    id: str
    author: str
    genre: str
    text: str
    sentences: tuple[Sentence, ...]
    kinds: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    manifestations: tuple[str, ...]
    letter: tuple[str, ...] | None = None
    evidence: tuple[tuple[int, int, str], ...] = ()  # of a letter: half-open spans in `text` and their categories


def read_corpus(folder: Path) -> list[Labelled]:
    """All labelled records below `folder` (or in one file), in order of file name and line.

    Raises:
        DataFileError: a line is no JSON object, lacks a field, carries an unknown label, evidence that is no
            substring of its text, a sentence that the splitter cuts differently, or an id seen before.
    """
    records: list[Labelled] = []
    seen: dict[str, Path] = {}
    for path in [folder] if folder.is_file() else sorted(folder.glob("**/*.jsonl")):
        for line, row in json_rows(path):
            record = _letter(path, line, row) if "evidence" in row else _document(path, line, row)
            if record.id in seen:
                raise DataFileError(path, line, f"编号 {record.id} 与 {seen[record.id].name} 重复", "请改用新编号")
            seen[record.id] = path
            records.append(record)
    return records


def json_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Objects of a JSON Lines file with their line numbers; blank lines are skipped.

    Raises:
        DataFileError: a line is no JSON object.
    """
    with path.open(encoding="utf-8") as handle:
        for line, text in enumerate(handle, 1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except json.JSONDecodeError as error:
                raise DataFileError(path, line, f"不是合法的 JSON（{error.msg}）", "一行一个 JSON 对象") from error
            if not isinstance(row, dict):
                raise DataFileError(path, line, "不是 JSON 对象", "一行一个 JSON 对象")
            yield line, row


def _field(path: Path, line: int, row: dict[str, Any], name: str, kind: type) -> Any:  # noqa: ANN401 — JSON value
    value = row.get(name)
    if not isinstance(value, kind):
        raise DataFileError(path, line, f"缺字段 {name} 或类型不对", f"应为 {kind.__name__}")
    return value


def _labels(path: Path, line: int, values: list[str]) -> tuple[str, ...]:
    for value in values:
        if value not in CATEGORIES:
            raise DataFileError(path, line, f"类别“{value}”不认识", f"只能是 {'、'.join(CATEGORIES)}")
    return tuple(dict.fromkeys(values))


def _document(path: Path, line: int, row: dict[str, Any]) -> Labelled:
    given = _field(path, line, row, "sentences", list)
    genre = _field(path, line, row, "genre", str)
    if genre not in GENRES:
        raise DataFileError(path, line, f"体裁“{genre}”不认识", f"只能是 {'、'.join(GENRES)}")
    text = ""
    for number, sentence in enumerate(given):
        breaks = number > 0 and sentence.get("paragraph") != given[number - 1].get("paragraph")
        text += ("\n" if breaks else "") + str(sentence.get("text", ""))
        if sentence.get("kind") not in KINDS:
            raise DataFileError(path, line, f"第 {number + 1} 句 kind 为“{sentence.get('kind')}”", "见标注规范第 1 节")
        if bool(sentence.get("categories")) != (sentence["kind"] == "problem"):
            raise DataFileError(path, line, f"第 {number + 1} 句 kind 与 categories 不合", "problem 有类别，其余没有")
    sentences = outline(text)
    for number, (found, sentence) in enumerate(zip(sentences, given, strict=False)):
        if found.text != sentence["text"]:
            raise DataFileError(
                path, line, f"第 {number + 1} 句不是一句：程序断为“{found.text[:20]}…”", "按 。！？； 断句"
            )
    if len(sentences) != len(given):
        raise DataFileError(path, line, f"程序断出 {len(sentences)} 句，标了 {len(given)} 句", "按 。！？； 断句")
    return Labelled(
        id=_field(path, line, row, "doc_id", str),
        author=str(row.get("author") or row["doc_id"]),
        genre=genre,
        text=text,
        sentences=tuple(sentences),
        kinds=tuple(sentence["kind"] for sentence in given),
        categories=tuple(_labels(path, line, sentence["categories"]) for sentence in given),
        manifestations=tuple(str(sentence.get("manifestation") or "") for sentence in given),
    )


def _letter(path: Path, line: int, row: dict[str, Any]) -> Labelled:
    text = f"{_field(path, line, row, 'title', str)}\n{_field(path, line, row, 'text', str)}".strip("\n")
    labels = _labels(path, line, _field(path, line, row, "categories", list))
    evidence: dict[str, list[str]] = _field(path, line, row, "evidence", dict)
    if set(evidence) != set(labels):
        raise DataFileError(
            path, line, "categories 与 evidence 的类别不一致", "每个类别至少一处证据，没有类别就没有证据"
        )
    sentences = outline(text)
    found: list[list[str]] = [[] for _ in sentences]
    spans: list[tuple[int, int, str]] = []
    for label in labels:
        for words in evidence[label]:
            at = text.find(words) if words else -1
            if at < 0:
                raise DataFileError(path, line, f"证据“{words[:20]}”不在原文", "一字不差地摘抄")
            while at >= 0:
                spans.append((at, at + len(words), label))
                for sentence, categories in zip(sentences, found, strict=True):
                    if sentence.start < at + len(words) and at < sentence.end and label not in categories:
                        categories.append(label)
                at = text.find(words, at + 1)
    return Labelled(
        id=_field(path, line, row, "id", str),
        author=str(row.get("author") or row["id"]),
        genre="petition",
        text=text,
        sentences=tuple(sentences),
        kinds=tuple("problem" if categories else "other" for categories in found),
        categories=tuple(tuple(categories) for categories in found),
        manifestations=("",) * len(sentences),
        letter=labels,
        evidence=tuple(spans),
    )
