"""Bytes → text by a ladder of encodings: BOM, UTF-8, GB18030 (which covers GBK and GB2312)."""

from __future__ import annotations

import codecs
from typing import Final

from pipeline.errors import UnreadableError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REMEDY: Final = "请用记事本打开，另存为 UTF-8 编码的文本"
_SAMPLE: Final = 4_096


def _looks_utf16(data: bytes) -> str:
    """Codec of UTF-16 without BOM, told by the zero bytes of its ASCII; empty if it is none."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0 and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0 and odd == 0 else ""


def decode(data: bytes, declared: str = "") -> str:
    """Text of `data`; a BOM wins, then what the file declares (HTML, e-mail), then UTF-8, then GB18030.

    Raises:
        UnreadableError: it is binary, or no encoding fits.

    >>> decode("会议多".encode("gb18030")), decode("会议多".encode("utf-16"))
    ('会议多', '会议多')
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec)
    wide = _looks_utf16(data)
    if wide:
        return _strict(data, wide)
    if b"\0" in data:
        raise UnreadableError("不是文本文件（含二进制内容）", "请确认后缀与内容一致")
    for codec in (declared, "utf-8", "gb18030"):
        try:
            if codec:
                return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableError("认不出文字编码，或文件损坏", _REMEDY)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableError("文字编码与文件开头的标记不符，或文件损坏", _REMEDY) from error
