"""Starter questions: from targets that the documents at hand state clearly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

_CLEAR = re.compile(r"^[一-鿿0-9()]{4,16}$")
_LOOSELY = re.compile(r"^[^,;。]{4,24}$")
_UNCLEAR = re.compile(r"^(?:实现|完成|达到|力争|确保)|等$|的|了")
_VERBAL = re.compile(r"^(?:实现|完成|达到|力争|确保|推动|持续|新|大|其中)|等$|的|了")


def starter_questions(index: OpenIndex, n: int) -> list[str]:
    """At most `n` questions, from different documents, each for a figure with a plain indicator, place and year."""
    found: list[str] = []
    for document in index.documents():
        figure = next((f for f in index.figures_of(document.path) if is_clear(f)), None)
        if figure is not None:
            found.append(question_for(figure))
        if len(found) == n:
            break
    return found


def question_for(figure: Figure) -> str:
    """Ask for a figure by place, year, indicator and kind."""
    kind = "目标" if figure.status == "target" and "目标" not in figure.indicator else ""
    wording = figure.indicator.replace(" ", "")
    growth = "增长" if figure.measure == "growth" and "增长" not in wording else ""
    return f"{figure.holder}{figure.year}年{wording}{growth}{kind}是多少?"


def is_clear(figure: Figure, loose: bool = False) -> bool:
    """Tell whether a question can name a figure plainly; with `loose` its indicator may hold other characters."""
    wording = figure.indicator.replace(" ", "")
    return bool(
        (_LOOSELY if loose else _CLEAR).match(wording)
        and not (_UNCLEAR if loose else _VERBAL).search(wording)
        and figure.year.isdigit()
        and figure.holder
        and figure.status != "unknown"
    )
