"""What `zuofeng batch` costs as a user runs it: time from start to finished output, two workers against one, memory of all processes.

Part of `make bench-speed`; `bench_scale.py` measures larger tables with the same functions. The letters are those of the corpora
over and over, each with another number.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from bench_letters import labelled
from bench_machine import Machine
from bench_memory import memory_of_tree

ROWS = 60_000
ROUNDS = 3
_PAUSE = 0.02  # seconds between two looks for the end
EVERY = 1.0  # seconds between two looks at the memory; each keeps the processes waiting for some milliseconds


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds; MB of the largest process; MB of all processes at the worst moment (0: this system does not say)."""

    seconds: float
    largest: float
    together: float


def letters() -> Iterator[tuple[str, str]]:
    """Title and text of a letter after the other, without end, no two alike."""
    found = labelled()
    for turn in count(1):
        for title, text in found:
            yield title, f"{text}（第{turn}次反映）"


def write_table(path: Path, rows: int) -> float:
    """The table; returns its size in MB."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["编号", "标题", "正文"])
        for number, (title, text) in zip(range(rows), letters(), strict=False):
            writer.writerow([number, title, text])
    return path.stat().st_size / 1e6


def measure(table: Path, out: Path, jobs: int, *options: str) -> Cost:
    """Run the batch in processes of its own, from the start of Python to the written output."""
    command = [sys.executable, "-m", "pipeline", "batch", str(table), "--out", str(out), "--quiet", "--jobs", str(jobs)]
    begun = time.monotonic()
    process = subprocess.Popen([*command, *options])
    together, looked = 0.0, begun
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - looked >= EVERY:
            together = max(together, memory_of_tree(process.pid))
            looked = time.monotonic()
        time.sleep(_PAUSE)
    took = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("the run failed")
    return Cost(took, usage.ru_maxrss / 1024, together)


def show(rows: int = ROWS) -> None:
    """Print what one worker and two cost, in rounds, and the ratio; and the same of bare jieba, which is what the machine gives."""
    load = f"，测前负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    costs: dict[int, list[Cost]] = {1: [], 2: []}
    machine_gives = []
    with tempfile.TemporaryDirectory() as folder, Machine() as machine:
        table = Path(folder) / "t.csv"
        size = write_table(table, rows)
        for _ in range(ROUNDS):
            machine_gives.append(machine.scaling())
            for jobs, found in costs.items():
                found.append(measure(table, Path(folder) / f"{jobs}.csv", jobs, "--force"))
            if (Path(folder) / "1.csv").read_bytes() != (Path(folder) / "2.csv").read_bytes():
                raise SystemExit("one worker and two wrote different outputs")
    print(f"批量 {rows} 件，{size:.1f} MB，CSV 到 CSV，含启动，轮流测 {ROUNDS} 轮；本机 {os.cpu_count()} 核{load}")
    for jobs, found in costs.items():
        took, memory = median(cost.seconds for cost in found), max(cost.together for cost in found)
        shown = f"{memory:.0f} MB（含子进程）" if memory else "此系统测不到"
        print(f"  {jobs} 个进程  {took:6.1f} 秒  {rows / took:5.0f} 件/秒  内存峰值 {shown}")
    ratios = [one.seconds / two.seconds for one, two in zip(costs[1], costs[2], strict=True)]
    print(f"  两个进程是一个进程的 {median(ratios):.2f} 倍（各轮 {_each(ratios)}）；输出逐字节相同")
    print(
        f"  同时裸切 jieba，两个进程是一个的 {median(machine_gives):.2f} 倍（{_each(machine_gives)}）：这是本机给得出的"
    )


def _each(ratios: list[float]) -> str:
    return "、".join(f"{ratio:.2f}" for ratio in ratios)


if __name__ == "__main__":
    show(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
