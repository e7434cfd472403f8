"""Ids and names as a report shows them: printable and short, whatever the cell held."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 40  # characters


def short(text: str, most: int = LONGEST) -> str:
    r"""One line without control characters, cut at `most`.

    >>> short("A\n1\x00"), short("长" * 50, 4)
    ('A 1', '长长长…')
    """
    plain = "".join(mark if mark.isprintable() else " " for mark in text[: most * 2]).strip()
    return plain if len(plain) <= most else plain[: most - 1] + "…"
