"""Pictures of text (png, jpg) and scanned pages, by rapidocr, whose models ship in its wheel; extra `ocr`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.readers.limits import check_text
from pipeline.readers.paragraphs import join_lines
from pipeline.records import Document


@cache
def _engine() -> Any:  # noqa: ANN401 — optional library without types
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise UnreadableError(
            "是扫描件或图片，没有文字层", "请安装文字识别组件：pip install zuofeng[ocr]，或提供可复制文字的版本"
        ) from error
    return RapidOCR(params={"Global.log_level": "error"})


def read_pages(pages: Iterable[Any]) -> str:
    """Text of pictures (arrays of pixels), one line a recognised line, in reading order.

    Raises:
        UnreadableError: the `ocr` extra is not installed.
    """
    engine = _engine()
    lines: list[str] = []
    for page in pages:
        lines += [line.strip() for line in (engine(page).txts or ()) if line.strip()]
    return join_lines(["\n".join(lines)])


def read_picture(path: Path, source: str) -> Iterator[Document]:
    """One document a picture.

    Raises:
        UnreadableError: it is no picture, holds no text, or the `ocr` extra is not installed.
    """
    engine = _engine()
    try:
        result = engine(path.read_bytes())
    except Exception as error:
        # The library raises many unrelated types on damaged pictures; each means the same to the user.
        raise UnreadableError("图片损坏，或不是图片（后缀不对）", "请换一张清晰的图片再试") from error
    yield Document(source, check_text(join_lines(["\n".join(result.txts or ())])))
