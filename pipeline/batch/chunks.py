"""The letters of a source in chunks, and how an engine gets through them.

Chunks never reach over the end of a table, so that a cluster can take whole tables: where there are several, the workers
read them and write the parts themselves, for which inputs and output must lie where all workers see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.batch.letters import Letter, Result, Settings, classify_letters
from pipeline.batch.parts import Parts
from pipeline.batch.source import Source, letters_of
from pipeline.errors import ResumeError, UnreadableError
from pipeline.parallel import Engine, map_chunks
from pipeline.readers.letter_table import LetterTable, Wanted, open_letter_table

CHUNK: Final = 500  # letters a part: a quarter of a megabyte of text or so


@dataclass(frozen=True, slots=True)
class TableTask:
    """A table that a worker reads for itself: its chunks are numbered from `first`, `digest` is that of its bytes."""

    path: str
    source: str  # the path as it was given, which results name
    wanted: Wanted
    digest: str
    first: int
    parts: str


def chunk_count(table: LetterTable) -> int:
    """Chunks of one table."""
    return -(-table.count // CHUNK)


def chunk_sizes(source: Source) -> list[int]:
    """Letters of each chunk of a source."""
    return [min(CHUNK, table.count - at * CHUNK) for table in source.tables for at in range(chunk_count(table))]


def engine_for(source: Source, engine: Engine) -> Engine:
    """The engine that is worth its start: of a single chunk one worker would do all, after loading the model anew."""
    return Engine() if len(chunk_sizes(source)) <= 1 and not engine.scheduler else engine


def results_of(source: Source, settings: Settings, engine: Engine) -> Iterator[list[Result]]:
    """Results of all chunks, in order, kept nowhere."""
    return map_chunks(
        partial(classify_letters, settings=settings), (chunk for _, chunk in _chunks(source, settings)), engine
    )


def fill(parts: Parts, source: Source, settings: Settings, engine: Engine) -> Iterator[int]:
    """Write the parts that are not there yet; yields after each step how many letters it was."""
    done = parts.done()
    if engine.scheduler and len(source.tables) > 1:
        tasks = _tasks(source, parts, done)
        yield from map_chunks(partial(classify_table, settings=settings), tasks, engine)
        return
    numbers: list[int] = []

    def waiting() -> Iterator[list[Letter]]:
        for number, chunk in _chunks(source, settings):
            if number not in done:
                numbers.append(number)
                yield chunk

    for results in map_chunks(partial(classify_letters, settings=settings), waiting(), engine):
        parts.write(numbers.pop(0), results)
        yield len(results)


def classify_table(task: TableTask, settings: Settings) -> int:
    """Read a table where this worker sees it, and write its parts that are not there yet; returns their letters.

    Raises:
        UnreadableError: the table is not there, or is not the one that the client sees.
        ResumeError: a run of another plan has begun in the folder since; its parts must not be mixed with these.
        ModelError: the model does not load.
    """
    table = replace(open_letter_table(Path(task.path), task.wanted), source=task.source)
    if table.digest != task.digest:
        raise UnreadableError(
            f"{Path(task.path).name} 在工作节点上是另一个文件", "请把输入放在各节点都能看到的共享目录"
        )
    parts = Parts(Path(task.parts))
    plan, done, count = parts.plan(), parts.done(), 0
    for number, chunk in enumerate(_chunks_of(table, settings), task.first):
        if number not in done:
            results = classify_letters(chunk, settings)
            if parts.plan() != plan:
                raise ResumeError("这次运行已被另一次取代", "请只看后一次运行的结果")
            parts.write(number, results)
            count += len(chunk)
    return count


def _tasks(source: Source, parts: Parts, done: set[int]) -> Iterator[TableTask]:
    first = 0
    for table in source.tables:
        count = chunk_count(table)
        if not done.issuperset(range(first, first + count)):
            wanted = Wanted(table.text, table.title or "", table.id or "")
            path, folder = (str(Path(name).resolve()) for name in (table.source, parts.folder))
            yield TableTask(path, table.source, wanted, table.digest, first, folder)
        first += count


def _chunks(source: Source, settings: Settings) -> Iterator[tuple[int, list[Letter]]]:
    return enumerate(chunk for table in source.tables for chunk in _chunks_of(table, settings))


def _chunks_of(table: LetterTable, settings: Settings) -> Iterator[list[Letter]]:
    letters = letters_of(table, mask=settings.mask)
    while chunk := list(islice(letters, CHUNK)):
        yield chunk
