"""Dense search: an exact scan of half-precision vectors with FAISS; ids are the passages' rows in the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policyqa.errors import ModelError

Vectors = NDArray[np.float32]

_TIES_LOOKED_AT = 32


class DenseIndex:
    """Vectors of unit length by row; reading is safe to share between threads, changing is not."""

    def __init__(self, index: Any, dimension: int) -> None:
        """Wrap a FAISS index; use `empty_dense` or `load_dense`."""
        self._index = index
        self.dimension = dimension

    @property
    def count(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    def rows(self) -> list[int]:
        """List the rows that have a vector, in the order they were added."""
        import faiss

        return [int(row) for row in faiss.vector_to_array(self._index.id_map)]

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Add one vector a row, brought to unit length; a zero vector is left out, as no question is near it.

        Args:
            rows: distinct rows that are not there yet.
            vectors: shape (len(rows), dimension).

        Raises:
            ModelError: the shape is another, or a value is not finite.
        """
        array = np.asarray(vectors, dtype=np.float32)
        if array.shape != (len(rows), self.dimension):
            raise ModelError(f"the model gave vectors of shape {array.shape}, not {(len(rows), self.dimension)}")
        if not np.isfinite(array).all():
            raise ModelError("the model gave a vector with NaN or infinite values; use another model")
        lengths = np.linalg.norm(array, axis=1)
        usable = lengths > 0
        if usable.any():
            unit = np.ascontiguousarray(array[usable] / lengths[usable, None])
            self._index.add_with_ids(unit, np.asarray(rows, dtype=np.int64)[usable])

    def remove(self, rows: Sequence[int]) -> None:
        """Drop the vectors of `rows`; rows without a vector are no error."""
        if rows and self.count:
            self._index.remove_ids(np.asarray(rows, dtype=np.int64))

    def search(self, vector: Vectors, k: int, allowed: NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """Find the `k` rows nearest by cosine.

        Args:
            vector: shape (dimension,) or (1, dimension), of any length; a zero vector finds nothing.
            k: how many at most; 0 or less gives none.
            allowed: for each row from 0 on whether it may be found; rows behind its end may not. None allows all.

        Returns:
            Rows and cosines (of half-precision vectors: within 0.001), best first, ties by row.

        Raises:
            ValueError: the vector has another dimension, or holds NaN or infinity.
        """
        import faiss

        query = self._checked(vector)
        k = min(k, self.count)
        if query is None or k <= 0:
            return []
        faiss.omp_set_num_threads(1)  # counts per calling thread: many askers must not start a team each
        parameters = _selection(allowed)
        limit = k + _TIES_LOOKED_AT
        while True:
            scores, rows = self._index.search(query, min(limit, self.count), params=parameters)
            found = rows[0] >= 0
            hits = [(int(row), float(score)) for row, score in zip(rows[0][found], scores[0][found], strict=True)]
            if len(hits) < limit or hits[-1][1] < hits[k - 1][1]:
                return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
            limit *= 4

    def _checked(self, vector: Vectors) -> Vectors | None:
        """The query as FAISS wants it, None for a zero vector."""
        query = np.array(vector, dtype=np.float32, copy=True)
        if query.shape not in ((self.dimension,), (1, self.dimension)):
            raise ValueError(f"the question's vector has shape {query.shape}, the index dimension {self.dimension}")
        if not np.isfinite(query).all():
            raise ValueError("the question's vector holds NaN or infinity")
        query = query.reshape(1, self.dimension)
        length = float(np.linalg.norm(query))
        return np.ascontiguousarray(query / length) if length > 0 else None

    def save(self, path: Path) -> None:
        """Write the index to `path`; a full disk raises OSError here, not a C++ error after a stub is written."""
        import faiss

        path.write_bytes(faiss.serialize_index(self._index).tobytes())


def _selection(allowed: NDArray[np.bool_] | None) -> Any:
    """FAISS search parameters that let only the allowed rows be found."""
    if allowed is None:
        return None
    import faiss

    wrapped: Any = faiss  # its stubs do not know what its own Python wrapper adds
    return wrapped.SearchParameters(sel=wrapped.IDSelectorBitmap(np.packbits(allowed, bitorder="little")))


def empty_dense(dimension: int) -> DenseIndex:
    """Make an index without vectors."""
    import faiss

    flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return DenseIndex(faiss.IndexIDMap(flat), dimension)


def load_dense(path: Path) -> DenseIndex:
    """Read an index whose checksum the caller has verified: FAISS does not notice most damage by itself.

    Raises:
        OSError: the file cannot be read.
        ValueError: the file is no index of ours.
    """
    import faiss

    try:
        index = faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
    except RuntimeError as error:
        raise ValueError(f"{path}: not a FAISS index") from error
    if not isinstance(index, faiss.IndexIDMap) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        raise ValueError(f"{path}: not an index that policyqa wrote")
    return DenseIndex(index, int(index.d))
