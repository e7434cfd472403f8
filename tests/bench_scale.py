"""Cost of `zuofeng batch` from ten thousand letters to a million (`make bench-scale`): time, rate, peak memory, two workers.

The letters are those of the corpora over and over, each with other numbers; a million take half an hour.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pipeline import paths

RUNS = ((10_000, 1), (10_000, 2), (100_000, 2), (1_000_000, 2))


def letters() -> Iterator[tuple[str, str]]:
    """Title and text of a letter after the other, without end, no two alike."""
    found = []
    for path in sorted((paths.corpora() / "labelled" / "petitions").glob("*.jsonl")):
        found += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for turn in count(1):
        for letter in found:
            yield letter["title"], f"{letter['text']}（第{turn}次反映）"


def write_table(path: Path, rows: int) -> float:
    """The table; returns its size in MB."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["编号", "标题", "正文"])
        for number, (title, text) in zip(range(rows), letters(), strict=False):
            writer.writerow([number, title, text])
    return path.stat().st_size / 1e6


def measure(table: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds, and MB of memory of the largest process."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pipeline", "batch", str(table), "--out", str(out), "--quiet", "--jobs", str(jobs)]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("the run failed")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS[-1][0]
    sys.stdout.write("件数 进程 输入MB 秒 件/秒 每万件秒 最大进程MB\n")
    for rows, jobs in RUNS:
        if rows > most:
            continue
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "t.csv"
            size = write_table(table, rows)
            took, memory = measure(table, Path(folder) / "o.csv", jobs)
        line = f"{rows} {jobs} {size:.1f} {took:.1f} {rows / took:.0f} {took / rows * 10_000:.1f} {memory:.0f}\n"
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
