"""Rows of tables: whether one is of a town or body inside the place asked about, or of another thing than was asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.identity import NEUTRAL_AFTER
from policyqa.chinese.places import find_zones, region_by_code
from policyqa.chinese.regions import is_name_of
from policyqa.chinese.terms import canonical
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_CHINESE = re.compile(r"[一-鿿]+")


def names_member(query: Query, figure: Figure) -> bool:
    """Whether a question names the town or body whose row of a table a figure stands in."""
    return _is_member(figure) and _stem(figure.holder) in query.question


def _is_member(figure: Figure) -> bool:
    """Whether a figure is of a town or body that only its row of a table names, no division or zone."""
    region = region_by_code(figure.region)
    named = figure.holder and region is not None and not is_name_of(figure.holder, region)
    return bool(named) and not find_zones(figure.holder)


def _stem(name: str) -> str:
    return re.sub(r"(?<=..)(?:[镇乡区县市局委]|街道|新城|管委会)$", "", name)


def is_of_a_member(index: OpenIndex, query: Query, figure: Figure) -> bool:
    """Whether a figure is of a member of the place asked about, which the question does not name."""
    if not (query.scope.regions or query.scope.holders) or not _is_member(figure):
        return False
    return figure.holder != _holders(index).get(figure.document, "") and not names_member(query, figure)


@lru_cache(maxsize=4)
def _holders(index: OpenIndex) -> dict[str, str]:
    """Whose figures each document gives, where it says nothing else."""
    return {document.path: document.metadata.region_name for document in index.documents()}


def is_other_row(content: str, indicator: str, around: str, holder: str) -> bool:
    """Tell whether a table's figure only shares its column with a question that names another row.

    `钢材产量` against `铜材 产量`: what is asked beside the column must share two characters with the row's name.

    Args:
        content: what is asked, as `Query.content` has it.
        indicator: the figure's own words, a row's name and what its column measures.
        around: the other words of the row and its headings.
        holder: whose figure it is, which a question may name in short.
    """
    row, _, measured = indicator.partition(" ")
    last = measured.rpartition(" ")[2]
    if not last or last not in around or row in around:
        return False
    rest = canonical(content)
    for word in sorted({*canonical(measured).split(), last}, key=len, reverse=True):
        rest = rest.replace(word, " ")
    said = set("".join(_CHINESE.findall(NEUTRAL_AFTER.sub(" ", rest)))) - set(holder)
    return len(said) >= 2 and len(said & set(canonical(row) + around)) < 2
