"""The chart of months as PNG for Word. It bears digits only, so that no Chinese font is needed where it is drawn."""

from __future__ import annotations

import io
from collections.abc import Sequence


def column_png(points: Sequence[tuple[str, int]]) -> bytes | None:
    """Columns with their values; None without points, or where matplotlib (extra `evaluate`) is not installed."""
    if not points:
        return None
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return None
    figure = Figure(figsize=(6.3, 2.4), dpi=200, layout="constrained")
    axes = figure.subplots()
    drawn = axes.bar([name for name, _ in points], [value for _, value in points], color="#3B6EA5", width=0.6)
    axes.bar_label(drawn, fontsize=8, padding=2)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_yticks([])
    axes.margins(y=0.15)
    axes.tick_params(axis="x", labelsize=8, rotation=45 if len(points) > 10 else 0)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()
