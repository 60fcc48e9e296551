"""Figures: every number that a document states, bound to indicator, year, place and kind."""

from policyqa.figures.finding import find_figures

__all__ = ["find_figures"]
