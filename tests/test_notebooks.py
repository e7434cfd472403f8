"""Every notebook runs: its code cells are executed in order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import paths

NOTEBOOKS = sorted((paths.home() / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_runs(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZUOFENG_SHARE", "0.015")  # of the corpora: enough for every cell to run
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert code
    space: dict[str, object] = {}
    for number, source in enumerate(code, 1):
        exec(compile(source, f"{path.name}[{number}]", "exec"), space)
