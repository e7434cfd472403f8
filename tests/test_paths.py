"""Where the data lie: in the checkout, in a wheel, or where ZUOFENG_HOME says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import paths


def test_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "pipeline"
    package.mkdir()
    monkeypatch.delenv("ZUOFENG_HOME", raising=False)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.home() == tmp_path
    (package / "data").mkdir()
    assert paths.home() == package / "data"
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path / "else"))
    assert paths.home() == tmp_path / "else"
