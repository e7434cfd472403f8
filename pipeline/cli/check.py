"""`zuofeng check`: are the labelled corpora fit to train on?"""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.cli.terminal import say


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "check",
        help="检查标注语料：格式、证据、重复、跨折泄漏",
        description="逐行检查标注语料：格式与标签，证据是否在原文，断句是否一致，有无过于相似的文本，有无与评测数据相同的字句。",
    )
    parser.add_argument("--corpus", metavar="目录", help="标注语料（默认 corpora/labelled）")
    parser.add_argument("--gold", metavar="目录", help="评测数据，语料不得与它有连续 15 字相同")
    parser.add_argument("--quiet", action="store_true", help="只在有问题时出声")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check and list what is wrong; exit status 1 when anything is."""
    from pathlib import Path

    from pipeline import paths
    from pipeline.classify.check import check_corpus
    from pipeline.classify.corpus import read_corpus

    corpus = Path(options.corpus) if options.corpus else paths.corpora() / "labelled"
    records = read_corpus(corpus)
    findings = check_corpus(records, Path(options.gold) if options.gold else None)
    for finding in findings:
        say(f"{finding.what}。{finding.where}", quiet=False)
    letters = [record for record in records if record.letter is not None]
    sentences = sum(len(record.sentences) for record in records if record.letter is None)
    say(
        f"语料：公文 {len(records) - len(letters)} 篇 {sentences} 句，信访件 {len(letters)} 件"
        f"（无类别 {sum(not record.letter for record in letters)} 件）；问题 {len(findings)} 处",
        quiet=options.quiet and not findings,
    )
    return 1 if findings else 0
