"""`zuofeng evaluate`: the model against labels, as one report in Markdown and HTML."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.cli.terminal import say

OWN = "自编语料"


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "evaluate",
        help="对照标注评估模型，写出报告",
        description="各体裁、各类别的成绩，混淆矩阵，可靠性曲线，学习曲线，错得最远的 30 例及依据；写成 Markdown 和 HTML。",
    )
    parser.add_argument("--out", metavar="目录", default="out/evaluation", help="报告放哪里（默认 out/evaluation）")
    parser.add_argument("--gold", metavar="目录", help="外部标注数据（含 gold.jsonl 的目录或其上一级），只评不训")
    parser.add_argument("--model", metavar="目录", help="模型目录（默认 models/default）")
    parser.add_argument("--corpus", metavar="目录", help="标注语料（默认 corpora/labelled），学习曲线用")
    parser.add_argument("--no-curve", action="store_true", help="不画学习曲线（省去几分钟重训）")
    parser.add_argument("--force", action="store_true", help="报告已存在也覆盖")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Evaluate, print the figures, write the report; returns the exit status."""
    import sys
    from datetime import datetime
    from pathlib import Path

    from pipeline import paths
    from pipeline.classify.corpus import read_corpus
    from pipeline.classify.decide import Thresholds
    from pipeline.classify.heldout import read_held_out
    from pipeline.classify.store import ModelFolder, read_manifest
    from pipeline.errors import UsageError
    from pipeline.evaluate.cases import held_out_cases
    from pipeline.evaluate.learning import learning_curve, points
    from pipeline.evaluate.page import render, summary_lines, write

    out, gold = Path(options.out), Path(options.gold) if options.gold else None
    if gold is not None and not gold.is_dir():
        raise UsageError(f"没有目录 {gold}。请核对路径")
    if (out / "评估报告.md").exists() and not options.force:
        raise UsageError(f"{out} 里已有评估报告。换个目录，或加 --force 覆盖")
    folder = paths.model(options.model)
    manifest = read_manifest(folder)
    cases = {OWN: held_out_cases(read_held_out(ModelFolder(folder).held_out), Thresholds(**manifest["thresholds"]))}
    if gold is not None:
        from pipeline.analyzer import load
        from pipeline.evaluate.outside import outside_cases

        say(f"判断外部数据 {gold}……", quiet=options.quiet)
        cases |= outside_cases(gold, load(folder))
    found = []
    if not options.no_curve:
        records = read_corpus(Path(options.corpus) if options.corpus else paths.corpora() / "labelled")
        say("学习曲线：用部分语料重训……", quiet=options.quiet)
        found = learning_curve(records, gold, OWN, lambda share: say(f"  {share:.1%} 完", quiet=options.quiet))
        found += points(1.0, len(records), cases)
    page = render(manifest, OWN, cases, found, datetime.now().astimezone().isoformat(timespec="minutes"))
    written = write(page, out)
    for name, chosen in cases.items():
        sys.stdout.write("\n".join(summary_lines(name if name == OWN else f"外部数据 {name}", chosen)) + "\n")
    for path in written:
        say(f"已写入 {path}", quiet=options.quiet)
    return 0
