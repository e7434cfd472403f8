"""The report as one printable HTML file: no script, nothing loaded from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from pipeline.monthly.figures import Picture
from pipeline.monthly.grid import Cell, Grid, shown
from pipeline.monthly.grids import grids
from pipeline.monthly.ledger import Ledger
from pipeline.monthly.svg import bars, chart_points, columns
from pipeline.tables.write import whole

_ROWS: Final = 200  # of a table
_LETTERS: Final = 2_000  # listed behind one figure
_ALL: Final = 200_000  # listed on the page
_STYLE: Final = """
@page{size:A4;margin:20mm 18mm}
body{max-width:900px;margin:0 auto;padding:24px;color:#222;line-height:1.6;
font-family:FangSong,FangSong_GB2312,STFangsong,"Noto Serif CJK SC",SimSun,"Songti SC","WenQuanYi Zen Hei",serif}
h1{text-align:center;font-size:26px;font-family:FZXiaoBiaoSong-B05S,"方正小标宋简体",SimSun,"Songti SC","Noto Serif CJK SC",serif}
h2{break-after:avoid;font-size:19px;margin-top:32px;font-family:SimHei,"Heiti SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif}
table{border-collapse:collapse;width:calc(100% - 2px);font-size:15px}
th,td{border:1px solid #888;padding:4px 8px;text-align:right}
th{background:#dde6f0;text-align:center}
td.t{text-align:left;overflow-wrap:anywhere}
tr.sum td{font-weight:bold}
thead{display:table-header-group}tr{break-inside:avoid}
p.note{color:#555;font-size:14px;margin:4px 0}
svg{width:100%;height:auto;margin:12px 0;break-inside:avoid}svg text{font-size:13px;fill:#222}
details{font-size:14px;margin:4px 0}details p{margin:2px 0 2px 1.2em;overflow-wrap:anywhere}
p.foot{text-align:right;margin-top:32px}
@media print{body{padding:0}details:not([open]){display:none}}
"""


def _cell(cell: Cell) -> str:
    text = escape(shown(cell))
    return f'<td class="t">{text}</td>' if isinstance(cell, str) else f"<td>{text}</td>"


def _table(grid: Grid) -> Iterator[str]:
    head = "".join(f"<th>{escape(name)}</th>" for name in grid.header)
    yield f"<table><thead><tr>{head}</tr></thead><tbody>"
    for at, row in enumerate(grid.rows[:_ROWS]):
        mark = ' class="sum"' if grid.total and at == len(grid.rows) - 1 else ""
        yield f"<tr{mark}>{''.join(map(_cell, row))}</tr>"
    yield "</tbody></table>"
    if len(grid.rows) > _ROWS:
        yield f'<p class="note">其余 {len(grid.rows) - _ROWS} 行请生成 xlsx 查看。</p>'
    if not grid.rows:
        yield '<p class="note">本期没有。</p>'


def _letters(grid: Grid, ledger: Ledger, room: int) -> tuple[str, int]:
    """The expandable list of letters behind the figures of a grid, and how many more the page may list."""
    lines = []
    for name, letters in grid.traces:
        listed = letters[: min(_LETTERS, room)]
        room -= len(listed)
        names = "、".join(escape(ledger.name(at)) for at in listed)
        rest = f"……共 {len(letters)} 件，其余请生成 xlsx 查看" if len(listed) < len(letters) else ""
        lines.append(f"<p><b>{escape(name)}</b>（{len(letters)} 件）：{names}{rest}</p>")
    return (f"<details><summary>来信编号</summary>{''.join(lines)}</details>" if lines else ""), room


def render(found: Picture, ledger: Ledger, *, unit: str, made: date) -> str:
    """The whole page."""
    title, room = escape(found.title), _ALL
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head><body>',
        f"<h1>{title}</h1>",
    ]
    for grid in grids(found):
        parts.append(f"<section><h2>{escape(grid.name)}</h2>")
        parts.extend(_table(grid))
        points = chart_points(grid)
        if grid.chart is not None and points:
            parts.append((columns if grid.chart.kind == "column" else bars)(grid.chart.title, points))
        parts += [f'<p class="note">{escape(note)}</p>' for note in grid.notes]
        listed, room = _letters(grid, ledger, room)
        parts.append(f"{listed}</section>")
    foot = f"{escape(unit)}　" if unit else ""
    parts.append(f'<p class="foot">{foot}{made.year}年{made.month}月{made.day}日</p></body></html>\n')
    return "\n".join(parts)


def write_page(path: Path, found: Picture, ledger: Ledger, *, unit: str, made: date) -> None:
    """Write the page; it appears whole or not at all."""
    with whole(path) as beside:
        beside.write_text(render(found, ledger, unit=unit, made=made), encoding="utf-8", newline="\n")
