"""Runs the analyzer over many documents, in this process or over joblib's workers, always in the given order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.records import Document

if TYPE_CHECKING:
    from pipeline.analyzer import Analyzer
    from pipeline.report import Report

_CHUNK: Final = 128  # documents analysed at once, and handed to a worker at once, unless they are long
_CHARACTERS: Final = 100_000  # of all of them; below about 0.25 MB of text the cost of a task outweighs the work
Result = TypeVar("Result")


@cache
def _analyzer(model: str, engine: str) -> Analyzer:
    """The analyzer of this process, loaded once."""
    from pipeline.analyzer import load

    return load(model or None, engine=engine)


def _analyze_chunk(
    documents: Sequence[Document], model: str, engine: str, take: Callable[[Report], Result]
) -> list[Result]:
    return [take(report) for report in _analyzer(model, engine).analyze_documents(documents)]


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for document in documents:
        if chunk and (len(chunk) == _CHUNK or size + len(document.text) > _CHARACTERS):
            yield chunk
            chunk, size = [], 0
        chunk.append(document)
        size += len(document.text)
    if chunk:
        yield chunk


def analyze_many(
    documents: Iterable[Document],
    take: Callable[[Report], Result],
    *,
    model: str = "",
    engine: str = "rjieba",
    jobs: int = 1,
) -> Iterator[Result]:
    """`take(report)` of each document, in order; `take` must be a module-level function when `jobs` is not 1.

    Raises:
        ModelError: the model does not load.
    """
    if jobs in (0, 1) or (jobs < 0 and (os.cpu_count() or 1) == 1):
        for chunk in _chunks(documents):
            yield from _analyze_chunk(chunk, model, engine, take)
        return
    from joblib import Parallel, delayed

    _analyzer(model, engine)  # a model that does not load fails here, once, with its own message
    run = Parallel(n_jobs=jobs, return_as="generator", pre_dispatch="2*n_jobs")
    for results in run(delayed(_analyze_chunk)(chunk, model, engine, take) for chunk in _chunks(documents)):
        yield from results
