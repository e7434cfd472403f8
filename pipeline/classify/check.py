"""Checks the labelled corpora beyond their schema: near-duplicates, leakage between folds, text shared with gold data.

Two texts are too alike when their sets of character 5-grams have a Jaccard index above one half. When authors differ, the
pair would sit on both sides of a fold and flatter the figures, so it is reported as leakage.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.classify.corpus import Labelled

_GRAM: Final = 5
_ALIKE: Final = 0.5
_LEAST: Final = 12  # characters; shorter sentences (一、存在的问题) may recur
_RUN: Final = 15  # characters in a row that no text may share with evaluation data
_COMMON: Final = 60  # texts; a 5-gram in more of them is a formula and proposes no pairs
_PLAIN: Final = re.compile(r"\W+")
_BLANK: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the corpora: what, and the ids of the records concerned."""

    what: str
    where: str


def texts_of(records: Iterable[Labelled]) -> Iterator[tuple[Labelled, str]]:
    """What must be unlike: sentences of formal documents, letters as wholes."""
    for record in records:
        if record.letter is not None:
            yield record, record.text
        else:
            yield from ((record, sentence.text) for sentence in record.sentences)


def _grams(text: str) -> frozenset[str]:
    plain = _PLAIN.sub("", text)
    return frozenset(plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1))


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of indices of texts that are too alike, each pair once.

    >>> list(alike(["窗口工作人员上午十点才到岗位上班", "窗口工作人员上午十点才到岗位办公", "图纸改了七稿还是去年那一版没有变"]))
    [(0, 1)]
    """
    index: dict[str, list[int]] = defaultdict(list)
    sets: list[frozenset[str]] = []
    for at, text in enumerate(texts):
        grams = _grams(text) if len(text) >= _LEAST else frozenset()
        sets.append(grams)
        shared = Counter(other for gram in grams if len(index[gram]) <= _COMMON for other in index[gram])
        for other, _ in sorted(shared.items()):
            common = len(grams & sets[other])
            if common > _ALIKE * (len(grams) + len(sets[other]) - common):
                yield other, at
        for gram in grams:
            index[gram].append(at)


def _runs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        plain = _BLANK.sub("", text)
        yield from (plain[at : at + _RUN] for at in range(len(plain) - _RUN + 1))


def gold_texts(folder: Path) -> Iterator[str]:
    """Texts of evaluation data: every .txt below the folder, and `text`/`title` of every line of its petitions."""
    for path in sorted(folder.glob("**/*.txt")):
        yield path.read_bytes().decode("utf-8", "replace")
    for path in sorted(folder.glob("**/petitions.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield f"{row.get('title', '')}\n{row.get('text', '')}"


def check_corpus(records: Sequence[Labelled], gold: Path | None = None) -> list[Finding]:
    """Findings, none when all is well; `gold` is the folder of evaluation data, where there is one."""
    findings: list[Finding] = []
    pairs = list(texts_of(records))
    for first, second in alike([text for _, text in pairs]):
        one, two = pairs[first], pairs[second]
        leak = one[0].author != two[0].author
        what = "不同作者的文本过于相似，会跨折泄漏" if leak else "文本过于相似"
        findings.append(Finding(what, f"{one[0].id}、{two[0].id}：“{one[1][:20]}…”"))
    if gold is not None:
        forbidden = set(_runs(gold_texts(gold)))
        for record in records:
            shared = next((run for run in _runs([record.text]) if run in forbidden), None)
            if shared:
                findings.append(Finding(f"与评测数据有连续 {_RUN} 字相同", f"{record.id}：“{shared}”"))
    return findings
