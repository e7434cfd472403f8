"""Models on disk: round trip, no code run on reading, damage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import paths
from pipeline.analyzer import load
from pipeline.classify.store import load_models, read_manifest
from pipeline.cli.main import main
from pipeline.errors import ModelError


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.default_model(), tmp_path / "copy"))


def change(folder: Path, **values: object) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | values), encoding="utf-8")


def test_a_copied_model_gives_the_same_answer(copied: Path, analyzer):
    text = "窗口没人接电话，群众跑了五趟。"
    assert load(copied).analyze(text).rows() == analyzer.analyze(text).rows()


@pytest.mark.parametrize("lost", ["model.npz", "manifest.json"])
def test_load_names_the_missing_file(copied: Path, lost: str):
    (copied / lost).unlink()
    with pytest.raises(ModelError, match=lost):
        load_models(copied)


def test_no_folder_says_what_to_run(tmp_path: Path):
    with pytest.raises(ModelError, match="make train"):
        load_models(tmp_path / "none")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"format": 999}, "格式"),
        ({"sha256": "0" * 64}, "校验值"),
        ({"terms": "0"}, "taxonomy"),
        ({"categories": ["大局"]}, "标签"),
        ({"format": None}, "格式"),
    ],
)
def test_foreign_manifests_are_refused(copied: Path, values: dict[str, object], said: str):
    change(copied, **values)
    with pytest.raises(ModelError, match=said):
        read_manifest(copied)


def test_damaged_manifest_is_refused(copied: Path):
    (copied / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="manifest"):
        read_manifest(copied)


def test_reading_a_model_runs_no_code(copied: Path, tmp_path: Path):
    """Neither a bare pickle nor one inside the archive is run, though the digest is made to fit."""
    import pickle
    from hashlib import sha256

    import numpy as np

    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "sprung",))

    model = copied / "model.npz"
    names = np.load(model).files
    model.write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ModelError, match="校验值"):
        load_models(copied)
    change(copied, sha256=sha256(model.read_bytes()).hexdigest())
    with pytest.raises(ModelError, match="不是本程序的模型"):
        load_models(copied)
    np.savez(model, **{name: np.array([Trap()], dtype=object) for name in names})
    change(copied, sha256=sha256(model.read_bytes()).hexdigest())
    with pytest.raises(ModelError, match="不是本程序的模型"):
        load_models(copied)
    assert not (tmp_path / "sprung").exists()


def test_a_model_that_only_workers_find_wrong_is_told_all_the_same(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """They load it for themselves; the process that they work for looks at the manifest alone."""
    from hashlib import sha256

    import numpy as np

    np.savez(copied / "model.npz", other=np.zeros(1))
    change(copied, sha256=sha256((copied / "model.npz").read_bytes()).hexdigest())
    (tmp_path / "t.csv").write_text("正文\n" + "窗口没人。\n" * 600, encoding="utf-8")  # two chunks: one has no workers
    given = ["batch", str(tmp_path / "t.csv"), "--out", str(tmp_path / "o.csv"), "--model", str(copied), "--jobs", "2"]
    assert main(given) == 2
    assert "不是本程序的模型" in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


def test_manifest_and_card_tell_where_the_model_comes_from():
    manifest = read_manifest(paths.default_model())
    assert {"corpora", "lexicon", "thresholds", "scores", "versions", "trained_at"} <= set(manifest)
    card = (paths.default_model() / "card.md").read_text(encoding="utf-8")
    assert "交叉验证" in card and str(manifest["corpus"]["公文句"]) in card
