"""`zuofeng train`: labelled corpora in, model out."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.cli.terminal import say


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "train", help="用标注语料训练模型", description="校验语料，交叉验证，训练并写出模型、清单和说明。"
    )
    parser.add_argument("--corpus", metavar="目录", help="标注语料（默认 corpora/labelled）")
    parser.add_argument("--out", metavar="目录", help="模型目录（默认 models/default）")
    parser.add_argument("--feedback", metavar="文件", help="复核过的更正（jsonl，格式同语料），编号相同的以更正为准")
    parser.add_argument(
        "--names",
        action="store_true",
        help="只重学认人名、住址的权重：corpora/names 的标注来信 → corpora/lexicon 的 name_weights.csv、home_weights.csv",
    )
    parser.add_argument("--force", action="store_true", help="成绩下降也替换现有模型")
    parser.add_argument("--quiet", action="store_true", help="不显示成绩")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Train and show the cross-validated figures; returns the exit status."""
    if options.names:
        return _learn_names(quiet=options.quiet)
    from pathlib import Path

    from pipeline import paths
    from pipeline.classify.store import replace_model
    from pipeline.classify.train import train
    from pipeline.evaluate.promote import fallen, judged

    corpus = Path(options.corpus) if options.corpus else paths.corpora() / "labelled"
    folder = paths.model(options.out)
    candidate = folder.with_name(f"{folder.name}-candidate")
    say(f"训练中（语料 {corpus}）……", quiet=options.quiet)
    manifest = train(corpus, candidate, feedback=Path(options.feedback) if options.feedback else None)
    formal, letters = manifest["scores"]["formal"], manifest["scores"]["letters"]
    say("交叉验证（自编语料，按作者分组）：", quiet=options.quiet)
    say(
        f"  公文：问题 F1 {formal['problem_f1']:.3f}，性质宏平均 {formal['kind_macro_f1']:.3f}，类别微平均 {formal['category_micro_f1']:.3f}",
        quiet=options.quiet,
    )
    say(
        f"  信访件：类别微平均 {letters['micro_f1']:.3f}，有无判断正确率 {letters['any_accuracy']:.3f}",
        quiet=options.quiet,
    )
    worse = [] if options.force else fallen(judged(folder), judged(candidate))
    for before, after in worse:
        say(f"变差：{before.genre} {before.name} 由 {before.value:.3f} 降到 {after.value:.3f}", quiet=False)
    if worse:
        say(f"候选模型不如现有模型，未替换，留在 {candidate}。确要替换请加 --force", quiet=False)
        return 1
    replace_model(candidate, folder)
    say(f"模型已写入 {folder}", quiet=options.quiet)
    return 0


def _learn_names(*, quiet: bool) -> int:
    """Learn anew how names and homes are told."""
    from pipeline import paths
    from pipeline.mask.home_learning import learn_homes
    from pipeline.mask.name_learning import learn_all

    say(f"从 {paths.names()} 学认人名、住址……", quiet=quiet)
    homes = learn_homes()
    characters, weights = learn_all()
    say(
        f"given_odds.csv {characters} 个字，name_weights.csv {weights} 项，home_weights.csv {homes} 项，已写入 {paths.lexicon()}",
        quiet=quiet,
    )
    return 0
