"""Side by side: one indicator over places, years or parts; the highest, the lowest, or all that meet a condition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.citing import cite_figures, state
from policyqa.answering.figure import shown_scope
from policyqa.answering.levels import INNER_PLACES
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of, find_matches
from policyqa.answering.measured_so import is_measured_so
from policyqa.answering.ranks import how_many
from policyqa.answering.rivals import exact_beside
from policyqa.answering.siblings import is_undealt, own_first
from policyqa.chinese.places import is_within, region_by_code
from policyqa.chinese.quantities import Quantity
from policyqa.chinese.regions import is_name_of
from policyqa.chinese.units import dimension
from policyqa.types import Answer, Comparator, Figure, Hit, Scope, Status

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

NOT_STATED = "未载明"
_BOTH_ENDS = re.compile(r"最[高多快大].{0,12}最[低少慢小]|最[低少慢小].{0,12}最[高多快大]")


def answer_comparison(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer a comparison; None where fewer than one cell of it is stated."""
    cells = _of_one_measure(_cells(index, query)) if query.spread in ("highest", "lowest") else _cells(index, query)
    stated = [(name, match) for name, match in cells if match is not None]
    if not stated:
        return None
    if query.spread in ("highest", "lowest") and _in_several_currencies(stated):
        query = replace(query, spread="each")  # which is more is not for us to say
    if query.spread in ("highest", "lowest"):
        stated.sort(key=lambda cell: size(cell[1].figure), reverse=query.spread == "highest")
        both = _BOTH_ENDS.search(query.question)
        named = len(named_scopes(query)) > 1
        if named:
            chosen = stated
        elif both and len(stated) > 1:
            chosen = [stated[0], stated[-1]]
        elif (count := how_many(query.question)) > 1:
            chosen = stated[:count]
        else:
            top = size(stated[0][1].figure)
            chosen = [cell for cell in stated if size(cell[1].figure) == top]
    elif query.spread == "condition" and query.condition is not None:
        condition = query.condition
        chosen = [cell for cell in stated if satisfies(cell[1].figure, condition)]
        chosen.sort(key=lambda cell: number(cell[1].figure), reverse=True)
        if not chosen:
            return None
    else:
        chosen = stated
    return compose_cells(index, query, question, cells, chosen, hits)


def _of_one_measure(cells: list[tuple[str, Match | None]]) -> list[tuple[str, Match | None]]:
    """The cells whose figures can be held against one another: those measured as most are; the others are empty."""

    def measured(match: Match) -> tuple[str, bool]:
        return dimension(match.figure.unit), match.figure.measure == "growth"

    kinds = Counter(measured(match) for _, match in cells if match is not None)
    if len(kinds) < 2:
        return cells
    most = max(kinds, key=lambda kind: (kinds[kind], not kind[1]))
    return [(name, match if match is not None and measured(match) == most else None) for name, match in cells]


def _in_several_currencies(cells: Sequence[tuple[str, Match]]) -> bool:
    return len({match.figure.unit for _, match in cells if dimension(match.figure.unit) == "money"}) > 1


def _cells(index: OpenIndex, query: Query) -> list[tuple[str, Match | None]]:
    """One match for each place, or each year, that is compared."""
    entities = named_scopes(query)
    if len(entities) > 1:
        cells = [(name, best_match(index, replace(query, scope=scope))) for name, scope in entities]
        if (
            query.asked
            or query.scope.status != "target"
            or not re.search("哪个|哪里|谁|对比|比较|相比", query.question)
            or len({m.figure.measure == "growth" for _, m in cells if m}) < 2
        ):
            return cells
        grows = [(name, best_match(index, replace(query, scope=scope, asked="growth"))) for name, scope in entities]
        return grows if all(match for _, match in grows) else cells
    if query.spread == "kinds":
        kinds: tuple[tuple[str, Status], ...] = (("目标", "target"), ("实际", "actual"))
        return [(name, best_match(index, replace(query, scope=replace(query.scope, status=s)))) for name, s in kinds]
    if len(query.scope.years) > 1:
        return [(wording.period_words(year), _of_year(index, query, year)) for year in query.scope.years]
    if len(query.scope.regions) == 1 and query.spread != "each" and _MAY_BE_INNER.search(query.question):
        inner = _by_inner_place(index, query)
        if len(inner) > 1:
            return inner
        if asks_inner_places(query):
            return []  # of one place nobody knows whether it is the highest, and the whole is none of its parts
    if len(query.scope.regions) == 1 or query.scope.holders:
        return _by_year(index, query)
    return _by_place(index, query)


def named_scopes(query: Query) -> list[tuple[str, Scope]]:
    """The places and zones that a question names, each with the scope that it makes alone."""
    named = [
        (name, replace(query.scope, regions=(code,), region_names=(name,), holders=()))
        for code, name in zip(query.scope.regions, query.scope.region_names, strict=True)
    ]
    named += [(h, replace(query.scope, regions=(), region_names=(), holders=(h,))) for h in query.scope.holders]
    return named


