"""Fixtures that are slow to make: the trained analyzer and the reports on the samples."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline import load, paths
from pipeline.analyzer import Analyzer
from pipeline.readers.registry import read_all
from pipeline.records import Document
from pipeline.report import Report
from pipeline.structure.boundaries import paragraph_spans

# What is slow on its first call, since tables load, is no failure.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def samples() -> Path:
    return paths.corpora() / "samples"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first lines of a few corpus files: documents of all genres and letters."""
    folder = tmp_path_factory.mktemp("corpus")
    for form, files, lines in (("documents", 6, 4), ("petitions", 4, 26)):
        chosen = sorted((paths.corpora() / "labelled" / form).glob("*.jsonl"))[:files]
        for path in chosen:
            text = "".join(path.read_text(encoding="utf-8").splitlines(True)[:lines])
            (folder / path.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return load()


@pytest.fixture(scope="session")
def sample_reports(analyzer: Analyzer, samples: Path) -> list[Report]:
    items = list(read_all([str(samples)]))
    assert all(isinstance(item, Document) for item in items)
    return [analyzer.analyze_document(item) for item in items if isinstance(item, Document)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of all sentences, whatever paragraph they stand in."""
    return [span for spans in paragraph_spans(text) for span in spans]


def seconds(work: Callable[[str], object], piece: str, size: int) -> float:
    """Processor time that `work` takes, whatever else the machine does, on a text of `size` characters, all of them `piece`."""
    text = piece * (size // len(piece))
    start = time.process_time()
    work(text)
    return time.process_time() - start


def assert_linear(work: Callable[[str], object], piece: str, size: int) -> None:
    """Four times the text takes about four times as long; quadratic work takes sixteen times as long.

    Other work on the machine can slow one measurement, not five in a row; quadratic work fails them all.
    """
    seconds(work, piece, size // 5)  # tables load
    for _ in range(5):
        short, long = seconds(work, piece, size), seconds(work, piece, 4 * size)
        if long < max(0.3, 10 * short):
            return
    raise AssertionError(f"{size} characters take {short:.2f} s, four times as many {long:.2f} s")


def outside_texts() -> Iterator[Path]:
    """Evaluation texts where they exist (beside the checkout); none in a bare clone."""
    folder = paths.home().parent / "shared" / "data"
    yield from sorted(folder.glob("*/*.txt"))
    yield from sorted(folder.glob("*/texts/*.txt"))
