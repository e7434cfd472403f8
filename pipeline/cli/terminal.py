"""What a person sees on the terminal: progress on long work and a short table at the end, both on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipeline.records import CATEGORIES

if TYPE_CHECKING:
    from pipeline.tables.overview import Overview

_SILENCE: Final = 30  # seconds between lines of progress


def say(message: str, *, quiet: bool = False) -> None:
    """One line on stderr."""
    if not quiet:
        print(message, file=sys.stderr)  # noqa: T201 — the terminal layer


@contextmanager
def progress(what: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Count, rate and time left; yields the function that advances them by so many.

    A bar where stderr is a terminal, else a line every half minute, so that the log of a night's run tells how it went.
    """
    if quiet:
        yield lambda step: None
        return
    if not sys.stderr.isatty():
        yield _Lines(what, total).advance
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, rate="")
        begun = time.monotonic()

        def advance(step: int) -> None:
            bar.advance(task, step)
            done = bar.tasks[0].completed
            bar.update(task, rate=f"{done / max(time.monotonic() - begun, 1e-3):.0f} 件/秒")

        yield advance


class _Lines:
    """Progress as lines of text."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._begun = self._told = time.monotonic()
        self._done = 0

    def advance(self, step: int) -> None:
        self._done += step
        now = time.monotonic()
        if now - self._told < _SILENCE:
            return
        self._told = now
        rate = self._done / (now - self._begun)
        left = "" if self._total is None else f"，还要约 {(self._total - self._done) / rate / 60:.0f} 分钟"
        say(f"{self._what}：{self._done} / {self._total or '?'}，{rate:.0f} 件/秒{left}")


def show_overview(facts: Overview) -> None:
    """The short table after an analysis: category, problems, an example."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    say(f"{facts.documents} 篇，{facts.problems} 处问题，其中 {facts.to_review} 处需复核")
    table = Table()
    table.add_column("类别", no_wrap=True)
    table.add_column("问题", justify="right")
    table.add_column("例句", overflow="ellipsis", no_wrap=True, max_width=60)
    for name in CATEGORIES:
        table.add_row(name, str(facts.by_category[name]), Text(facts.examples.get(name, "")))
    if facts.undecided:
        table.add_row("未定", str(facts.undecided), "")
    Console(stderr=True).print(table)


def show_failures(failures: Sequence[tuple[str, str, str]], *, most: int = 10, where: str = " rejects 表") -> None:
    """Inputs that could not be read: source, reason, remedy; `where` is where all of them are listed."""
    say(f"有 {len(failures)} 个输入未读成，见{where}：")
    for source, reason, remedy in failures[:most]:
        say(f"  {source}：{reason}。{remedy}")
    if len(failures) > most:
        say(f"  ……另有 {len(failures) - most} 个")
