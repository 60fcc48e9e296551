"""Reading: the span of the passages found that answers a question in words, by the learned reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from policyqa.chinese.fold import Folded, fold
from policyqa.reader.asking import question_words
from policyqa.reader.candidates import Candidates, find_candidates
from policyqa.reader.coverage import Floats
from policyqa.reader.cues import CUES, find_cues
from policyqa.reader.features import measure_candidates, unit_weights, weigh_locally
from policyqa.reader.form import find_form
from policyqa.reader.model import load_reader
from policyqa.reader.network import bounds_odds, load_network
from policyqa.retrieval import inverse_frequency
from policyqa.types import Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

HITS = 5
WHOLE = 3
"""Hits in which an answer may begin anywhere; in the others, in the part that was found by itself."""
BEFORE, BEHIND = 120, 450
"""Characters of the document around a passage that are looked at too: an answer may run on beyond it."""

RANK_WEIGHT = 0.6
"""What the first hit's score is worth against one of none, in F1; tuned on one half of policies-dev."""

NETWORK_WEIGHTS = (0.02, 0.0, 0.02)
"""What the network's log odds of start and end are worth, in F1, by the breadth of the question's form.

Of 0.02 to 0.15 for all, 0.02 was best on one half of policies-dev; lists, which it made worse there, do without.
"""

CUE_WEIGHTS = {
    "heading": -0.2,
    "over_heading": -0.2,
    "dateline": -0.4,
    "preamble": -0.1,
    "announced": 0.05,
    "body": 0.15,
    "body_start": 0.3,
    "to_sentence_end": 0.05,
    "repeated": -0.25,
    "numbered_start": 0.2,
    "must": 0.03,
    "long": 0.03,
    "announcement": -0.1,
    "spoken": 0.2,
}
"""What each cue adds to the F1 that the trees predict: by hand, then tuned on one half of policies-dev (107 questions).

Those questions are not trained on: these numbers are all that was chosen by looking at them; `docs/reader.md` gives
the other half's score.
"""
_CUES = np.array([CUE_WEIGHTS.get(cue, 0.0) for cue in CUES], np.float32)


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a document that is read: folded, with the ranges of it in which an answer may begin.

    Attributes:
        document: its path.
        start: where it begins in the document.
        folded: the part, folded.
        ranges: folded ranges, each of a passage found, with the passage's score against the best one's.
    """

    document: str
    start: int
    folded: Folded
    ranges: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A span of a document with the reader's score, larger for better."""

    document: str
    start: int
    end: int
    score: float


def read_span(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> ReadSpan | None:
    """Read the first hits and what stands around them; the span that answers best, None where there is no text."""
    best: ReadSpan | None = None
    regions = find_regions(index, hits)
    for region, candidates, scores in weigh_regions(index, query.question, regions):
        at = int(np.argmax(scores))
        if best is None or scores[at] > best.score:
            inner = region.folded.original(int(candidates.starts[at]), int(candidates.ends[at]))
            best = ReadSpan(
                region.document, region.start + inner.start, region.start + inner.end, round(float(scores[at]), 4)
            )
    return best


def find_regions(index: OpenIndex, hits: Sequence[Hit]) -> list[Region]:
    """Join the first hits' passages, with what stands around them, into regions of each document."""
    wide: dict[str, list[tuple[int, int, float]]] = {}
    for rank, hit in enumerate(hits[:HITS]):
        whole = hit.passage if rank < WHOLE or not hit.core else hit.core
        wide.setdefault(hit.passage.document, []).append((whole.start, whole.end, hit.score))
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    regions = []
    for path, found in wide.items():
        text = index.text_of(path)
        groups: list[list[tuple[int, int, float]]] = []
        for part in sorted(found):
            if groups and part[0] - groups[-1][-1][1] < BEFORE + BEHIND:
                groups[-1].append(part)
            else:
                groups.append([part])
        for group in groups:
            low = max(0, group[0][0] - BEFORE)
            folded = fold(text[low : group[-1][1] + BEHIND])
            spans = [(folded.folded(start - low, end - low), score) for start, end, score in group]
            ranges = tuple((span.start, span.end, score / top) for span, score in spans)
            regions.append(Region(path, low, folded, ranges))
    return regions


def weigh_regions(
    index: OpenIndex, question: str, regions: Sequence[Region]
) -> list[tuple[Region, Candidates, Floats]]:
    """Give each region's candidates with their scores: predicted F1, the network, cues of layout, and the hit."""
    weights = question_words(question, lambda token: inverse_frequency(index, token))
    model = load_reader()
    found = [find_candidates(r.folded.text, tuple((low, high) for low, high, _ in r.ranges)) for r in regions]
    asked, held = weigh_locally(question, find_form(question), weights, found)
    local = unit_weights(asked.local)
    values = [measure_candidates(c, asked, h, model.odds) for c, h in zip(found, held, strict=True)]
    predicted = model.predict(np.concatenate(values)) if values else np.zeros(0, np.float32)
    cuts = np.cumsum([len(part) for part in values])[:-1]
    weight = NETWORK_WEIGHTS[asked.form.breadth]
    none = [np.zeros(len(candidates.starts), np.float32) for candidates in found]
    bounds = bounds_odds(load_network(), question, found) if weight else none
    weighed = []
    for region, candidates, coverage, odds, scores in zip(
        regions, found, held, bounds, np.split(predicted, cuts) if values else [], strict=True
    ):
        if len(scores):
            cues = find_cues(candidates, coverage, local, question, asked.form.breadth) @ _CUES
            scores = scores + cues + weight * odds + RANK_WEIGHT * _of_hits(region, candidates)
            weighed.append((region, candidates, scores))
    return weighed


def _of_hits(region: Region, candidates: Candidates) -> Floats:
    """The score of the passage that each candidate begins in, the better one's where passages overlap."""
    scores = np.zeros(len(candidates.starts), np.float32)
    for low, high, score in region.ranges:
        inside = (candidates.starts >= low) & (candidates.starts < high)
        scores[inside] = np.maximum(scores[inside], score)
    return scores
