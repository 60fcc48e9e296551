"""Parsing: one question by itself becomes a query."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from policyqa.chinese.fold import fold_text
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import PlaceMention, canonical_zone, find_zones
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.chinese.visits import is_only_passed
from policyqa.chinese.year_parts import YearPart, find_year_parts, is_day, single_parts
from policyqa.types import Scope
from policyqa.understanding.asking import (
    ABOUT,
    GREETING,
    HOW,
    WHICH_IS_MORE,
    kind_of,
    measure_of,
    sides_of,
    spread_of,
    status_of,
    unit_of,
)
from policyqa.understanding.both_kinds import Side, sides_asked
from policyqa.understanding.clauses_asked import ONLY_DONE, completed_clause
from policyqa.understanding.content import content_of
from policyqa.understanding.parts import compared_contents, parts_of, spell_pairs
from policyqa.understanding.query import Asked, Kind, Part, Query
from policyqa.understanding.scope import (
    asks_country,
    compared_places,
    find_known_places,
    known_by_zone,
    unplaced_names,
    with_named_kinds,
)
from policyqa.understanding.sources import find_sources, years_of_sources
from policyqa.understanding.spoken import as_written, ends_of_routes, givers
from policyqa.understanding.times import length_of_end, times_asked, years_each, years_named

_COMPARED_WITH = re.compile(r"(?:比|较)(?:上年|去年|前年|年初|上半年|上月|上季度|同期)(?:同期|年?底|末)?")
_COUNTRY = "100000"
_COMPARED_WITH = re.compile(r"(?:比|较)(?:上年|去年|前年|年初|上半年|上月|上季度|同期)(?:同期|年?底|末)?")
_COUNTRY = "100000"
_OF_COUNTRY = ("国务院", "中国", "我国", "咱们国家", "咱国家", "咱们国", "咱国")
WHOLE_COUNTRY = re.compile(
    r"(?<![占居在比超于前是])全国(?!(?:平均|排|第|前|性|人大|两会|政协|百强|各|重点|文明|一流|领先|首|最|示范|统一|每))(?!.*(?:第几|排名?|位次|占))"
)
"""Says that the country's own figure is asked for, and no place's rank or share in it."""
_CLAUSES = re.compile(
    r"[,;??。\s]|(?:(?<=多少[一-鿿])|(?<=多少[一-鿿]{2})|(?<=多少[一-鿿]{3})|(?<=多少[一-鿿]{4}))、(?=[一-鿿]{2,8}多少)|、(?=多少|几[户个家所座项])|[和与及又](?=多少)|(?<=几[户个家所座项])(?=[一-鿿]{2,12}几[户个家所座项])"
)
_HOW_MANY = re.compile(
    r"多少|几[个家户人名项条件台辆套所座处间张份次场万亿%]|第几|百分之几|^(?:同比)?(?:增速|增幅|涨幅|占比|比重|排名)(?:呢|如何|怎么?样)?$"
)


def parse_question(
    question: str, as_of: date, known_regions: Collection[str] = (), known_zones: Collection[str] = ()
) -> Query:
    """Parse one question by itself; 今年 in it is the year of `as_of`.

    A question of several clauses that each ask `多少` has a query for each, in the scope of the whole.
    """
    query = _parse(question, as_of, known_regions, known_zones)
    sides = sides_asked(query.question) if query.kind == "figure" and query.asked != "difference" else None
    if sides is not None and query.spread in ("one", "each", "kinds") and len(query.scope.regions) < 2:
        both = _both(query, sides, [_parse(side.words, as_of, known_regions, known_zones) for side in sides])
        if both is not None:
            return both
    times = times_asked(query.question) if query.kind == "figure" and query.spread in ("one", "each") else ()
    if times and len(query.scope.regions) < 2:
        return _at_times(query, [_parse(time, as_of, known_regions, known_zones) for time in times])
    asking = [clause for clause in _CLAUSES.split(query.question) if _HOW_MANY.search(clause)]
    if query.kind != "figure" or query.spread not in ("one", "each"):
        return query
    parts = _parts_asked(query.question)
    if len(parts) > 1 and len(asking) < 2 and query.content and query.asked != "difference":
        return replace(query, clauses=tuple(replace(query, part=part) for part in parts))
    if len(asking) < 2:
        return query
    parsed = [_parse(clause, as_of, known_regions, known_zones) for clause in asking]
    head = parsed[0]
    if not head.content or not all(part.kind == "figure" and _asks_for_something(part) for part in parsed):
        return query
    return replace(query, clauses=tuple(completed_clause(part, head, query) for part in parsed))


def _at_times(query: Query, parsed: Sequence[Query]) -> Query:
    """The query for one thing at several times, with one for each of them."""
    named = parsed[0]  # a year that only the first time has is that of the others
    clauses = tuple(
        replace(
            time,
            content=named.content,
            parts=(),
            spread="one",
            clauses=(),
            scope=replace(time.scope, years=time.scope.years or named.scope.years),
        )
        for time in parsed
    )
    return replace(query, clauses=clauses, content=named.content, spread="one", parts=())


def _both(query: Query, sides: tuple[Side, Side], parsed: Sequence[Query]) -> Query | None:
    """The query for an aim and what came of it, with one for each; None where neither half names a thing.

    A year and a thing that only one half names are the other's too, and so is a part of the year that stands before
    both; one that stands with what was done (上半年实际完成) is not the aim's.
    """
    named = [ONLY_DONE.fullmatch(half.content) is None for half in parsed]
    if not any(named):
        return None
    first = parsed[0 if named[0] else 1]
    clauses = []
    for i, (side, half) in enumerate(zip(sides, parsed, strict=True)):
        thing = half if named[i] else first
        other = parsed[1 - i]
        shared = not half.part and other.part and i == 1 and side.status == "actual" and "全年" not in query.question
        years = half.scope.years or other.scope.years
        clauses.append(
            replace(
                half,
                question=half.question if named[i] else f"{thing.content.replace(' ', '')}{half.question}",
                content=thing.content,
                numbers=half.numbers or thing.numbers,
                asked=half.asked or other.asked,
                unit=half.unit or other.unit,
                part=other.part if shared else half.part,
                kind="figure",
                scope=replace(query.scope, years=years, status=side.status),
                spread="one",
                parts=(),
                clauses=(),
                unplaced=query.unplaced,
                past=query.past,
            )
        )
    return replace(
        query, spread="kinds", clauses=tuple(clauses), parts=(), content=first.content, numbers=first.numbers
    )


def _parts_asked(question: str) -> list[str]:
    """The parts of the year that a question names, of those named together (二、三季度分别) each by itself."""
    found = find_year_parts(question)
    each = bool(re.search(r"分别|各", question))
    names = ((each and single_parts(question[p.start : p.end])) or (p.name,) for p in found if not is_day(p.name))
    return list(dict.fromkeys(name for several in names for name in several))


def _asks_for_something(clause: Query) -> bool:
    """Whether a clause names a thing, a part of the year, or another measure of the first clause's thing."""
    return bool(clause.content or clause.part or clause.asked in ("growth", "share", "rank"))


