"""Makes room for new rows in a sheet of a package, and takes along all that names its rows.

When the rows below the table are free nothing moves, only ranges that end with the table grow. When a total or a signature
stands there it moves down, with merged cells, formats, dropdowns, notes, pictures, breaks, and every formula, name and
chart of the workbook that points to it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.errors import UnreadableError
from pipeline.ledger.cell_text import place
from pipeline.ledger.cells import Cells
from pipeline.ledger.package import BOOK, Package, local
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
_VML_ROW: Final = re.compile(rb"(<x:Row>\s{0,20})(\d{1,7})")
_VML_ANCHOR: Final = re.compile(rb"(<x:Anchor>\s{0,20}(?:\d{1,7}\s{0,20},\s{0,20}){2})(\d{1,7})((?:\s{0,20},\s{0,20}\d{1,7}){3}\s{0,20},\s{0,20})(\d{1,7})")  # fmt: skip
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
    _unshare(cells.root)
    if taken:
        _push(cells, room)
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
    return title.encode() in data or b"&#" in data


def _push(cells: Cells, room: Room) -> None:
    """Rows from `room.at` on take their new numbers; what hangs on them in parts of its own goes along."""
    for row in cells.root.iter(f"{cells.space}row"):
        number = int(row.get("r"))
        if number < room.at:
            continue
        row.set("r", str(room.start(number)))
        for cell in row:
            if local(cell) == "c":
                cell.set("r", moved(cell.get("r"), room))
    for node in cells.root.iter(f"{cells.space}brk"):
        if local(node.getparent()) == "rowBreaks" and int(node.get("id", "0")) >= room.at:
            node.set("id", str(int(node.get("id")) + room.count))
    _anchors(cells.root, room)
    package = cells.package
    related = package.related(cells.part)
    for name in related.get("drawing", []):
        if _anchors(package.xml(name), room):
            package.touch(name)
    for name in related.get("vmlDrawing", []):
        package.replace(name, _vml(package.data(name), room))


def _anchors(root: _ANY, room: Room) -> bool:
    """Pictures, charts and controls move with the row that they begin in, and keep their size."""
    changed = False
    for begin in [node for node in root.iter() if local(node) == "from"]:
        marks = [node for corner in begin.getparent() if local(corner) in ("from", "to") for node in corner if local(node) == "row"]  # fmt: skip
        if begin.getparent().get("editAs") == "absolute" or not marks or int(marks[0].text) + 1 < room.at:
            continue
        for node in marks:
            node.text = str(int(node.text) + room.count)
        changed = True
    return changed


def _vml(data: bytes, room: Room) -> bytes:
    """The boxes of notes, whose markup is not always XML: the row that they belong to, and where they are shown."""

    def later(number: bytes) -> bytes:
        return b"%d" % (int(number) + room.count if int(number) + 1 >= room.at else int(number))

    def box(found: re.Match[bytes]) -> bytes:
        if int(found[2]) + 1 < room.at:
            return found[0]
        return b"%s%d%s%d" % (found[1], int(found[2]) + room.count, found[3], int(found[4]) + room.count)

    return _VML_ANCHOR.sub(box, _VML_ROW.sub(lambda found: found[1] + later(found[2]), data))


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
            _references(package.xml(name), room)
            for node in _formulas(package.xml(name)):
                _rewrite(node, room, own=True, grow=False)
            package.touch(name)


def _references(root: _ANY, room: Room) -> None:
    """Ranges that are attributes, and those of extensions, which are text."""
    for node in root.iter():
        name = local(node)
        for key in ("ref", "sqref"):
            if key in node.attrib and (name in _GROWING or name in _FIXED):
                node.set(key, moved(node.get(key), room, grow=name in _GROWING))
        if name == "sqref" and node.text:
            node.text = moved(node.text, room)


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
        _unshare(root)
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


def _unshare(root: _ANY) -> None:
    """Write out formulas that are told as copies of another one, for a copy that moves would no longer fit."""
    from openpyxl.formula.translate import Translator

    masters: dict[str, tuple[str, str]] = {}
    for node in [node for node in root.iter() if local(node) == "f" and node.get("t") == "shared"]:
        key, here = node.get("si", ""), node.getparent().get("r")
        place(here)
        if node.text:
            masters[key] = (node.text, here)
        elif key in masters:
            text, origin = masters[key]
            node.text = Translator(f"={text}", origin).translate_formula(here)[1:]
        else:
            continue
        for attribute in ("t", "si", "ref"):
            node.attrib.pop(attribute, None)
