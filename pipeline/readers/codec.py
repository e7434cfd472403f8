"""Which encoding a large text file is in, told from a part of it, so that the file can be read as a stream."""

from __future__ import annotations

import codecs
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode

_BLOCK: Final = 2**18
_READABLE: Final = 0.3  # share of damaged characters from which a file is no text


def codec_of(path: Path) -> str:
    """Name of the codec for the whole file; bytes that do not fit it are the concern of the rows that hold them.

    The first block that is not plain ASCII decides, for a table may begin with thousands of rows of numbers.

    Raises:
        UnreadableError: the file is binary, or no encoding fits.
    """
    with path.open("rb") as handle:
        block = head = handle.read(_BLOCK)
        while block and block.isascii() and b"\0" not in block:
            block = handle.read(_BLOCK)
    for bom, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(bom):
            return codec
    if not block:
        return "utf-8"
    whole = block[: block.rfind(b"\n") + 1] or block
    if b"\0" not in whole and _fits(whole, "utf-8"):
        return "utf-8"
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            if decode(whole) == whole.decode(codec):
                return codec
        except (UnicodeDecodeError, UnreadableError):
            continue
    return _likelier(whole)


def _fits(block: bytes, codec: str) -> bool:
    """Whether a block decodes without fault, but for a character cut off at its end."""
    try:
        codecs.getincrementaldecoder(codec)().decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _likelier(block: bytes) -> str:
    """UTF-8 with damaged rows, or GB18030, with or without: in the wrong one Chinese turns into rare characters.

    Raises:
        UnreadableError: it is text in neither.
    """
    texts = {codec: block.decode(codec, "replace") for codec in ("utf-8", "gb18030")}
    best = max(texts, key=lambda codec: _common(texts[codec]))
    if b"\0" * 4 in block or texts[best].count("\ufffd") > _READABLE * len(texts[best]):
        raise UnreadableError("认不出文字编码，或不是文本文件", "请用记事本打开，另存为 UTF-8 编码的文本")
    return best


def _common(text: str) -> float:
    """Share of the 3,755 common characters (GB 2312, level 1) among the characters that are not ASCII."""
    odd = [mark for mark in text if not mark.isascii() and mark not in "，。！？；：、“”（）《》"]
    return sum(_is_common(mark) for mark in odd) / max(1, len(odd))


@lru_cache(maxsize=20_000)
def _is_common(mark: str) -> bool:
    try:
        return 0xB0 <= mark.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
