"""The open index: read-only, shared by all threads, whole for as long as it is open."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from policyqa.errors import IndexDamaged
from policyqa.index.dense import DenseIndex, Vectors, load_dense
from policyqa.index.generations import Generation, hold_generation
from policyqa.index.layout import CATALOGUE, DENSE, DOCUMENTS, FIGURES, PASSAGES
from policyqa.index.lexical import LexicalIndex
from policyqa.index.records import IndexedDocument, Records
from policyqa.types import Document, Figure, Passage

__all__ = ["IndexedDocument", "OpenIndex", "open_index"]


class OpenIndex:
    """A generation of the index, open for questions; `open_index` makes one.

    Attributes:
        folder: the index's folder.
        manifest: what the generation holds and was made with.
        warnings: why this is not the newest generation, () where it is.
        memory: what `remembered` functions have worked out, by function.
        shows: the paths of the documents that exist in it, None for all.
    """

    def __init__(self, generation: Generation) -> None:
        """Open the parts of a verified generation, which is held until `close`."""
        self.folder = generation.folder.parent
        self.manifest = generation.manifest
        self.warnings = generation.warnings
        self.memory: dict[Callable[..., Any], dict[Hashable, Any]] = {}
        self.shows: frozenset[str] | None = None
        folder = generation.folder
        self._records = Records(folder / CATALOGUE)
        self._passages = LexicalIndex(folder / PASSAGES)
        self._documents = LexicalIndex(folder / DOCUMENTS)
        self._figures = LexicalIndex(folder / FIGURES)
        self._dense: DenseIndex = load_dense(folder / DENSE)
        self._ranges = self._records.passage_ranges()
        self._copies = {d.row for d in self._records.documents if d.copy_of}
        self._release = finalize(self, generation.release)  # closed or not, it is held no longer than it is used

    def __enter__(self) -> Self:
        """Give the index itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Let go of the files; call once, when no thread is asking any more."""
        for part in (self._records, self._passages, self._documents, self._figures):
            part.close()
        self._release()

    @property
    def passage_count(self) -> int:
        """Number of passages."""
        return self.manifest.passages

    def documents(self) -> Sequence[IndexedDocument]:
        """List the documents by path."""
        return self._records.documents

    def copies_of(self, path: str) -> list[IndexedDocument]:
        """List the other documents that say the same as this one, by path; they are in no search."""
        return [document for document in self._records.documents if document.copy_of == path]

    def document(self, path: str) -> Document:
        """Give a whole document.

        Raises:
            KeyError: there is none of this path.
        """
        return self._records.document(path)

    def text_of(self, path: str) -> str:
        """Give a document's text alone, which costs less than its blocks; KeyError where there is none of this path."""
        return self._records.text(self._records.by_path[path].row)

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Give passages by row, in the order asked.

        Raises:
            KeyError: there is no such row.
        """
        found = self._records.passages(ids)
        return [found[row] for row in ids]

    def passages_of(self, path: str) -> list[tuple[int, Passage]]:
        """Give a document's passages with their rows, in document order; KeyError where there is no such document."""
        return self._records.passages_of(self._records.by_path[path].row)

    def figures_of(self, path: str) -> list[Figure]:
        """Give a document's figures in document order; KeyError where there is no such document."""
        return self._records.figures_of(self._records.by_path[path].row)

    def document_frequency(self, token: str) -> int:
        """Count the passages that hold `token`."""
        return self._passages.document_frequency(token)

    def search_passages(
        self, weights: Mapping[str, float], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Rank passages by weighted BM25, as `LexicalIndex.search` says; paths that are not indexed match nothing."""
        return self._passages.search(weights, k, self._document_rows(documents), without=self._copies)

    def search_documents(
        self, weights: Mapping[str, float], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Rank whole documents (title and text) by weighted BM25; gives paths."""
        hits = self._documents.search(weights, k, self._document_rows(documents), without=self._copies)
        return [(self._records.by_row[row].path, score) for row, score in hits]

    def search_figures(
        self,
        weights: Mapping[str, float],
        k: int,
        *,
        documents: Collection[str] | None = None,
        years: Collection[str] | None = None,
        regions: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
    ) -> list[tuple[Figure, float]]:
        """Rank figures by weighted BM25 of indicator and context.

        None restricts nothing; "" among `years`, `regions` or `statuses` lets through figures that have none.
        """
        facets = {"year": years, "region": regions, "status": statuses}
        hits = self._figures.search(weights, k, self._document_rows(documents), facets, self._copies)
        figures = self._records.figures([row for row, _ in hits])
        return [(figures[row], score) for row, score in hits]

    def search_dense(
        self, vector: Vectors, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Rank passages by cosine, as `DenseIndex.search` says; ValueError for a vector that does not fit."""
        if documents is None and self._copies:
            # Copies are few: looking at twice as many vectors and leaving theirs out costs less than asking of each.
            found = self._dense.search(vector, 2 * k)
            own = [(row, cosine) for row, cosine in found if row < len(self._is_own) and self._is_own[row]]
            if len(own) >= k or len(found) < 2 * k:
                return own[:k]
        return self._dense.search(vector, k, self._allowed(documents))

    def rank_by_cosine(self, vector: Vectors, k: int, rows: Collection[int]) -> list[tuple[int, float]]:
        """Rank these passages only by cosine, as `search_dense` does all: at 100,000 passages a tenth of its time."""
        allowed = np.zeros(max(rows, default=-1) + 1, dtype=np.bool_)
        allowed[list(rows)] = True
        return self._dense.search(vector, k, allowed) if rows else []

    @cached_property
    def _is_own(self) -> NDArray[np.bool_]:
        """For each passage row whether its document stands for itself."""
        allowed = self._allowed(None)
        return np.ones(self.passage_count + 1, np.bool_) if allowed is None else allowed

    def _document_rows(self, documents: Collection[str] | None) -> list[int] | None:
        """The rows of documents, of copies those of the documents that stand for them."""
        if documents is None:
            return None
        known = self._records.by_path
        found = (known[path] for path in documents if path in known)
        return list(dict.fromkeys(known[d.copy_of].row if d.copy_of else d.row for d in found))

    def _allowed(self, documents: Collection[str] | None) -> NDArray[np.bool_] | None:
        """For each passage row whether it belongs to one of the documents."""
        rows = self._document_rows(documents)
        if rows is None and not self._copies:
            return None
        if rows is None:
            rows = [row for row in self._ranges if row not in self._copies]
        allowed = np.zeros(max((r.end for r in self._ranges.values()), default=1), dtype=np.bool_)
        for row in rows:
            if row in self._ranges:
                allowed[self._ranges[row].start : self._ranges[row].end] = True
        return allowed


def open_index(folder: Path) -> OpenIndex:
    """Open the newest whole generation in `folder`, every file of it verified by SHA-256 before it is read.

    Where the published generation is damaged, the one before is opened and `warnings` says so.

    Raises:
        IndexMissing: there is no index.
        IndexDamaged: no generation is whole, or the files cannot be read.
    """
    generation = hold_generation(folder)
    try:
        return OpenIndex(generation)
    except (OSError, ValueError, sqlite3.Error) as error:
        generation.release()
        raise IndexDamaged(f"{folder}: {error}; run `policyqa index` to build the index anew") from error
