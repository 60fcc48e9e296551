"""Understanding: a question, and the questions before it, become a query with scope, indicator and kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from policyqa.chinese.places import region_by_code
from policyqa.understanding.following import complete
from policyqa.understanding.parsing import parse_question
from policyqa.understanding.query import Part, Query
from policyqa.understanding.rescoping import rescope

__all__ = ["Part", "Query", "complete", "parse_question", "rescope", "understand"]


def understand(
    question: str,
    earlier: Sequence[str],
    as_of: date,
    known_regions: Collection[str] = (),
    known_zones: Collection[str] = (),
) -> Query:
    """Understand a question in the light of the earlier ones (oldest first).

    Args:
        question: as typed, at most some hundred characters.
        earlier: the user's former questions of this conversation.
        as_of: the day of asking; 今年 is its year.
        known_regions: codes of the regions that the index has documents of, which decide ambiguous short names.
        known_zones: canonical names of the zones that its documents or figures are of.
    """
    base: Query | None = None
    for former in earlier:
        parsed = parse_question(_counted_from(former, base), as_of, known_regions, known_zones)
        if parsed.kind not in ("greeting", "about"):
            base = parsed if base is None else complete(base, parsed)
    query = parse_question(_counted_from(question, base), as_of, known_regions, known_zones)
    if base is None or query.kind in ("greeting", "about"):
        return query
    return complete(base, _in_like_zone(base, query, known_zones))


_ZONE_KIND = re.compile(r"(?:综保|综合保税|经开|经济技术开发|高新|高新技术产业开发|开发|自贸|保税|示范|试验)区$")


def _in_like_zone(base: Query, query: Query, known_zones: Collection[str]) -> Query:
    """A follow-up that names nothing but another place (`遵义的呢`) asks for that place's zone of the kind before."""
    if len(base.scope.holders) != 1 or query.scope.holders or len(query.scope.regions) != 1 or query.content.strip():
        return query
    kind = _ZONE_KIND.search(base.scope.holders[0])
    region = region_by_code(query.scope.regions[0])
    if kind is None or region is None:
        return query
    zones = [zone for zone in known_zones if zone == f"{region.short}{kind.group()}"]
    scope = replace(query.scope, regions=(), region_names=(), holders=tuple(zones))
    return replace(query, scope=scope) if zones else query


_YEAR_AFTER = re.compile(r"第二年|次年|(?:再)?[下后]一年(?!度)")
_YEAR_BEFORE = re.compile(r"[上前]一年(?!度)")


def _counted_from(question: str, base: Query | None) -> str:
    """A follow-up whose year is counted from that of the question before it (第二年), with that year in its place."""
    if base is None or len(base.scope.years) != 1 or not base.scope.years[0][-4:].isdigit():
        return question
    year = int(base.scope.years[0][-4:])
    return _YEAR_BEFORE.sub(f"{year - 1}年", _YEAR_AFTER.sub(f"{year + 1}年", question))