def _parse(question: str, as_of: date, known_regions: Collection[str] = (), known_zones: Collection[str] = ()) -> Query:
    text = spell_pairs(as_written(fold_text(question).strip()))
    if GREETING.match(text) or not text:
        return Query(text, "", Scope(), "greeting")
    if ABOUT.search(text):
        return Query(text, "", Scope(), "about")
    periods = [p for p in find_periods(text, as_of.year, bare=True) if p.years and p.kind != "span"]
    said = [(p.start, p.end) for p in periods] + [match.span() for match in _YEARS_PAST.finditer(text)]
    periods = [p for p in periods if text[p.start : p.end] != "当年" or len(periods) == 1]
    zones = with_named_kinds(text, find_zones(text), known_zones)
    places = find_known_places(text, known_regions, zones)
    zones, places = known_by_zone(zones, places, known_regions, known_zones)
    whole = _whole_of(text, zones, places)
    ends = [*ends_of_routes(text, places), *givers(text, places)]
    places = [p for p in places if p.region.code not in whole and p not in ends and not is_only_passed(text, p)]
    sources = find_sources(text, places)
    dated = years_of_sources(sources, periods)
    periods = [p for p in periods if p not in dated]
    nation = _COUNTRY in known_regions and asks_country(text, places)
    local = len(compared_places(text, places, nation=nation)) + len(zones)
    quantities = [q for q in find_quantities(text) if q.unit != "年"]
    years = years_each(text, periods) or years_named(periods)
    spread, condition = spread_of(text, quantities, local, len(years))
    year_parts = find_year_parts(text)
    kind, asked = kind_of(text, spread), measure_of(text)
    removed = said + _removed(text, periods, zones, places, condition, nation=nation) + _spans_of(text, year_parts)
    asks = kind != "text" or bool(HOW.search(text))
    if spread in ("highest", "lowest"):
        removed += [match.span() for match in WHICH_IS_MORE.finditer(text)]
    if kind == "figure" or not asks:
        removed += [span for source in sources if source.framed for span in source.removed]
    content = content_of(text, removed, bool(condition) or spread in ("highest", "lowest"), asked)
    if kind == "why" and not content:  # 这些目标是怎么考虑的: all of it is filler, and all that there is to go by
        content = " ".join(re.findall(r"目标|任务|考虑|安排|指标|计划|增速|增长", text))
    if asked == "growth" and not content and spread in ("highest", "lowest", "condition"):
        content = canonical("gdp")  # 增速目标最高的省: growth without a name is the economy's
    if canonical(content).strip() == "规模以上工业" and kind == "figure" and not unit_of(text):
        content, asked = canonical("规模以上工业增加值"), asked or "growth"  # what is told of 规上工业 without a name
    parts, joints = _parts(text, removed, kind, asked, several=spread in ("one", "each") and local <= 1)
    if parts and kind == "text" and all(_names_indicator(part.content) for part in parts):
        kind = "figure"
    return Query(
        question=text,
        content=content,
        scope=_scope(text, places, zones, years, periods, as_of.year, nation=nation),
        kind=kind,
        unit=unit_of(text),
        asked=asked,
        numbers=_numbers(text, quantities, condition, periods),
        spread=spread,
        condition=condition,
        parts=parts,
        joints=joints,
        unplaced=unplaced_names(text, find_known_places(text, known_regions, zones), zones),
        sides=sides_of(text),
        part=next((p.name for p in year_parts if not is_day(p.name)), ""),
        day=next((p.name for p in year_parts if is_day(p.name)), ""),
        sources=sources,
        asks=asks,
        past=bool(re.search(r"现在|目前|如今", text))
        or (bool(years) and all(year[-4:].isdigit() and int(year[-4:]) < as_of.year for year in years)),
        base_years=tuple(dict.fromkeys(p.years for p in periods if p.kind == "base")),
    )


