"""argparse in Chinese: headings, the help option and the usual errors."""

from __future__ import annotations

import argparse
import re
from typing import Final, NoReturn

_ERRORS: Final = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (re.compile(r"argument (\S+): expected one argument"), r"参数 \1 后面缺一个值"),
    (re.compile(r"argument (\S+): expected at least one argument"), r"参数 \1 后面至少要一个值"),
    (re.compile(r"argument (\S+): invalid int value: (.*)"), r"参数 \1 应为整数，得到 \2"),
    (re.compile(r"argument (.+?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可选：\3"),
    (re.compile(r"argument (.+?): (.*)"), r"参数 \1：\2"),
)


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Help with 用法： in place of usage:."""

    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        """See argparse; only the prefix differs."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors are in Chinese; wrong use exits with status 2."""

    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=ChineseFormatter, add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Print the error in Chinese and exit with status 2."""
        for pattern, words in _ERRORS:
            found = pattern.fullmatch(message)
            if found:
                message = found.expand(words)
                break
        self.exit(2, f"用法有误：{message}\n运行 {self.prog} --help 查看用法。\n")
