"""Files and folders in, masked files out: which output belongs to which input, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError, UsageError
from pipeline.mask import mask_text
from pipeline.mask.cells import Keys
from pipeline.masked_files.table import Cells, mask_rows
from pipeline.masked_files.texts import TEXT_FORMATS, write_text
from pipeline.readers.letter_table import SUFFIXES, Wanted, open_letter_table
from pipeline.readers.registry import STDIN, find_files, read_file, read_stdin
from pipeline.records import Reject
from pipeline.tables.rows import reject_row
from pipeline.tables.schema import REJECTS, Column
from pipeline.tables.single import write_single
from pipeline.tables.write import FORMATS, write_csv

_SHEET: Final = "脱敏结果"


@dataclass(frozen=True, slots=True)
class Job:
    """One input, the name under which it is reported, and the file to write (None: standard output)."""

    path: Path
    source: str
    target: Path | None

    @property
    def is_table(self) -> bool:
        """Whether the input is a table of letters."""
        return self.source != STDIN and self.path.suffix.lower() in SUFFIXES


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of tables that the user names, and whether the keys are wanted."""

    text: str = ""
    title: str = ""
    keep_keys: bool = False


@dataclass(slots=True)
class Result:
    """What became of one job: JSON rows for standard output, keys by place, counts by type, rejects."""

    rows: list[Cells] = field(default_factory=list)
    count: int = 0  # rows or texts masked
    keys: Keys = field(default_factory=dict)
    masked: int = 0
    rejects: list[Reject] = field(default_factory=list)


def plan(paths: Sequence[str], out: str) -> list[Job]:
    """Which file becomes which: one file is written to `out`, several files or a folder into the folder `out`.

    Raises:
        UsageError: the suffix of `out` does not fit, or an output would overwrite an input.
    """
    several = len(paths) > 1 or (paths[0] != STDIN and Path(paths[0]).is_dir())
    if out == STDIN:
        found = [(Path(STDIN), STDIN)] if paths[0] == STDIN else list(find_files(paths))
        return [Job(path, source, None) for path, source in found]
    if not several:
        job = Job(Path(paths[0]), paths[0], Path(out))
        fitting = tuple(f".{form}" for form in FORMATS) if job.is_table else TEXT_FORMATS
        if Path(out).suffix.lower() not in fitting:
            raise UsageError(f"--out 的后缀应为 {'、'.join(fitting)} 之一，得到“{Path(out).name}”")
        jobs = [job]
    else:
        jobs = list(_into_folder(paths, Path(out)))
    inputs = {job.path.resolve() for job in jobs if job.source != STDIN}
    if any(job.target is not None and job.target.resolve() in inputs for job in jobs):
        raise UsageError("输出与输入是同一个文件。请换一个 --out，原件要留着")
    return jobs


def _into_folder(paths: Sequence[str], folder: Path) -> Iterator[Job]:
    if folder.is_file():
        raise UsageError(f"输入有几个文件，--out 应为目录，“{folder.name}”是文件")
    taken: set[Path] = set()
    for given in paths:
        if given == STDIN:
            raise UsageError("标准输入 - 不能和别的输入一起用")
        root = Path(given)
        for path, source in find_files([given], skip=folder):
            inner = path.relative_to(root) if root.is_dir() else Path(path.name)
            suffix = path.suffix.lower()
            kept = suffix in TEXT_FORMATS or (suffix in SUFFIXES and suffix != ".xls")
            name = inner if kept else inner.with_name(inner.name + (".xlsx" if suffix == ".xls" else ".txt"))
            target, number = folder / name, 2
            while target in taken:
                target = (folder / name).with_name(f"{name.stem}_{number}{name.suffix}")
                number += 1
            taken.add(target)
            yield Job(path, source, target)


def run(job: Job, columns: Columns, *, on_row: Callable[[], None] = lambda: None) -> Result:
    """Mask one input and write its output; what could not be read is among the rejects."""
    return _run_table(job, columns, on_row) if job.is_table else _run_text(job)


def _run_table(job: Job, columns: Columns, on_row: Callable[[], None]) -> Result:
    result = Result()
    try:
        table = open_letter_table(job.path, Wanted(text=columns.text, title=columns.title))
    except UnreadableError as error:
        result.rejects.append(Reject(job.source, error.reason, error.remedy))
        return result

    def rows() -> Iterator[Cells]:
        for cells, keys, reject in mask_rows(table, job.source, on_row=on_row):
            result.count += 1
            result.masked += sum(len(found) for found in keys.values())
            if columns.keep_keys:
                result.keys |= keys
            if reject:
                result.rejects.append(reject)
            yield cells

    if job.target is None:
        result.rows += rows()
    else:
        job.target.parent.mkdir(parents=True, exist_ok=True)
        shown = tuple(Column(name, "str", name) for name in table.columns)
        write_single(job.target, job.target.suffix.lower().lstrip("."), rows(), shown, sheet=_SHEET)
    return result


def _run_text(job: Job) -> Result:
    result = Result()
    for item in read_stdin() if job.source == STDIN else read_file(job.path, job.source):
        if isinstance(item, Reject):
            result.rejects.append(item)
            continue
        masked = mask_text(item.text)
        result.keys[item.source] = masked.keys
        result.masked += len(masked.keys)
        result.count += 1
        result.rows.append({"source": item.source, "text": masked.text})
    if job.target is not None and result.rows:
        write_text(job.target, "\n".join(row["text"] for row in result.rows))
    return result


def write_rejects(out: str, rejects: Sequence[Reject]) -> None:
    """Write what could not be read: into the folder `out`, or beside the file `out`; nowhere if that is standard output."""
    if out == STDIN:
        return
    folder = Path(out)
    target = folder / "rejects.csv" if folder.is_dir() else folder.with_name(f"{folder.stem}.rejects.csv")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_csv(target, [reject_row(item) for item in rejects], REJECTS)
