"""Pairs of letters worth comparing, in time and memory linear in the letters: MinHash bands, and sampled trigrams.

Bands (signatures by datasketch) find letters alike as wholes. Its index, a set per letter and band, would cost some
kilobytes a letter, so bands are sorted arrays here. Sampled trigrams find a short letter inside a long one.
Which pairs come out depends on what the letters say, never on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from pipeline.repeats.trace import Trace

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

BANDS: Final = 42
ROWS: Final = 3  # a band; a pair with Jaccard 0.4 meets in one of 42 bands with probability 0.94, with 0.6 always
WINDOW: Final = 24  # neighbours compared in a crowded bucket
SAMPLED: Final = 8  # one trigram in so many stands for the letter where short letters are sought in long ones
CROWD: Final = 12  # a sampled trigram in more letters than these is a phrase of everyone's
MEETINGS: Final = 2  # sampled trigrams that a pair must share


def band_keys(traces: Iterable[Trace]) -> Iterator[Array]:
    """For each letter its `BANDS` keys (uint64); equal keys in a band make a candidate."""
    import numpy as np
    from datasketch import MinHash

    empty = MinHash(num_perm=BANDS * ROWS, seed=1, hashfunc=int, scheme="affine32")
    for trace in traces:
        sketch = empty.copy()
        sketch.update_batch(trace.grams)
        rows = sketch.hashvalues.reshape(BANDS, ROWS).astype(np.uint64)
        key = np.zeros(BANDS, dtype=np.uint64)
        for at in range(ROWS):
            key = (key ^ rows[:, at]) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(31)
        yield key


def alike(traces: Sequence[Trace]) -> Array:
    """Pairs of distinct letters that share a band, as rows of two ascending indices.

    `traces` must be sorted by what they say (facts first): in a crowded bucket only neighbours are compared.
    """
    import numpy as np

    keys = np.empty((BANDS, len(traces)), dtype=np.uint64)
    for at, own in enumerate(band_keys(traces)):
        keys[:, at] = own
    pairs = np.empty(0, dtype=np.int64)
    for band in keys:
        order = np.argsort(band, kind="stable")
        pairs = np.unique(np.concatenate([pairs, *_neighbours(band[order], order, WINDOW, len(traces))]))
    return _two_columns(pairs, len(traces))


def _neighbours(ranked: Array, owners: Array, most: int, base: int) -> Iterator[Array]:
    """Owners of equal values of a sorted array that stand at most `most` places apart, as `first * base + second`."""
    for distance in range(1, min(most + 1, len(ranked))):
        meets = ranked[distance:] == ranked[:-distance]
        if not meets.any():
            return  # equal values stand together: if none is this far apart, none is farther
        yield owners[:-distance][meets] * base + owners[distance:][meets]


def _two_columns(pairs: Array, base: int) -> Array:
    import numpy as np

    return np.stack(np.divmod(pairs, max(1, base)), axis=1)


def inside(traces: Sequence[Trace]) -> Array:
    """Pairs of letters that share at least `MEETINGS` sampled trigrams that few other letters have; as `alike`."""
    import numpy as np

    chosen = [trace.grams[trace.grams % np.uint32(SAMPLED) == 0] for trace in traces]
    values = np.concatenate([np.empty(0, dtype=np.uint32), *chosen])
    owners = np.repeat(np.arange(len(traces), dtype=np.int64), [len(own) for own in chosen])
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    _, groups, sizes = np.unique(values, return_inverse=True, return_counts=True)
    kept = sizes[groups] <= CROWD
    met = list(_neighbours(values[kept], owners[kept], CROWD, len(traces)))
    found, times = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *met]), return_counts=True)
    return _two_columns(found[times >= MEETINGS], len(traces))
