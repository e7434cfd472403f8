"""Cost of `zuofeng batch` from ten thousand letters to a million (`make bench-scale`, part of `make bench`): time, rate, peak memory, two workers.

A million letters take nine to fifteen minutes; a number as argument is the most letters to try.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench_batch import measure, write_table

RUNS = ((10_000, 1), (10_000, 2), (100_000, 2), (1_000_000, 2))


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS[-1][0]
    print("件数 进程 输入MB 秒 件/秒 每万件秒 最大进程MB 全部进程MB")
    for rows, jobs in RUNS:
        if rows > most:
            continue
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "t.csv"
            size = write_table(table, rows)
            cost = measure(table, Path(folder) / "o.csv", jobs)
        took = cost.seconds
        speed = f"{rows / took:.0f} {took / rows * 10_000:.1f}"
        print(f"{rows} {jobs} {size:.1f} {took:.1f} {speed} {cost.largest:.0f} {cost.together:.0f}", flush=True)


if __name__ == "__main__":
    main()
