"""The letters that all benches measure with: those of the corpora, in the order of their files."""

from __future__ import annotations

import json

from pipeline import paths


def labelled() -> list[tuple[str, str]]:
    """Title and text of each."""
    files = sorted((paths.corpora() / "labelled" / "petitions").glob("*.jsonl"))
    letters = (json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [(letter["title"], letter["text"]) for letter in letters]
