"""Bounds on what a hostile file may cost: size on disk, size unpacked, rows, pages."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from pipeline.errors import UnreadableError

MAX_FILE: Final = 200 * 2**20  # bytes on disk
MAX_TEXT: Final = 10_000_000  # characters of one document
MAX_CELL: Final = 200_000  # characters of one letter
MAX_UNPACKED: Final = 1_000 * 2**20  # bytes of all members of an Office file
MAX_RATIO: Final = 200  # unpacked to packed; Office files stay far below
MAX_PAGES: Final = 3_000
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_file(path: Path, *, most: int | None = None, streamed: bool = False) -> bytes:
    """First bytes of a file that is there, not empty and of no more than `most` bytes (`MAX_FILE` when not given).

    A file that is `streamed` may be of any size.

    Raises:
        UnreadableError: it is missing, empty, too large, or may not be read.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableError("文件是空的", "请确认文件内容，或重新导出")
        bound = MAX_FILE if most is None else most
        if not streamed and size > bound:
            raise UnreadableError(f"文件有 {size // 2**20} MB，超过上限 {bound // 2**20} MB", "请拆成几个文件")
        with path.open("rb") as handle:
            return handle.read(16)
    except FileNotFoundError:
        raise UnreadableError("文件不存在", "请检查路径") from None
    except PermissionError:
        raise UnreadableError("没有读取权限", "请检查文件权限，或关闭正在占用它的程序") from None


def check_archive(path: Path, head: bytes, *, needs: str, kind: str) -> None:
    """Check that `path` is an Office archive holding the member `needs` and no bomb.

    Raises:
        UnreadableError: it is encrypted, of another format, damaged, or unpacks to far more than it should.
    """
    if head.startswith(OLE):
        raise UnreadableError(f"文件已加密，或是旧版格式而不是 {kind}", f"请用 Office 打开，取消密码后另存为 {kind}")
    if not head.startswith(b"PK"):
        raise UnreadableError(f"内容不是 {kind} 格式（后缀不对）", "请用正确的程序打开后另存，或改正后缀")
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            packed = max(1, sum(member.compress_size for member in members))
            names = {member.filename for member in members}
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableError("文件损坏，打不开", "请重新导出或另存一份") from error
    if unpacked > MAX_UNPACKED or (unpacked > 2**24 and unpacked / packed > MAX_RATIO):
        raise UnreadableError("解压后异常庞大，疑似恶意文件", "请核实来源；确属正常文件请拆小后再试")
    if needs not in names:
        raise UnreadableError(f"内容不是 {kind} 格式（后缀不对）", "请用正确的程序打开后另存，或改正后缀")


def check_text(text: str) -> str:
    """The text, if it holds something and is not too long.

    Raises:
        UnreadableError: there is nothing but blanks in it, or too much.
    """
    if not text.strip():
        raise UnreadableError("没有文字内容", "请确认文件内容，或重新导出")
    if len(text) > MAX_TEXT:
        raise UnreadableError(f"有 {len(text)} 字，超过上限 {MAX_TEXT} 字", "请拆成几个文件")
    return text
