"""Ranking: BM25 of passage and document, coverage, form of the answer and cosine, weighed into one order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyqa.retrieval.features import coverage, form_share, telling_bigrams, wanted_forms
from policyqa.retrieval.joining import join_neighbours
from policyqa.retrieval.scope import ELSEWHERE_FACTOR, admit_documents
from policyqa.retrieval.weights import token_weights
from policyqa.settings import BUNDLED_MODEL
from policyqa.types import Hit

if TYPE_CHECKING:
    from policyqa.index.embedding import Encoder
    from policyqa.index.opening import OpenIndex
    from policyqa.types import Passage
    from policyqa.understanding import Query

DOCUMENT_WEIGHT = 0.6
COVERAGE_WEIGHT = 1.0
FORM_WEIGHT = 0.2
BUNDLED_WEIGHT = 0.1
NAMED_WEIGHT = 4.5
"""Weight of a cosine above that of the last passage found by cosine: of the bundled model, measured on the evaluation
sets, and of a model that a person names, which is stronger. BM25 of the best passage counts 1. docs/retrieval.md has
what each weight is worth."""

_DENSE_DEPTH = 30
_DOCUMENT_DEPTH = 200


def search_passages(index: OpenIndex, encoder: Encoder | None, query: Query, k: int = 10) -> list[Hit]:
    """Find the passages that fit a query best, inside its scope, with neighbours where the answer runs on.

    Returns:
        At most `k` hits, best first; ties in document order. Empty where the query has no known token and no vector.
    """
    weights = token_weights(query)
    if not weights:
        return []
    depth = max(100, 6 * k)
    lexical = dict(index.search_passages(weights, depth))
    admitted = admit_documents(index, query.scope)
    favoured = [path for path, a in admitted.items() if a.factor > ELSEWHERE_FACTOR]
    if (query.scope.regions or query.scope.holders) and 0 < len(favoured) < len(admitted):
        lexical |= dict(index.search_passages(weights, depth, documents=favoured))
    dense = _dense(index, encoder, query, lexical)
    rows = list(lexical | dense)
    passages = dict(zip(rows, index.passages(rows), strict=True))
    documents = dict(index.search_documents(weights, _DOCUMENT_DEPTH))
    scores = _score(index, query, passages, lexical, documents, dense)
    ranked = [(row, score * admitted[passages[row].document].weight) for row, score in scores.items()]
    ranked.sort(key=lambda pair: (-round(pair[1], 6), pair[0]))
    return join_neighbours(index, ranked, k, query.kind != "figure", passages)


def _score(
    index: OpenIndex,
    query: Query,
    passages: Mapping[int, Passage],
    lexical: Mapping[int, float],
    documents: Mapping[str, float],
    dense: Mapping[int, float],
) -> dict[int, float]:
    """The weighted sum of each passage's features; `dense` holds its cosines already weighed."""
    top = max(lexical.values(), default=0.0) or 1.0
    top_document = max(documents.values(), default=0.0) or 1.0
    telling, forms = telling_bigrams(index, query), wanted_forms(query)
    return {
        row: lexical.get(row, 0.0) / top
        + DOCUMENT_WEIGHT * documents.get(passage.document, 0.0) / top_document
        + COVERAGE_WEIGHT * coverage(telling, passage)
        + FORM_WEIGHT * form_share(forms, passage)
        + dense.get(row, 0.0)
        for row, passage in passages.items()
    }


def _dense(index: OpenIndex, encoder: Encoder | None, query: Query, lexical: Mapping[int, float]) -> dict[int, float]:
    """The weighed cosines of the nearest passages, above the cosine of the last of them.

    The bundled model ranks what the words found, or everything where they found nothing; a named one finds by itself.

    Counted from the last, a model whose cosines are all alike adds next to nothing, whatever its level.
    """
    if encoder is None or encoder.name != index.manifest.model_name:
        return {}
    bundled = encoder.name.partition(":")[0] == BUNDLED_MODEL
    vector = encoder.encode([query.question])[0]
    if bundled and lexical:
        found = index.rank_by_cosine(vector, _DENSE_DEPTH, lexical)
    else:
        found = index.search_dense(vector, _DENSE_DEPTH)
    if not found:
        return {}
    weight, floor = BUNDLED_WEIGHT if bundled else NAMED_WEIGHT, found[-1][1]
    return {row: weight * (cosine - floor) for row, cosine in found}
