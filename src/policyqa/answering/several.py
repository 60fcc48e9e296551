"""Several things asked at once: a figure for each under its own name, and a word on those that are not stated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.choosing import choose_figures
from policyqa.answering.comparison import compose_cells
from policyqa.answering.heads import title_of
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of, find_matches
from policyqa.chinese.heads import joined
from policyqa.types import Answer, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Part, Query

EACH = re.compile(r"分别|各自?(?=[是为有多增涨降])")
"""What says that several are asked for: each is looked for by itself."""
_Cell = tuple[str, Match | None]


def stands_as_one(index: OpenIndex, query: Query) -> bool:
    """Whether a document names as one thing what the question may also ask for as several: 教育和卫生健康支出."""
    return any(
        joint in joined(match.figure.indicator) and not match.misses
        for joint in query.joints
        for match in best_of(find_matches(index, replace(query, parts=(), joints=())))
    )


def answer_clauses(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer `新开办几所学校,新增多少学位`: one figure a clause; None where no clause has one."""
    cells: list[_Cell] = []
    of_one_thing = len({clause.content for clause in query.clauses}) == 1
    by_part = of_one_thing and len({(c.scope.years, c.part, c.day) for c in query.clauses}) > 1
    by_year = by_part and len({clause.scope.years for clause in query.clauses}) > 1
    for clause in query.clauses:
        year = "、".join(wording.period_words(year) for year in clause.scope.years) if by_year else ""
        when = f"{year}{clause.part or clause.day}"
        thing = when if by_part and when else clause.content.replace(" ", "")
        growth = clause.asked == "growth" and of_one_thing and not by_part
        single = replace(clause, question=EACH.sub("", clause.question))
        found = _cells_of(index, single, f"{thing}增速" if growth else thing, _used(cells))
        cells += [(thing, match) for _, match in found[:1]] if by_part else found
    return _answer(index, query, question, cells, hits)


def answer_parts(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer `粮食、油料的面积分别是多少`: one figure a part, and a year; None where no part has one.

    Where it is not sure that the question asks for several, None too unless all parts have one.
    """
    cells: list[_Cell] = []
    asked_for = [(part, prefix, asked) for part in query.parts for prefix, asked in _of_part(query, part)]
    owners = _owners(index, [asked for _, _, asked in asked_for])
    for i, (part, prefix, asked) in enumerate(asked_for):
        others = frozenset(place for place, owner in owners.items() if owner != i)
        found = _cells_of(index, asked, f"{prefix}{part.name}", _used(cells) | others)
        cells += [cell for cell in found if cell[1] is not None or not part.optional]
    if any(match is None for _, match in cells) and not all(part.sure for part in query.parts):
        return None
    return _answer(index, query, question, cells, hits)


def _owners(index: OpenIndex, asked: Sequence[Query]) -> dict[tuple[str, int], int]:
    """Of each figure that several parts would take, the part that it fits best: 其中普惠托位2.4万个 is no 新增托位."""
    best: dict[tuple[str, int], list[tuple[float, int]]] = {}
    for i, query in enumerate(asked):
        for match in choose_figures(index, query).chosen[:1]:
            best.setdefault((match.figure.document, match.figure.start), []).append((-match.score, i))
    return {place: min(fits)[1] for place, fits in best.items() if len(fits) > 1}


def _of_part(query: Query, part: Part) -> Iterator[tuple[str, Query]]:
    """The queries for one part, one for each year asked, with what names the year."""
    years = query.scope.years if len(query.scope.years) > 1 else ("",)
    for year in years:
        scope = replace(query.scope, years=(year,)) if year else query.scope
        yield (
            wording.period_words(year),
            replace(
                query,
                content=part.content,
                question=EACH.sub("", part.words or query.question),
                asked=part.asked,
                unit=part.unit,
                numbers=part.numbers,
                scope=scope,
                spread="one",
                parts=(),
                joints=(),
            ),
        )


def _used(cells: Sequence[_Cell]) -> frozenset[tuple[str, int]]:
    return frozenset((m.figure.document, m.figure.start) for _, m in cells if m is not None)


def _cells_of(index: OpenIndex, query: Query, name: str, used: Collection[tuple[str, int]]) -> list[_Cell]:
    """The figure of one thing under its name; where its sentence states several kinds of it, all under their own."""
    choice = choose_figures(index, query, used)
    if not choice.chosen:
        return [(name, None)]
    first = choice.chosen[0]
    grown = first.figure.measure == "growth" and not _SAYS_GROWTH.search(name)
    name = f"{name}增速" if grown else name
    if choice.rival is not None:
        return [(f"{name}（《{title_of(index, m.figure.document)}》）", m) for m in (first, choice.rival)]
    beside = [
        m for m in choice.chosen if (m.figure.document, m.figure.year) == (first.figure.document, first.figure.year)
    ]
    if len(beside) > 1 and len({m.figure.indicator for m in beside}) == len(beside):
        return [(m.figure.indicator.split(" ")[0], m) for m in beside]
    return [(name, first)]


_SAYS_GROWTH = re.compile(r"增|[涨降跌]|提[高升]|率$|速|比例|比重|价格|强度|浓度")


def _answer(
    index: OpenIndex, query: Query, question: str, cells: Sequence[_Cell], hits: Sequence[Hit]
) -> Answer | None:
    stated = [(name, match) for name, match in cells if match is not None]
    return compose_cells(index, query, question, cells, stated, hits) if stated else None
