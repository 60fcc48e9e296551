"""The catalogue's writing side: an SQLite file with the documents, passages and figures of a generation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from policyqa.index.copies import sketch_of
from policyqa.types import Block, Document, Figure, Passage

SCHEMA = """
CREATE TABLE documents(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, format TEXT NOT NULL,
    encoding TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL, number TEXT NOT NULL, issued TEXT NOT NULL,
    source TEXT NOT NULL, region TEXT NOT NULL, region_name TEXT NOT NULL,
    validity TEXT NOT NULL, years TEXT NOT NULL, found TEXT NOT NULL,
    warnings TEXT NOT NULL, characters INTEGER NOT NULL,
    entry TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    hashed_ns INTEGER NOT NULL, sketch TEXT NOT NULL);
CREATE TABLE copies(document INTEGER PRIMARY KEY REFERENCES documents, original INTEGER NOT NULL REFERENCES documents);
CREATE TABLE texts(document INTEGER PRIMARY KEY REFERENCES documents, text TEXT NOT NULL, blocks TEXT NOT NULL);
CREATE TABLE passages(
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, name TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, path TEXT NOT NULL, indexed TEXT NOT NULL);
CREATE TABLE figures(
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, start INTEGER NOT NULL,
    end INTEGER NOT NULL, clause_start INTEGER NOT NULL, clause_end INTEGER NOT NULL, text TEXT NOT NULL,
    value TEXT NOT NULL, unit TEXT NOT NULL, comparator TEXT NOT NULL, indicator TEXT NOT NULL, context TEXT NOT NULL,
    year TEXT NOT NULL, region TEXT NOT NULL, holder TEXT NOT NULL, status TEXT NOT NULL, measure TEXT NOT NULL,
    year_source TEXT NOT NULL);
CREATE TABLE failures(
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, entry TEXT NOT NULL, size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, hashed_ns INTEGER NOT NULL, reason TEXT NOT NULL);
CREATE INDEX passages_of ON passages(document);
CREATE INDEX figures_of ON figures(document);
"""

FIGURE_COLUMNS = (
    "start, end, clause_start, clause_end, text, value, unit, comparator, indicator, context, year, region, holder,"
    " status, measure, year_source"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What decides without reading whether a file is as it was: its stat, and when its bytes were hashed."""

    size: int
    mtime_ns: int
    ctime_ns: int
    hashed_ns: int


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the catalogue knows; `reason` says why it could not be read, "" where it was.

    `row` is the document's, -1 for a file that could not be read; `characters`, `passages`, `figures` are counts.
    """

    path: str
    sha256: str
    entry: str
    stamp: Stamp
    reason: str = ""
    row: int = -1
    characters: int = 0
    passages: int = 0
    figures: int = 0
    warnings: tuple[str, ...] = ()
    format: str = ""
    copy_of: str = ""


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a published catalogue, which nobody writes: no locks, no journal, no file created."""
    uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def create(path: Path) -> sqlite3.Connection:
    """Make an empty catalogue. It is not journalled: until its generation is published, nobody relies on it."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;")
    connection.executescript(SCHEMA)
    return connection


def copy_kept(connection: sqlite3.Connection, older: Path, kept: Iterable[int], failures: Iterable[str]) -> None:
    """Copy the rows of the documents `kept` and of the `failures` from an older catalogue.

    Copying into a new file, instead of deleting in a copy, leaves no byte of a removed document behind.
    """
    connection.execute("ATTACH ? AS older", (f"file:{quote(str(older.resolve()))}?mode=ro&immutable=1",))
    connection.execute("CREATE TEMP TABLE kept(id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT INTO kept VALUES (?)", ((row,) for row in kept))
    connection.execute("INSERT INTO documents SELECT * FROM older.documents WHERE id IN kept")
    connection.execute("INSERT INTO texts SELECT * FROM older.texts WHERE document IN kept")
    connection.execute("INSERT INTO passages SELECT * FROM older.passages WHERE document IN kept")
    connection.execute("INSERT INTO figures SELECT * FROM older.figures WHERE document IN kept")
    connection.executemany(
        "INSERT INTO failures SELECT * FROM older.failures WHERE path = ?", ((path,) for path in failures)
    )
    connection.execute("DROP TABLE kept")
    connection.commit()
    connection.execute("DETACH older")


def add_document(
    connection: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    figures: Sequence[Figure],
    entry: str,
    stamp: Stamp,
) -> int:
    """Insert a document with its parts and give its row; parts get consecutive rows in their order."""
    meta = document.metadata
    values = [document.path, document.sha256, document.format, document.encoding]
    values += [meta.title, meta.issuer, meta.number, meta.issued, meta.source, meta.region, meta.region_name]
    values += [meta.validity]
    values += [json.dumps(part, ensure_ascii=False) for part in (meta.years, meta.found, document.warnings)]
    numbers = [
        len(document.text),
        entry,
        stamp.size,
        stamp.mtime_ns,
        stamp.ctime_ns,
        stamp.hashed_ns,
        json.dumps(sketch_of(document)),
    ]
    marks = ",".join("?" * (len(values) + len(numbers)))
    row = connection.execute(f"INSERT INTO documents VALUES (NULL,{marks})", [*values, *numbers]).lastrowid
    assert row is not None
    connection.execute("INSERT INTO texts VALUES (?,?,?)", (row, document.text, _blocks_to_json(document.blocks)))
    connection.executemany(
        "INSERT INTO passages VALUES (NULL,?,?,?,?,?,?)",
        ((row, p.id, p.start, p.end, json.dumps(p.path, ensure_ascii=False), p.indexed) for p in passages),
    )
    names = FIGURE_COLUMNS.split(", ")
    connection.executemany(
        f"INSERT INTO figures VALUES (NULL,?,{','.join('?' * len(names))})",
        ((row, *(getattr(f, name) for name in names)) for f in figures),
    )
    return row


def add_failure(connection: sqlite3.Connection, known: Known) -> None:
    """Remember a file that could not be read, so that it is not tried again before it changes."""
    stamp = known.stamp
    values = (known.path, known.sha256, known.entry, stamp.size, stamp.mtime_ns, stamp.ctime_ns, stamp.hashed_ns)
    connection.execute("INSERT INTO failures VALUES (?,?,?,?,?,?,?,?)", (*values, known.reason))


def known_files(connection: sqlite3.Connection) -> dict[str, Known]:
    """List every file that was read or could not be, by path."""
    query = """SELECT path, sha256, entry, size, mtime_ns, ctime_ns, hashed_ns, '', id, characters,
        (SELECT count(*) FROM passages WHERE document = documents.id),
        (SELECT count(*) FROM figures WHERE document = documents.id), warnings, format,
        (SELECT path FROM documents AS o JOIN copies ON o.id = original WHERE copies.document = documents.id)
        FROM documents
        UNION ALL SELECT path, sha256, entry, size, mtime_ns, ctime_ns, hashed_ns, reason, -1, 0, 0, 0, '[]', '', ''
        FROM failures"""
    return {
        row[0]: Known(*(*row[:3], Stamp(*row[3:7]), *row[7:12], tuple(json.loads(row[12])), row[13], row[14] or ""))
        for row in connection.execute(query)
    }


def _blocks_to_json(blocks: Iterable[Block]) -> str:
    rows = [
        [b.start, b.end, b.kind, b.path, b.level, [[c.start, c.end] for c in b.cells], b.labels, b.place, b.cell_names]
        for b in blocks
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
