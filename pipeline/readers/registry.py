"""Which reader reads which file: one table of suffixes, and the walk over files and folders.

Whatever goes wrong with one input becomes a `Reject` in the stream; the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode
from pipeline.readers.eml import read_eml
from pipeline.readers.html import read_html
from pipeline.readers.limits import MAX_FILE, check_file, check_text
from pipeline.readers.pdf import read_pdf
from pipeline.readers.picture import read_picture
from pipeline.readers.sheet import read_book, read_csv
from pipeline.readers.text import read_text
from pipeline.readers.word import read_word
from pipeline.records import Document, Reject

Reader = Callable[[Path, str], Iterator[Document | Reject]]

READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".md": read_text,
    ".docx": read_word,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".eml": read_eml,
    ".xlsx": read_book,
    ".xls": read_book,
    ".csv": read_csv,
    ".png": read_picture,
    ".jpg": read_picture,
    ".jpeg": read_picture,
}
_OLD: Final = {
    ".doc": ".docx",
    ".wps": ".docx",
    ".et": ".xlsx",
    ".ppt": ".txt",
    ".pptx": ".txt",
    ".rtf": ".docx",
    ".ofd": ".pdf",
}
STDIN: Final = "-"


def find_files(paths: Iterable[str], *, skip: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Files to read and the name under which each is reported; folders are walked in order of name.

    Hidden files and Office's lock files (~$…) inside folders are no documents and are passed over; so is what lies in
    the folder `skip`, where an earlier run wrote its tables.
    """
    avoided = skip.resolve() if skip else None
    for given in paths:
        path = Path(given)
        if not path.is_dir():
            yield path, given
            continue
        for inner in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in inner.relative_to(path).parts)
            if avoided and avoided != path.resolve() and inner.resolve().is_relative_to(avoided):
                continue
            if not hidden and inner.is_file():
                yield inner, str(inner)


def read_file(path: Path, source: str) -> Iterator[Document | Reject]:
    """Documents of one file; a file that cannot be read yields one reject with reason and remedy."""
    try:
        check_file(path)
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            better = _OLD.get(path.suffix.lower())
            remedy = f"请用 Office 打开后另存为 {better}" if better else f"支持的格式：{' '.join(READERS)}"
            raise UnreadableError(f"不支持的格式 {path.suffix or '（没有后缀）'}", remedy)
        empty = True
        for item in reader(path, source):
            empty = False
            yield item
        if empty:
            raise UnreadableError("表中只有表头，没有数据", "请确认文件内容，或重新导出")
    except UnreadableError as error:
        yield Reject(source, error.reason, error.remedy)
    except (OSError, MemoryError, RecursionError) as error:
        yield Reject(source, f"读取时出错（{type(error).__name__}）", "请确认磁盘与文件正常，再试一次")


def read_stdin() -> Iterator[Document | Reject]:
    """Standard input as one text."""
    try:
        yield Document(STDIN, check_text(decode(sys.stdin.buffer.read(MAX_FILE))))
    except UnreadableError as error:
        yield Reject(STDIN, error.reason, error.remedy)


def read_all(paths: Iterable[str], *, skip: Path | None = None) -> Iterator[Document | Reject]:
    """Documents and rejects of files, folders and `-` (standard input), in order; see `find_files` for `skip`."""
    for given in paths:
        if given == STDIN:
            yield from read_stdin()
            continue
        for path, source in find_files([given], skip=skip):
            yield from read_file(path, source)
