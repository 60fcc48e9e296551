"""Retrieval: which documents a query's scope admits, and which passages of them come first."""

from policyqa.retrieval.ranking import search_passages
from policyqa.retrieval.scope import OUTSIDE_FACTOR, Admitted, admit_documents, known_places, naming_documents
from policyqa.retrieval.sources import named_documents
from policyqa.retrieval.weights import indicator_weights, inverse_frequency, token_weights

__all__ = [
    "OUTSIDE_FACTOR",
    "Admitted",
    "admit_documents",
    "indicator_weights",
    "inverse_frequency",
    "known_places",
    "named_documents",
    "naming_documents",
    "search_passages",
    "token_weights",
]
