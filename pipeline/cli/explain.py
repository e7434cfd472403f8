"""`zuofeng explain`: which words decided, with weights."""

from __future__ import annotations

import argparse
from typing import Any


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "explain",
        help="说明一段文字为什么这样判：各词的分量",
        description="逐句列出性质、类别、把握，以及各词对“是问题、属该类”的分量（正数支持，负数反对）。上下文的作用不在其内。",
    )
    parser.add_argument("text", metavar="文字", help="要说明的文字；- 表示从标准输入读")
    parser.add_argument(
        "--genre", metavar="体裁", default="", help="speech、notice、minutes、inspection、petition（默认自动判断）"
    )
    parser.add_argument("--model", metavar="目录", help="模型目录（默认 models/default）")
    parser.add_argument("--words", metavar="数", type=int, default=8, help="每句列几个词（默认 8）")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Explain a text on stdout; returns the exit status."""
    import sys

    from pipeline.analyzer import load
    from pipeline.errors import UsageError
    from pipeline.records import GENRES
    from pipeline.tables.schema import LABELS

    if options.genre and options.genre not in GENRES:
        raise UsageError(f"没有体裁 {options.genre}。可选：{'、'.join(GENRES)}")
    text = sys.stdin.read() if options.text == "-" else options.text
    for sentence, judgment, words in load(options.model).explain(text, genre=options.genre):
        categories = "、".join(judgment.categories)
        verdict = LABELS["sentence_kind"][judgment.kind] + (f"（{categories}）" if categories else "")
        sys.stdout.write(f"{sentence.text}\n  {verdict}　把握 {judgment.kind_score:.2f}\n")
        ranked = sorted(words, key=lambda word: -abs(word.weight))[: max(0, options.words)]
        for word in sorted(ranked, key=lambda word: -word.weight):
            sys.stdout.write(f"  {word.weight:+.2f}  {word.text}\n")
    return 0
