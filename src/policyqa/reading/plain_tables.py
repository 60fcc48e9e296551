"""Tables of lines: rows whose cells are parted by a character, in Markdown or pasted into plain text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policyqa.reading.cells import Cell
from policyqa.reading.grid import read_grid, stated_above
from policyqa.reading.layout import Part, one_line
from policyqa.reading.pieces import Piece
from policyqa.types import Span

_LEAST_ROWS = 3
"""A heading and two rows: two lines with a tab may be a signature or a form."""
_LEAST_ALIKE = 0.6
"""Share of a run's lines that must have as many cells as most of them; merged cells leave others with fewer."""
_LEAST_NUMBERS = 0.5
"""Share of the lines below the first that must hold a number in a cell of their own."""
_NUMBER = re.compile(r"[-+]?\d[\d,.]{0,20} ?(?:[%％‰]|[一-鿿]{1,4})?")


def as_rows(
    text: str,
    lines: Sequence[tuple[int, int]],
    spans: Sequence[tuple[Span, ...]],
    before: Sequence[Piece],
    number: int,
) -> Iterator[Piece]:
    """Yield the rows of a table, its heading first, labelled as the tables of all formats are.

    Args:
        text: the document's text.
        lines: the rows' ranges in it, in order.
        spans: the cells of each row.
        before: the pieces in front of the table, which may state its title and unit.
        number: which table of the document it is, from 1.
    """
    texts = [[one_line(text[c.start : c.end]).strip("*_`") for c in cells] for cells in spans]
    above = [Part((text[p.start : p.end],), row=bool(p.cells)) for p in before[-3:]]
    title, unit = stated_above(above)
    if before and before[-1].level:
        title = ""  # which is in the path of all that follows
    grid = [[Cell(t, i, heading=nth == 0) for i, t in enumerate(row)] for nth, row in enumerate(texts)]
    read = iter(read_grid(grid, title, unit))
    for nth, ((start, end), cells, row) in enumerate(zip(lines, spans, texts, strict=True), 1):
        known = next(read) if any(row) else None
        labels = known.labels if known and known.labels else ("",) * len(cells)
        under = known.under if known else ()
        place = (("table", str(number)), ("row", str(nth)))
        names = tuple(str(i) for i in range(1, len(cells) + 1))
        yield Piece(start, end, 0, cells, labels[: len(cells)], under, place, names)


DIVIDER = re.compile(r"\s{0,8}\|?(?:\s{0,20}:?-{1,200}:?\s{0,20}\|?){1,60}")
"""The line under the heading row of a table in Markdown."""
_BARS = "|｜│"


def with_plain_tables(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put lines whose cells are parted by tabs or bars into rows, where three or more of them read as a table.

    The line under a heading row in Markdown (|---|---|) is no row; where it stands the cells need hold no numbers.
    """
    if not any(mark in text for mark in "\t" + _BARS):
        return tuple(pieces)
    done: list[Piece] = []
    number = 0
    marks = [_parted_by(text, piece) for piece in pieces]
    for i in range(1, len(pieces) - 1):
        alike = not marks[i] and marks[i - 1] and marks[i - 1] == marks[i + 1]
        if alike and _heads_group(text, pieces[i]):
            columns = [text[p.start : p.end].count(marks[i - 1]) for p in (pieces[i - 1], pieces[i + 1])]
            marks[i] = marks[i - 1] if columns[0] == columns[1] else ""
    for mark, group in itertools.groupby(zip(marks, pieces, strict=True), lambda pair: pair[0]):
        run = [piece for _, piece in group]
        rows = [row for row in run if not (mark == "|" and DIVIDER.fullmatch(text, row.start, row.end))] if mark else []
        spans = [_cells(text, row) if mark == "\t" else bar_cells(text, row.start, row.end, mark) for row in rows]
        if _is_table(text, spans, ruled=len(rows) == len(run) - 1):
            number += 1
            done += as_rows(text, [(row.start, row.end) for row in rows], spans, done, number)
        else:
            done += run
    return tuple(done)


def _heads_group(text: str, piece: Piece) -> bool:
    """Whether a line between two rows is the numbered heading of a group of them: 二、基础设施项目."""
    return not piece.cells and _GROUP.fullmatch(text, piece.start, piece.end) is not None


_GROUP = re.compile(
    r"\s{0,8}(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十]{1,3}[）)])[^。；;:：，,\n]{2,20}"
)


def _parted_by(text: str, piece: Piece) -> str:
    """What parts the cells of a line: a tab, a bar that stands twice in it; "" where nothing does."""
    line = text[piece.start : piece.end]
    if piece.cells:
        return ""
    return "\t" if "\t" in line else next((bar for bar in _BARS if line.count(bar) > 1), "")


def bar_cells(text: str, start: int, end: int, bar: str = "|") -> tuple[Span, ...]:
    """The cells of a table row `| a | b |`, blanks dropped."""
    line = text[start:end]
    bars = [i for i, c in enumerate(line) if c == bar and (i == 0 or line[i - 1] != "\\")]
    edges = sorted({*bars, *([] if line.startswith(bar) else [-1]), *([] if line.endswith(bar) else [len(line)])})
    spans = []
    for left, right in itertools.pairwise(edges):
        inner = line[left + 1 : right]
        lead = len(inner) - len(inner.lstrip())
        spans.append(Span(start + left + 1 + lead, start + left + 1 + max(lead, len(inner.rstrip()))))
    return tuple(spans)


def _cells(text: str, row: Piece) -> tuple[Span, ...]:
    """The cells of a line between its tabs, blanks dropped; an empty cell stands where it is."""
    spans, start = [], row.start
    for part in text[row.start : row.end].split("\t"):
        lead = len(part) - len(part.lstrip())
        spans.append(Span(start + lead, start + max(lead, len(part.rstrip()))))
        start += len(part) + 1
    return tuple(spans)


def _is_table(text: str, spans: Sequence[tuple[Span, ...]], ruled: bool) -> bool:
    """Whether lines have as many cells as one another, and below the first numbers or a rule."""
    if len(spans) < _LEAST_ROWS - ruled:
        return False
    most, times = Counter(map(len, spans)).most_common(1)[0]
    numbers = sum(any(_NUMBER.fullmatch(text[c.start : c.end]) for c in row) for row in spans[1:])
    return (
        times >= _LEAST_ALIKE * len(spans)
        and max(map(len, spans)) == most
        and (ruled or numbers >= _LEAST_NUMBERS * (len(spans) - 1))
    )
