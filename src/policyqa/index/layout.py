"""What the parts of a generation are called."""

CATALOGUE = "catalogue.sqlite"
DENSE = "dense.faiss"
PASSAGES = "passages"
DOCUMENTS = "documents"
FIGURES = "figures"

FIGURE_FACETS = ("year", "region", "status")
"""Exact-valued fields of the figures' lexical index."""
