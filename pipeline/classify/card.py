"""Renders the model card (Chinese, Markdown) from the manifest; nothing in it is typed by hand."""

from __future__ import annotations

from typing import Any


def _table(rows: dict[str, Any], header: tuple[str, ...]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for name, value in rows.items():
        cells = value.values() if isinstance(value, dict) else [value]
        lines.append(
            "| "
            + " | ".join([str(name), *(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)])
            + " |"
        )
    return lines


def render_card(manifest: dict[str, Any]) -> str:
    """Card of a model; `manifest` as `save_models` builds it."""
    corpus, scores = manifest.get("corpus", {}), manifest.get("scores", {})
    lines = ["# 模型说明", "", f"训练时间：{manifest.get('trained_at', '未记')}　格式：{manifest['format']}", ""]
    lines += ["用途：判断中文讲话、通报、纪要、检查材料的句子和信访件是否断言作风问题，归入五类。", ""]
    lines += ["不宜：据此给人定性。判断只是线索，标“需复核”的必须人看。", ""]
    lines += ["## 语料", "", *_table(corpus, ("项", "数")), ""]
    lines += ["## 成绩（按作者分组的五折交叉验证，自编语料，不是真实数据上的成绩）", ""]
    for part, rows in scores.items():
        flat = {name: value for name, value in rows.items() if not isinstance(value, dict)}
        nested = {name: value for name, value in rows.items() if isinstance(value, dict)}
        lines += [f"### {part}", "", *_table(flat, ("指标", "值")), ""]
        for name, table in nested.items():
            first = next(iter(table.values()), None)
            header = (name, *first) if isinstance(first, dict) else (name, "值")
            lines += [*_table(table, header), ""]
    lines += [
        "## 阈值",
        "",
        *_table({k: v for k, v in manifest["thresholds"].items() if not isinstance(v, dict)}, ("项", "值")),
        "",
    ]
    lines += ["## 依赖版本", "", *_table(manifest["versions"], ("包", "版本")), ""]
    return "\n".join(lines)
