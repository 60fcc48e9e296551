"""Which documents of a catalogue are copies of others, so that each thing is found and cited once."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from policyqa.index.copies import bare, compared_text, say_the_same
from policyqa.index.records import blocks_from_json
from policyqa.types import Document

_SHARED = 0.5
"""Share of two sketches that makes it worth comparing the texts; documents that say the same share nine tenths."""


@dataclass(frozen=True, slots=True)
class _Sketched:
    """What decides which documents are compared, and which of two that say the same stands for both."""

    row: int
    path: str
    region: str
    holder: str
    number: str
    title: str
    years: tuple[str, ...]
    issued: str
    known: int
    sketch: frozenset[int]


def note_copies(connection: sqlite3.Connection) -> dict[str, str]:
    """Fill the catalogue's table of copies anew, and give the original of each copy by their paths.

    The one of which more is known stands for the others, of those the one issued first. Documents of other places or
    years are never copies, nor are those whose figures were found to mean other years.
    """
    connection.execute("DELETE FROM copies")
    originals: dict[str, str] = {}
    text = lru_cache(maxsize=64)(lambda row: _text_of(connection, row))
    holding: dict[int, list[_Sketched]] = {}
    for document in sorted(_documents(connection), key=lambda d: (-d.known, d.issued or "9", d.path)):
        shared = Counter(other for hash in document.sketch for other in holding.get(hash, ()))
        likely = [o for o, n in shared.most_common(8) if n >= _SHARED * min(len(o.sketch), len(document.sketch))]
        original = next(
            (o for o in likely if _fit(connection, o, document) and say_the_same(text(o.row), text(document.row))), None
        )
        if original is not None:
            connection.execute("INSERT INTO copies VALUES (?, ?)", (document.row, original.row))
            originals[document.path] = original.path
            continue
        for hash in document.sketch:
            holding.setdefault(hash, []).append(document)
    return originals


def _documents(connection: sqlite3.Connection) -> list[_Sketched]:
    query = "SELECT id, path, region, region_name, years, issued, title, issuer, number, sketch FROM documents"
    return [
        _Sketched(
            row=row,
            path=path,
            region=region,
            holder=holder,
            number=bare(number),
            title=bare(title),
            years=tuple(json.loads(years)),
            issued=issued,
            known=2 * bool(region) + sum(map(bool, (holder, years != "[]", issued, title, issuer, number))),
            sketch=frozenset(json.loads(sketch)),
        )
        for row, path, region, holder, years, issued, title, issuer, number, sketch in connection.execute(query)
    ]


def _fit(connection: sqlite3.Connection, one: _Sketched, other: _Sketched) -> bool:
    """Tell whether scope and number agree as far as known, one title holds the other, and all figures agree."""
    known = (
        (one.region, other.region),
        (one.holder, other.holder),
        (one.years, other.years),
        (one.number, other.number),
    )
    if any(a and b and a != b for a, b in known):
        return False
    if one.title not in other.title and other.title not in one.title:
        return False
    return _figures(connection, one.row) == _figures(connection, other.row)


def _figures(connection: sqlite3.Connection, row: int) -> list[tuple[str, ...]]:
    query = "SELECT value, unit, comparator, year, status FROM figures WHERE document = ?"
    return sorted(connection.execute(query, (row,)))


def _text_of(connection: sqlite3.Connection, row: int) -> str:
    text, blocks = connection.execute("SELECT text, blocks FROM texts WHERE document = ?", (row,)).fetchone()
    return compared_text(Document("", text, "", "", blocks_from_json(blocks)))
