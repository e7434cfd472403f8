"""The memory that `make bench` shows counts child processes too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench_memory import memory_of_tree

_HOLD = "x = bytearray(b'x') * {size}; print(1, flush=True); input()"
_CHILD = f"""import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {_HOLD.format(size=60_000_000)!r}], stdin=0)
child.wait()"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")
def test_children_count():
    process = subprocess.Popen([sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"1\n"
        assert 60 < memory_of_tree(process.pid) < 160
    finally:
        process.communicate(b"\n")
    assert memory_of_tree(process.pid) == 0


def test_a_process_that_is_gone_holds_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    os.waitpid(process.pid, 0)
    process.returncode = 0
    assert memory_of_tree(process.pid) == 0
