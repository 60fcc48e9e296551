"""Rescoping: a query as understood, with its scope set by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from policyqa.chinese.other_names import find_other_names
from policyqa.chinese.periods import find_periods
from policyqa.chinese.places import find_places, find_zones
from policyqa.types import Scope, Status
from policyqa.understanding.query import Query, Spread

_KINDS: dict[Status, str] = {"target": "目标", "actual": "实际", "estimate": "预计"}


def rescope(query: Query, scope: Scope, as_of: date) -> Query:
    """Give `query` the scope `scope`, whatever the question says: what it leaves empty restricts nothing any more.

    The question in words follows, so that a later question can be completed from it; what must be matched stays.
    """
    if scope == query.scope or query.kind in ("greeting", "about"):
        return query
    past = query.past if scope.years == query.scope.years else _lie_before(scope.years, as_of.year)
    clauses = tuple(replace(clause, scope=replace(scope, status=clause.scope.status)) for clause in query.clauses)
    return replace(
        query,
        question=_reworded(query, scope, as_of),
        scope=scope,
        clauses=clauses,
        past=past,
        spread=_spread(query, scope),
    )


def _lie_before(years: tuple[str, ...], this_year: int) -> bool:
    return bool(years) and all(year[-4:].isdigit() and int(year[-4:]) < this_year for year in years)


def _spread(query: Query, scope: Scope) -> Spread:
    """One answer where the scope no longer names several places or years, one each where it now does."""

    def several(of: Scope) -> bool:
        return len(of.regions) + len(of.holders) > 1 or len(of.years) > 1

    if query.spread == "each" and several(query.scope) and not several(scope):
        return "one"
    return "each" if query.spread == "one" and several(scope) else query.spread


def _reworded(query: Query, scope: Scope, as_of: date) -> str:
    """The question without the words of the scope that is gone, and with those of the new one before it."""
    text, old = query.question, query.scope
    spans: list[tuple[int, int]] = []
    before = ""
    if (scope.regions, scope.holders) != (old.regions, old.holders):
        places = find_places(text) + find_other_names(text)
        spans += [(s, e) for s, e, _ in find_zones(text)] + [(p.start, p.end) for p in places]
        before += "、".join((*scope.region_names, *scope.holders))
    if scope.years != old.years:
        periods = find_periods(text, as_of.year, bare=True)
        spans += [(p.start, p.end) for p in periods if p.years and p.kind not in ("span", "base")]
        before += "、".join(f"{year}年" for year in scope.years)
    text = _without(text, spans)
    if scope.status != old.status:
        text = text.replace(_KINDS.get(old.status, "\0"), "", 1)
        before += _KINDS.get(scope.status, "")
    return before + text


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the spans, and without what only joined or followed them."""
    kept, at = "", 0
    for start, end in sorted(spans):
        between = text[at : max(start, at)]
        kept += "" if at and re.fullmatch(r"[的、和与跟及,\s]{1,3}", between) else between
        at = max(end, at)
    return re.sub(r"^[的、和与跟及,\s]{1,9}", "", kept + text[at:])
