"""The ruled tables of a PDF's pages, looked for with a bound on the time that it may take."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from policyqa.reading.deadline import OutOfTime, cpu_bound
from policyqa.reading.grid import Cell
from policyqa.reading.layout import one_line
from policyqa.reading.pdf_page import Glyph, join_glyphs

_NEAR = 3.0
_BOUNDS_S = (3.0, 1.0)
"""Processor seconds that one page's tables may take, and one more page's after that. A page of 4,000 cells takes 2 s;
a damaged number in a font's widths made pdfminer, below pdfplumber, fill in millions of them for 13 s."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table: its rows, the left edges of its columns, and its box's top and bottom."""

    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float


class TableFinder:
    """Looks for tables on the pages of one file, and gives up where that takes too long.

    Attributes:
        gave_up: pages whose tables were not looked for to the end, from 0.
    """

    def __init__(self, data: bytes, stack: contextlib.ExitStack) -> None:
        """Open the file; where the library can't, there are only no tables."""
        import pdfplumber

        self.gave_up: list[int] = []
        self._bounds = list(_BOUNDS_S)
        self._pages: Sequence[Any] = ()
        try:
            with cpu_bound(self._bounds[0]):
                self._pages = stack.enter_context(pdfplumber.open(io.BytesIO(data))).pages
        except OutOfTime:
            self._bounds.clear()
        except MemoryError:
            raise
        except Exception:  # it raises whatever its parser raises on damaged files
            self._pages = ()

    def tables(self, number: int, found: Sequence[Glyph]) -> list[PageTable]:
        """The tables of page `number`, counted from 0; none where the library fails on what is drawn there."""
        if not self._bounds:
            self.gave_up.append(number)
            return []
        if number >= len(self._pages):
            return []
        page = self._pages[number]
        try:
            with cpu_bound(self._bounds[0]):
                return list(page_tables(page, found))
        except OutOfTime:
            self._bounds.pop(0)
            self.gave_up.append(number)
            return []
        except MemoryError:
            raise
        except Exception:  # it raises whatever its parser raises on damaged pages
            return []
        finally:
            page.close()


def page_tables(plumbed: Any, found: Sequence[Glyph]) -> Iterator[PageTable]:
    """Yield the ruled tables of a page, each cell with the characters whose middle it holds."""
    for table in plumbed.find_tables():
        boxes = [box for box in table.cells if box]
        lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
        if len(lefts) < 2 or len(tops) < 2:
            continue
        _, table_top, _, table_bottom = table.bbox  # which the library works out anew at each look
        rows: list[list[Cell]] = [[] for _ in tops]
        inside = [g for g in found if table_top - _NEAR < (g.top + g.bottom) / 2 < table_bottom + _NEAR]
        for (top, bottom), row_boxes in groupby(sorted(boxes, key=_by_row), key=lambda b: (b[1], b[3])):
            band = [g for g in inside if top <= (g.top + g.bottom) / 2 < bottom]
            for box in row_boxes:
                column, row = _nearest(lefts, box[0]), _nearest(tops, box[1])
                columns = sum(box[0] + _NEAR < x < box[2] - _NEAR for x in lefts) + 1
                span = sum(box[1] + _NEAR < y < box[3] - _NEAR for y in tops) + 1
                rows[row].append(Cell(_cell_text(band, box[0], box[2]), column, columns, span))
        kept = tuple(tuple(sorted(row, key=lambda c: c.column)) for row in rows)
        yield PageTable(kept, lefts, table_top, table_bottom)


def _by_row(box: tuple[float, float, float, float]) -> tuple[float, float, float]:
    return box[1], box[3], box[0]


def _cell_text(band: Sequence[Glyph], left: float, right: float) -> str:
    """The text of the characters of a row whose middle lies between two edges."""
    text = ""
    for line in join_glyphs([g for g in band if left <= (g.left + g.right) / 2 < right]):
        gap = " " if re.search(r"[A-Za-z0-9]$", text) and re.match(r"[A-Za-z]", line.text) else ""
        text += gap + line.text
    return one_line(text)


def _edges(values: Iterator[float]) -> tuple[float, ...]:
    """Distinct edges in order; those nearer than three points are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return tuple(edges)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
