"""The reader's network: where in a text an answer begins, ends and lies, by characters, with numpy alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policyqa.reader.candidates import Candidates
from policyqa.reader.coverage import Floats, lower

ASKED = 40
"""Characters of a question that are read, the last ones; as in training."""
DILATIONS, LATER = (1, 2, 4), (1, 8)
"""Steps between the characters that each convolution sees, before and after the second look at the question."""
FLOOR = -12.0
MODEL = Path(__file__).parents[1] / "model" / "reader"
_HALF = float(np.sqrt(0.5))


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by the names that the training gives them, and the numbers of characters and of pairs of them.

    Number 0 is padding, 1 what is unknown.
    """

    weights: Mapping[str, Floats]
    chars: Mapping[str, int]
    pairs: Mapping[str, int]

    def read(self, text: str, question: str) -> Floats:
        """Tell for each character of a folded text how well an answer begins, ends and lies there.

        Returns:
            Floats: logits of shape (characters, 3).
        """
        words = self._spell(question[-ASKED:] or "?")
        rows = self._spell(text)
        if not text:
            return np.zeros((0, 3), np.float32)
        c, q = self._embed(rows), self._embed(words)
        ca, qa = np.maximum(self._linear("align", c), 0), np.maximum(self._linear("align", q), 0)
        aligned = _softmax(ca @ qa.T) @ qa
        likeness = (_unit(ca) @ _unit(qa).T).max(axis=1, keepdims=True)
        asked = self._convolve("ask", self._linear("ask_in", q), (1, 1))
        pooled = _softmax(self._linear("weigh", asked).T) @ asked
        x = self._linear("enter", np.concatenate([c, aligned, _matches(rows, words), likeness], axis=1))
        x = self._convolve("early", x + self._linear("of_question", pooled), DILATIONS)
        again = _softmax(x @ asked.T / np.float32(np.sqrt(x.shape[1]))) @ asked
        x = self._convolve("late", self._linear("again", np.concatenate([x, again], axis=1)), LATER)
        return self._linear("out", np.concatenate([x, x * pooled], axis=1))

    def _spell(self, text: str) -> NDArray[np.int32]:
        low = lower(text)
        chars = [self.chars.get(c, 1) for c in low]
        pairs = [self.pairs.get(low[i : i + 2], 1) for i in range(len(low) - 1)] + [1]
        return np.array([chars, pairs[: len(chars)]], np.int32)

    def _embed(self, rows: NDArray[np.int32]) -> Floats:
        return np.concatenate([self.weights["char.weight"][rows[0]], self.weights["pair.weight"][rows[1]]], axis=1)

    def _linear(self, name: str, x: Floats) -> Floats:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], np.float32)

    def _convolve(self, name: str, x: Floats, dilations: tuple[int, ...]) -> Floats:
        for i, far in enumerate(dilations):
            weight, bias = self.weights[f"{name}.{i}.weight"], self.weights[f"{name}.{i}.bias"]
            width = x.shape[1]
            beside = np.zeros((len(x), 3, width), np.float32)
            beside[far:, 0], beside[:, 1], beside[: max(0, len(x) - far), 2] = x[: max(0, len(x) - far)], x, x[far:]
            y = beside.reshape(len(x), -1) @ weight.transpose(2, 1, 0).reshape(3 * width, -1) + bias
            x = (x + y[:, :width] / (1 + np.exp(-np.clip(y[:, width:], -30, 30)))) * np.float32(_HALF)
        return x


def bounds_odds(network: Network, question: str, texts: Sequence[Candidates]) -> list[Floats]:
    """Give each candidate the log odds that an answer starts and ends where it does, among all texts at hand.

    Each of the two is at least `FLOOR`, so that one bad end does not rule a candidate out.
    """
    read = [network.read(candidates.text, question) for candidates in texts]
    every = np.concatenate(read) if read else np.zeros((0, 3), np.float32)
    if not len(every):
        return [np.zeros(len(candidates.starts), np.float32) for candidates in texts]
    top = every.max(axis=0)
    total = np.log(np.exp(every - top).sum(axis=0)) + top
    found = []
    for candidates, out in zip(texts, read, strict=True):
        start = np.maximum(out[candidates.starts, 0] - total[0], FLOOR)
        end = np.maximum(out[candidates.ends - 1, 1] - total[1], FLOOR)
        found.append(np.asarray(start + end, np.float32))
    return found


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True), np.float32)


def _unit(x: Floats) -> Floats:
    return np.asarray(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12), np.float32)


def _matches(rows: NDArray[np.int32], words: NDArray[np.int32]) -> Floats:
    """Tell for each character whether it, the pair it begins, the pair it ends, and both stand in the question."""
    chars = np.isin(rows[0], words[0][words[0] > 1])
    begins = np.isin(rows[1], words[1][words[1] > 1])
    ends = np.concatenate([[False], begins[:-1]])
    triple = begins & np.concatenate([begins[1:], [False]])
    return np.stack([chars, begins, ends, triple, begins | ends], axis=1).astype(np.float32)


@cache
def load_network(folder: Path = MODEL) -> Network:
    """Load the network in a folder."""
    from safetensors.numpy import load_file

    arrays = {name: value.astype(np.float32) for name, value in load_file(folder / "network.safetensors").items()}
    told = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    chars, pairs = ({name: i + 2 for i, name in enumerate(told[kind])} for kind in ("chars", "pairs"))
    return Network(arrays, chars, pairs)
