"""A whole run: chunks of letters through an engine into parts, and the parts into the output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import paths
from pipeline.batch.chunks import CHUNK, chunk_sizes, fill, results_of
from pipeline.batch.guard import check_disclosure
from pipeline.batch.letters import Result, Settings
from pipeline.batch.parts import FORMAT, Parts
from pipeline.batch.repeated import COLUMNS, Repeated
from pipeline.batch.source import Source
from pipeline.classify.store import model_digest
from pipeline.errors import DisclosureError
from pipeline.parallel import Engine
from pipeline.tables.rows import Row, reject_row
from pipeline.tables.schema import REJECTS
from pipeline.tables.single import write_single
from pipeline.tables.write import write_csv
from pipeline.version import __version__


@dataclass(slots=True)
class Tally:
    """What a run came to, for the last line on the terminal."""

    letters: int = 0
    with_category: int = 0
    rejects: list[Row] = field(default_factory=list)

    def add(self, result: Result) -> Result:
        """Count a result and hand it on."""
        self.letters += 1
        self.with_category += bool(result.row["primary_category"])
        if result.reject is not None:
            self.rejects.append(reject_row(result.reject))
        return result


def plan_of(source: Source, settings: Settings, form: str) -> dict[str, Any]:
    """What the output depends on, in the words in which a change is told."""
    return {
        "输入": [[table.source, table.digest] for table in source.tables],
        "列的选择": [[table.text, table.title] for table in source.tables],
        "模型": model_digest(paths.model(settings.model)),
        "分词引擎": settings.tokenizer,
        "脱敏": settings.mask,
        "输出格式": form,
        "程序版本": __version__,
        "分块大小": CHUNK,
        "分块格式": FORMAT,
    }


def run_to_file(
    source: Source,
    target: Path,
    form: str,
    settings: Settings,
    engine: Engine,
    *,
    repeated: Repeated | None = None,
    for_unit: str = "",
    resume: bool = False,
    force: bool = False,
    on_rows: Callable[[int], None] = lambda rows: None,
) -> Tally:
    """Classify all letters of a source and write the output, which appears whole or not at all.

    What was done is kept beside the output until it is written; with `resume` a run that was cut off goes on from there,
    and gives the same bytes as one that was not. Rows are written while workers go on with later ones.

    Raises:
        ResumeError: see `Parts.begin`.
        ModelError: the model does not load.
        DisclosureError: the output is for a unit that some of the letters accuse, and they are not masked.
    """
    parts = Parts.beside(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    parts.begin(plan_of(source, settings, form), resume=resume, force=force)
    sizes = chunk_sizes(source)
    on_rows(sum(sizes[chunk] for chunk in parts.done()))
    coming = _counted(fill(parts, source, settings, engine), on_rows)
    guarded = bool(for_unit) and not settings.mask  # nothing is written before it is known that it may be
    if guarded or not all(table.streamed for table in source.tables):  # two passes at once would hold a workbook twice
        for _ in coming:
            pass
    if guarded:
        _guard(source, parts, len(sizes), for_unit)
    tally = Tally()
    results = map(tally.add, parts.results(len(sizes), coming))
    rows = source.rows(results if repeated is None else repeated.with_columns(results))
    write_single(target, form, rows, source.columns(() if repeated is None else COLUMNS), source.schema)
    beside = rejects_beside(target)
    beside.unlink(missing_ok=True)
    if tally.rejects:
        write_csv(beside, tally.rejects, REJECTS)
    parts.remove()
    return tally


def _counted(steps: Iterator[int], on_rows: Callable[[int], None]) -> Iterator[int]:
    """The steps, each told of when it is done."""
    for letters in steps:
        on_rows(letters)
        yield letters


def _guard(source: Source, parts: Parts, chunks: int, unit: str) -> None:
    """Refuse the output where letters accuse the unit that it is for; what was done so far is of no further use then.

    A letter that carries a category and names the unit in whatever role counts as accusing it.
    """
    rows = (result.row for result in parts.results(chunks))
    accused = ([*row["responsible_units"], *(row["units"] if row["categories"] else [])] for row in rows)
    try:
        check_disclosure(unit, zip(source.names(), accused, strict=True))
    except DisclosureError:
        parts.remove()
        raise


def run_to_stream(
    source: Source,
    settings: Settings,
    engine: Engine,
    write: Callable[[Iterator[Row]], None],
    on_rows: Callable[[int], None],
    *,
    repeated: Repeated | None = None,
) -> Tally:
    """Classify all letters and hand the rows on as they come; nothing is kept."""
    tally = Tally()

    def results() -> Iterator[Result]:
        for part in results_of(source, settings, engine):
            on_rows(len(part))
            yield from map(tally.add, part)

    write(source.rows(results() if repeated is None else repeated.with_columns(results())))
    return tally


def rejects_beside(target: Path) -> Path:
    """Where the rows that could not be read are listed."""
    return target.with_name(f"{target.stem}.rejects.csv")
