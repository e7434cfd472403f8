"""Results on their way: one file a chunk beside the output, so that a run that was killed can be resumed.

The parts hold results, and of a run that masks the masked cells; the letters stay in the tables that they came from. A part appears whole or not at all, and is
on the disk before its name is: what survives a pulled plug is either a good part or none.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from pipeline.batch.letters import Result
from pipeline.errors import ResumeError
from pipeline.records import Reject

FORMAT: Final = 2  # of the lines of a part: result columns, reject, masked cells
_PLAN: Final = "plan.json"


class Parts:
    """A folder of parts; that of the output NAME is `.NAME.parts` beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, target: Path) -> Parts:
        """The parts of the output `target`."""
        return cls(target.with_name(f".{target.name}.parts"))

    def begin(self, plan: Mapping[str, Any], *, resume: bool, force: bool) -> None:
        """Make the folder for a run of this plan, or take up the one that is there.

        Raises:
            ResumeError: a folder is there and neither `resume` nor `force` is set, there is none to resume, or it is of
                another plan.
        """
        if resume:
            self._compare(plan)
            return
        if self.folder.exists():
            if self.done() and not force:
                raise ResumeError(
                    f"有一次未完成的运行（{self.folder.name}）", "加 --resume 接着做，或加 --force 从头再来"
                )
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)
        _write(self.folder / _PLAN, json.dumps(dict(plan), ensure_ascii=False, indent=1))

    def _compare(self, plan: Mapping[str, Any]) -> None:
        try:
            before = json.loads((self.folder / _PLAN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise ResumeError("没有可以接着做的运行", "去掉 --resume 从头开始") from None
        changed = [name for name in plan if json.loads(json.dumps(plan[name])) != before.get(name)]
        if changed:
            raise ResumeError(f"与上次相比，{'、'.join(changed)}变了", "恢复原样后再接着做，或加 --force 从头再来")

    def plan(self) -> str:
        """The plan as it lies there, empty if there is none: by it a worker knows that the parts are still those of its run."""
        try:
            return (self.folder / _PLAN).read_text(encoding="utf-8")
        except OSError:
            return ""

    def done(self) -> set[int]:
        """Numbers of the chunks whose parts are there."""
        return {int(path.stem) for path in self.folder.glob("*.jsonl")}

    def write(self, chunk: int, results: Sequence[Result]) -> None:
        """Keep the results of one chunk."""
        lines = (
            json.dumps(
                [result.row, result.reject and astuple(result.reject), dict(result.masked)],
                ensure_ascii=False,
                default=str,  # a date in a list of Parquet
            )
            for result in results
        )
        _write(self._path(chunk), "\n".join(lines) + "\n")

    def results(self, chunks: int, coming: Iterator[object] | None = None) -> Iterator[Result]:
        """Results of all chunks, in order; a part that is not there yet appears when enough is taken from `coming`."""
        steps = coming or iter(())
        for chunk in range(chunks):
            path = self._path(chunk)
            if not path.exists():
                any(path.exists() for _ in steps)
            with path.open(encoding="utf-8", newline="\n") as handle:
                for line in handle:
                    row, reject, masked = json.loads(line)
                    yield Result(row, Reject(*reject) if reject else None, masked)
        for _ in steps:  # whoever makes the parts shall come to an end, too
            pass

    def remove(self) -> None:
        """Remove the folder, once the output is there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, chunk: int) -> Path:
        return self.folder / f"{chunk:08d}.jsonl"


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.{token_hex(4)}.tmp")  # a worker that outlived its run may write the same part
    with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The new name too must be on the disk; Windows opens no folders, and needs none of this."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
