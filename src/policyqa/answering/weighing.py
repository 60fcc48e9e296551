"""Weighing: how much each of a question's words tells."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.retrieval import inverse_frequency

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

UNKNOWN_PAIR = 0.35


@lru_cache(maxsize=512)
def query_weights(index: OpenIndex, content: str) -> dict[str, float]:
    """Each telling token of the content with its weight: idf, single characters counting less."""
    return {t: _weight(index, t) for t in set(tokens(canonical(content)))}


def _weight(index: OpenIndex, token: str) -> float:
    """A token's idf; single characters, and pairs that stand nowhere (as colloquial joins do), count less."""
    factor = 0.4 if len(token) == 1 else UNKNOWN_PAIR if not index.document_frequency(token) else 1.0
    return inverse_frequency(index, token) * factor + 0.05
