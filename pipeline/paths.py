"""The one place that knows where data files and models lie; everything else takes paths as arguments."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """Folder that holds corpora/ and models/.

    `ZUOFENG_HOME` if set, else the checkout this package lies in, else the data that a wheel carries (`make dist`).
    """
    override = os.environ.get("ZUOFENG_HOME")
    if override:
        return Path(override)
    package = Path(__file__).resolve().parent
    packed = package / "data"
    return packed if packed.is_dir() else package.parent


def corpora() -> Path:
    """Folder of taxonomy, lexicon, labelled text and samples."""
    return home() / "corpora"


def lexicon() -> Path:
    """Folder of the CSV tables that officials may edit."""
    return corpora() / "lexicon"


def names() -> Path:
    """Folder of letters whose names were marked by hand, from which masking learns what names look like."""
    return corpora() / "names"


def templates() -> Path:
    """Folder of the Word templates that offices may copy and change."""
    return corpora() / "templates"


def default_model() -> Path:
    """Folder of the model that `load()` takes when none is named."""
    return home() / "models" / "default"


def model(named: str | Path | None) -> Path:
    """Folder of the model of this name; empty or none is the default.

    >>> model("旧模型").name, model("").name
    ('旧模型', 'default')
    """
    return Path(named) if named else default_model()
