"""Kills `zuofeng batch` at random moments and resumes it, until it is through: `make kills` does so thirty times.

A run that was killed however often must give the bytes of one that was not.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BODIES = (
    "窗口工作人员态度恶劣，来回跑了{n}趟都没办成，问就是回去等。",
    "请问{n}号楼的公积金怎么提取？谢谢。",
    "路灯坏了{n}天，打了城管局电话没人管，互相推诿。",
    "感谢社区，{n}单元的水管当天就修好了。",
    "物业乱收费{n}元，业主没有办法。",
)


def write_letters(path: Path, count: int) -> None:
    """A table of many short letters, some rows without text."""
    lines = ["编号,留言详情"]
    lines += [f"{n},{'' if n % 97 == 0 else BODIES[n % len(BODIES)].format(n=n)}" for n in range(count)]
    path.write_text("\n".join(lines), encoding="utf-8")


def command(table: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "batch", str(table), "--out", str(out), "--quiet", *options]


def run(table: Path, out: Path, *options: str) -> None:
    """An uninterrupted run; 1 says that some rows could not be read, as is so here."""
    if subprocess.run(command(table, out, *options), check=False, stderr=subprocess.DEVNULL).returncode != 1:
        raise RuntimeError("the run failed")


def kill_and_resume(table: Path, out: Path, moments: Sequence[Moment], *options: str) -> int:
    """Kill the run at each of these moments, then let it finish; returns how often it was killed before its end."""
    parts, killed = out.with_name(f".{out.name}.parts"), 0
    for moment in moments:
        started = subprocess.Popen(command(table, out, *options, resume_or_force(parts)), stderr=subprocess.DEVNULL)
        moment.wait_for(parts, started)
        if started.poll() is not None:
            break
        started.send_signal(signal.SIGKILL)
        started.wait()
        killed += 1
    if not out.exists():
        run(table, out, *options, resume_or_force(parts))
    return killed


def resume_or_force(parts: Path) -> str:
    return "--resume" if (parts / "plan.json").exists() else "--force"


@dataclass(frozen=True)
class Moment:
    """So many seconds after the start, or after so many further parts of the output are written."""

    seconds: float
    parts: int = 0

    def wait_for(self, parts: Path, started: subprocess.Popen[bytes]) -> None:
        wanted = len(list(parts.glob("*.jsonl"))) + self.parts
        while started.poll() is None and len(list(parts.glob("*.jsonl"))) < wanted:
            time.sleep(0.002)
        time.sleep(self.seconds)


def main() -> None:
    kills, tries, draw = 0, 0, random.Random(20261126)
    with tempfile.TemporaryDirectory() as folder:
        table, whole = Path(folder) / "t.csv", Path(folder) / "whole.csv"
        write_letters(table, 20_000)
        begun = time.monotonic()
        run(table, whole, "--jobs", "2")
        takes = time.monotonic() - begun
        while kills < 30:
            out = Path(folder) / f"{tries}.csv"
            kills += kill_and_resume(table, out, [Moment(draw.uniform(0.5, takes)) for _ in range(5)], "--jobs", "2")
            tries += 1
            if out.read_bytes() != whole.read_bytes():
                raise SystemExit(f"the output after {kills} kills differs")
            sys.stdout.write(f"{kills} kills in {tries} runs, every output the same\n")


if __name__ == "__main__":
    main()
