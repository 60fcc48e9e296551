"""A match: a stated figure, and how well it fits a query."""

from __future__ import annotations

from dataclasses import dataclass

from policyqa.types import Figure


@dataclass(frozen=True, slots=True)
class Match:
    """A figure and how well it fits a query.

    Attributes:
        figure: the figure.
        score: coverage and precision together, 0 to about 1.2; larger is better.
        coverage: share of the query's telling words that the figure's words hold.
        precision: share of the figure's own telling words that the query holds.
        misses: what of the scope it is not in: "year", "part", "region", "status", "holder"; () where it is in scope.
    """

    figure: Figure
    score: float
    coverage: float
    misses: tuple[str, ...] = ()
    precision: float = 1.0
