"""The summary as one HTML file: printable, without script, the sources below with their problems highlighted."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from pipeline.records import CATEGORIES
from pipeline.summary.overview import (
    NOTE,
    UNITS_SHOWN,
    by_category,
    by_manifestation,
    by_unit,
    category_title,
    han,
    overview_lines,
    task_line,
)
from pipeline.summary.ranking import explained
from pipeline.summary.records import Item, Paper, Source, Summary
from pipeline.tables.write import whole

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
body { font-family: "FangSong", "STFangsong", "Noto Serif CJK SC", "SimSun", "WenQuanYi Zen Hei", serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.75; color: #222 }
h1, h2, h3, h4, table, .facts, svg { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif }
h1 { text-align: center; font-size: 1.7rem } h2 { border-bottom: 2px solid #a33; padding-bottom: .2rem; margin-top: 2.2rem }
h3 { margin: 1.6rem 0 .4rem } h4 { margin: 1rem 0 .3rem; color: #555; font-weight: normal }
.note { color: #666; font-size: .9rem } .item { border-left: 4px solid #3b6ea5; padding: .1rem 0 .1rem .9rem; margin: .9rem 0; break-inside: avoid }
.item.review { border-color: #c80 } .item > p { margin: .2rem 0; font-size: 1.05rem } .facts { font-size: .85rem; margin: .2rem 0; padding: 0; list-style: none; color: #444 }
.facts b { font-weight: normal; color: #888 } .tag { font-size: .8rem; background: #fbe9c8; padding: 0 .4rem; border-radius: .2rem; margin-right: .3rem }
.tag.status { background: #dce8f5 } table { border-collapse: collapse; width: 100%; font-size: .9rem } th, td { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top }
.source { white-space: pre-wrap; overflow-wrap: anywhere; background: #fafafa; border: 1px solid #e4e4e4; padding: .6rem 1rem } mark { background: #ffe9a8 } mark:target { background: #ffc04d; outline: 2px solid #c80 }
mark a { font-size: .75rem; vertical-align: super; text-decoration: none } svg text { font-size: 13px; fill: #333 }
@media print { body { max-width: none; margin: 0 } a { color: inherit; text-decoration: none } .source { background: none } }
"""
_BAR, _LINE, _LABEL, _WIDTH = 16, 24, 210, 720  # pixels


def bars(title: str, values: Iterable[tuple[str, int]]) -> str:
    """A bar chart as inline SVG, names escaped; empty when there is nothing to show.

    >>> bars("各类别", [])
    ''
    """
    rows = list(values)
    if not rows:
        return ""
    most = max(count for _, count in rows) or 1
    height = _LINE * len(rows) + 8
    parts = [
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {_WIDTH} {height}" width="100%" height="{height}" preserveAspectRatio="xMinYMin meet">'
    ]
    for at, (name, count) in enumerate(rows):
        top, size = at * _LINE + 4, round((_WIDTH - _LABEL - 60) * count / most)
        shown = name if len(name) <= 14 else name[:13] + "…"
        parts.append(f'<text x="{_LABEL - 8}" y="{top + 13}" text-anchor="end">{escape(shown)}</text>')
        parts.append(f'<rect x="{_LABEL}" y="{top}" width="{size}" height="{_BAR}" fill="#3b6ea5"/>')
        parts.append(f'<text x="{_LABEL + size + 6}" y="{top + 13}">{count}</text>')
    return f"<h4>{escape(title)}</h4>" + "".join(parts) + "</svg>"


def _link(source: Source) -> str:
    return f'<a href="#{source.anchor}">{escape(source.place)}</a>'


def _item(item: Item) -> str:
    facts = [
        ("责任单位", escape("、".join(item.units))),
        ("数量", escape("、".join(item.counts))),
        ("处理结果", escape("、".join(item.outcomes))),
        *(("措施", escape(task_line(task, item.units))) for task in item.tasks),
        ("分量", escape(explained(item.points))),
        ("把握", f"{item.confidence:.2f}"),
        ("来源", "<br>".join(_link(source) for source in item.sources)),
    ]
    tags = f'<span class="tag status">{escape(item.status)}</span>' if item.status else ""
    tags += "".join(f'<span class="tag">须核：{escape(reason)}</span>' for reason in item.review)
    listed = "".join(f"<li><b>{name}：</b>{text}</li>" for name, text in facts if text)
    shade = " review" if item.review else ""
    return (
        f'<div class="item{shade}" id="i-{item.number}"><p><a href="#{item.sources[0].anchor}">{item.number}.</a> '
        f'{escape(item.statement)}</p><ul class="facts">{listed}</ul>{tags}</div>'
    )


