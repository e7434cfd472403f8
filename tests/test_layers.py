"""Imports go one way: a package may import only those that stand before it in the data flow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pipeline

ROOT = Path(pipeline.__file__).parent
# Each layer with the layers that it may import, besides the standard library and third parties.
BASE = {"errors", "paths", "records", "version"}
ALLOWED = {
    "errors": set(),
    "paths": set(),
    "records": set(),
    "version": set(),
    "lexicon": BASE,
    "text": BASE | {"lexicon"},
    "structure": BASE | {"lexicon", "text"},
    "readers": BASE | {"lexicon"},
    "extract": BASE | {"lexicon", "text"},
    "mask": BASE | {"lexicon", "text", "extract"},
    "classify": BASE | {"lexicon", "text", "structure"},
    "tables": BASE | {"lexicon"},
    "report": BASE | {"tables"},
    "monthly": BASE | {"lexicon", "readers", "mask", "tables"},
    "analyzer": BASE | {"text", "structure", "classify", "extract", "report"},
    "parallel": BASE | {"classify", "analyzer", "report"},
    "digest": BASE | {"structure", "classify", "extract"},
    "repeats": BASE | {"lexicon", "text", "extract"},
    "batch": BASE | {"lexicon", "readers", "repeats", "mask", "classify", "extract", "digest", "parallel", "tables"},
    "masked_files": BASE | {"readers", "mask", "tables"},
    "summary": BASE | {"lexicon", "readers", "text", "structure", "extract", "tables", "report"},
    "ledger": BASE | {"lexicon", "readers", "extract", "summary", "tables"},
    "evaluate": BASE | {"text", "structure", "classify", "analyzer", "report"},
    "cli": BASE
    | {"readers", "mask", "classify", "analyzer", "batch", "evaluate", "masked_files", "ledger", "monthly"}
    | {"parallel", "report", "summary", "tables"},
    "__main__": {"cli"},
    "__init__": {"version", "analyzer", "report", "extract"},
}


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "pipeline" else [node.module]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("pipeline.")}
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path):
    layer = layer_of(path)
    assert imported_layers(path) <= ALLOWED[layer] | {layer}


HEAVY = {
    "pandas",
    "spacy",
    "sklearn",
    "scipy",
    "numpy",
    "jieba",
    "rjieba",
    "docx",
    "docxtpl",
    "jinja2",
    "pypdfium2",
    "lxml",
    "rich",
    "pyarrow",
    "joblib",
}


def modules_after(code: str) -> set[str]:
    import subprocess
    import sys

    code = f"import sys; {code}; print(' '.join(sys.modules))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_help_imports_nothing_heavy():
    assert not HEAVY & modules_after("import pipeline.cli.main as m; m.build_parser()")


def test_a_prediction_imports_nothing_that_only_training_needs():
    """scikit-learn alone takes longer to import than a letter takes from the start of Python to its report."""
    loaded = modules_after("from pipeline import load; load().analyze('窗口没人，跑了五趟。').rows()")
    assert "rjieba" in loaded
    assert not {"sklearn", "scipy", "pandas", "spacy", "jieba"} & loaded
