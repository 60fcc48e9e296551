"""The ruled tables of a PDF's pages, looked for with a bound on the time that it may take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from policyqa.reading.cells import Cell
from policyqa.reading.deadline import OutOfTime, cpu_bound
from policyqa.reading.layout import one_line
from policyqa.reading.pdf_page import Glyph, PageLine, join_glyphs
from policyqa.reading.pdf_rules import Rule

_NEAR = 3.0
_LEAST_RULES = 4
_BOUNDS_S = (3.0, 1.0)
"""Processor seconds that one page's tables may take, and one more page's after that. 4,000 cells take 1 s."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table: its rows, the left edges of its columns, and its box's top and bottom.

    `full` are the columns of the last row whose text runs up to its cell's right edge, so that it may go on.
    """

    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    full: frozenset[int] = frozenset()


class TableFinder:
    """Looks for tables on the pages of one file, and gives up where that takes too long.

    Attributes:
        gave_up: pages whose tables were not looked for to the end, from 1.
    """

    def __init__(self) -> None:
        """Start with the whole time."""
        self.gave_up: list[int] = []
        self._bounds = list(_BOUNDS_S)

    def tables(self, number: int, rules: Sequence[Rule], found: Sequence[Glyph]) -> list[PageTable]:
        """The tables of page `number` with its drawn lines and characters."""
        if len(rules) < _LEAST_RULES or not found:
            return []
        if not self._bounds:
            self.gave_up.append(number)
            return []
        try:
            with cpu_bound(self._bounds[0]):
                return [table for boxes in _cell_boxes(rules) if (table := _table(boxes, found)) is not None]
        except OutOfTime:
            self._bounds.pop(0)
            self.gave_up.append(number)
            return []


def _cell_boxes(rules: Sequence[Rule]) -> Iterator[list[_Box]]:
    """Yield the cells' boxes of each table that lines make, by pdfplumber's geometry with its own tolerances."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
    from pdfplumber.utils.geometry import filter_edges

    edges: Any = merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    edges = filter_edges(edges, min_length=_NEAR)
    yield from cells_to_tables(intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR)))


def _edge(rule: Rule) -> dict[str, Any]:
    """A line as pdfplumber describes it."""
    return {
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
        "orientation": "v" if rule.right - rule.left < rule.bottom - rule.top else "h",
        "object_type": "line",
    }


def _table(boxes: Sequence[_Box], found: Sequence[Glyph]) -> PageTable | None:
    """The table of these cells, each with the characters whose middle it holds; None for less than two by two."""
    lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    if len(lefts) < 2 or len(tops) < 2:
        return None
    top_edge, bottom_edge = min(box[1] for box in boxes), max(box[3] for box in boxes)
    rows: list[list[Cell]] = [[] for _ in tops]
    full: set[int] = set()
    inside = [g for g in found if top_edge - _NEAR < (g.top + g.bottom) / 2 < bottom_edge + _NEAR]
    for (top, bottom), row_boxes in groupby(sorted(boxes, key=_by_row), key=lambda b: (b[1], b[3])):
        band = [g for g in inside if top <= (g.top + g.bottom) / 2 < bottom]
        for box in row_boxes:
            column, row = _nearest(lefts, box[0]), _nearest(tops, box[1])
            columns = sum(box[0] + _NEAR < x < box[2] - _NEAR for x in lefts) + 1
            span = sum(box[1] + _NEAR < y < box[3] - _NEAR for y in tops) + 1
            lines = join_glyphs([g for g in band if box[0] <= (g.left + g.right) / 2 < box[2]])
            rows[row].append(Cell(_joined(lines), column, columns, span))
            if row == len(rows) - 1 and lines and _is_full(lines[-1], box):
                full.add(column)
    kept = tuple(tuple(sorted(row, key=lambda c: c.column)) for row in rows)
    return PageTable(kept, lefts, top_edge, bottom_edge, frozenset(full))


def _by_row(box: _Box) -> tuple[float, float, float]:
    return box[1], box[3], box[0]


def _joined(lines: Sequence[PageLine]) -> str:
    """A cell's lines as one."""
    text = ""
    for line in lines:
        gap = " " if re.search(r"[A-Za-z0-9]$", text) and re.match(r"[A-Za-z]", line.text) else ""
        text += gap + line.text
    return one_line(text)


def _is_full(line: PageLine, box: _Box) -> bool:
    """Tell whether no further character would have found room behind a line in its cell."""
    size = line.bottom - line.top
    return len(line.text) > 3 and box[2] - line.right < max(1.5 * size, line.left - box[0] + size)


def _edges(values: Iterator[float]) -> tuple[float, ...]:
    """Distinct edges in order; those nearer than three points are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return tuple(edges)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
