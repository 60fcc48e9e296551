"""Differences: how much more one stated figure is than another, computed and marked as computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.citing import cite_figures, state
from policyqa.answering.comparison import best_match, named_scopes, number
from policyqa.answering.figure import shown_scope
from policyqa.chinese.numerals import magnitude, plain
from policyqa.types import Answer, Comparator, Figure, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query
    from policyqa.understanding.query import Asked


def answer_difference(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Compute the difference of two figures that are both stated, in the same unit; None where one is missing.

    The two are of the places, years or parts that the question sets side by side.
    """
    level = replace(query, asked="growth" if query.unit == "个百分点" else "", unit="", parts=())
    entities = named_scopes(query)
    if len(entities) == 2:
        queries = [replace(level, scope=scope) for _, scope in entities]
    elif len(query.parts) == 2:
        queries = [replace(level, content=part) for part in query.parts]
    elif query.sides and query.scope.years:
        years = (query.scope.years[0], (query.base_years or query.scope.years)[0])
        scopes = [replace(query.scope, years=(y,), status=s) for y, s in zip(years, query.sides, strict=True)]
        queries = [replace(level, asked=_of_sides(query), scope=scope) for scope in scopes]
    elif query.scope.years and query.base_years:
        years = (query.scope.years[0], query.base_years[0])
        queries = [replace(level, scope=replace(query.scope, years=(year,), status="unknown")) for year in years]
    else:
        return None
    found = [best_match(index, q) for q in queries]
    if found[0] is None or found[1] is None:
        return None
    first, second = found[0].figure, found[1].figure
    if _bound(first, second) is None:
        return None  # a bound less a bound is no figure
    if first.unit != second.unit or (first.document, first.start) == (second.document, second.start):
        return None
    return _computed(index, query, question, (first, second), hits)


def _of_sides(query: Query) -> Asked:
    """Whether a difference of aim and actual is one of rates."""
    return "growth" if query.unit == "个百分点" or re.search(r"增速|增幅|增长|涨幅", query.question) else ""


_COMPARED: dict[tuple[str, str], Comparator] = {("约", ""): "~", ("", "以上"): ">=", ("", ""): "="}


def _bound(first: Figure, second: Figure) -> tuple[str, str] | None:
    """The words before and behind a difference of two figures; None where their bounds leave it open."""
    if "~" in (first.comparator, second.comparator) and {first.comparator, second.comparator} <= {"~", "="}:
        return "约", ""
    if first.comparator in (">=", ">") and second.comparator == "=" and number(first) > number(second):
        return "", "以上"
    return ("", "") if first.comparator == second.comparator == "=" else None


def _computed(
    index: OpenIndex, query: Query, question: str, pair: tuple[Figure, Figure], hits: Sequence[Hit]
) -> Answer:
    first, second = pair
    difference = abs(number(first) - number(second))
    unit = "个百分点" if first.unit == "%" else first.unit
    scale, wording_unit = _common_scale(first, second)
    before, behind = _bound(first, second) or ("", "")
    short = f"{before}{plain(difference / scale)}{unit if wording_unit == first.unit else wording_unit}{behind}"
    cited = cite_figures(index, list(pair))
    parts = [
        f"{f.holder}{wording.period_words(f.year)}{f.indicator}{wording.kind_words(f)}"
        f"为**{wording.shown(f)}** [{label}]"
        for f, label in zip(pair, cited.labels, strict=True)
    ]
    stated = tuple(state(f, label) for f, label in zip(pair, cited.labels, strict=True))
    figure = replace(
        stated[0], text=short, value=plain(difference), unit=unit, comparator=_COMPARED[before, behind], computed=True
    )
    return Answer(
        question=question,
        resolved_question=query.question,
        found=True,
        answer=short,
        text=f"{'；'.join(parts)}；两者相差**{short}**（计算得出，非原文数字）。",
        figures=(figure, *stated),
        citations=cited.citations,
        scope=shown_scope(query, list(pair)),
        hits=tuple(hits),
    )


def _common_scale(first: Figure, second: Figure) -> tuple[Decimal, str]:
    """The magnitude and unit as the first figure has it written (`亿元`), where it can be told, else the base unit."""
    for figure in (first, second):
        said = re.sub(r"以上|左右|以内|以下|约|超过|突破|力争|达到?", "", wording.shown(figure))
        written = re.search(r"(?<=[\d.])[万亿]*(?:[一-鿿a-zA-Z/%]+)", said)
        if written and figure.unit != "%":
            return magnitude("".join(re.findall(r"[万亿]", written.group().partition("/")[0]))), written.group()
    return Decimal(1), first.unit
