"""Bar charts as SVG for a page that runs no script: values on the bars, names escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from pipeline.monthly.grid import Grid

_COLOUR: Final = "#3B6EA5"
_WIDTH: Final = 720
_LINE: Final = 26  # height of a horizontal bar with its gap
_HEIGHT: Final = 220
_NAME: Final = 14  # characters of a name beside its bar


def chart_points(grid: Grid) -> list[tuple[str, int]]:
    """Names and values that the chart of a grid draws; empty when it has none."""
    chart = grid.chart
    if chart is None:
        return []
    values = ((str(row[chart.value - 1]), row[chart.value]) for row in grid.rows[: chart.rows])
    return [(name, value) for name, value in values if isinstance(value, int)]


def bars(title: str, points: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars, one a line.

    >>> bars("件数", [("<甲>", 3)]).count("<rect"), "&lt;甲&gt;" in bars("件数", [("<甲>", 3)])
    (1, True)
    """
    most = max((value for _, value in points), default=0) or 1
    left, room = 210, _WIDTH - 210 - 60
    lines = []
    for at, (name, value) in enumerate(points):
        top, width = at * _LINE + 4, value * room / most
        cut = name if len(name) <= _NAME else name[: _NAME - 1] + "…"
        lines.append(
            f'<text x="{left - 8}" y="{top + 14}" text-anchor="end">{escape(cut)}</text>'
            f'<rect x="{left}" y="{top}" width="{width:.1f}" height="18" fill="{_COLOUR}"/>'
            f'<text x="{left + width + 6:.1f}" y="{top + 14}">{value}</text>'
        )
    return _framed(title, len(points) * _LINE + 8, lines)


def columns(title: str, points: Sequence[tuple[str, int]]) -> str:
    """Vertical bars; names under them, slanted when there are many.

    >>> columns("各月", [("2026-04", 2), ("2026-05", 0)]).count("<rect")
    2
    """
    most = max((value for _, value in points), default=0) or 1
    step = (_WIDTH - 40) / max(1, len(points))
    many = len(points) > 10
    base = _HEIGHT - (56 if many else 28)
    room = base - 28
    lines = [f'<line x1="20" y1="{base}" x2="{_WIDTH - 20}" y2="{base}" stroke="#999"/>']
    for at, (name, value) in enumerate(points):
        middle, height = 20 + step * (at + 0.5), value * room / most
        width = min(48.0, step * 0.6)
        slant = (
            f'text-anchor="end" transform="rotate(-45 {middle:.1f} {base + 14})"' if many else 'text-anchor="middle"'
        )
        lines.append(
            f'<rect x="{middle - width / 2:.1f}" y="{base - height:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{_COLOUR}"/>'
            f'<text x="{middle:.1f}" y="{base - height - 5:.1f}" text-anchor="middle">{value}</text>'
            f'<text x="{middle:.1f}" y="{base + (14 if many else 18)}" {slant}>{escape(name[:12])}</text>'
        )
    return _framed(title, _HEIGHT, lines)


def _framed(title: str, height: int, lines: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">{"".join(lines)}</svg>'
    )
