"""`zuofeng doubt`: labelled text whose label deserves a second look."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.cli.terminal import say

HEADER = ("编号", "句序", "可疑度", "标注", "模型", "文本")


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "doubt",
        help="列出标注可疑、值得再看一遍的语料",
        description="没读过该作者的模型与标注相左的语句和信访件，分歧最大的在前。要么难，要么标错。",
    )
    parser.add_argument("--model", metavar="目录", help="模型目录（默认 models/default）")
    parser.add_argument("--count", metavar="数", type=int, default=30, help="列多少条（默认 30）")
    parser.add_argument("--out", metavar="文件", help="写成 CSV；不给则显示在屏幕上")
    parser.add_argument("--force", action="store_true", help="输出文件已存在也覆盖")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """List the most doubtful labels; returns the exit status."""
    import csv
    import sys
    from pathlib import Path

    from pipeline import paths
    from pipeline.classify.heldout import most_doubtful, read_held_out
    from pipeline.classify.store import ModelFolder
    from pipeline.errors import UsageError
    from pipeline.records import CATEGORIES, KINDS
    from pipeline.tables.inert import inert

    folder = paths.model(options.model)
    rows = []
    for value, row in most_doubtful(read_held_out(ModelFolder(folder).held_out), max(0, options.count)):
        said = [f"{name} {p:.2f}" for name, p in zip(CATEGORIES, row.p_categories, strict=True) if p >= 0.2]
        if row.kind:
            best = max(range(len(KINDS)), key=lambda at: row.p_kinds[at])
            said.insert(0, f"{KINDS[best]} {row.p_kinds[best]:.2f}")
        label = "；".join([*([row.kind] if row.kind else []), *row.categories]) or "无"
        number = "全文" if row.sentence < 0 else str(row.sentence)
        rows.append((row.id, number, f"{value:.2f}", label, "；".join(said) or "无", row.text))
    if options.out:
        path = Path(options.out)
        if path.exists() and not options.force:
            raise UsageError(f"{path} 已存在。换个名字，或加 --force 覆盖")
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            csv.writer(handle).writerows([HEADER, *([inert(cell) for cell in cells] for cells in rows)])
        say(f"已写入 {path}（{len(rows)} 条）", quiet=False)
    else:
        for cells in rows:
            sys.stdout.write("\t".join(cell.replace("\n", " ")[:80] for cell in cells) + "\n")
    return 0
