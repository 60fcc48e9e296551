"""Reading: the span of the passages found that answers a question in words, by the learned reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from policyqa.chinese.fold import Folded, fold
from policyqa.reader.asking import question_words
from policyqa.reader.candidates import Candidates, find_candidates
from policyqa.reader.features import measure_candidates
from policyqa.reader.form import Form, find_form
from policyqa.reader.model import load_reader
from policyqa.retrieval import inverse_frequency
from policyqa.types import Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

HITS = 5
BEFORE, BEHIND = 120, 600
"""Characters of the document around a passage that are looked at too: an answer may run on beyond it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a document that is read: folded, with the ranges of it in which an answer may begin.

    Attributes:
        document: its path.
        start: where it begins in the document.
        folded: the part, folded.
        ranges: folded ranges, each of a passage found.
        score: the best of its passages' scores, 1 for the first hit's.
    """

    document: str
    start: int
    folded: Folded
    ranges: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A span of a document with the reader's score, larger for better."""

    document: str
    start: int
    end: int
    score: float


def find_regions(index: OpenIndex, hits: Sequence[Hit]) -> list[Region]:
    """Join the first hits' passages, with what stands around them, into regions of each document."""
    wide: dict[str, list[tuple[int, int, Hit]]] = {}
    for hit in hits[:HITS]:
        wide.setdefault(hit.passage.document, []).append((hit.passage.start, hit.passage.end, hit))
    regions = []
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    for path, found in wide.items():
        text = index.document(path).text
        found.sort(key=lambda item: item[:2])
        groups: list[list[tuple[int, int, Hit]]] = []
        for item in found:
            if groups and item[0] - groups[-1][-1][1] < BEFORE + BEHIND:
                groups[-1].append(item)
            else:
                groups.append([item])
        for group in groups:
            low, high = max(0, group[0][0] - BEFORE), min(len(text), max(end for _, end, _ in group) + BEHIND)
            folded = fold(text[low:high])
            ranges = []
            for start, end, _ in group:
                span = folded.folded(start - low, min(end + 60, high) - low)
                ranges.append((span.start, span.end))
            regions.append(Region(path, low, folded, tuple(ranges), max(hit.score for _, _, hit in group) / best))
    return regions


def read_regions(
    index: OpenIndex, question: str, regions: Sequence[Region]
) -> list[tuple[Region, Candidates, np.ndarray]]:
    form = find_form(question)
    weights = question_words(question, lambda token: inverse_frequency(index, token))
    model = load_reader()
    out = []
    for region in regions:
        candidates = find_candidates(region.folded.text, region.ranges)
        if not len(candidates.starts):
            continue
        features = measure_candidates(candidates, question, form, weights, model.odds)
        out.append((region, candidates, features))
    return out
