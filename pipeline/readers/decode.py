"""Bytes → text by a ladder of encodings: BOM, UTF-8, GB18030 (which covers GBK and GB2312)."""

from __future__ import annotations

import codecs
import re
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
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")  # rare in text, but bytes of 一 。 、 in UTF-16
_USUAL: Final = re.compile("[\t\n\r -~·‘-”…、。《》〇一-\u9fff（），．０-９：；？！]")
_MOSTLY: Final = 0.9  # share of usual characters that tells UTF-16
# Encodings that a file may declare: others hold no Chinese (latin-1 fits any bytes) or are no charsets (idna, undefined).
_DECLARED: Final = {"gb2312": "gb18030", "gbk": "gb18030"} | {
    name: name for name in ("utf-8", "gb18030", "hz", "big5", "big5hkscs", "cp950")
}


def _looks_utf16(data: bytes) -> str:
    """Codec of UTF-16 without BOM, told by which byte order gives usual characters; empty if it is none."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or not _CONTROL.search(sample):
        return ""
    if _mostly_utf8(sample) or (sample.isascii() and sample.count(0) * 4 < len(sample)):
        return ""  # a stray control character
    texts = {codec: sample.decode(codec, "replace") for codec in ("utf-16-le", "utf-16-be")}
    best = max(texts, key=lambda codec: len(_USUAL.findall(texts[codec])))
    sure = b"\0" in sample or any(mark in texts[best] for mark in "，。、《》")
    return best if sure and len(_USUAL.findall(texts[best])) * 2 > _MOSTLY * len(sample) else ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether `data` begins as Chinese in UTF-8 with few damaged bytes, which no text in GB18030 or UTF-16 does."""
    text = data[: _SAMPLE * 16].decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return damaged * 4 < sum(mark > "\u07ff" for mark in text) - damaged


def _known(declared: str) -> str:
    try:
        return _DECLARED.get(codecs.lookup(declared).name, "") if declared else ""
    except (LookupError, ValueError):
        return ""


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
    for codec in (_known(declared), "utf-8", "gb18030"):
        if codec == "gb18030" and _mostly_utf8(data):
            break  # damaged or cut off; GB18030 might take it, but for other words
        try:
            if codec:
                return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("认不出文字编码，或文件损坏", _REMEDY)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableError("文字编码与文件开头的标记不符，或文件损坏", _REMEDY) from error
