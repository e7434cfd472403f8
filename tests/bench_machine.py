"""What this machine gives to a second process, whatever runs in it: bare `jieba.lcut` in two processes against one.

Cores that are shared with other machines, or that are two halves of one, give less than double: no program can have more.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from bench_letters import labelled

SECONDS = 4.0  # of cutting, a look


def warm() -> None:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()


def rate(seconds: float) -> float:
    """Letters a second that this process cuts."""
    import jieba

    texts, done = [text for _, text in labelled()], 0
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        jieba.lcut(texts[done % len(texts)])
        done += 1
    return done / (time.perf_counter() - begun)


class Machine:
    """Two processes that stay; each look takes eight seconds."""

    def __enter__(self) -> Machine:
        self._pool = ProcessPoolExecutor(2, get_context("spawn"), initializer=warm)
        list(self._pool.map(rate, [0.5, 0.5]))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def scaling(self) -> float:
        """How many times the letters of one process two have cut."""
        one = self._pool.submit(rate, SECONDS).result()
        return sum(self._pool.map(rate, [SECONDS, SECONDS])) / one


if __name__ == "__main__":
    with Machine() as machine:
        print([round(machine.scaling(), 2) for _ in range(5)])
