"""Moves the rows below a table down, with the pictures and notes that hang on them in parts of their own."""

from __future__ import annotations

import re
from typing import Any, Final

from pipeline.ledger.cell_text import place
from pipeline.ledger.cells import Cells
from pipeline.ledger.package import local
from pipeline.ledger.references import Room, moved

_VML_BOX: Final = b"<x:ClientData"
_VML_ROW: Final = re.compile(rb"(<x:Row>\s{0,20})(\d{1,7})")
_VML_ANCHOR: Final = re.compile(rb"(<x:Anchor>\s{0,20}(?:\d{1,7}\s{0,20},\s{0,20}){2})(\d{1,7})((?:\s{0,20},\s{0,20}\d{1,7}){3}\s{0,20},\s{0,20})(\d{1,7})")  # fmt: skip
_ANY = Any  # lxml has no types


def push_down(cells: Cells, room: Room) -> None:
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
    """The boxes of notes and buttons, whose markup is not always XML: each moves with its cell, or the row it begins in."""
    boxes = data.split(_VML_BOX)
    for number, box in enumerate(boxes[1:], 1):
        found = _VML_ROW.search(box) or _VML_ANCHOR.search(box)
        if found and int(found[2]) + 1 >= room.at:
            box = _VML_ROW.sub(lambda mark: b"%s%d" % (mark[1], int(mark[2]) + room.count), box)
            boxes[number] = _VML_ANCHOR.sub(
                lambda mark: b"%s%d%s%d" % (mark[1], int(mark[2]) + room.count, mark[3], int(mark[4]) + room.count), box
            )
    return _VML_BOX.join(boxes)


def write_out(root: _ANY) -> None:
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
