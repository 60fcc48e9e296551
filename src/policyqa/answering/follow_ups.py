"""Follow-up questions: other figures of the indicator just answered, and the nearest others of the same documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from policyqa.answering.starters import is_clear, question_for
from policyqa.types import Answer, Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

MOST_TRIED = 8
"""How many candidates are given: each is asked before it is shown (some 20 ms)."""


def follow_up_candidates(index: OpenIndex, answer: Answer) -> list[tuple[str, str]]:
    """Questions that may follow `answer`, best first, each with the value that a document states for it.

    First the same indicator in another year or place of the documents cited, then what stands nearest to the
    citations. None is tried here: whether it finds its value is the caller's to see.
    """
    asked = {(figure.indicator, figure.year, figure.region) for figure in answer.figures}
    names = {figure.indicator for figure in (*answer.figures, *answer.also_stated)}
    found: dict[str, str] = {}
    for figure in chain(_of(index, answer, names), _nearby(index, answer)):
        if (figure.indicator, figure.year, figure.holder) not in asked:
            found.setdefault(question_for(figure), figure.value)
        if len(found) == MOST_TRIED:
            break
    return list(found.items())


def _of(index: OpenIndex, answer: Answer, names: set[str]) -> Iterator[Figure]:
    for path in dict.fromkeys(citation.document for citation in answer.citations[:4]):
        yield from (f for f in index.figures_of(path) if f.indicator in names and is_clear(f, loose=True))


def _nearby(index: OpenIndex, answer: Answer) -> Iterator[Figure]:
    for citation in answer.citations[:2]:
        figures = [f for f in index.figures_of(citation.document) if is_clear(f)]
        yield from sorted(figures, key=lambda f: abs(f.start - citation.start))[:MOST_TRIED]
