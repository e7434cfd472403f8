"""Throughput of the pipeline against bare `jieba.lcut` on the same text, in one process and one run (`make bench-speed`).

Then the batch as a user runs it, two workers against one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

import bench_batch
from bench_letters import labelled

from pipeline.batch.letters import groups, letter_result
from pipeline.digest import digests
from pipeline.extract.components import build_nlp
from pipeline.extract.extraction import extract
from pipeline.extract.periods import find_periods
from pipeline.parallel import analyzer_of
from pipeline.records import Document
from pipeline.structure.outline import outline
from pipeline.text.tokens import tokenizer

BARE = "裸 jieba.lcut"
ROUNDS = 9
LETTERS = 400


def letters() -> list[str]:
    return [text for _, text in labelled()[:LETTERS]]


def each(work: Callable[[Any], object], items: Iterable[Any]) -> None:
    """Do it, and let the results go, as batch does once they are written: kept, they cost whoever makes more of them."""
    for item in items:
        work(item)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    texts = letters()
    size = sum(len(text.encode()) for text in texts) / 1e6
    analyzer, cut, nlp = analyzer_of("", "rjieba"), tokenizer().cut, build_nlp()
    classifier = analyzer.classifier
    documents = [Document("", text, genre="petition") for text in texts]
    chunks = list(groups(documents))

    def classify(chunk: list[Document]) -> None:
        outlines = [outline(document.text) for document in chunk]
        classifier.judge(outlines, classifier.score(outlines, ["petition"] * len(chunk)))

    def analyze(chunk: list[Document]) -> None:
        for report in analyzer.analyze_documents(chunk):
            report.rows()

    def batch(chunk: list[Document]) -> None:
        for digest in digests(classifier, chunk):
            letter_result(digest)

    def cut_bare() -> None:
        each(jieba.lcut, texts)

    steps: dict[str, Callable[[], object]] = {
        "分词（rjieba）": lambda: each(cut, texts),
        "断句与结构": lambda: each(outline, texts),
        "分类（含断句）": lambda: each(classify, chunks),
        "抽取": lambda: each(lambda text: (extract(text), find_periods(text)), texts),
        "抽取（spaCy）": lambda: each(nlp, texts),
        "全流程，一件一行（batch）": lambda: each(batch, chunks),
        "全流程，所有表（analyze）": lambda: each(analyze, chunks),
        "全流程，所有表，逐件": lambda: each(lambda document: analyze([document]), documents),
    }
    times: dict[str, list[float]] = {name: [] for name in (BARE, *steps)}
    ratios: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, work in steps.items():  # bare jieba right before each: machines are quicker now and slower then
            bare, took = seconds(cut_bare), seconds(work)
            times[BARE].append(bare)
            times[name].append(took)
            ratios[name].append(bare / took)
    print(f"{len(texts)} 件，{size:.2f} MB，{ROUNDS} 轮，每一步之前先测一次裸 jieba.lcut，取中位数")
    print(f"  {BARE:<18} {size / median(times[BARE]):7.2f} MB/s")
    for name, each_ratio in ratios.items():
        print(f"  {name:<18} {size / median(times[name]):7.2f} MB/s  {median(each_ratio):5.2f} 倍于 jieba.lcut")
    bench_batch.show()


if __name__ == "__main__":
    main()
