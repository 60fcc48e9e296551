"""The exact scan against a full sort, and its guards."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from policyqa.errors import ModelError
from policyqa.index.dense import DenseIndex, empty_dense, load_dense

ROWS = list(range(7, 507))


@pytest.fixture
def vectors() -> np.ndarray:
    drawn = np.random.default_rng(0).normal(size=(500, 24)).astype(np.float32)
    drawn[100:140] = drawn[100]  # forty copies of one passage
    return drawn


@pytest.fixture
def index(vectors: np.ndarray) -> DenseIndex:
    made = empty_dense(24)
    made.add(ROWS, vectors)
    return made


def _full_sort(vectors: np.ndarray, query: np.ndarray, k: int, allowed: set[int]) -> list[tuple[int, float]]:
    unit = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float64)
    scores = unit @ (query / np.linalg.norm(query)).astype(np.float64)
    ranked = sorted(zip(ROWS, scores.tolist(), strict=True), key=lambda hit: (-round(hit[1], 6), hit[0]))
    return [hit for hit in ranked if hit[0] in allowed][:k]


def test_it_gives_what_a_full_sort_gives(index: DenseIndex, vectors: np.ndarray) -> None:
    for seed in range(20):
        query = np.random.default_rng(seed + 1).normal(size=24).astype(np.float32) * 9
        expected = _full_sort(vectors, query, 10, set(ROWS))
        hits = index.search(query, 10)
        assert [row for row, _ in hits] == [row for row, _ in expected]
        assert [score for _, score in hits] == pytest.approx([score for _, score in expected], abs=1e-5)


def test_cosine_of_a_vector_with_itself_is_one_within_half_precision(index: DenseIndex, vectors: np.ndarray) -> None:
    (row, score), *_ = index.search(vectors[3], 1)
    assert row == ROWS[3]
    assert score == pytest.approx(1.0, abs=1e-3)


def test_only_allowed_rows_are_found(index: DenseIndex, vectors: np.ndarray) -> None:
    allowed = np.zeros(300, dtype=np.bool_)
    allowed[[8, 20, 299, 3]] = True
    query = vectors[0]
    assert [r for r, _ in index.search(query, 10, allowed)] == [
        r for r, _ in _full_sort(vectors, query, 10, {8, 20, 299})
    ]
    assert index.search(query, 10, np.zeros(1, dtype=np.bool_)) == []


def test_ties_go_by_row_even_at_the_cut(index: DenseIndex, vectors: np.ndarray) -> None:
    assert [row for row, _ in index.search(vectors[100], 5)] == ROWS[100:105]


def test_more_than_there_are_gives_all(index: DenseIndex, vectors: np.ndarray) -> None:
    assert sorted(row for row, _ in index.search(vectors[0], 10_000)) == ROWS
    assert index.search(vectors[0], 0) == []
    assert empty_dense(24).search(vectors[0], 5) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (np.zeros(23, dtype=np.float32), "has shape"),
        (np.zeros((2, 24), dtype=np.float32), "has shape"),
        (np.full(24, np.nan, dtype=np.float32), "NaN"),
        (np.full(24, np.inf, dtype=np.float32), "NaN or infinity"),
    ],
)
def test_a_vector_that_does_not_fit_is_refused(index: DenseIndex, query: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        index.search(query, 5)


def test_a_zero_vector_finds_nothing_and_is_not_found(index: DenseIndex) -> None:
    assert index.search(np.zeros(24, dtype=np.float32), 5) == []
    index.add([1000], np.zeros((1, 24), dtype=np.float32))
    assert index.count == 500


def test_searching_leaves_the_callers_vector_alone(index: DenseIndex) -> None:
    query = np.full(24, 3.0, dtype=np.float32)
    index.search(query, 5)
    assert (query == 3.0).all()


def test_a_model_that_gives_nonsense_is_refused(index: DenseIndex) -> None:
    with pytest.raises(ModelError, match="NaN"):
        index.add([1000], np.full((1, 24), np.nan, dtype=np.float32))
    with pytest.raises(ModelError, match="shape"):
        index.add([1000], np.ones((1, 23), dtype=np.float32))


def test_removed_rows_are_gone(index: DenseIndex, vectors: np.ndarray) -> None:
    index.remove([ROWS[3], 99_999])
    assert index.count == 499
    assert ROWS[3] not in index.rows()
    assert index.search(vectors[3], 1)[0][0] != ROWS[3]


def test_load_gives_what_save_wrote(index: DenseIndex, vectors: np.ndarray, tmp_path: Path) -> None:
    index.save(tmp_path / "x")
    loaded = load_dense(tmp_path / "x")
    assert (loaded.dimension, loaded.rows()) == (24, ROWS)
    assert loaded.search(vectors[9], 50) == index.search(vectors[9], 50)


@pytest.mark.parametrize("raw", [b"", b"IxFI", b"x" * 1000])
def test_a_file_that_is_no_index_is_a_value_error(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x").write_bytes(raw)
    with pytest.raises(ValueError, match="not"):
        load_dense(tmp_path / "x")


def test_another_kind_of_faiss_index_is_refused(tmp_path: Path) -> None:
    import faiss

    faiss.write_index(faiss.IndexFlatL2(4), str(tmp_path / "x"))
    with pytest.raises(ValueError, match="not an index that policyqa wrote"):
        load_dense(tmp_path / "x")
