"""How an extract travels from the process that parses: as JSON, which runs nothing where it is read."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import Any

from policyqa.reading.pieces import Extract, Piece, Stated
from policyqa.types import Span


def to_json(extract: Extract) -> bytes:
    """Write an extract; characters that are no text become question marks."""
    pieces = [
        [p.start, p.end, p.level, [[c.start, c.end] for c in p.cells], p.labels, p.under, p.place, p.cell_names]
        for p in extract.pieces
    ]
    value = [extract.text, pieces, extract.encoding, extract.warnings, astuple(extract.stated)]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def from_json(raw: bytes) -> Extract:
    """Read an extract.

    Raises:
        ValueError: it is not what `to_json` writes.
    """
    try:
        text, pieces, encoding, warnings, stated = json.loads(raw)
        return Extract(
            str(text), tuple(_piece(*p) for p in pieces), str(encoding), tuple(map(str, warnings)), Stated(*stated)
        )
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError("no extract") from error


def _piece(start: int, end: int, level: int, cells: Any, labels: Any, under: Any, place: Any, names: Any) -> Piece:
    spans = tuple(Span(int(a), int(b)) for a, b in cells)
    where = tuple((str(a), str(b)) for a, b in place)
    return Piece(int(start), int(end), int(level), spans, tuple(labels), tuple(under), where, tuple(names))