def best_match(index: OpenIndex, query: Query) -> Match | None:
    """The best match in scope that is measured as what is asked for says; of a round figure the exact one beside it."""
    inside = [m for m in best_of(find_matches(index, query)) if not m.misses and is_measured_so(query, m.figure)]
    inside = [m for m in own_first(query, inside) if not is_undealt(index, m.figure)]
    return _exacter(inside[0], inside) if inside else None


def _exacter(best: Match, inside: Sequence[Match]) -> Match:
    """The figure of the same document that a headline rounds (接近六成, and 57.7% below it)."""
    if "成" not in best.figure.text or best.figure.unit != "%":
        return exact_beside(best, inside)
    beside = (
        m
        for m in inside
        if m.figure.document == best.figure.document
        and m.figure.unit == "%"
        and "成" not in m.figure.text
        and abs(number(m.figure) - number(best.figure)) < _ROUNDED
    )
    return next(beside, best)


_ROUNDED = 5
"""Percent that 六成 may be off from what it rounds."""


_MAY_BE_INNER = re.compile(rf"{INNER_PLACES.pattern}|最[高低大小多少快慢]")


def asks_inner_places(query: Query) -> bool:
    """Whether a question asks which of the places inside the one that it names is the highest or meets a condition."""
    inner = query.spread in ("highest", "lowest", "condition") and len(query.scope.regions) == 1
    return inner and bool(INNER_PLACES.search(query.question))


def _by_inner_place(index: OpenIndex, query: Query) -> list[tuple[str, Match | None]]:
    """The best match of every place inside the one that the question names, which that one's documents state."""
    code = query.scope.regions[0]
    own = region_by_code(code)
    found: dict[str, Match] = {}
    for match in best_of(find_matches(index, replace(query, scope=replace(query.scope, regions=(), region_names=())))):
        figure = match.figure
        if (
            own is None
            or not figure.region
            or not is_within(figure.region, code)
            or not figure.holder
            or is_name_of(figure.holder, own)
        ):
            continue
        if not match.misses:
            found.setdefault(figure.holder, match)
    return list(found.items())


def _of_year(index: OpenIndex, query: Query, year: str) -> Match | None:
    """The best match of one of several years; one year's may be a target where the other's is an actual."""
    scope = replace(query.scope, years=(year,))
    if query.past and scope.status == "unknown":  # of a year that is over, what was and not what was aimed at
        done = best_match(index, replace(query, scope=replace(scope, status="actual")))
        if done is not None:
            return done
    return best_match(index, replace(query, scope=scope)) or best_match(
        index, replace(query, scope=replace(scope, status="unknown"))
    )


def _by_year(index: OpenIndex, query: Query) -> list[tuple[str, Match | None]]:
    """The best match of each year that is stated for one place."""
    best: dict[str, Match] = {}
    for match in best_of(find_matches(index, query)):
        if not match.misses:
            best.setdefault(match.figure.year, match)
    return [(wording.period_words(year), best[year]) for year in sorted(best, reverse=True)]


def _by_place(index: OpenIndex, query: Query) -> list[tuple[str, Match | None]]:
    """The best match of every place whose documents cover the years asked; a place without one is not stated."""
    level = _level_asked(query)
    places = _places(index, query, level)
    if not places and level in ("city", "county"):
        return _by_place_inside(index, query, level)
    places = places or _places(index, query, "")
    return [(name, best_match(index, replace(query, scope=scope))) for name, scope in places.items()]


def _by_place_inside(index: OpenIndex, query: Query, level: str) -> list[tuple[str, Match | None]]:
    """The best match of every place of a level that no document is of: as those of the places around them state it."""
    found: dict[str, Match | None] = {}
    asked = re.search(r"(?:哪[些几个]*|的|各)([区县])(?![区县市])", query.question)
    for match in best_of(find_matches(index, query)):
        region = region_by_code(match.figure.region)
        if asked and region is not None and not region.name.endswith(asked[1]):
            continue  # 区 and 县 are of one level, and two things
        if (
            not match.misses
            and region is not None
            and region.level == level
            and is_name_of(match.figure.holder, region)
        ):
            found.setdefault(region.name, match)
    return list(found.items())


def _places(index: OpenIndex, query: Query, level: str) -> dict[str, Scope]:
    """The places of a level (of any where "") whose documents cover the years asked, each with the scope of its own."""
    places: dict[str, Scope] = {}
    for document in index.documents():
        metadata = document.metadata
        region = region_by_code(metadata.region) if metadata.region else None
        if region is None or region.level == "country" or (level and region.level != level):
            continue
        if query.scope.years and not set(query.scope.years) & _spoken(metadata.years):
            continue
        name = metadata.region_name
        if is_name_of(name, region):
            places.setdefault(name, replace(query.scope, regions=(region.code,), region_names=(name,)))
        elif not level:
            places.setdefault(metadata.region_name, replace(query.scope, holders=(metadata.region_name,)))
    return places


