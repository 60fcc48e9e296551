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

    The two are of the places, years or parts that the question sets side by side. Of an aim and what was reached,
    growth is set against growth where they are not both stated otherwise.
    """
    for queries in _attempts(query):
        first, second = _stated(index, queries)
        if first is not None and second is not None and _comparable(first, second):
            return _computed(index, query, question, (first, second), hits)
    return None


def refuse_difference(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Say which of the two figures is not stated, or why they cannot be set against each other; None for no two."""
    attempts = [(queries, _stated(index, queries)) for queries in _attempts(query)]
    if not attempts:
        return None
    queries, pair = max(attempts, key=lambda attempt: sum(figure is not None for figure in attempt[1]))
    found = list(dict.fromkeys(figure for figure in pair if figure is not None))
    missing = [_called(q) for q, figure in zip(queries, pair, strict=True) if figure is None]
    cited = cite_figures(index, found)
    said = [
        f"{wording.named_words(f)}{wording.shown(f)}[{label}]" for f, label in zip(found, cited.labels, strict=True)
    ]
    open_bound = len(found) == 2 and found[0].unit == found[1].unit
    return Answer(
        question=question,
        resolved_question=query.question,
        found=False,
        answer="",
        text=wording.refuse_difference(missing, said, open_bound),
        citations=cited.citations,
        also_stated=tuple(state(f, label) for f, label in zip(found, cited.labels, strict=True)),
        scope=query.scope,
        hits=tuple(hits),
    )


def _attempts(query: Query) -> list[tuple[Query, Query]]:
    """The two queries whose figures are set against each other, in the order of trying; [] where there are no two."""
    level = replace(query, asked="growth" if query.unit == "个百分点" else "", unit="", parts=())
    entities = named_scopes(query)
    if len(entities) == 2:
        return [(replace(level, scope=entities[0][1]), replace(level, scope=entities[1][1]))]
    if len(query.parts) == 2:
        return [(replace(level, content=query.parts[0].content), replace(level, content=query.parts[1].content))]
    if query.sides and query.scope.years:
        years = (query.scope.years[0], (query.base_years or query.scope.years)[0])
        scopes = [replace(query.scope, years=(y,), status=s) for y, s in zip(years, query.sides, strict=True)]
        measures: list[Asked] = ["growth"] if _of_rates(query) else ["", "growth"]
        sides = [[replace(level, asked=measure, scope=scope) for scope in scopes] for measure in measures]
        return [(first, second) for first, second in sides]
    if query.scope.years and query.base_years:
        years = (query.scope.years[0], query.base_years[0])
        scopes = [replace(query.scope, years=(year,), status="unknown") for year in years]
        return [(replace(level, scope=scopes[0]), replace(level, scope=scopes[1]))]
    return []


def _stated(index: OpenIndex, queries: tuple[Query, Query]) -> tuple[Figure | None, Figure | None]:
    """The figure that each query finds; one figure is no two."""
    found = [best_match(index, q) for q in queries]
    figures = [m.figure if m else None for m in found]
    if figures[0] is not None and figures[1] is not None:
        same = (figures[0].document, figures[0].start) == (figures[1].document, figures[1].start)
        figures[1] = None if same else figures[1]
    return figures[0], figures[1]


def _comparable(first: Figure, second: Figure) -> bool:
    """Whether one may be taken from the other: in one unit, and no bound less a bound."""
    return first.unit == second.unit and _bound(first, second) is not None


def _called(query: Query) -> str:
    """What one of the two queries asks for, in words."""
    kind = wording.STATUS_WORDS[query.scope.status]
    growth = "增速" if query.asked == "growth" else ""
    return f"{wording.scope_words(query.scope)}“{query.content.replace(' ', '')}{growth}”{kind}"


def _of_rates(query: Query) -> bool:
    """Whether a difference of aim and actual is one of rates."""
    return query.unit == "个百分点" or bool(re.search(r"增速|增幅|增长|涨幅", query.question))


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
