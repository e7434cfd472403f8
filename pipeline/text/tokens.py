"""Segmentation into jieba's words, through an engine that gives the same tokens many times faster.

rjieba differs from jieba 0.42.1 only in runs of ASCII characters ("0731-0000" stays whole); splitting those again with
jieba's own expression restores parity, except for text outside U+4E00–U+9FD5 and for ties (本本本 can be cut in two ways
of equal probability, and rounding decides). Both engines live in their own
instance: jieba's global dictionary is never touched.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any, Final, Protocol

from pipeline import paths
from pipeline.errors import UsageError
from pipeline.lexicon.tables import read_table

ENGINES: Final = ("rjieba", "jieba")
# Chunks given to bare jieba, whose search is quadratic on an unbroken run of Han characters.
_JIEBA_RUN: Final = 2_000
_ASCII_RUN: Final = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # jieba.finalseg.re_skip, 0.42.1
_ASCII_PAIR: Final = re.compile(r"[\x00-\x7f]{2}")  # without one, no token is a run of ASCII characters


class Tokenizer(Protocol):
    """Anything that cuts a text into tokens whose concatenation is the text."""

    def cut(self, text: str) -> list[str]:
        """Tokens in order."""
        ...


def user_words() -> tuple[str, ...]:
    """The project's own words, from corpora/lexicon/user_words.csv."""
    path = paths.lexicon() / "user_words.csv"
    return tuple(row["word"] for _, row in read_table(path, ("word",)))


class RjiebaTokenizer:
    """jieba's algorithm in Rust, with jieba's treatment of ASCII runs. Not picklable; build one a process."""

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        self._words = words

    @cached_property
    def _engine(self) -> Any:  # noqa: ANN401 — the library has no types
        """Made where something is cut: `batch` judges letters by their characters alone."""
        import rjieba

        engine = rjieba.Jieba()
        for word in self._words:
            engine.add_word(word, None, None)
        return engine

    def cut(self, text: str) -> list[str]:
        """Tokens of `text`; lone surrogates must have been folded away."""
        found: list[str] = self._engine.cut(text)
        if not _ASCII_PAIR.search(text):
            return found
        tokens: list[str] = []
        for token in found:
            if len(token) > 1 and token.isascii() and not self._is_whole(token):
                tokens.extend(part for part in _ASCII_RUN.split(token) if part)
            else:
                tokens.append(token)
        return tokens

    def _is_whole(self, token: str) -> bool:
        return token.isalpha() or token.isdigit() or token.isspace() or self._engine.has_word(token)


class JiebaTokenizer:
    """Python jieba in an instance of its own: the oracle of the parity test and a fallback."""

    def __init__(self, words: tuple[str, ...] = ()) -> None:
        import logging

        import jieba

        jieba.setLogLevel(logging.WARNING)
        self._engine = jieba.Tokenizer()
        for word in words:
            self._engine.add_word(word)

    def cut(self, text: str) -> list[str]:
        """Tokens of `text`; very long texts are cut in chunks to bound jieba's quadratic search."""
        tokens: list[str] = []
        for start in range(0, len(text), _JIEBA_RUN):
            tokens.extend(self._engine.lcut(text[start : start + _JIEBA_RUN]))
        return tokens


@cache
def tokenizer(engine: str = "rjieba") -> Tokenizer:
    """The shared tokenizer of this process, with the project's user words.

    Raises:
        UsageError: `engine` is not one of ENGINES.

    >>> tokenizer().cut("推诿扯皮的窗口")
    ['推诿扯皮', '的', '窗口']
    """
    if engine not in ENGINES:
        raise UsageError(f"没有分词引擎 {engine}。可选：{'、'.join(ENGINES)}")
    return RjiebaTokenizer(user_words()) if engine == "rjieba" else JiebaTokenizer(user_words())
