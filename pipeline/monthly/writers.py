"""Which writer an output's suffix asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from pipeline.errors import UsageError
from pipeline.monthly.book import write_book
from pipeline.monthly.figures import Picture
from pipeline.monthly.ledger import Ledger
from pipeline.monthly.names import short
from pipeline.monthly.page import write_page
from pipeline.monthly.word import write_word

Writer = Callable[[Path, Picture, Ledger, str, date], None]
_WRITERS: Final = {".docx": write_word, ".xlsx": write_book, ".html": write_page}


def writer_of(path: Path) -> Writer:
    """The writer for a path: called with path, picture, ledger, issuing unit and date.

    Raises:
        UsageError: no format has this suffix.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise UsageError(f"--out 的后缀应为 {'、'.join(_WRITERS)} 之一，得到“{path.name}”")

    def run(target: Path, found: Picture, ledger: Ledger, unit: str, made: date) -> None:
        write(target, found, ledger, unit=short(unit), made=made)

    return run
