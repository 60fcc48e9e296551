"""The words around a figure, as its context keeps them."""

from __future__ import annotations

from policyqa.types import Figure


def words_before(figure: Figure) -> str:
    near = (figure.context.split("\n") + [""] * 4)[3]
    tail = near.rfind(" ")
    return near[:tail].strip() if tail >= 0 else near


def words_behind(figure: Figure) -> str:
    near = (figure.context.split("\n") + [""] * 4)[3]
    return near[near.rfind(" ") + 1 :]


def said_before(figure: Figure) -> str:
    """A figure's sentence as far as it, with the one before it."""
    _, previous, lead = (figure.context.split("\n") + [""] * 3)[:3]
    return f"{previous}\n{lead}"
