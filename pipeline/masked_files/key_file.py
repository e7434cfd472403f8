"""The key file: which original stands behind each placeholder, readable by its owner alone."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError, UsageError
from pipeline.mask import unmask
from pipeline.tables.write import whole

FORMAT: Final = "zuofeng-mask-1"
Keys = Mapping[str, tuple[str, ...]]


def check_key_place(key: Path, inputs: Sequence[Path], outputs: Sequence[Path], out: Path) -> None:
    """Refuse a key where it would overwrite an input or output, or travel with the masked files.

    Raises:
        UsageError: it would.
    """
    place = key.resolve()
    if place in {path.resolve() for path in (*inputs, *outputs)}:
        raise UsageError("--key 与输入或输出是同一个文件。请换一个文件名")
    into_folder = str(out) != "-" and list(outputs) != [out]
    if into_folder and place.is_relative_to(out.resolve()):
        raise UsageError("--key 在输出目录里，会随脱敏件一起发出去。请放到别处")


def write_key(path: Path, entries: Mapping[str, Keys]) -> None:
    """Write keys by name of the text (a file, or `file#row:column`), whole or not at all, mode 0600 from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as beside:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            texts = {
                name: {mark: list(given) for mark, given in keys.items()} for name, keys in entries.items() if keys
            }
            json.dump({"format": FORMAT, "texts": texts}, stream, ensure_ascii=True, indent=1)


def read_key(path: Path) -> dict[str, dict[str, list[str]]]:
    """Keys by name of the text, as `write_key` wrote them.

    Raises:
        UnreadableError: it is no key file.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        texts = held["texts"]
        if held["format"] != FORMAT or not all(isinstance(keys, dict) for keys in texts.values()):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError("不是 zuofeng mask 写的密钥文件", "请检查 --key 的路径") from error
    return {str(name): {str(mark): list(given) for mark, given in keys.items()} for name, keys in texts.items()}


def restore(masked: str, path: Path, name: str) -> str:
    """The original of the text that a key file calls `name`.

    Exact for texts, JSON Lines and Parquet. A cell of CSV or XLSX that begins like a formula was written with a quote before
    it (see `tables.inert`) and keeps it: nothing in the file tells this quote from one that the sender put, and without it a
    spreadsheet would run the cell.

    Raises:
        UnreadableError: it is no key file.
    """
    return unmask(masked, read_key(path).get(name, {}))
