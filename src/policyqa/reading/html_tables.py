"""Read the tables of HTML pages: rows with their cells and the column heading of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from policyqa.reading.cells import Cell
from policyqa.reading.grid import grid_parts, stated_above
from policyqa.reading.layout import Part, close_gaps, one_line

_BLANKS = re.compile(r"\s{1,100000}")
_BLOCKS = frozenset(["p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"])
_MAX_SPAN = 50
_LAYOUT_CHARS = 600


def is_data_table(table: Any) -> bool:
    """Tell a table of data from one that only lays out a page: no table inside, several columns, no page in a cell."""
    if any(True for inner in table.iter("table") if inner is not table):
        return False
    widest = 0
    for row in table.iter("tr"):
        cells = [c for c in row if c.tag in ("td", "th")]
        widest = max(widest, len(cells))
        for cell in cells:
            blocks = sum(1 for inner in cell.iter() if inner.tag in _BLOCKS)
            if blocks > 3 and sum(map(len, cell.itertext())) > _LAYOUT_CHARS:
                return False
    return widest > 1


def _span_of(cell: Any, name: str) -> int:
    """Read colspan or rowspan, 1 where it is absent or no number, at most 50."""
    raw = (cell.get(name) or "1").strip()
    return min(_MAX_SPAN, max(1, int(raw))) if raw.isascii() and raw.isdigit() and len(raw) < 5 else 1


def _text_of(cell: Any, kept: Callable[[Any], bool]) -> str:
    """A cell's text in one line, parts left out by `kept` aside."""
    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    skipped: Any = None
    for event, element in walker:
        if event == "start":
            if element is not cell and not kept(element):
                skipped = element
                walker.skip_subtree()
                continue
            parts.append(element.text or "")
            continue
        if element is skipped:
            skipped = None
        if element is not cell:
            parts.append(" " if element.tag in _BLOCKS or element.tag == "br" else "")
            parts.append(element.tail or "")
    return _BLANKS.sub(" ", "".join(parts)).strip()


def _grid(table: Any, kept: Callable[[Any], bool]) -> Iterator[list[Cell]]:
    """Yield the cells of each row at their columns, cells merged over rows moving those below to the right."""
    hanging: dict[int, int] = {}
    for row in table.iter("tr"):
        column, cells = 0, []
        used = set(hanging)
        hanging = {c: left - 1 for c, left in hanging.items() if left > 1}
        for cell in row:
            if cell.tag not in ("td", "th") or not kept(cell):
                continue
            while column in used:
                column += 1
            text = one_line(_text_of(cell, kept))
            one = Cell(text, column, _span_of(cell, "colspan"), _span_of(cell, "rowspan"), cell.tag == "th")
            cells.append(one)
            if one.rows > 1:
                hanging |= dict.fromkeys(range(column, column + one.columns), one.rows - 1)
            column += one.columns
        yield cells


def table_parts(table: Any, kept: Callable[[Any], bool], before: Sequence[Part], number: int) -> list[Part]:
    """Read a table's rows in order; cells that lie outside of every visible part are left out.

    Args:
        table: the `<table>` element.
        kept: tells whether an element is shown.
        before: the parts of the page before the table, for its title and unit.
        number: which table of the page it is, from 1.
    """
    rows = list(_grid(table, kept))
    title, unit = stated_above(before)
    caption = table.find("caption")
    parts: list[Part] = []
    if caption is not None and (text := _text_of(caption, kept)):
        parts.append(Part((text,)))
        title, unit = stated_above([*before, *parts])
        title = title or close_gaps(text)
    places = [(("table", str(number)), ("row", str(i))) for i in range(1, len(rows) + 1)]
    return parts + grid_parts(rows, title, unit, places=places)
