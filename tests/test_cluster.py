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
    table, local, remote = tmp_path / "t.csv", tmp_path / "local.csv", tmp_path / "remote.csv"
    write_letters(table, 6_000)
    assert main(["batch", str(table), "--out", str(local), "--quiet"]) == 1
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        parts = tmp_path / ".remote.csv.parts"
        killed = threading.Event()

        def kill_in_mid_run() -> None:
            while not list(parts.glob("*.jsonl")):
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)
            killed.set()

        killer = threading.Thread(target=kill_in_mid_run, daemon=True)
        killer.start()
        address = cluster.scheduler_address
        assert (
            main(["batch", str(table), "--out", str(remote), "--quiet", "--engine", "dask", "--scheduler", address])
            == 1
        )
        killer.join(timeout=10)
        assert killed.is_set()
    assert remote.read_bytes() == local.read_bytes()


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.parallel._PATIENCE", 1)
    table = tmp_path / "t.csv"
    write_letters(table, 3)
    address = "tcp://127.0.0.1:1"
    assert (
        main(["batch", str(table), "--out", str(tmp_path / "o.csv"), "--engine", "dask", "--scheduler", address]) == 2
    )
    assert address in capsys.readouterr().err