def _level_asked(query: Query) -> str:
    text = query.question
    if re.search(r"哪[些几个]*(?:省|地区)|省份|省市|的省|各省|[几两二三四五六七八九十\d]个省", text):
        return "province"
    if re.search(r"哪[些几个]*(?:地级市|市|城市)(?!场|民)|的市(?=是|有)|各市(?!场)", text):
        return "city"
    if re.search(r"哪[些几个]*(?:区|县)|各区|区县|县市|的[区县](?=是|有|\s?[??]?$)", text):
        return "county"
    return ""


def _spoken(years: tuple[str, ...]) -> set[str]:
    main = years[0][:4] if years else ""
    return {*years, str(int(main) - 1)} if main.isdigit() else set(years)


def number(figure: Figure) -> Decimal:
    """A figure's value for ordering; of a range the lower end, of a ratio the first number."""
    head = re.split(r"[/:]", figure.value)[0]
    return Decimal(head) if head else Decimal(0)


def size(figure: Figure) -> Decimal:
    """A figure's value for ordering it among others of its dimension, whose base units may differ."""
    return number(figure) * _SIZES.get(figure.unit, Decimal(1))


_SIZES = {"亩": Decimal(2000) / 3, "‰": Decimal("0.1")}
"""Base units that others of their dimension are larger or smaller than: 平方米, %."""


def satisfies(figure: Figure, condition: Quantity) -> bool:
    """Whether a figure's value meets a condition, in the condition's unit where units differ in wording only."""
    value, wanted = number(figure), Decimal(re.split(r"[/:]", condition.value)[0])
    if condition.unit and figure.unit and condition.unit != figure.unit:
        return False
    if condition.comparator in (">=", ">") and figure.comparator in ("<=", "<"):
        return False  # 3%以内 is no 3%以上, nor sure to be 2%以上
    if condition.comparator in ("<=", "<") and figure.comparator in (">=", ">") and value == wanted:
        return False
    holds: dict[Comparator, bool] = {
        ">=": value >= wanted,
        ">": value > wanted or (value == wanted and figure.comparator == ">"),
        "<=": value <= wanted,
        "<": value < wanted or (value == wanted and figure.comparator == "<"),
        "=": value == wanted,
        "~": value == wanted,
        "range": wanted <= value <= Decimal(condition.value.split("/")[-1]),
    }
    return holds[condition.comparator]


def compose_cells(
    index: OpenIndex,
    query: Query,
    question: str,
    cells: Sequence[tuple[str, Match | None]],
    chosen: Sequence[tuple[str, Match]],
    hits: Sequence[Hit],
) -> Answer:
    """Compose the answer of the `chosen` ones of some named cells, with a word on those that have no figure."""
    rest = [(name, match) for name, match in cells if match is not None and (name, match) not in list(chosen)]
    figures = [match.figure for _, match in chosen]
    every = figures + [match.figure for _, match in rest]
    cited = cite_figures(index, every)
    label_of = {(f.document, f.start): label for f, label in zip(every, cited.labels, strict=True)}
    rows = [("对象", "年份", "口径", "指标", "数字", "出处")]
    for name, match in [*chosen, *rest, *[cell for cell in cells if cell[1] is None]]:
        if match is None:
            rows.append((name, "", "", "", NOT_STATED, ""))
            continue
        f = match.figure
        label = label_of[f.document, f.start]
        rows.append((name, f.year, wording.STATUS_WORDS[f.status], f.indicator, wording.shown(f), f"[{label}]"))
    missing = [name for name, match in cells if match is None]
    several = bool(query.parts or query.clauses)
    named = several or len(named_scopes(query)) > 1 or len(query.scope.years) > 1 or query.spread == "kinds"
    unstated = [f"{name}{NOT_STATED}" for name in missing] if named else []
    text = (
        "；".join(
            f"{name}：**{wording.shown(m.figure)}** [{label_of[m.figure.document, m.figure.start]}]"
            for name, m in chosen
        )
        + "。"
    )
    if missing and len(missing) <= 12:
        text += f"\n{wording.not_stated(missing, several)}"
    if query.spread in ("highest", "lowest") and len(chosen) > 1 and len(named_scopes(query)) > 1:
        text = f"{chosen[0][0]}{'最高' if query.spread == 'highest' else '最低'}。{text}"
    return Answer(
        question=question,
        resolved_question=query.question,
        found=True,
        answer="；".join([f"{name}{wording.shown(m.figure)}" for name, m in chosen] + unstated),
        text=text,
        figures=tuple(state(f, label_of[f.document, f.start]) for f in figures),
        citations=cited.citations,
        scope=shown_scope(query, figures),
        hits=tuple(hits),
        rows=tuple(rows),
    )
