"""Leading: the document found first answers in words, unless another's passages score nearly as much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.types import Hit

if TYPE_CHECKING:
    from policyqa.understanding import Query

LEAST_SHARE = 0.85
"""Least share of the best hit's score at which another document may answer."""
LEAST_SHARE_SHORT = 0.9
"""The same for names and dates, which are chosen by nearness to the question's words alone."""
LEAD = 0.8
"""What the scores of other documents' hits are multiplied by, where they may answer.

Chosen among 0.5 to 1 (LEAD) and 0.7 to 1 (shares) with both halves of policies-dev in view: docs/retrieval.md."""

_SHORT = ("when", "which", "who")


def led_hits(query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that may answer: the first one's document's, and others' that score nearly as much, at a discount."""
    if not hits:
        return []
    first, least = hits[0].passage.document, LEAST_SHARE_SHORT if query.kind in _SHORT else LEAST_SHARE
    return [
        hit if hit.passage.document == first else replace(hit, score=hit.score * LEAD)
        for hit in hits
        if hit.passage.document == first or hit.score >= least * hits[0].score
    ]
