"""The plain form in which masking reads a text: folded, all decimal digits ASCII, placeholders blotted out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pipeline.mask.personal import PLACEHOLDER
from pipeline.text.normalise import fold

BLOT: Final = "\x01"  # stands for each character of a placeholder: no letter, digit, blank or stop
# Half-width stops beside Chinese characters that `fold` leaves, for among numbers they are none.
_HALF: Final = re.compile(r"(?<=[\u4e00-\u9fff])[,:]|,(?=[\u4e00-\u9fff])")
_FULL: Final = str.maketrans(",:", "，：")
_ODD_DIGIT: Final = re.compile(r"(?![0-9])\d")


def plain_form(text: str) -> str:
    """Character for character the text as masking reads it; the result has the same length.

    >>> plain_form("張三，１３８") == "张三，138", plain_form("【姓名1】来") == BLOT * 5 + "来"
    (True, True)
    """
    text = _HALF.sub(lambda match: match.group().translate(_FULL), text)
    plain = _ODD_DIGIT.sub(lambda match: str(unicodedata.decimal(match.group())), fold(text))
    return PLACEHOLDER.sub(lambda match: BLOT * len(match.group()), plain)
