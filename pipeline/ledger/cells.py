"""The cells of one sheet: read as values, written in place, everything around them left as it is."""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from typing import Any, Final

from pipeline.ledger.cell_text import MOST_TEXT, column_name, dated_formats, place, plain, written
from pipeline.ledger.package import Package, local

_WIDEST: Final = 500  # columns of a merged range that are looked at
_WIDTH: Final = 8  # characters of a column that states none
_LAST: Final = 2**31
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ANY = Any  # lxml has no types
Value = str | float | date | None


class Cells:
    """Cells of a sheet part by (row, column), both from 1."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.root = package.xml(part)
        self.space = self.root.tag[: -len(local(self.root))]
        related = package.related("xl/workbook.xml")
        self._strings = [node for name in related.get("sharedStrings", []) for node in package.xml(name) if local(node) == "si"]  # fmt: skip
        self._dated = dated_formats(package.xml(related["styles"][0])) if related.get("styles") else []
        self._epoch = datetime(1899, 12, 30)
        for node in package.xml("xl/workbook.xml"):
            if local(node) == "workbookPr" and node.get("date1904") in ("1", "true"):
                self._epoch = datetime(1904, 1, 1)
        self.index()

    def index(self) -> None:
        """Find rows, cells and merged ranges; after rows were moved, again."""
        self._data = next(node for node in self.root if local(node) == "sheetData")
        self._rows: dict[int, _ANY] = {}
        self._cells: dict[tuple[int, int], _ANY] = {}
        row = 0
        for node in self._data:
            row = int(node.get("r") or row + 1)
            node.set("r", str(row))  # may be left out where it follows from the order
            self._rows.setdefault(row, node)
            column = 0
            for cell in node:
                if local(cell) == "c":
                    column = place(cell.get("r"))[1] if cell.get("r") else column + 1
                    cell.set("r", f"{column_name(column)}{row}")
                    self._cells.setdefault((row, column), cell)
        self._order = sorted(self._rows)
        self._merges: dict[int, list[tuple[int, int, int]]] = {}
        for node in self.root.iter(f"{self.space}mergeCell"):
            begin, _, end = node.get("ref", "").partition(":")
            (top, left), (bottom, right) = place(begin), place(end or begin)
            for column in range(left, min(right, left + _WIDEST) + 1):
                self._merges.setdefault(column, []).append((top, bottom, left))
        for spans in self._merges.values():
            spans.sort()
        self.drawn = {
            place(part.partition(":")[0])[1]
            for node in self.root.iter()
            if local(node) == "sqref" and node.text and local(node.getparent()) == "sparkline"
            for part in node.text.split()
        }  # columns with little charts in their cells

    def measure(self) -> None:
        """Bring the extent of the sheet that the part states up to what it holds."""
        node = next((node for node in self.root if local(node) == "dimension"), None)
        if node is not None and self._cells:
            rows, columns = {row for row, _ in self._cells}, {column for _, column in self._cells}
            corners = [f"{column_name(of(columns))}{of(rows)}" for of in (min, max)]
            node.set("ref", ":".join(dict.fromkeys(corners)))

    @property
    def last(self) -> tuple[int, int]:
        """Last row and last column in which something stands."""
        filled = [at for at in self._cells if not self.blank(*at)]
        return max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0)

    def merged(self, row: int, column: int) -> tuple[int, int, int] | None:
        """First row, last row and first column of the merged range that a cell lies in, if it lies in one."""
        spans = self._merges.get(column, [])
        at = bisect_right(spans, (row, _LAST, _LAST)) - 1
        return spans[at] if at >= 0 and row <= spans[at][1] else None

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that is seen here: the first one of a merged range, otherwise the cell itself."""
        span = self.merged(row, column)
        return (span[0], span[2]) if span else (row, column)

    def blank(self, row: int, column: int) -> bool:
        """Whether a cell holds neither a value nor a formula."""
        cell = self._cells.get((row, column))
        return cell is None or not any(
            local(node) in ("f", "is") or (local(node) == "v" and node.text) for node in cell
        )

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell is computed."""
        return any(local(node) == "f" for node in self._cells.get((row, column), ()))

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell; of a formula what it came to when it was last computed, itself if it never was."""
        cell = self._cells.get((row, column))
        if cell is None:
            return None
        kind, raw = cell.get("t", "n"), next((node.text or "" for node in cell if local(node) == "v"), "")
        if kind in ("s", "inlineStr"):
            source = self._source(cell)
            return None if source is None else plain(source)
        if not raw:
            return next((f"={node.text}" for node in cell if local(node) == "f" and node.text), None)
        if kind != "n":
            return raw
        number = float(raw)
        style = int(cell.get("s", "0"))
        if style < len(self._dated) and self._dated[style] and 0 <= number < 2_958_466:
            return self._epoch + timedelta(seconds=round(number * 86_400))
        return number

    def _source(self, cell: _ANY) -> _ANY:
        """The element that holds the text of a cell, shared or its own."""
        if cell.get("t") == "inlineStr":
            return next((node for node in cell if local(node) == "is"), None)
        raw = next((node.text for node in cell if local(node) == "v"), None)
        number = int(raw) if raw else -1
        return self._strings[number] if 0 <= number < len(self._strings) else None

    def put(self, row: int, column: int, value: str | int, like: tuple[int, int] | None = None) -> None:
        """Write a cell; one that has no format of its own takes that of the cell `like`."""
        cell = self._cell(row, column)
        model = self._cells.get(like) if like else None
        if model is not None and cell.get("s", "0") == "0" and model.get("s"):
            cell.set("s", model.get("s"))
        for node in list(cell):
            if local(node) != "extLst":
                cell.remove(node)
        for name in ("t", "cm", "vm", "ph"):
            cell.attrib.pop(name, None)
        if isinstance(value, int):
            self._child(cell, "v", 0).text = str(value)
        else:
            cell.set("t", "inlineStr")
            self._text(self._child(cell, "is", 0), value)

    def frame(self, row: int, column: int, like: tuple[int, int]) -> None:
        """Give a cell that is not there yet the format of another one, so that borders go on."""
        model = self._cells.get(like)
        if (row, column) not in self._cells and model is not None and model.get("s"):
            self._cell(row, column).set("s", model.get("s"))

    def width(self, column: int) -> int:
        """Width of a column in characters, about."""
        for node in self.root.iter(f"{self.space}col"):
            if int(node.get("min", "0")) <= column <= int(node.get("max", "0")) and node.get("width"):
                return max(1, int(float(node.get("width"))))
        return _WIDTH

    def heighten(self, row: int, points: float) -> None:
        """Give a row a first height, unless it has one; a spreadsheet fits it again when its text changes."""
        if row in self._rows and not self._rows[row].get("ht"):
            self._rows[row].set("ht", f"{points:g}")

    def append(self, row: int, column: int, more: str) -> bool:
        """Add to the text of a cell, whose own type faces stay; False where it holds no text, or too much."""
        cell = self._cells[row, column]
        source = self._source(cell) if cell.get("t") in ("s", "inlineStr") else None
        if source is None or self.is_formula(row, column) or len(plain(source)) + len(written(more)) > MOST_TEXT:
            return False
        runs = [node for node in source if local(node) == "r"]
        if not runs:
            self.put(row, column, plain(source) + more)
            return True
        kept = [copy.deepcopy(run) for run in runs]
        self.put(row, column, "")
        holder = next(node for node in cell if local(node) == "is")
        holder[:] = kept
        self._text(self._child(holder, "r", len(kept)), more)
        return True

    def _text(self, holder: _ANY, text: str) -> None:
        node = self._child(holder, "t", len(holder))
        node.text = written(text)
        node.set(_SPACE, "preserve")

    def _child(self, parent: _ANY, name: str, at: int) -> _ANY:
        node = parent.makeelement(f"{self.space}{name}")
        parent.insert(at, node)
        return node

    def _cell(self, row: int, column: int) -> _ANY:
        """The element of a cell, made in its place when there is none."""
        self.package.touch(self.part)
        if (row, column) in self._cells:
            return self._cells[row, column]
        if row not in self._rows:
            at = bisect_left(self._order, row)
            behind = self._data.index(self._rows[self._order[at]]) if at < len(self._order) else len(self._data)
            self._rows[row] = self._child(self._data, "row", behind)
            self._rows[row].set("r", str(row))
            self._order.insert(at, row)
        holder = self._rows[row]
        holder.attrib.pop("spans", None)
        before = sum(1 for node in holder if local(node) == "c" and place(node.get("r"))[1] < column)
        cell = self._cells[row, column] = self._child(holder, "c", before)
        cell.set("r", f"{column_name(column)}{row}")
        return cell
