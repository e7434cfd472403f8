"""Writes the evaluation report: Markdown with its pictures beside it, and the same as one HTML file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.evaluate.cases import Case
from pipeline.evaluate.learning import Point
from pipeline.evaluate.plots import confusion_plot, learning_plot, reliability_plot
from pipeline.evaluate.scoring import (
    CategoryFigures,
    Figures,
    category_confusion,
    category_figures,
    figures,
    kind_confusion,
    reliability,
    worst,
)

WORST: Final = 30
_SHOWN: Final = 160  # characters of a text in the list of errors
_GENRES: Final = {
    "speech": "讲话", "notice": "通知通报", "minutes": "会议纪要", "inspection": "检查材料", "petition": "信访件", "other": "其他",
}  # fmt: skip
_KINDS: Final = {"problem": "问题", "achievement": "成绩", "measure": "措施", "other": "其他"}
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|!~&])")
_IMAGE: Final = re.compile(r'<img src="pictures/([a-z0-9-]+\.svg)" alt="([^"]*)" />')
_STYLE: Final = """
body { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.6; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 } th, td { border: 1px solid #ccc; padding: .3rem .6rem; vertical-align: top }
th { background: #f2f2f2 } blockquote { border-left: 4px solid #c00; margin: 1rem 0; padding: .1rem 1rem; background: #fdf3f3 }
svg { max-width: 100%; height: auto } h2 { border-bottom: 2px solid #333 } figure { display: inline-block; margin: 0 1rem 1rem 0 }
"""


@dataclass(frozen=True)
class Page:
    """A report: Markdown text, and its pictures by file name."""

    markdown: str
    pictures: dict[str, str]


def plain(text: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> plain("a|b\n<b>*")
    'a\\|b \\<b\\>\\*'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def summary_lines(name: str, cases: Sequence[Case]) -> list[str]:
    """The table of figures by genre, for the terminal and the report."""
    lines = [
        "| 体裁 | 件数 | 问题 F1 | 性质宏平均 | 类别 micro-F1 | 主类别正确 | 有无正确 | 校准误差 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    sentences = [case for case in cases if not case.is_letter]
    groups = {
        genre: [case for case in sentences if case.genre == genre]
        for genre in dict.fromkeys(c.genre for c in sentences)
    }
    if len(groups) > 1:
        groups = {"公文合计": sentences} | groups
    groups["petition"] = [case for case in cases if case.is_letter]
    for genre, chosen in groups.items():
        if chosen:
            lines.append(_figure_row(_GENRES.get(genre, genre), figures(chosen), letters=chosen[0].is_letter))
    return [f"{plain(name)}（{len(cases)} 例）：", "", *lines, ""]


def _figure_row(name: str, row: Figures, *, letters: bool) -> str:
    cells = [
        name, f"{row.cases}{' 件' if letters else ' 句'}", _number(row.problem_f1), _number(row.kind_macro_f1),
        _number(row.categories), _number(row.primary), _number(row.accuracy), _number(row.calibration_error),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _category_lines(rows: Sequence[CategoryFigures]) -> list[str]:
    lines = ["| 类别 | 精确率 | 召回率 | F1 | 标注数 |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [f"| {r.name} | {r.precision:.3f} | {r.recall:.3f} | {r.f1:.3f} | {r.support} |" for r in rows]
    return [*lines, ""]


def _error_lines(cases: Sequence[Case]) -> list[str]:
    lines = [
        "| 编号 | 标注 | 模型 | 差距 | 原文 | 标注依据 | 模型依据 |",
        "| --- | --- | --- | ---: | --- | --- | --- |",
    ]
    for case in cases:
        shown = case.text if len(case.text) <= _SHOWN else case.text[:_SHOWN] + "……"
        cells = [
            case.id, _label(case.kind, case.categories), _label(case.said_kind, case.said), f"{case.gap:.2f}",
            shown, "；".join(case.labelled) or "（本句）" * bool(case.kind), "；".join(case.evidence),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(plain(cell) for cell in cells)} |")
    return [*lines, ""]


def _label(kind: str, categories: Sequence[str]) -> str:
    parts = [*([_KINDS[kind]] if kind else []), *categories]
    return "、".join(parts) or "无"


def _section(slug: str, cases: Sequence[Case], pictures: dict[str, str]) -> list[str]:
    """Categories, confusion, reliability and the worst errors of one set of cases."""
    sentences, letters = [c for c in cases if not c.is_letter], [c for c in cases if c.is_letter]
    lines: list[str] = []
    curves = {}
    for what, mark, chosen in (("公文语句", "sentences", sentences), ("信访件", "letters", letters)):
        if not chosen:
            continue
        lines += [f"### {what}：各类别", "", *_category_lines(category_figures(chosen)), f"### {what}：混淆矩阵", ""]
        tables = {"category": ("主类别", category_confusion(chosen))}
        if mark == "sentences":
            tables = {"kind": ("性质", kind_confusion(chosen))} | tables
        for part, (title, (names, table)) in tables.items():
            picture = f"confusion-{slug}-{mark}-{part}.svg"
            pictures[picture] = confusion_plot([_KINDS.get(name, name) for name in names], table)
            lines.append(f"![{what}{title}混淆矩阵](pictures/{picture})")
        lines.append("")
        curves["是不是问题句" if mark == "sentences" else "信访件有没有某类别"] = reliability(chosen)
    picture = f"reliability-{slug}.svg"
    pictures[picture] = reliability_plot(curves)
    lines += ["### 可靠性曲线", "", f"![可靠性曲线](pictures/{picture})", ""]
    lines += [f"### 错得最远的 {WORST} 例", "", *_error_lines(worst(cases, WORST))]
    return lines


def render(
    manifest: dict[str, Any], own: str, cases: dict[str, list[Case]], points: Sequence[Point], written_at: str
) -> Page:
    """The report; `cases` by set, `own` names the one that comes from the corpora (out of fold), all others are outside."""
    pictures: dict[str, str] = {}
    lines = ["# 评估报告", "", f"写于 {written_at}；模型训练于 {manifest.get('trained_at', '未记')}", ""]
    for number, (name, chosen) in enumerate(cases.items()):
        if name == own:
            lines += [
                f"## {plain(name)}：交叉验证",
                "",
                "整位作者留出，判断每位作者的模型都没读过他写的。自编语料不是真实来信，这里的数不等于实际使用的成绩。",
                "",
            ]
        else:
            lines += [
                f"## 外部数据：{plain(name)}",
                "",
                "> **外部数据**：没有参加训练，也不得拿来训练；阈值不由它定。",
                "",
            ]
        lines += summary_lines(name, chosen) + _section(str(number), chosen, pictures)
    if points:
        lines += [
            "## 学习曲线",
            "",
            "语料减到一部分时的成绩：线还在升，加语料就还有用；外部的线不升而语料的线升，加的语料就不像外部数据。",
            "",
        ]
        for number, figure in enumerate(dict.fromkeys(point.figure for point in points)):
            picture = f"learning-{number}.svg"
            pictures[picture] = learning_plot(points, figure)
            lines += [f"![学习曲线：{figure}](pictures/{picture})"]
        lines += ["", "| 语料比例 | 文本数 | 在哪里评 | 指标 | 值 |", "| ---: | ---: | --- | --- | ---: |"]
        lines += [f"| {p.share:.3f} | {p.records} | {plain(p.set_name)} | {p.figure} | {p.value:.3f} |" for p in points]
        lines.append("")
    return Page("\n".join(lines), pictures)


def as_html(page: Page) -> str:
    """The page as one HTML file, pictures inside; nothing in a text is taken for markup."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(page.markdown)
    body = _IMAGE.sub(
        lambda match: f'<figure role="img" aria-label="{match[2]}">{page.pictures[match[1]]}</figure>', body
    )
    head = f'<meta charset="utf-8"><title>评估报告</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>\n{body}</body></html>\n'


def write(page: Page, folder: Path) -> list[Path]:
    """Write 评估报告.md, 评估报告.html and pictures/*.svg into `folder`; returns the two reports."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for name, picture in page.pictures.items():
        (folder / "pictures" / name).write_text(picture, encoding="utf-8")
    paths = [folder / "评估报告.md", folder / "评估报告.html"]
    for path, text in zip(paths, (page.markdown, as_html(page)), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
