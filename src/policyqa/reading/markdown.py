"""Read Markdown: the text stays as it is, headings, paragraphs and table rows become pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyqa.reading.encoding import decode
from policyqa.reading.lines import cut_line, line_ranges
from policyqa.reading.pieces import Extract, Piece
from policyqa.reading.plain_tables import DIVIDER, as_rows, bar_cells

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]{1,8}(?=\S)")
_RULE = re.compile(r"\s{0,8}(?:[-*_=]\s{0,3}){3,200}")
_LEAD = re.compile(r"\s{0,40}(?:>\s{0,4}){0,6}(?:[-*+]\s{1,8})?")
_CLOSING = re.compile(r"[ \t]{1,8}#{1,6}[ \t]{0,8}$")


def _table(text: str, lines: Sequence[tuple[int, int]], before: Sequence[Piece], number: int) -> Iterator[Piece]:
    """Yield the rows of a table, its heading first."""
    return as_rows(text, lines, [bar_cells(text, *line) for line in lines], before, number)


def _pieces(text: str) -> tuple[Piece, ...]:
    """Cut Markdown into pieces; table rows under a divider carry the heading row's cells as labels."""
    ranges = list(line_ranges(text))
    pieces: list[Piece] = []
    table: list[tuple[int, int]] = []
    number = 0
    for i, (start, end) in enumerate(ranges):
        line = text[start:end]
        divides = "|" in line and DIVIDER.fullmatch(line) is not None
        stripped = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        if "|" in line and not divides and (table or _heads_table(text, ranges, i)):
            table.append(stripped)
            continue
        if divides and table:
            continue
        if table:
            number += 1
            pieces += list(_table(text, table, pieces, number))
            table = []
        if _RULE.fullmatch(line):
            continue
        heading = _HEADING.match(line)
        if heading:
            closing = _CLOSING.search(line, heading.end())
            pieces.append(Piece(start + heading.end(), closing.start() + start if closing else stripped[1],
                                level=len(heading.group(1))))  # fmt: skip
            continue
        lead = _LEAD.match(line)
        pieces += cut_line(text, start + (lead.end() if lead else 0), end)
    pieces += list(_table(text, table, pieces, number + 1))
    return tuple(p for p in pieces if p.start < p.end)


def _heads_table(text: str, ranges: list[tuple[int, int]], i: int) -> bool:
    """Tell whether a line is a table's heading row: a divider follows."""
    if i + 1 >= len(ranges):
        return False
    following = text[slice(*ranges[i + 1])]
    return "|" in following and DIVIDER.fullmatch(following) is not None


def extract_markdown(data: bytes) -> Extract:
    """Decode Markdown and find its headings, paragraphs and table rows."""
    decoded = decode(data)
    return Extract(decoded.text, _pieces(decoded.text), decoded.encoding, decoded.warnings)
