"""Runs one function over many chunks of work, always in the given order.

In this process, over joblib's workers on this machine, or over those of a Dask cluster: the function is the same for all,
and so is what comes out.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cache, partial
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipeline import paths
from pipeline.errors import UsageError
from pipeline.records import Document

if TYPE_CHECKING:
    from pipeline.analyzer import Analyzer
    from pipeline.report import Report

_CHUNK: Final = 128  # documents analysed at once, and handed to a worker at once, unless they are long
_CHARACTERS: Final = 100_000  # of all of them; below about 0.25 MB of text the cost of a task outweighs the work
_NEW_OBJECTS: Final = 5000  # after which the garbage collector looks through them
FIRST: Final = "窗口工作人员态度恶劣，群众跑了五趟还没办成。"
_LOOK: Final = 2  # seconds between two looks of a worker for the process that it works for
_PATIENCE: Final = 30  # seconds for a scheduler to answer and workers to come
Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Engine:
    """Where the work is done: `jobs` processes here (-1: one a core), or the cluster of a Dask scheduler."""

    jobs: int = 1
    scheduler: str = ""

    @property
    def alone(self) -> bool:
        """Whether this process does all the work itself."""
        return not self.scheduler and (self.jobs in (0, 1) or (self.jobs < 0 and (os.cpu_count() or 1) == 1))


def check_model(model: str) -> None:
    """Have a model that workers could not load fail here, once, before they start.

    Raises:
        ModelError: see `read_manifest`.
    """
    from pipeline.classify.store import read_manifest

    read_manifest(paths.model(model))


@cache
def analyzer_of(model: str, tokenizer: str) -> Analyzer:
    """The analyzer of this process, loaded once.

    Raises:
        ModelError: the model does not load.
    """
    from pipeline.analyzer import load

    analyzer = load(model, engine=tokenizer)
    analyzer.analyze(FIRST, genre="petition")  # tables are read where they are first needed
    keep_loaded()
    return analyzer


def keep_loaded() -> None:
    """Tell the garbage collector that what is loaded now, models and tables, stays as long as the process does.

    It shall not look through them again and again: in a batch that took a twelfth of the time. What comes of a letter holds no
    circles, and is looked through seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def map_chunks(function: Callable[[Chunk], Result], chunks: Iterable[Chunk], engine: Engine) -> Iterator[Result]:
    """`function(chunk)` of each chunk, in order; a function of a module (or `partial` of one) unless the engine is alone.

    Raises:
        UsageError: the cluster cannot be reached, or its library is not installed.

    >>> list(map_chunks(len, [[1, 2], [3]], Engine()))
    [2, 1]
    """
    if engine.alone:
        yield from map(function, chunks)
        return
    from joblib import Parallel, delayed

    with _backend(engine):
        run = Parallel(n_jobs=-1 if engine.scheduler else engine.jobs, return_as="generator", pre_dispatch="2*n_jobs")
        yield from run(delayed(function)(chunk) for chunk in chunks)


def _end_with(owner: int) -> None:
    """Have this worker, at its start, end soon after the process it works for: one that was killed cannot tell it to.

    It would wait for work for ever, with the model in memory. (Windows does not say that a parent is gone.)
    """

    def watch() -> None:
        while os.getppid() == owner:
            sleep(_LOOK)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _backend(engine: Engine) -> AbstractContextManager[Any]:
    from joblib import parallel_config

    stack = ExitStack()
    if not engine.scheduler:
        stack.enter_context(parallel_config("loky", initializer=_end_with, initargs=(os.getpid(),)))
        return stack
    try:
        from dask.distributed import Client
    except ImportError:
        raise UsageError("没有安装集群组件，请先运行：pip install 'zuofeng[cluster]'") from None
    try:
        client = Client(engine.scheduler, timeout=_PATIENCE, set_as_default=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"连不上调度器 {engine.scheduler}（{type(error).__name__}），请检查 --scheduler") from error
    stack.enter_context(client)
    stack.enter_context(parallel_config(backend="dask", wait_for_workers_timeout=_PATIENCE))
    return stack


def _analyze_chunk(
    documents: Sequence[Document], model: str, tokenizer: str, take: Callable[[Report], Any]
) -> list[Any]:
    return [take(report) for report in analyzer_of(model, tokenizer).analyze_documents(documents)]


def chunked(documents: Iterable[Document], most: int, characters: int) -> Iterator[list[Document]]:
    """Documents in chunks, in order: as many as `most`, fewer where together they have more than so many characters.

    >>> [len(chunk) for chunk in chunked([Document("", "字" * 40)] * 5, 9, 100)]
    [2, 2, 1]
    """
    chunk: list[Document] = []
    size = 0
    for document in documents:
        if chunk and (len(chunk) == most or size + len(document.text) > characters):
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
    tokenizer: str = "rjieba",
    jobs: int = 1,
) -> Iterator[Result]:
    """`take(report)` of each document, in order; `take` must be a module-level function when `jobs` is not 1.

    Raises:
        ModelError: the model does not load.
    """
    engine = Engine(jobs)
    if not engine.alone:
        check_model(model)
    work = partial(_analyze_chunk, model=model, tokenizer=tokenizer, take=take)
    for results in map_chunks(work, chunked(documents, _CHUNK, _CHARACTERS), engine):
        yield from results
