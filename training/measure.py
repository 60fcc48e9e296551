"""What is trained on and what is held out, and recall on the held-out parts, with BM25 over bigrams beside it."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import texts
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Training texts and pairs, and held-out (question, number of its passage) with their passages."""

    all_texts: list[str]
    pairs: list[texts.Pair]
    sets: dict[str, tuple[list[tuple[str, int]], list[str]]]


def read_corpus(data: Path, seed: int) -> Corpus:
    """Read statutes and reading sets; hold out 400 CMRC passages and every 25th statute."""
    statutes = texts.read_statutes(data / "laws.tar.zst")
    kept = {t: c for i, (t, c) in enumerate(statutes.items()) if i % 25}
    apart = {t: c for i, (t, c) in enumerate(statutes.items()) if i % 25 == 0}
    cmrc, held = texts.hold_out(texts.read_reading(data / "reading" / "cmrc2018-train.json"), seed)
    drcd = texts.read_reading(data / "reading" / "drcd-dev.json")
    pairs = texts.statute_pairs(kept, random.Random(seed)) + texts.reading_pairs(cmrc + drcd, random.Random(seed))
    articles = [article for chapters in kept.values() for _, own in chapters for article in own]
    # Reading texts count twice: their subjects are wider than the statutes', which are six times as long.
    reading = [t for r in cmrc + drcd for t in (r.passage, *r.questions)] * 2
    asked = [(q, i) for i, r in enumerate(held) for q in r.questions]
    law = texts.statute_pairs(apart, random.Random(seed))
    sets = {
        "cmrc": (asked, [r.passage for r in held]),
        "statutes": ([(p.anchor, i) for i, p in enumerate(law)], [p.passage for p in law]),
    }
    return Corpus(articles + reading, pairs, sets)


def embed(tokenizer: Tokenizer, rows: Floats, of: list[str]) -> Floats:
    """Embed as the model does: mean of rows, unit length."""
    out = np.zeros((len(of), rows.shape[1]), dtype=np.float32)
    for i, encoding in enumerate(tokenizer.encode_batch(of)):
        if encoding.ids:
            out[i] = rows[encoding.ids].mean(axis=0)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def recall(scores: Floats, right: list[int], k: int) -> float:
    """Share of questions whose passage is among the k best; a tie counts against."""
    own = scores[np.arange(len(right)), right]
    return float(((scores >= own[:, None]).sum(axis=1) <= k).mean())


def bm25_scores(questions: list[str], passages: list[str], k1: float = 1.2, b: float = 0.75) -> Floats:
    """Score passages by BM25 over character bigrams (Robertson's formula with a positive idf)."""
    counts = [Counter(p[i : i + 2] for i in range(len(p) - 1)) for p in passages]
    lengths = np.array([sum(c.values()) for c in counts], dtype=np.float32)
    norm = k1 * (1 - b + b * lengths / lengths.mean())
    postings: dict[str, list[tuple[int, int]]] = {}
    for i, count in enumerate(counts):
        for gram, n in count.items():
            postings.setdefault(gram, []).append((i, n))
    scores = np.zeros((len(questions), len(passages)), dtype=np.float32)
    for q, question in enumerate(questions):
        for gram in {question[i : i + 2] for i in range(len(question) - 1)}:
            found = postings.get(gram, [])
            idf = math.log(1 + (len(passages) - len(found) + 0.5) / (len(found) + 0.5))
            for i, n in found:
                scores[q, i] += idf * n * (k1 + 1) / (n + norm[i])
    return scores


def held_out(tokenizer: Tokenizer, rows: Floats, corpus: Corpus, lexical: bool = False) -> dict[str, float]:
    """Measure recall at 1 and 10 on each held-out set; `lexical` measures BM25 over bigrams instead."""
    result = {}
    for name, (asked, passages) in corpus.sets.items():
        questions, right = [q for q, _ in asked], [i for _, i in asked]
        if lexical:
            scores = bm25_scores(questions, passages)
        else:
            scores = embed(tokenizer, rows, questions) @ embed(tokenizer, rows, passages).T
        for k in (1, 10):
            result[f"{name} recall@{k}"] = round(recall(scores, right, k), 3)
    return result
