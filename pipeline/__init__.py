"""zuofeng: finds, classifies and extracts conduct problems in Chinese official texts and petition letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.version import __version__

if TYPE_CHECKING:
    from pipeline.analyzer import Analyzer, load
    from pipeline.extract.numerals import parse_number
    from pipeline.report import Report

__all__ = ["Analyzer", "Report", "__version__", "load", "parse_number"]

_HOMES = {
    "Analyzer": "pipeline.analyzer",
    "Report": "pipeline.report",
    "load": "pipeline.analyzer",
    "parse_number": "pipeline.extract.numerals",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `zuofeng --help` starts without heavy libraries."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