def _paper(paper: Paper, number_of: dict[str, int]) -> str:
    """The text of a document, its problem sentences marked, each with a way back to its item."""
    text, at, parts = paper.document.text, 0, []
    for sentence in paper.sentences:
        anchor = f"s-{paper.number}-{sentence.index}"
        if anchor in number_of:
            item = number_of[anchor]
            parts.append(escape(text[at : sentence.start]))
            parts.append(
                f'<mark id="{anchor}">{escape(text[sentence.start : sentence.end])}<a href="#i-{item}">［{item}］</a></mark>'
            )
            at = sentence.end
    parts.append(escape(text[at:]))
    head = f"{paper.number}．{paper.document.source or paper.title}"
    return f'<h3 id="d-{paper.number}">{escape(head)}</h3><div class="source">{"".join(parts)}</div>'


def as_page(summary: Summary) -> str:
    """The page; each item links to `#s-DOC-N` for each of its sources."""
    number_of = {source.anchor: item.number for item in summary.items for source in item.sources}
    groups = by_category(summary)
    body = [f"<h1>{escape(summary.title)}</h1>", f'<p class="note">{escape(NOTE)}</p>', "<h2>一、总体情况</h2>"]
    body += [f"<p>{escape(line)}</p>" for line in overview_lines(summary)]
    body.append(bars("各类别问题数", [(name, len(groups.get(name, []))) for name in CATEGORIES] if groups else []))
    body.append(bars("责任单位问题数（前十五）", list(by_unit(summary).items())[:UNITS_SHOWN]))
    body.append("<h2>二、主要问题</h2>")
    for at, (name, items) in enumerate(groups.items(), 1):
        body.append(f"<h3>（{han(at)}）{escape(category_title(name))}（{len(items)}项）</h3>")
        for manifestation, found in by_manifestation(items).items():
            body += [f"<h4>{escape(manifestation)}</h4>"] if manifestation else []
            body += [_item(item) for item in found]
    body += _rest(summary)
    body.append("<h2>附：材料原文</h2>")
    body += [_paper(paper, number_of) for paper in summary.papers]
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(summary.title)}</title><style>{_STYLE}</style>"
    )
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>\n{chr(10).join(body)}\n</body></html>\n'


def _rest(summary: Summary) -> list[str]:
    """Loose tasks, what is gone since the earlier summary, what was not read."""
    lines: list[str] = []
    loose = [(paper, task) for paper in summary.papers for task in paper.loose]
    if loose:
        lines.append("<h2>未对应到具体问题的议定事项</h2><ul>")
        lines += [
            f'<li>{escape(task_line(task) or task.problem_text)}（<a href="#d-{paper.number}">{escape(paper.document.source)}</a>）</li>'
            for paper, task in loose
        ]
        lines.append("</ul>")
    if summary.gone:
        lines.append("<h2>上次有、本次没有的问题</h2><ul>")
        lines += [
            f'<li><span class="tag status">{escape(row.status)}</span>{escape(row.text)}（{escape("、".join(row.units))}）</li>'
            for row in summary.gone
        ]
        lines.append("</ul>")
    if summary.rejects:
        lines.append("<h2>附：未读成的材料</h2><table><tr><th>材料</th><th>原因</th><th>办法</th></tr>")
        lines += [
            f"<tr><td>{escape(r.source)}</td><td>{escape(r.reason)}</td><td>{escape(r.remedy)}</td></tr>"
            for r in summary.rejects
        ]
        lines.append("</table>")
    return lines


def write_page(path: Path, summary: Summary) -> None:
    """Write the file, whole or not at all."""
    with whole(path) as beside:
        beside.write_text(as_page(summary), encoding="utf-8", errors="replace", newline="\n")
