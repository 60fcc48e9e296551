"""Joining: a passage that was found is widened by its neighbours where the answer runs on into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.chinese.fold import fold_text
from policyqa.types import Hit, Passage, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

MAX_CHARS = 800
"""The longest quote of a hit that the machine interface allows."""

RUNS_ON = 0.3
"""Least share of a passage's score that its neighbour must have itself to be joined."""


def join_neighbours(
    index: OpenIndex, ranked: list[tuple[int, float]], k: int, always: bool, passages: Mapping[int, Passage]
) -> list[Hit]:
    """Make hits of ranked passages, each with its neighbours where they belong to the answer as well.

    Args:
        index: where neighbours are looked up.
        ranked: rows and scores, best first.
        k: how many hits at most.
        always: join neighbours whatever their score, for questions whose answer may be long.
        passages: the ranked rows' passages.

    Returns:
        At most `k` hits; one that lies in an earlier one is left out. A hit keeps the id of the passage it began as.
    """
    scores = dict(ranked)
    hits: list[Hit] = []
    taken: set[int] = set()
    for row, score in ranked:
        if row in taken:
            continue
        low = high = passages[row]
        taken.add(row)
        beside = (row + 1, row - 1)
        for other in sorted(beside, key=lambda r: -scores.get(r, 0.0)):
            if not always and scores.get(other, 0.0) < RUNS_ON * score:
                continue
            neighbour = passages.get(other) or _passage(index, other)
            if neighbour is None or not _fits(index, low, high, neighbour):
                continue
            taken.add(other)
            low, high = (low, neighbour) if other > row else (neighbour, high)
        core = Span(passages[row].start, passages[row].end) if low is not high else None
        hits.append(Hit(_joined(index, passages[row], low, high), round(score, 6), core))
        if len(hits) == k:
            break
    return hits


def _passage(index: OpenIndex, row: int) -> Passage | None:
    try:
        return index.passages([row])[0]
    except KeyError:
        return None


def _fits(index: OpenIndex, low: Passage, high: Passage, neighbour: Passage) -> bool:
    """Whether the neighbour continues the same text, with nothing but white space between, within the limit."""
    if neighbour.document != low.document:
        return False
    start, end = min(low.start, neighbour.start), max(high.end, neighbour.end)
    gap = (high.end, neighbour.start) if neighbour.start >= high.end else (neighbour.end, low.start)
    return end - start <= MAX_CHARS and not index.text_of(low.document)[slice(*gap)].strip()


def _joined(index: OpenIndex, core: Passage, low: Passage, high: Passage) -> Passage:
    if low is high:
        return core
    text = index.text_of(core.document)[low.start : high.end]
    heading = core.indexed[: len(core.indexed) - len(fold_text(core.text))]
    return replace(core, start=low.start, end=high.end, text=text, indexed=heading + fold_text(text))
