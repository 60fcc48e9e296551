"""The catalogue's reading side: rows of a published SQLite file as the values of `policyqa.types`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from policyqa.index.catalogue import FIGURE_COLUMNS, open_for_reading
from policyqa.types import Block, BlockKind, Document, Figure, Metadata, Passage, Span

_TEXTS_KEPT = 256
_DOCUMENTS_KEPT = 32
_PASSAGE_COLUMNS = "id, document, name, start, end, path, indexed"
_MOST_VARIABLES = 900


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document of the index without its text; `passages` and `figures` are how many, `row` is the catalogue's.

    `copy_of` is the document that is found and cited instead, since this one says the same; "" where it stands itself.
    """

    path: str
    sha256: str
    format: str
    metadata: Metadata
    passages: int
    figures: int
    warnings: tuple[str, ...]
    characters: int = 0
    row: int = -1
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class PassageRange:
    """The consecutive passage rows of one document, half-open."""

    start: int
    end: int


class Records:
    """A published catalogue, safe to share: each call takes an idle connection, or opens one more."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`; raises sqlite3.Error where it is no catalogue."""
        self._path = path
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._idle.put(open_for_reading(path))
        self.documents = self._documents()
        self.by_path = {document.path: document for document in self.documents}
        self.by_row = {document.row: document for document in self.documents}
        self.text = lru_cache(maxsize=_TEXTS_KEPT)(self._text)
        self.document = lru_cache(maxsize=_DOCUMENTS_KEPT)(self._document)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = open_for_reading(self._path)
        try:
            yield connection
        finally:
            self._idle.put(connection)

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    def _rows_of(self, query: str, ids: Sequence[int]) -> Iterator[Any]:
        """Run a query that ends in `IN` for many ids, a few hundred at a time."""
        for at in range(0, len(ids), _MOST_VARIABLES):
            part = ids[at : at + _MOST_VARIABLES]
            yield from self._rows(f"{query} ({','.join('?' * len(part))})", part)

    def close(self) -> None:
        """Close the connections; call when no other thread is asking."""
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _documents(self) -> tuple[IndexedDocument, ...]:
        query = """SELECT id, path, sha256, format, warnings, characters,
            (SELECT count(*) FROM passages WHERE document = documents.id),
            (SELECT count(*) FROM figures WHERE document = documents.id),
            title, issuer, number, issued, source, region, region_name, validity, years, found,
            (SELECT path FROM documents AS o JOIN copies ON o.id = original WHERE copies.document = documents.id)
            FROM documents ORDER BY path"""
        return tuple(_indexed_document(row) for row in self._rows(query))

    def passage_ranges(self) -> dict[int, PassageRange]:
        """The passage rows of each document that has any, by the document's row."""
        query = "SELECT document, min(id), max(id) + 1 FROM passages GROUP BY document"
        return {document: PassageRange(start, end) for document, start, end in self._rows(query)}

    def _text(self, document: int) -> str:
        rows = self._rows("SELECT text FROM texts WHERE document = ?", (document,))
        return str(rows[0][0])

    def _document(self, path: str) -> Document:
        known = self.by_path[path]
        query = "SELECT encoding, blocks FROM documents JOIN texts ON texts.document = documents.id WHERE id = ?"
        encoding, blocks = self._rows(query, (known.row,))[0]
        return Document(
            path=path,
            text=self.text(known.row),
            sha256=known.sha256,
            format=known.format,
            blocks=blocks_from_json(blocks),
            metadata=known.metadata,
            encoding=encoding,
            warnings=known.warnings,
        )

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The passages of these rows, those that there are."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passages WHERE id IN"
        return {row[0]: self._passage(row) for row in self._rows_of(query, list(dict.fromkeys(ids)))}

    def passages_of(self, document: int) -> list[tuple[int, Passage]]:
        """The passages of a document with their rows, by start."""
        query = f"SELECT {_PASSAGE_COLUMNS} FROM passages WHERE document = ? ORDER BY start, id"
        return [(row[0], self._passage(row)) for row in self._rows(query, (document,))]

    def _passage(self, row: Any) -> Passage:
        _, document, name, start, end, path, indexed = row
        text = self.text(document)[start:end]
        return Passage(name, self.by_row[document].path, start, end, text, indexed, tuple(json.loads(path)))

    def figures(self, ids: Collection[int]) -> dict[int, Figure]:
        """The figures of these rows, those that there are."""
        query = f"SELECT id, document, {FIGURE_COLUMNS} FROM figures WHERE id IN"
        return {row[0]: self._figure(row) for row in self._rows_of(query, list(dict.fromkeys(ids)))}

    def figures_of(self, document: int) -> list[Figure]:
        """The figures of a document, by start."""
        query = f"SELECT id, document, {FIGURE_COLUMNS} FROM figures WHERE document = ? ORDER BY start, id"
        return [self._figure(row) for row in self._rows(query, (document,))]

    def _figure(self, row: Any) -> Figure:
        return Figure(*(self.by_row[row[1]].path, *row[2:], row[0]))


def _indexed_document(row: Any) -> IndexedDocument:
    texts, years, found = row[8:16], json.loads(row[16]), json.loads(row[17])
    metadata = Metadata(*(*texts, tuple(years), tuple((name, how) for name, how in found)))
    warnings = tuple(json.loads(row[4]))
    return IndexedDocument(row[1], row[2], row[3], metadata, row[6], row[7], warnings, row[5], row[0], row[18] or "")


def blocks_from_json(raw: str) -> tuple[Block, ...]:
    """The blocks of a document as the catalogue holds them."""
    return tuple(_block(*row) for row in json.loads(raw))


def _block(
    start: int,
    end: int,
    kind: BlockKind,
    path: list[str],
    level: int,
    cells: list[list[int]],
    labels: list[str],
    place: Sequence[list[str]] = (),
    cell_names: Sequence[str] = (),
) -> Block:
    """A block as the catalogue holds it; catalogues of before places were kept lack the last two."""
    spans = tuple(Span(*cell) for cell in cells)
    where = tuple((name, value) for name, value in place)
    return Block(start, end, kind, tuple(path), level, spans, tuple(labels), where, tuple(cell_names))
