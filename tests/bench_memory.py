"""Memory that a process and its descendants hold now; what they share is counted once (Linux, from /proc)."""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")


def memory_of_tree(root: int) -> float:
    """MB of a process with its descendants; 0 where the system does not say, or the process is gone."""
    return sum(_memory(pid) for pid in [root, *descendants(root)]) / 1024


def descendants(root: int) -> list[int]:
    """Processes that a process started, and those that they did."""
    found: list[int] = []
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        try:
            tasks = [path.read_text() for path in (_PROC / str(pid) / "task").glob("*/children")]
        except OSError:
            continue
        children = [int(child) for task in tasks for child in task.split()]
        found += children
        waiting += children
    return found


def runs(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        return bool((_PROC / str(pid) / "cmdline").read_text())
    except OSError:
        return False


def _memory(pid: int) -> int:
    """Proportional set size in kB: private pages, and of shared ones the share of this process."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
