"""Makes room for new rows in a sheet of a package, and takes along all that names its rows.

When the rows below the table are free nothing moves, only ranges that end with the table grow. When a total or a signature
stands there it moves down, with merged cells, formats, dropdowns, notes, pictures, breaks, and every formula, name and
chart of the workbook that points to it.
"""

from __future__ import annotations

from typing import Any, Final
from xml.sax.saxutils import escape

from pipeline.errors import UnreadableError
from pipeline.ledger.cell_text import place
from pipeline.ledger.cells import Cells
from pipeline.ledger.package import BOOK, Package, local
from pipeline.ledger.pushing import push_down, write_out
from pipeline.ledger.references import MOST_ROWS, Room, moved, moved_formula, moved_named

_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"})
_GROWING: Final = frozenset(
    {"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError", "autoFilter", "table", "sortState"}
)
_FIXED: Final = frozenset({"mergeCell", "hyperlink", "comment", "threadedComment", "location", "f"})
_NAMING: Final = (
    "xl/worksheets/",
    "xl/charts/",
    "xl/drawings/",
    "xl/pivotCache/pivotCacheDefinition",
    "xl/tables/",
    BOOK,
)
_ANY = Any  # lxml has no types


def make_room(cells: Cells, title: str, first: int, at: int, count: int) -> None:
    """Make rows `at` to `at + count - 1` free for new rows of the table whose rows begin with `first`.

    Raises:
        UnreadableError: the sheet would grow beyond the last row that there is.
    """
    bottom, width = cells.last
    if max(bottom, at) + count > MOST_ROWS:
        raise UnreadableError(f"{cells.package.path.name} 的行已到底，放不下新问题", "请删去表格下方多余的行，再试")
    taken = any(
        not cells.blank(row, column) or cells.merged(row, column)
        for row in range(at, at + count)
        for column in range(1, width + 1)
    )
    room = Room(title, first, at, count, push=taken)
    package = cells.package
    write_out(cells.root)
    if taken:
        push_down(cells, room)
        package.drop(next(iter(package.related(BOOK).get("calcChain", [])), ""))
    _own(package, cells.part, room)
    for name in package.names():
        if (
            name.startswith(_NAMING)
            and name.endswith(".xml")
            and name != cells.part
            and _names(package.data(name), title)
        ):
            _elsewhere(package, name, room)
    cells.index()


def recompute(package: Package) -> None:
    """Ask for all formulas to be computed when the workbook is opened next, for the cells behind them have changed."""
    for node in package.xml(BOOK):
        if local(node) == "calcPr" and node.get("fullCalcOnLoad") != "1":
            node.set("fullCalcOnLoad", "1")
            package.touch(BOOK)


def _names(data: bytes, title: str) -> bool:
    return any(name.encode() in data for name in (title, escape(title))) or b"&#" in data


def _own(package: Package, part: str, room: Room) -> None:
    """The sheet itself, and the tables, notes and pivot tables on it; formulas inside the table do not grow."""
    root = package.xml(part)
    package.touch(part)
    _references(root, room)
    for node in _formulas(root):
        holder = node.getparent()
        row = place(holder.get("r"))[0] if local(holder) == "c" else 0
        _rewrite(node, room, own=True, grow=not room.first <= row < room.at)
    related = package.related(part)
    for kind in ("table", "comments", "threadedComment", "pivotTable"):
        for name in related.get(kind, []):
            changed = _references(package.xml(name), room)
            for node in _formulas(package.xml(name)):
                changed |= _rewrite(node, room, own=True, grow=False)
            if changed:
                package.touch(name)


def _references(root: _ANY, room: Room) -> bool:
    """Ranges that are attributes, and those of extensions, which are text; returns whether one changed."""
    changed = False
    for node in root.iter():
        name = local(node)
        for key in ("ref", "sqref"):
            if key in node.attrib and (name in _GROWING or name in _FIXED):
                text = moved(node.get(key), room, grow=name in _GROWING)
                changed |= text != node.get(key)
                node.set(key, text)
        if name == "sqref" and node.text:
            node.text = moved(node.text, room)
    return changed


def _formulas(root: _ANY) -> list[_ANY]:
    """Elements that hold a formula, in a list, for what stands beside them may go while they are rewritten."""
    return [node for node in root.iter() if node.text and local(node) in _FORMULAS]


def _rewrite(node: _ANY, room: Room, *, own: bool, grow: bool = True) -> bool:
    """Rewrite a formula; the last result of one that changed is forgotten. Returns whether it changed."""
    text = moved_formula(node.text or "", room, own=own, grow=grow)
    if text == (node.text or ""):
        return False
    node.text = text
    for value in [value for value in node.getparent() if local(value) == "v"]:
        node.getparent().remove(value)
    return True


def _elsewhere(package: Package, name: str, room: Room) -> None:
    """Formulas, names, charts, links, linked shapes and pivot sources of other parts that point to the sheet."""
    root = package.xml(name)
    changed = False
    if any(local(node) == "f" and node.get("t") == "shared" and node.text and _names(node.text.encode(), room.title) for node in root.iter()):  # fmt: skip
        write_out(root)
    for node in _formulas(root):
        changed |= _rewrite(node, room, own=False)
    for node in root.iter():
        for key in ("location", "textlink"):
            if key in node.attrib and (text := moved_named(node.get(key), room, own=False)) != node.get(key):
                node.set(key, text)
                changed = True
        if local(node) == "worksheetSource" and node.get("sheet") == room.title and node.get("ref"):
            node.set("ref", moved(node.get("ref"), room))
            changed = True
    if changed:
        package.touch(name)
