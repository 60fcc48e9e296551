"""Rebuild the rows of a table that was pasted as text with one cell a line, where the evidence leaves no choice.

The evidence is the heading (序号, 主要目标, ...), the serial numbers, and what kind of value a column holds. A row is
rebuilt only where its values fit the columns in exactly one way; all other rows stay the lines that they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from policyqa.chinese.fold import fold_text
from policyqa.reading.pieces import Piece
from policyqa.types import Span

_SERIAL_HEAD = re.compile(r"序\s?号|编\s?号")
_HEAD = re.compile(r"[㐀-鿿/()（）]{2,12}")
_REST_OF_HEAD = re.compile(r"单位|部门|人|时间|时限|领导|来源|目标|任务")
_SERIAL = re.compile(r"\d{1,3}")
_SOURCE_HEAD = re.compile(r"来源|依据|出处")
_UNIT_HEAD = re.compile(r"单位|部门|牵头|配合|协同|责任")
_SOURCE = re.compile(
    r"[〔\[(]\d{4}.{0,20}号|(?:号|报告|安排|部署|决定|规划|意见|方案|会议|计划|纲要)(?:[、,;].{0,60}(?:号|报告|安排|部署|决定|规划|意见|方案|会议|计划))?$"
)
_UNIT = re.compile(
    r".{0,60}(?:局|部|委|办|办公室|中心|公司|集团|院|会|组|街道|单位|部门|专班|镇|乡|处|科|站|所|队|厅|银行|园区|开发区)"
)
_REST = re.compile(r"[㐀-鿿]{0,4}(?:部门|单位|办公室|街道|公司)")
_GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
_MAX_COLUMNS, _MAX_VALUES = 8, 9
_MAX_UNIT = 60


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading found: its pieces `start:stop`, and the name of each column with the piece range that it stands on."""

    start: int
    stop: int
    names: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]


def _head_at(lines: Sequence[str], at: int) -> _Head | None:
    """The heading that begins at a line 序号: short names up to the first serial number or group."""
    names: list[str] = [lines[at]]
    ranges = [(at, at + 1)]
    i = at + 1
    while i < len(lines) and len(names) < _MAX_COLUMNS and not (_SERIAL.fullmatch(lines[i]) or _GROUP.match(lines[i])):
        if not _HEAD.fullmatch(lines[i]):
            return None
        if _REST_OF_HEAD.fullmatch(lines[i]) and len(names) > 1 and not names[-1].endswith(lines[i]):
            names[-1] += lines[i]
            ranges[-1] = (ranges[-1][0], i + 1)
        else:
            names.append(lines[i])
            ranges.append((i, i + 1))
        i += 1
    kinds = {_kind_of_column(name) for name in names[1:]}
    return _Head(at, i, tuple(names), tuple(ranges)) if len(names) >= 3 and len(kinds) > 1 and i < len(lines) else None


def _kind_of_column(name: str) -> str:
    if _SOURCE_HEAD.search(name):
        return "source"
    return "unit" if _UNIT_HEAD.search(name) else "text"


def _kind_of_value(text: str) -> str:
    """What kind of column a value fits: a source, a unit, or free text."""
    if len(text) <= _MAX_UNIT and not text.endswith("。"):
        if _SOURCE.search(text):
            return "source"
        if _UNIT.fullmatch(text):
            return "unit"
    return "text"


def _fits(columns: Sequence[str], values: Sequence[str]) -> list[tuple[int, ...]]:
    """Every way to put the values into columns in order, each of its kind; the first column is always filled."""
    if not values or len(values) > len(columns):
        return []
    kinds = [_kind_of_value(value) for value in values]
    return [
        way
        for way in combinations(range(len(columns)), len(values))
        if way[0] == 0 and all(columns[c] == kind for c, kind in zip(way, kinds, strict=True))
    ]


def _joined(lines: Sequence[str], start: int, stop: int) -> list[tuple[int, int]]:
    """The values of a row as ranges of pieces.

    Free text at the start is one value, whatever its lines; a line that only ends a unit's name belongs to the line
    before.
    """
    first = next((i for i in range(start, stop) if _kind_of_value(lines[i]) != "text"), stop)
    values: list[tuple[int, int]] = [(start, first)] if first > start else []
    for i in range(first, stop):
        ends = _REST.fullmatch(lines[i]) and i > start and _kind_of_value(lines[i - 1]) == "text"
        if ends and len(lines[i - 1]) <= 10 and len(values) > 1:
            values[-1] = (values[-1][0], i + 1)
        else:
            values.append((i, i + 1))
    return values


def _row(pieces: Sequence[Piece], lines: Sequence[str], start: int, stop: int, head: _Head) -> Piece | None:
    """The row whose serial number stands at `start`, None where it fits the columns in no or several ways."""
    values = _joined(lines, start + 1, stop)
    if not values or len(values) > _MAX_VALUES:
        return None
    columns = [_kind_of_column(name) for name in head.names[1:]]
    if columns.count("text") > 1 and values[0][1] - values[0][0] > 1:
        return None
    ways = _fits(columns, ["".join(lines[a:b]) for a, b in values])
    if len(ways) != 1:
        return None
    cells = [Span(pieces[start].start, pieces[start].end)]
    cells += [Span(pieces[a].start, pieces[b - 1].end) for a, b in values]
    labels = (head.names[0], *(head.names[1 + column] for column in ways[0]))
    return Piece(pieces[start].start, pieces[stop - 1].end, 0, tuple(cells), labels)


def _next_stop(lines: Sequence[str], at: int) -> int:
    """Where the row at `at` ends: before the next serial number or group."""
    i = at + 1
    while i < len(lines) and not (_SERIAL.fullmatch(lines[i]) or _GROUP.match(lines[i])):
        i += 1
    return i


def rebuild_rows(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put the lines of each certain row into one piece with cells and labels, in a text's pieces.

    The heading becomes a row as well. Rows count from 1 upwards, in groups; a count that breaks ends the table.
    """
    if not _SERIAL_HEAD.search(text):
        return tuple(pieces)
    lines = [fold_text(text[p.start : p.end][:400]).strip() for p in pieces]
    done: list[Piece] = []
    head: _Head | None = None
    expected, i = 1, 0
    while i < len(pieces):
        found = _head_at(lines, i) if _SERIAL_HEAD.fullmatch(lines[i]) else None
        if found is not None:
            head, expected = found, 1
            cells = tuple(Span(pieces[a].start, pieces[b - 1].end) for a, b in found.ranges)
            done.append(Piece(pieces[i].start, pieces[found.stop - 1].end, 0, cells))
            i = found.stop
            continue
        if head is not None and _SERIAL.fullmatch(lines[i]) and int(lines[i]) in (1, expected):
            stop = _next_stop(lines, i)
            row = _row(pieces, lines, i, stop, head) if stop < len(pieces) or _ends_here(lines, i, stop) else None
            expected = int(lines[i]) + 1
            done += [row] if row else pieces[i:stop]
            i = stop
            continue
        if head is not None and _SERIAL.fullmatch(lines[i]):
            head = None
        done.append(pieces[i])
        i += 1
    return tuple(done)


def _ends_here(lines: Sequence[str], at: int, stop: int) -> bool:
    """Tell whether the last row of a text ends with the text: no more lines than a row may hold."""
    return stop - at <= _MAX_VALUES
