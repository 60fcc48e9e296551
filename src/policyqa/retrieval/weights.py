"""The words of a query, weighed: its tokens for the lexical index, and how telling each is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyqa.chinese.terms import canonical, names_in, other_names
from policyqa.index.lexical import tokens
from policyqa.index.remembering import remembered
from policyqa.retrieval.everyday import official_words
from policyqa.retrieval.words import Role, roles

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

SYNONYM_WEIGHT = 0.5
EVERYDAY_WEIGHT = 0.4
SINGLE_WEIGHT = 0.5
ROLE_WEIGHTS: Mapping[Role, float] = {"content": 1.2, "place": 1.0, "asking": 0.5, "joint": 0.3}
"""Chosen with `features.ROLE_SHARES` and the weights of `ranking`: docs/retrieval.md says on which sets."""


def token_weights(query: Query) -> dict[str, float]:
    """The tokens of a query for the lexical index, by their role in it, and its terms' other names at less weight."""
    own = tokens(query.question)
    role = roles(query.question, own)
    weights = {t: ROLE_WEIGHTS[role.get(t, "content")] * (1.0 if len(t) > 1 else SINGLE_WEIGHT) for t in own}
    for token in tokens(query.content):
        weights.setdefault(token, 1.2 if len(token) > 1 else 0.4)
    return _with_synonyms(query.content, _with_official_words(query.question, weights))


def _with_official_words(question: str, weights: dict[str, float]) -> dict[str, float]:
    """Add what official prose calls the everyday words of a question: 娃上学 is 义务教育 there."""
    for word in official_words(question):
        for token in tokens(word):
            if len(token) > 1:
                weights.setdefault(token, EVERYDAY_WEIGHT)
    return weights


def indicator_weights(query: Query) -> dict[str, float]:
    """The tokens of what is asked for, without scope and question words, for searching figures."""
    weights = {token: 1.0 if len(token) > 1 else 0.4 for token in tokens(f"{query.content} {' '.join(query.numbers)}")}
    return _with_synonyms(query.content, weights)


def _with_synonyms(content: str, weights: Mapping[str, float]) -> dict[str, float]:
    widened = dict(weights)
    for term in names_in(canonical(content)):
        for name in other_names(term):
            for token in tokens(name):
                if len(token) > 1:
                    widened.setdefault(token, SYNONYM_WEIGHT)
    return widened


@remembered(32_768)
def inverse_frequency(index: OpenIndex, token: str) -> float:
    """How telling a token is in this index: BM25's idf over passages, at least 0."""
    count, found = index.passage_count, index.document_frequency(token)
    return math.log(1 + (count - found + 0.5) / (found + 0.5))
