"""Coverage: which of a question's tokens stand in a range of a text, and how near to a place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from policyqa.reader.candidates import Ints

Floats = NDArray[np.float32]


def lower(text: str) -> str:
    """Put a text in lower case, character by character, so that its length stays.

    >>> len(lower("İzmir")), len("İzmir".lower())
    (5, 6)
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in text)


class Coverage:
    """Where the tokens of a question stand in a text."""

    def __init__(self, text: str, weights: Mapping[str, float]) -> None:
        """Look every token up in the text."""
        lowered = lower(text)
        size = len(text)
        self._lengths = np.array([len(token) for token in weights], np.int32)
        self._next = np.full((len(weights), size + 1), 2 * size + 99, np.int32)
        self._past = np.full((len(weights), size + 1), -size - 99, np.int32)
        marks = np.zeros(size + 1, np.int32)
        for row, token in enumerate(weights):
            at, past, length = lowered.find(token), 0, len(token)
            while at >= 0:
                self._next[row, past : at + 1] = at
                self._past[row, at + length :] = at + length
                past = at + 1
                if length > 1:
                    marks[at : at + length] = 1
                at = lowered.find(token, at + 1)
        self._marked = np.concatenate([[0], np.cumsum(marks[:size])]).astype(np.int32)
        self._marks = marks

    def inside(self, starts: Ints, ends: Ints) -> NDArray[np.bool_]:
        """Tell which tokens lie inside each range: shape (tokens, ranges)."""
        return np.asarray(self._next[:, starts] + self._lengths[:, None] <= ends)

    def covered(self, starts: Ints, ends: Ints) -> Ints:
        """Count the characters of each range that belong to a token of the question longer than one."""
        return (self._marked[ends] - self._marked[starts]).astype(np.int32)

    def nearness(self, places: Ints, weights: Floats, way: int) -> Floats:
        """Weigh the tokens by how near they stand before (-1) or behind (1) each place: halved in 14 characters."""
        distinct, back = np.unique(places, return_inverse=True)
        distance = distinct - self._past[:, distinct] if way < 0 else self._next[:, distinct] - distinct
        return np.asarray((weights @ np.exp2(-np.minimum(distance, 400) / 14.0))[back], np.float32)

    def runs(self, starts: Ints, ends: Ints) -> dict[str, NDArray[np.generic]]:
        """Length of the question's words right before and right behind each candidate, up to four characters away."""
        size = len(self._marks) - 1
        left, right = np.zeros(size + 1, np.int32), np.zeros(size + 2, np.int32)
        for at in range(size):
            left[at + 1] = left[at] + 1 if self._marks[at] else 0
            back = size - 1 - at
            right[back] = right[back + 1] + 1 if self._marks[back] else 0
        near_left = np.max([left[np.maximum(starts - step, 0)] for step in range(4)], axis=0)
        near_right = np.max([right[np.minimum(ends + step, size)] for step in range(4)], axis=0)
        return {"run_before": near_left, "run_behind": near_right}
