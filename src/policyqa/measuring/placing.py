"""Placing: whether an answer's citations are right, and where the evidence stands among the hits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from policyqa.measuring.judging import Question, holds, plain
from policyqa.types import Answer, Citation, Hit

MAX_QUOTE_CHARS = 400
MAX_HIT_CHARS = 800


def citation_right(question: Question, answer: Answer) -> bool | None:
    """Judge whether a citation is of a right document and holds the evidence; None where the set names none.

    A quote inside the evidence counts too where it holds an answer.
    """
    if not question.documents or not question.evidence:
        return None
    evidence = plain(question.evidence)
    return any(
        _name(c.document) in question.documents
        and len(c.quote) <= MAX_QUOTE_CHARS
        and (evidence in plain(c.quote) or _inside(c, evidence, question))
        for c in answer.citations
    )


def _inside(citation: Citation, evidence: str, question: Question) -> bool:
    quote = plain(citation.quote)
    return len(quote) >= 6 and quote in evidence and any(holds(citation.quote, part) for part in question.answers)


def passage_rank(question: Question, hits: Sequence[Hit]) -> int:
    """Give the place of the first hit that holds the evidence, from 1; 0 where none does."""
    evidence = plain(question.evidence)
    for place, hit in enumerate(hits, 1):
        right = _name(hit.passage.document) in question.documents
        if right and evidence in plain(hit.passage.text[:MAX_HIT_CHARS]):
            return place
    return 0


def document_rank(question: Question, hits: Sequence[Hit]) -> int:
    """Give the place of the first right document among the documents of the hits, from 1; 0 where none is right."""
    names = list(dict.fromkeys(_name(hit.passage.document) for hit in hits))
    return next((place for place, name in enumerate(names, 1) if name in question.documents), 0)


def document_first(question: Question, answer: Answer) -> bool:
    """Tell whether the first citation, else the first hit, is of a right document."""
    shown = [c.document for c in answer.citations] or [hit.passage.document for hit in answer.hits]
    return bool(shown) and _name(shown[0]) in question.documents


def _name(path: str) -> str:
    return PurePosixPath(path).name