_YEARS_PAST = re.compile(
    r"(?:过去|最近|这|(?<![附靠最临邻])近)的?[二两三四五六七八九十]{1,2}年(?:来|间|里)?|[二两三四五六七八九十]{1,2}年来"
)
"""Years just past: a figure's own years are held against them (`over_years`), its words need not name them."""


def _parts(
    text: str, removed: Sequence[tuple[int, int]], kind: Kind, asked: Asked, *, several: bool
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The several things asked for, () where one is."""
    if asked == "difference":
        return compared_contents(text, removed), ()
    if not several or kind not in ("figure", "text") or (kind == "text" and HOW.search(text)):
        return (), ()
    return parts_of(text, removed, asked)


def _names_indicator(content: str) -> bool:
    return any(term in indicator_terms() for _, _, term in find_terms(content))


def _spans_of(text: str, parts: Sequence[YearPart]) -> list[tuple[int, int]]:
    """The ranges of a question that name a part of the year, with what joins two of them (2月10日到14日)."""
    behind = (_TO_DAY.match(text, part.end) for part in parts)
    before = (len(_UP_TO.search(text[: part.start]).group()) for part in parts)  # type: ignore[union-attr]
    return [
        (part.start - length, match.end() if match else part.end)
        for part, match, length in zip(parts, behind, before, strict=True)
    ]


_TO_DAY = re.compile(r"\s?(?:[-~至到])\s?\d{1,2}日|(?:当[月天日]|单[月日]|期间|这[天月])")
_UP_TO = re.compile(r"(?:截至|截止到?|到)?$")


def _scope(
    text: str,
    places: Sequence[PlaceMention],
    zones: Sequence[tuple[int, int, str]],
    years: tuple[str, ...],
    periods: Sequence[PeriodMention],
    this_year: int,
    *,
    nation: bool,
) -> Scope:
    compared = compared_places(text, places, nation=nation)
    local = {p.region.code: p.region.name for p in places if p.region.code in compared}
    return Scope(
        years=years,
        regions=tuple(local),
        region_names=tuple(local.values()),
        holders=tuple(dict.fromkeys(canonical_zone(zone) for _, _, zone in zones)),
        status=status_of(text, periods, this_year),
    )


def _whole_of(text: str, zones: Sequence[tuple[int, int, str]], places: Sequence[PlaceMention]) -> set[str]:
    """The places that a share is of (`兰州新区占兰州市GDP比重`): named right behind 占, they are no scope."""
    if not zones:
        return set()
    return {p.region.code for p in places if text[max(0, p.start - 1) : p.start] == "占"}


def _numbers(
    text: str, quantities: Sequence[Quantity], condition: Quantity | None, periods: Sequence[PeriodMention]
) -> tuple[str, ...]:
    """The quantities that belong to the indicator: not the condition, not how many places are compared."""
    named = [(start, end) for start, end, term in find_terms(text) if not re.search(r"\d", term)]
    return tuple(
        text[q.start : q.end]
        for q in quantities
        if not (condition and q.start == condition.start)
        and not re.match(r"[省市区县]|地区|地方", text[q.end :])
        and not text[: q.start].endswith(("多少", "几"))  # 多少万千瓦
        and not (q.unit == "条" and _MEASURES.match(text, q.end))
        and not any(p.start < q.end and q.start < p.end for p in periods)  # 2013到2017
        and not any(start <= q.start and q.end <= end for start, end in named)  # 3岁以下婴幼儿托位, as others leave out
    )


_MEASURES = re.compile(r"(?:[惠助稳促]企|[一-鿿]{0,4}(?:措施|政策|意见|举措|规定|新政|办法))|\s|里|中(?![心小])|$")
"""What goes on from 17条 that is how a paper is called (小微企业17条), and no thing that it counts."""


def _removed(
    text: str,
    periods: Sequence[PeriodMention],
    zones: Sequence[tuple[int, int, str]],
    places: Sequence[PlaceMention],
    condition: Quantity | None,
    *,
    nation: bool,
) -> list[tuple[int, int]]:
    """The ranges of a question that say its scope or condition."""
    removed = [(p.start, p.end + length_of_end(text, p.end)) for p in periods] + [(s, e) for s, e, _ in zones]
    removed += [m.span() for _, _, zone in zones for m in re.finditer(re.escape(zone[:2]), text)]
    removed += [m.span() for m in _COMPARED_WITH.finditer(text)]
    for place in places:
        if place.region.code != _COUNTRY or nation or place.text in ("中国", "国务院"):
            rank = text[place.end : place.end + 1] == "级" and len(place.text) > 2
            share = text[place.start - 1 : place.start] == "占"
            whole = None if share else re.match(r"全[省市区县州]", text[place.end :])
            town = text[place.end - 1 : place.end + 1] == "市区"  # of the place, not all of it
            removed.append((place.start, place.end - rank - town + (whole.end() if whole else 0)))
        elif place.text == "我国":
            removed.append((place.start, place.end))
    return removed + ([(condition.start, condition.end)] if condition else [])
