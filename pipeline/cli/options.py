"""Options that several commands share."""

from __future__ import annotations

import argparse


def add_common(parser: argparse.ArgumentParser) -> None:
    """--model, --tokenizer, --force, --quiet, --jobs."""
    parser.add_argument("--model", metavar="目录", help="模型目录（默认 models/default）")
    parser.add_argument("--tokenizer", metavar="引擎", default="rjieba", help="分词引擎：rjieba（默认，快）或 jieba")
    parser.add_argument("--force", action="store_true", help="输出已存在时覆盖")
    parser.add_argument("--quiet", action="store_true", help="不显示进度与小结")
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="并行进程数（默认 1；-1 为全部核心）")
