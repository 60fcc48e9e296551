"""Read the tables of HTML pages: rows with their cells and the column heading of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from policyqa.types import Span

_BLANKS = re.compile(r"\s{1,100000}")
_BLOCKS = frozenset(["p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"])
_MAX_SPAN = 50
_LAYOUT_CHARS = 600
_NUMBER_CELL = re.compile(r"[-+]?\d[\d.,%％‰]{0,20}[㐀-鿿%％]{0,4}")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as one line: cells parted by tabs, spans into that line, and each cell's column heading as written."""

    text: str
    cells: tuple[Span, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell at its column of the grid; spans are at least 1."""

    text: str
    column: int
    columns: int
    rows: int
    heading: bool


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


def _grid(table: Any, kept: Callable[[Any], bool]) -> Iterator[list[_Cell]]:
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
            one = _Cell(
                _text_of(cell, kept), column, _span_of(cell, "colspan"), _span_of(cell, "rowspan"), cell.tag == "th"
            )
            cells.append(one)
            if one.rows > 1:
                hanging |= dict.fromkeys(range(column, column + one.columns), one.rows - 1)
            column += one.columns
        yield cells


def _is_heading(cells: list[_Cell]) -> bool:
    """Tell whether a row may be the table's heading: several filled cells, none of them a number."""
    filled = [c for c in cells if c.text]
    return len(filled) > 1 and (
        all(c.heading for c in filled) or not any(_NUMBER_CELL.fullmatch(c.text) for c in filled)
    )


def _labels(rows: list[list[_Cell]]) -> tuple[dict[int, str], int]:
    """The heading of each column and the number of the row behind them; a heading of two rows is joined by /."""
    first = next((i for i, cells in enumerate(rows[:4]) if _is_heading(cells)), None)
    if first is None:
        return {}, 0
    merged = any(c.columns > 1 for c in rows[first])
    depth = min(3, max((c.rows for c in rows[first]), default=1)) if merged else 1
    labels: dict[int, str] = {}
    for cells in rows[first : first + depth]:
        for cell in cells:
            for column in range(cell.column, cell.column + cell.columns):
                labels[column] = f"{labels[column]}/{cell.text}" if column in labels else cell.text
    return labels, first + depth


def table_rows(table: Any, kept: Callable[[Any], bool]) -> list[TableRow]:
    """Read a table's rows in order, blank ones left out; rows up to the heading carry no labels."""
    rows = list(_grid(table, kept))
    labels, body = _labels(rows)
    caption = table.find("caption")
    found: list[TableRow] = []
    if caption is not None and (text := _text_of(caption, kept)):
        found.append(TableRow(text, (), ()))
    for i, cells in enumerate(rows):
        if not any(c.text for c in cells):
            continue
        spans, at = [], 0
        for cell in cells:
            spans.append(Span(at, at + len(cell.text)))
            at += len(cell.text) + 1
        names = tuple(labels.get(c.column, "") if i >= body else "" for c in cells)
        found.append(TableRow("\t".join(c.text for c in cells), tuple(spans), names))
    return found
