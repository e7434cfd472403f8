"""A workbook as the zip that it is: only the parts that change are written anew, every other part is copied as it stands.

So pictures, charts, comments, macros and whatever a later Excel or WPS puts into a file survive without being understood.
"""

from __future__ import annotations

import copy
import posixpath
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from pipeline.errors import UnreadableError
from pipeline.readers.limits import check_archive, check_file

BOOK: Final = "xl/workbook.xml"
_TYPES: Final = "[Content_Types].xml"
_MOST_XML: Final = 64 * 2**20  # bytes of a part that is read as XML
_NEW: Final = "请用 Excel 打开后另存一份 .xlsx"
_ANY = Any  # lxml has no types


def local(node: _ANY) -> str:
    """Name of an element without its namespace; empty for comments.

    >>> from lxml import etree
    >>> local(etree.fromstring('<x:row xmlns:x="urn:a"/>'))
    'row'
    """
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


@contextmanager
def mended(path: Path) -> Iterator[None]:
    """Whatever a damaged or hostile workbook raises becomes an error that says so.

    Raises:
        UnreadableError: the workbook is damaged.
    """
    from lxml.etree import XMLSyntaxError

    try:
        yield
    except (
        BadZipFile, XMLSyntaxError, OSError, ValueError, LookupError, RuntimeError, OverflowError, zlib.error, EOFError,
    ) as error:  # fmt: skip
        raise UnreadableError(f"{path.name} 打不开（{type(error).__name__}）", f"文件可能已损坏，{_NEW}") from error


class Package:
    """Parts of a workbook by name, read when asked for; `touch` what was changed, then `save`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            check_archive(path, check_file(path), needs=BOOK, kind="Excel（.xlsx）")
        except UnreadableError as error:
            raise UnreadableError(f"{path.name} 打不开：{error.reason}", error.remedy) from error
        with mended(path), ZipFile(path) as archive:
            self._sizes = {member.filename: member.file_size for member in archive.infolist()}
            if len(self._sizes) != len(archive.infolist()):
                raise ValueError
        if any(name.startswith("_xmlsignatures/") for name in self._sizes):
            raise UnreadableError(f"{path.name} 有数字签名，一改动签名就失效", "请另存一份不带签名的再更新")
        self._trees: dict[str, _ANY] = {}
        self._touched: set[str] = set()
        self._raw: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    def names(self) -> list[str]:
        """Names of all parts."""
        return list(self._sizes)

    def data(self, name: str) -> bytes:
        """Bytes of a part, as they are in the file.

        Raises:
            UnreadableError: the part is too large to be read at once.
        """
        if self._sizes[name] > _MOST_XML:
            raise UnreadableError(
                f"{self.path.name} 的一张表太大（{self._sizes[name] // 2**20} MB）",
                "请删去表格下方带格式的空白行，再试",
            )
        with ZipFile(self.path) as archive:
            return archive.read(name)

    def xml(self, name: str) -> _ANY:
        """Root of a part; the same one each time.

        Raises:
            UnreadableError: it bears a document type, which no Office program writes.
        """
        if name not in self._trees:
            from lxml import etree

            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = etree.fromstring(self.data(name), parser)
            if root.getroottree().docinfo.internalDTD is not None:
                raise UnreadableError(f"{self.path.name} 含外来的文档类型声明，疑似恶意文件", "请核实来源")
            self._trees[name] = root
        return self._trees[name]

    def related(self, name: str) -> dict[str, list[str]]:
        """Parts that a part refers to, by the last word of the kind of relation (comments, drawing, table …)."""
        found: dict[str, list[str]] = {}
        for node in self._relations(name):
            if node.get("TargetMode") != "External" and (target := _target(name, node)) in self._sizes:
                found.setdefault(node.get("Type", "").rpartition("/")[2], []).append(target)
        return found

    def sheet(self, title: str) -> str:
        """Name of the part of a sheet; empty when there is none of this title."""
        targets = {node.get("Id"): _target(BOOK, node) for node in self._relations(BOOK)}
        for node in self.xml(BOOK).iter():
            if local(node) == "sheet" and node.get("name") == title:
                key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
                return targets.get(key, "")
        return ""

    def touch(self, name: str) -> None:
        """Mark a part whose tree was changed."""
        self._touched.add(name)

    def replace(self, name: str, data: bytes) -> None:
        """Other bytes for a part that is no XML."""
        self._raw[name] = data

    def drop(self, name: str) -> None:
        """Leave out a part of the workbook, with what names it."""
        if name not in self._sizes:
            return
        self._dropped.add(name)
        for node in self._relations(BOOK):
            if _target(BOOK, node) == name:
                node.getparent().remove(node)
                self.touch(_relations_of(BOOK))
        for node in list(self.xml(_TYPES)):
            if node.get("PartName") == f"/{name}":
                node.getparent().remove(node)
                self.touch(_TYPES)

    def save(self, target: Path) -> None:
        """Write the workbook to another place.

        Raises:
            UnreadableError: a part that is to be copied turns out to be damaged.
        """
        from lxml import etree

        with mended(self.path), ZipFile(self.path) as old, ZipFile(target, "w") as new:
            for member in old.infolist():
                if member.filename in self._dropped:
                    continue
                kept = copy.copy(member)
                kept.extra = b""
                data = self._raw.get(member.filename)
                if member.filename in self._touched:
                    root = self._trees[member.filename]
                    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                if data is not None:
                    new.writestr(kept, data)
                    continue
                with old.open(member) as source, new.open(kept, "w") as copied:
                    shutil.copyfileobj(source, copied)

    def _relations(self, name: str) -> list[_ANY]:
        part = _relations_of(name)
        return [node for node in self.xml(part) if local(node) == "Relationship"] if part in self._sizes else []


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _target(name: str, node: _ANY) -> str:
    target = node.get("Target", "")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
