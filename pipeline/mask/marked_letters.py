r"""Letters whose personal data were marked by hand, as in corpora/names: `{n:王建国}来过`, a letter a line, line breaks as `\n`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import DataFileError
from pipeline.mask.personal import Span

OFFICIAL: Final = "公职"  # the name of an official: to be known, not to be masked
MARKS: Final = {
    "n": "姓名", "f": OFFICIAL, "a": "住址", "i": "身份证号", "b": "银行卡号", "m": "手机号", "t": "座机号", "p": "护照号",
    "c": "车牌号", "e": "邮箱", "w": "微信号", "q": "QQ号", "o": "工单号", "z": "邮编",
}  # fmt: skip
_MARK: Final = re.compile(r"\{([a-z]):([^{}]+)\}")


def read_marked(line: str) -> tuple[str, list[Span]]:
    """Text and spans of a marked letter.

    Raises:
        ValueError: a mark is unknown, or a brace is left over.

    >>> read_marked("我叫{n:张三}。")
    ('我叫张三。', [(2, 4, '姓名')])
    """
    line = line.replace("\\n", "\n")
    pieces: list[str] = []
    spans: list[Span] = []
    size = behind = 0
    for match in _MARK.finditer(line):
        before, word = line[behind : match.start()], match.group(2)
        if match.group(1) not in MARKS:
            raise ValueError(f"不认识的标记 {match.group(1)}")
        pieces += [before, word]
        size += len(before)
        spans.append((size, size + len(word), MARKS[match.group(1)]))
        size, behind = size + len(word), match.end()
    text = "".join([*pieces, line[behind:]])
    if "{" in text or "}" in text:
        raise ValueError("花括号不成对，或标记写法不对")
    return text, spans


def marked_letters(folder: Path) -> Iterator[tuple[str, list[Span]]]:
    """Those of all files of a folder, in order of the files' names; blank lines and those that begin with `#` are passed over.

    Raises:
        DataFileError: a line cannot be read.
    """
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    yield read_marked(line)
                except ValueError as error:
                    raise DataFileError(path, number, str(error), "标记写作 {n:姓名}，花括号成对") from error
