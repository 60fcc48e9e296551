"""Retrieval: which documents a query's scope admits, and which passages of them come first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.chinese.places import find_zones, is_within, region_by_code
from policyqa.chinese.terms import canonical, find_terms, other_names
from policyqa.index.lexical import tokens
from policyqa.types import Hit, Scope

if TYPE_CHECKING:
    from policyqa.index.embedding import Encoder
    from policyqa.index.opening import IndexedDocument, OpenIndex
    from policyqa.understanding import Query

DOCUMENT_WEIGHT = 0.4
DENSE_WEIGHT = 0.0
SYNONYM_WEIGHT = 0.5
OUTSIDE_FACTOR = 0.35
YEAR_FACTOR = 0.9


@dataclass(frozen=True, slots=True)
class Admitted:
    """How well a document fits the scope: `own` where it is the asked place's own, `factor` for its passages."""

    own: bool
    factor: float


@lru_cache(maxsize=4)
def known_places(index: OpenIndex) -> tuple[frozenset[str], frozenset[str]]:
    """The regions that the index has documents of, by code, and the zones that its figures are of, by name."""
    documents = index.documents()
    regions = frozenset(d.metadata.region for d in documents if d.metadata.region)
    holders = {f.holder for d in documents for f in index.figures_of(d.path)} | {
        d.metadata.region_name for d in documents
    }
    return regions, frozenset(holder for holder in holders if find_zones(holder))


def admit_documents(index: OpenIndex, scope: Scope) -> dict[str, Admitted]:
    """Weigh every document by the scope's places and years.

    A document of the asked place is its own; one that only lies around it or names it is weaker; one of another place
    is left with a small factor, for passages only: its figures are not the asked place's.
    """
    return {document.path: _admit(index, document, scope) for document in index.documents()}


def _admit(index: OpenIndex, document: IndexedDocument, scope: Scope) -> Admitted:
    metadata = document.metadata
    own, factor = True, 1.0
    if scope.holders:
        named = metadata.region_name in scope.holders
        own = named or _mentions(index, document.path, scope.holders)
        factor = 1.0 if named else 0.8 if own else OUTSIDE_FACTOR
    elif scope.regions:
        own = any(metadata.region == code for code in scope.regions)
        if not own:
            related = any(_related(metadata.region, code) for code in scope.regions)
            names = tuple(region.short for code in scope.regions if (region := region_by_code(code)))
            if any(name in metadata.title for name in names):
                factor, own = 0.95, not metadata.region or related
            elif (related or not metadata.region) and _mentions(index, document.path, names):
                factor = 0.75
            else:
                factor = OUTSIDE_FACTOR
    if scope.years and metadata.years and not set(scope.years) & set(_around(metadata.years)):
        factor *= YEAR_FACTOR
    return Admitted(own, factor)


def _around(years: tuple[str, ...]) -> tuple[str, ...]:
    """The years that a document speaks of: its own and the one before, which its review part is about."""
    main = years[0][:4]
    return (*years, str(int(main) - 1), str(int(main) + 1)) if main.isdigit() else years


def _related(first: str, second: str) -> bool:
    return bool(first) and (is_within(first, second) or is_within(second, first))


def _mentions(index: OpenIndex, path: str, names: tuple[str, ...]) -> bool:
    return any(path in _documents_with(index, name) for name in names if name)


@lru_cache(maxsize=2048)
def _documents_with(index: OpenIndex, name: str) -> frozenset[str]:
    """The documents that hold every bigram of a name."""
    bigrams = [token for token in tokens(name) if len(token) > 1] or tokens(name)
    sets = [{path for path, _ in index.search_documents({token: 1.0}, 100_000)} for token in bigrams]
    return frozenset(set.intersection(*sets)) if sets else frozenset()


def token_weights(query: Query) -> dict[str, float]:
    """The tokens of a query for the lexical index: its own words, and its terms' other names at less weight."""
    weights: dict[str, float] = {}
    for token in tokens(query.question):
        weights[token] = max(weights.get(token, 0.0), 1.0 if len(token) > 1 else 0.35)
    for token in tokens(query.content):
        weights[token] = max(weights.get(token, 0.0), 1.2 if len(token) > 1 else 0.4)
    return _with_synonyms(query.content, weights)


def indicator_weights(query: Query) -> dict[str, float]:
    """The tokens of what is asked for, without scope and question words, for searching figures."""
    weights = {token: 1.0 if len(token) > 1 else 0.4 for token in tokens(f"{query.content} {' '.join(query.numbers)}")}
    return _with_synonyms(query.content, weights)


def _with_synonyms(content: str, weights: Mapping[str, float]) -> dict[str, float]:
    widened = dict(weights)
    for _, _, term in find_terms(canonical(content)):
        for name in other_names(term):
            for token in tokens(name):
                if len(token) > 1:
                    widened.setdefault(token, SYNONYM_WEIGHT)
    return widened


def search_passages(index: OpenIndex, encoder: Encoder | None, query: Query, k: int = 10) -> list[Hit]:
    """Find the passages that fit a query best: BM25 of passage and document and cosine, inside the scope.

    Returns:
        At most `k` hits, best first; ties in document order. Empty where the query has no known token.
    """
    weights = token_weights(query)
    if not weights:
        return []
    depth = max(60, 6 * k)
    lexical = dict(index.search_passages(weights, depth))
    admitted = admit_documents(index, query.scope)
    favoured = [path for path, a in admitted.items() if a.factor > OUTSIDE_FACTOR]
    if (query.scope.regions or query.scope.holders) and 0 < len(favoured) < len(admitted):
        lexical |= dict(index.search_passages(weights, depth, documents=favoured))
    if not lexical:
        return []
    documents = dict(index.search_documents(weights, 200))
    top, top_document = max(lexical.values()), max(documents.values(), default=1.0) or 1.0
    dense = _dense(index, encoder, query, depth)
    rows = list(lexical | dense) if DENSE_WEIGHT else list(lexical)
    passages = dict(zip(rows, index.passages(rows), strict=True))
    scored = []
    for row, passage in passages.items():
        score = lexical.get(row, 0.0) / top + DOCUMENT_WEIGHT * documents.get(passage.document, 0.0) / top_document
        score += DENSE_WEIGHT * dense.get(row, 0.0)
        scored.append((score * admitted[passage.document].factor, row))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    return [Hit(passages[row], round(score, 6)) for score, row in scored[:k]]


def _dense(index: OpenIndex, encoder: Encoder | None, query: Query, depth: int) -> dict[int, float]:
    if encoder is None or not DENSE_WEIGHT:
        return {}
    return dict(index.search_dense(encoder.encode([query.question])[0], depth))


def inverse_frequency(index: OpenIndex, token: str) -> float:
    """How telling a token is in this index: BM25's idf over passages, at least 0."""
    count, found = index.passage_count, index.document_frequency(token)
    return math.log(1 + (count - found + 0.5) / (found + 0.5))
