"""Retrieval: which documents a query's scope admits, and which passages of them come first."""

from policyqa.retrieval.ranking import search_passages
from policyqa.retrieval.scope import OUTSIDE_FACTOR, Admitted, admit_documents, known_places
from policyqa.retrieval.weights import indicator_weights, inverse_frequency, token_weights

__all__ = [
    "OUTSIDE_FACTOR",
    "Admitted",
    "admit_documents",
    "indicator_weights",
    "inverse_frequency",
    "known_places",
    "search_passages",
    "token_weights",
]
