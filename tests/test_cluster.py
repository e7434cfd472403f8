"""A Dask cluster gives what this machine alone gives, also when one of its workers dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from killing import write_letters

from pipeline.cli.main import main

distributed = pytest.importorskip("distributed")


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_changes_nothing(tmp_path: Path):
    table, folder = tmp_path / "t.csv", tmp_path / "tables"
    write_letters(table, 6_000)
    folder.mkdir()
    for name, count in (("a", 700), ("b", 20), ("c", 1_100)):
        write_letters(folder / f"{name}.csv", count)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        remote = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
        killer = Killer(next(iter(cluster.workers.values())).pid, tmp_path / ".remote.csv.parts")
        assert batch(table, tmp_path / "remote.csv", *remote) == 1
        killer.thread.join(timeout=10)
        assert killer.killed
        assert batch(folder, tmp_path / "remotes.csv", *remote) == 1  # whole tables, read and written by the workers
    assert batch(table, tmp_path / "local.csv") == batch(folder, tmp_path / "locals.csv") == 1
    for name in ("{}.csv", "{}.rejects.csv"):
        assert (tmp_path / name.format("remote")).read_bytes() == (tmp_path / name.format("local")).read_bytes()
        assert (tmp_path / name.format("remotes")).read_bytes() == (tmp_path / name.format("locals")).read_bytes()


def batch(table: Path, out: Path, *options: str) -> int:
    return main(["batch", str(table), "--out", str(out), "--quiet", *options])


class Killer:
    """Kills a process as soon as the first part of a run is there."""

    def __init__(self, victim: int, parts: Path) -> None:
        self.killed = False
        self.thread = threading.Thread(target=self._kill_in_mid_run, args=(victim, parts), daemon=True)
        self.thread.start()

    def _kill_in_mid_run(self, victim: int, parts: Path) -> None:
        while not list(parts.glob("*.jsonl")):
            time.sleep(0.01)
        os.kill(victim, signal.SIGKILL)
        self.killed = True


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.parallel._PATIENCE", 1)
    table = tmp_path / "t.csv"
    write_letters(table, 3)
    address = "tcp://127.0.0.1:1"
    assert (
        main(["batch", str(table), "--out", str(tmp_path / "o.csv"), "--engine", "dask", "--scheduler", address]) == 2
    )
    assert address in capsys.readouterr().err
