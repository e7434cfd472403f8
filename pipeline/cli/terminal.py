"""What a person sees on the terminal: progress on long work and a short table at the end, both on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.records import CATEGORIES

if TYPE_CHECKING:
    from pipeline.tables.overview import Overview


def say(message: str, *, quiet: bool = False) -> None:
    """One line on stderr."""
    if not quiet:
        print(message, file=sys.stderr)  # noqa: T201 — the terminal layer


@contextmanager
def progress(what: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar with count and time left; yields the function that advances it. Only where stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


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


def show_failures(failures: Sequence[tuple[str, str, str]], *, most: int = 10) -> None:
    """Inputs that could not be read: source, reason, remedy."""
    say(f"有 {len(failures)} 个输入未读成，见 rejects 表：")
    for source, reason, remedy in failures[:most]:
        say(f"  {source}：{reason}。{remedy}")
    if len(failures) > most:
        say(f"  ……另有 {len(failures) - most} 个")
