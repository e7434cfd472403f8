"""Keeps models on disk: a folder with model.npz (arrays only), manifest.json and card.md.

Reading arrays runs no code, and the same models always make the same bytes. `load_models` compares the file's SHA-256
with the manifest: that guards against damage and mix-ups; against a forger only trust in the folder's source helps.
"""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar, Final

from pipeline import paths
from pipeline.classify.arrays import read_arrays, write_arrays
from pipeline.classify.card import render_card
from pipeline.classify.classifier import Classifier, Models
from pipeline.classify.decide import Thresholds
from pipeline.classify.heldout import HeldOut, write_held_out
from pipeline.errors import ModelError
from pipeline.lexicon.tables import digest
from pipeline.records import CATEGORIES, KINDS
from pipeline.text.tokens import tokenizer

# Raise when the manifest, the terms or the context features change: an older model is then refused, never guessed at.
FORMAT: Final = 6
_VERSIONED: Final = ("scikit-learn", "numpy", "scipy", "rjieba")


@dataclass(frozen=True)
class ModelFolder:
    """Layout of a model on disk."""

    root: Path
    FILES: ClassVar[tuple[str, ...]] = ("model.npz", "manifest.json", "card.md")

    @property
    def model(self) -> Path:
        """The arrays of the models."""
        return self.root / "model.npz"

    @property
    def manifest(self) -> Path:
        """What the model is and where it comes from."""
        return self.root / "manifest.json"

    @property
    def held_out(self) -> Path:
        """Out-of-fold predictions of the training run."""
        return self.root / "held-out.jsonl"

    def missing(self) -> list[str]:
        """Files that are not there; the card is for people and may be."""
        return [name for name in self.FILES[:2] if not (self.root / name).is_file()]


def terms_digest() -> str:
    """Digest of the files that change the terms a sentence yields; editing any other table needs no retraining."""
    files = (
        paths.corpora() / "taxonomy.toml",
        *(paths.lexicon() / f"{name}.csv" for name in ("user_words", "traditional", "cues")),
    )
    return sha256(b"\0".join(path.read_bytes().replace(b"\r\n", b"\n") for path in files)).hexdigest()


def save_models(
    folder: Path, models: Models, thresholds: Thresholds, facts: dict[str, Any], held_out: Sequence[HeldOut] = ()
) -> dict[str, Any]:
    """Write a model folder beside its place, then rename it in; returns the manifest.

    `held_out` is kept for `zuofeng doubt`; prediction does not need it.
    """
    beside = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    layout = ModelFolder(beside)
    write_arrays(layout.model, models)
    manifest = {
        "format": FORMAT,
        "sha256": sha256(layout.model.read_bytes()).hexdigest(),
        "versions": {name: version(name) for name in _VERSIONED} | {"python": platform.python_version()},
        "kinds": list(KINDS),
        "categories": list(CATEGORIES),
        "thresholds": thresholds.as_dict(),
        "terms": terms_digest(),
        "lexicon": digest(paths.lexicon()),
        **facts,
    }
    write_held_out(layout.held_out, held_out)
    (beside / "card.md").write_text(render_card(manifest), encoding="utf-8")
    layout.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    replace_model(beside, folder)
    return manifest


def replace_model(candidate: Path, folder: Path) -> None:
    """Put the candidate in the place of the model in use; both lie side by side, so each step is one rename."""
    beside = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(beside, ignore_errors=True)
    if folder.exists():
        folder.replace(beside)
    candidate.replace(folder)
    shutil.rmtree(beside, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check the manifest of a model folder.

    Raises:
        ModelError: a file is missing, the manifest is damaged, or its format, labels or terms are not ours.
    """
    layout = ModelFolder(folder)
    missing = layout.missing()
    if missing:
        raise ModelError(folder, f"缺文件 {'、'.join(missing)}")
    try:
        manifest = json.loads(layout.manifest.read_text(encoding="utf-8"))
        form, labels = manifest["format"], (manifest["kinds"], manifest["categories"])
        stamp, terms = manifest["sha256"], manifest["terms"]
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ModelError(folder, "manifest.json 损坏") from error
    if form != FORMAT:
        raise ModelError(folder, f"格式为 {form}，本程序只认格式 {FORMAT}")
    if labels != (list(KINDS), list(CATEGORIES)):
        raise ModelError(folder, "标签与本程序不同")
    if terms != terms_digest():
        raise ModelError(folder, "训练之后 taxonomy.toml、user_words.csv、traditional.csv 或 cues.csv 改过")
    if sha256(layout.model.read_bytes()).hexdigest() != stamp:
        raise ModelError(folder, "model.npz 与 manifest.json 记的校验值不符，文件已损坏或被改动")
    return dict(manifest)


def model_digest(folder: Path) -> str:
    """What the results of a model depend on: its arrays, its cut-offs, and the tables of words.

    Raises:
        ModelError: see `read_manifest`.
    """
    manifest = read_manifest(folder)
    cuts = json.dumps(manifest["thresholds"], sort_keys=True)
    return sha256("\0".join((manifest["sha256"], cuts, digest(paths.lexicon()))).encode()).hexdigest()


def read_thresholds(folder: Path) -> Thresholds:
    """Cut-offs of a model, whatever its format or versions: for holding it against another, not for judging with it.

    Raises:
        ModelError: there is no manifest, or it is damaged.
    """
    try:
        return Thresholds(**json.loads(ModelFolder(folder).manifest.read_text(encoding="utf-8"))["thresholds"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(folder, "manifest.json 不在或损坏") from error


def load_models(folder: Path) -> tuple[Models, Thresholds]:
    """Load a verified model folder.

    Raises:
        ModelError: see `read_manifest`; or the arrays are not those of our models.
    """
    manifest = read_manifest(folder)
    models = read_arrays(ModelFolder(folder).model)
    if models is None:
        raise ModelError(folder, "model.npz 里不是本程序的模型")
    return models, Thresholds(**manifest["thresholds"])


def load_classifier(model: str | Path | None = None, *, engine: str = "rjieba") -> Classifier:
    """Classifier with the model in models/default, or in the given folder; `engine` selects the tokenizer.

    Raises:
        ModelError: see `load_models`.
        UsageError: there is no such engine.
    """
    models, thresholds = load_models(paths.model(model))
    return Classifier(models, thresholds, tokenizer(engine))
