"""Writing the searchable parts of a generation from its catalogue, starting from an older generation's where it can."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from policyqa.chinese.fold import fold_text
from policyqa.errors import ModelError
from policyqa.index import layout
from policyqa.index.dense import DenseIndex, empty_dense, load_dense
from policyqa.index.embedding import Encoder
from policyqa.index.generations import Generation
from policyqa.index.lexical import Entry, write_lexical

_BATCH = 1024
_PASSAGES = "SELECT id, document, indexed FROM passages WHERE document > ? ORDER BY id"
_DOCUMENTS = """SELECT id, title, text FROM documents JOIN texts ON texts.document = documents.id
    WHERE id > ? ORDER BY id"""
_FIGURES = """SELECT id, document, indicator, context, year, region, status FROM figures
    WHERE document > ? ORDER BY id"""


def write_lexical_parts(connection: sqlite3.Connection, folder: Path, older: Generation | None, after: int) -> None:
    """Write the three lexical indexes.

    Args:
        connection: the new generation's catalogue.
        folder: the new generation's folder.
        older: the generation to extend, where no document of it is gone; its words are not cut again. None where
            one is gone: a deleted document's words would stay in tantivy's files, and in its frequencies.
        after: with `older`, the last document row that it holds; without, 0.

    Raises:
        OSError: the disk is full or not writable.
    """
    sources = (
        (layout.PASSAGES, _passage_entries(connection, after), ()),
        (layout.DOCUMENTS, _document_entries(connection, after), ()),
        (layout.FIGURES, _figure_entries(connection, after), layout.FIGURE_FACETS),
    )
    for name, entries, facets in sources:
        if older is not None:
            _copy_part(older, name, folder)
        write_lexical(folder / name, entries, facets)


def _copy_part(older: Generation, name: str, folder: Path) -> None:
    """Copy the files that the manifest names: what somebody laid beside them is not made a part of the index."""
    (folder / name).mkdir()
    for file in older.manifest.files:
        if file.startswith(f"{name}/"):
            shutil.copyfile(older.folder / file, folder / file)


def _passage_entries(connection: sqlite3.Connection, after: int) -> Iterator[Entry]:
    for row, document, indexed in connection.execute(_PASSAGES, (after,)):
        yield Entry(row, document, indexed)


def _document_entries(connection: sqlite3.Connection, after: int) -> Iterator[Entry]:
    for row, title, text in connection.execute(_DOCUMENTS, (after,)):
        yield Entry(row, row, fold_text(f"{title}\n{text}"))


def _figure_entries(connection: sqlite3.Connection, after: int) -> Iterator[Entry]:
    for row, document, indicator, context, year, region, status in connection.execute(_FIGURES, (after,)):
        yield Entry(row, document, f"{indicator}\n{context}", {"year": year, "region": region, "status": status})


def write_dense(
    connection: sqlite3.Connection,
    folder: Path,
    older: Path | None,
    after: int,
    load: Callable[[], Encoder],
    start: Callable[[int], None],
    embedded: Callable[[int], None],
) -> tuple[int, int, str]:
    """Write the dense index, embedding the passages that `older` has no vectors of.

    Args:
        connection: the new generation's catalogue.
        folder: the new generation's folder.
        older: the generation whose vectors are of the same model; None embeds all.
        after: with `older`, the last document row that was kept from it; without, 0.
        load: gives the encoder; called only where something is to be embedded, or no dimension is known.
        start: told how many passages are to be embedded.
        embedded: told of each batch.

    Returns:
        Vectors, dimension, and the encoder's name, "" where it was not loaded.

    Raises:
        ModelError: the model's vectors do not fit `older`, or are not finite.
        OSError: the disk is full or not writable.
    """
    fresh = connection.execute("SELECT count(*) FROM passages WHERE document > ?", (after,)).fetchone()[0]
    start(fresh)
    encoder = load() if fresh or older is None else None
    if older is not None:
        dense = load_dense(older / layout.DENSE)
        _drop_gone(connection, dense, after)
    else:
        assert encoder is not None
        dense = empty_dense(encoder.dimension)
    if encoder is not None:
        if encoder.dimension != dense.dimension:
            raise ModelError(f"the model has {encoder.dimension} dimensions, the index {dense.dimension}")
        _embed(connection, dense, after, encoder, embedded)
    dense.save(folder / layout.DENSE)
    return dense.count, dense.dimension, encoder.name if encoder else ""


def _drop_gone(connection: sqlite3.Connection, dense: DenseIndex, after: int) -> None:
    kept = {row for (row,) in connection.execute("SELECT id FROM passages WHERE document <= ?", (after,))}
    dense.remove([row for row in dense.rows() if row not in kept])


def _embed(
    connection: sqlite3.Connection, dense: DenseIndex, after: int, encoder: Encoder, embedded: Callable[[int], None]
) -> None:
    cursor = connection.execute(_PASSAGES, (after,))
    while batch := cursor.fetchmany(_BATCH):
        dense.add([row for row, _, _ in batch], encoder.encode([indexed for _, _, indexed in batch]))
        embedded(len(batch))
