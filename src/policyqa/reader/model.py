"""The reader's model: boosted trees as plain arrays, and the log odds of how answers start and end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policyqa.reader.coverage import Floats
from policyqa.reader.features import FEATURES

KEPT = 300
"""Candidates that all trees look at; the first fifth of the trees chooses them."""
MODEL = Path(__file__).parents[1] / "model" / "reader"


@dataclass(frozen=True, slots=True)
class ReaderModel:
    """Trees in parallel arrays of shape (trees, nodes); a leaf points to itself.

    Attributes:
        feature: the column that a node looks at.
        threshold: a value at most this goes left.
        left: the node on the left.
        right: the node on the right.
        value: what a leaf adds.
        base: what every candidate starts with.
        depth: steps from a root to the deepest leaf.
        odds: log odds of how answers start and end.
    """

    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    base: float
    depth: int
    odds: Mapping[str, float]

    def predict(self, values: Floats) -> Floats:
        """Predict for each row of features how well that candidate covers the answer (its F1 by characters)."""
        few = max(1, len(self.feature) // 5)
        scores = self.base + self._sum(values, slice(0, few))
        if len(values) > KEPT:
            best = np.argpartition(-scores, KEPT)[:KEPT]
            rest = np.setdiff1d(np.arange(len(values)), best, assume_unique=True)
            scores[best] += self._sum(values[best], slice(few, None))
            scores[rest] = np.minimum(scores[rest], scores[best].min())
        else:
            scores += self._sum(values, slice(few, None))
        return np.asarray(scores, np.float32)

    def _sum(self, values: Floats, trees: slice) -> Floats:
        feature, threshold = self.feature[trees], self.threshold[trees]
        count, nodes = feature.shape
        # Whole machine words for every index: numpy would turn narrower ones into such at each step.
        roots = (np.arange(count, dtype=np.intp) * nodes)[:, None]
        at = np.repeat(roots, len(values), axis=1)
        rows = (np.arange(len(values), dtype=np.intp) * values.shape[1])[None, :]
        flat, kind, limit = values.ravel(), feature.ravel().astype(np.intp), threshold.ravel()
        ways = np.stack([self.right[trees] + roots, self.left[trees] + roots], axis=-1).ravel().astype(np.intp)
        for _ in range(self.depth):
            goes_left = flat[rows + kind[at]] <= limit[at]
            at = ways[2 * at + goes_left]
        return np.asarray(self.value[trees].ravel()[at].sum(axis=0), np.float32)


@cache
def load_reader(folder: Path = MODEL) -> ReaderModel:
    """Load the model in a folder.

    Raises:
        ValueError: its columns are not those of this code.
    """
    from safetensors.numpy import load_file

    told = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    if tuple(told["features"]) != FEATURES:
        raise ValueError(f"{folder}: the model's features are not those of this version; train it anew")
    arrays = load_file(folder / "reader.safetensors")
    return ReaderModel(
        arrays["feature"].astype(np.int32),
        arrays["threshold"].astype(np.float32),
        arrays["left"].astype(np.int32),
        arrays["right"].astype(np.int32),
        arrays["value"].astype(np.float32),
        float(told["base"]),
        int(told["depth"]),
        told["odds"],
    )
