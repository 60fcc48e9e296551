"""Read tables of comma-separated values: the text stays as it is, every line that is not blank becomes a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyqa.reading.cells import Cell
from policyqa.reading.encoding import decode
from policyqa.reading.grid import read_grid
from policyqa.reading.layout import one_line
from policyqa.reading.pieces import Extract, Piece
from policyqa.types import Span

_QUOTED = re.compile(r'"(?:[^"]|""){0,100000}"')
_DELIMITERS = (",", "\t", ";", "，")


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines; a comma where none does."""
    return max(_DELIMITERS, key=text[:4000].count)


def _records(text: str, delimiter: str) -> Iterator[list[tuple[Span, str]]]:
    """Yield the fields of each record: where the value stands, quotes aside, and the value. Time is linear."""
    plain = re.compile(f"[^{re.escape(delimiter)}\\n]{{0,1000000}}")
    at, fields = 0, []
    while at <= len(text):
        quoted = _QUOTED.match(text, at) if text[at : at + 1] == '"' else None
        if quoted is not None and text[quoted.end() : quoted.end() + 1] in ("", "\n", delimiter):
            span, end = Span(at + 1, quoted.end() - 1), quoted.end()
            value = text[span.start : span.end].replace('""', '"')
        else:
            found = plain.match(text, at)
            end = found.end() if found else at
            raw = text[at:end]
            lead = len(raw) - len(raw.lstrip())
            span = Span(at + lead, max(at + lead, at + len(raw.rstrip())))
            value = text[span.start : span.end]
        fields.append((span, value))
        if text[end : end + 1] != delimiter:
            yield fields
            fields = []
        at = end + 1


def _piece(
    fields: Sequence[tuple[Span, str]], number: int, labels: Sequence[str], under: tuple[str, ...], row: bool
) -> Piece:
    """The piece of one record; a title or note is a paragraph."""
    filled = [span for span, _ in fields if span.start < span.end]
    cells = tuple(span for span, _ in fields if filled[0].start <= span.start and span.end <= filled[-1].end)
    offset = [span for span, _ in fields].index(cells[0])
    place = (("row", str(number)),)
    if not row:
        return Piece(filled[0].start, filled[-1].end, under=under, place=place)
    names = tuple(str(offset + i + 1) for i in range(len(cells)))
    kept = tuple(labels[offset : offset + len(cells)])
    return Piece(filled[0].start, filled[-1].end, 0, cells, kept, under, place, names)


def extract_csv(data: bytes) -> Extract:
    """Decode comma-, semicolon- or tab-separated values and find title, headings and rows."""
    decoded = decode(data)
    records = list(_records(decoded.text, _delimiter(decoded.text)))
    numbered = [(i, fields) for i, fields in enumerate(records, 1) if any(value.strip() for _, value in fields)]
    grid = [[Cell(one_line(value), column) for column, (_, value) in enumerate(fields)] for _, fields in numbered]
    filled = [(number, fields, row) for (number, fields), row in zip(numbered, grid, strict=True)]
    read = read_grid(grid)
    kept = [(number, fields) for number, fields, row in filled if any(cell.text for cell in row)]
    pieces = tuple(
        _piece(fields, number, row.labels, row.under, row.role not in ("title", "unit", "note"))
        for (number, fields), row in zip(kept, read, strict=True)
    )
    return Extract(decoded.text, tuple(p for p in pieces if p.start < p.end), decoded.encoding, decoded.warnings)
