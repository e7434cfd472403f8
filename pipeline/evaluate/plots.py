"""Pictures of an evaluation as SVG; their text stays text, so that the reader's own Chinese fonts show it."""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import ZuofengError
from pipeline.evaluate.learning import Point
from pipeline.evaluate.scoring import Bin

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_FONTS: Final = ("Microsoft YaHei", "SimHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans")
_STYLE: Final = {
    "font.family": list(_FONTS),
    "svg.fonttype": "none",
    "svg.hashsalt": "zuofeng",  # the same figures give the same bytes
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
}


def _figure(width: float, height: float) -> tuple[Figure, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ZuofengError("画图要用 matplotlib，没有安装。请运行 pip install 'zuofeng[evaluate]'") from error
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # absent fonts are no news here
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _svg(figure: Figure) -> str:
    import warnings

    target = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph"
        )  # measured with a font that lacks them; the reader's has them
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": "zuofeng"})
    text = target.getvalue()
    return text[text.index("<svg") :]


def reliability_plot(curves: Mapping[str, Sequence[Bin]]) -> str:
    """How often what was said with probability p came true; the diagonal is perfect."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        figure, axes = _figure(5.2, 4.4)
        axes.plot([0, 1], [0, 1], color="#999999", linestyle=":", label="理想")
        for name, bins in curves.items():
            axes.plot([b.mean for b in bins], [b.came_true for b in bins], marker="o", label=name)
        axes.set(xlabel="模型说的概率", ylabel="实际成立的比例", xlim=(0, 1), ylim=(0, 1))
        axes.legend(frameon=False)
        return _svg(figure)


def confusion_plot(names: Sequence[str], table: Sequence[Sequence[int]]) -> str:
    """Rows are labels, columns what was said; shade by share of the row."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        figure, axes = _figure(4.4, 3.8)
        shares = [[cell / max(1, sum(row)) for cell in row] for row in table]
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks(range(len(names)), names)
        axes.set(xlabel="模型", ylabel="标注")
        for y, row in enumerate(table):
            for x, cell in enumerate(row):
                axes.text(x, y, str(cell), ha="center", va="center", color="white" if shares[y][x] > 0.5 else "black")
        return _svg(figure)


def learning_plot(points: Sequence[Point], figure_name: str) -> str:
    """A line for each set of cases: the figure against the number of texts learned from."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        figure, axes = _figure(5.2, 3.8)
        chosen = [point for point in points if point.figure == figure_name]
        for name in dict.fromkeys(point.set_name for point in chosen):
            line = sorted((p for p in chosen if p.set_name == name), key=lambda p: p.records)
            axes.plot([p.records for p in line], [p.value for p in line], marker="o", label=name)
        axes.set(xlabel="学过的文本数", ylabel=figure_name, ylim=(0, 1))
        axes.legend(frameon=False)
        return _svg(figure)
