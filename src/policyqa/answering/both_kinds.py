"""Both kinds: an aim and what came of it, each looked for by itself, and a word on the one that is not stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering.choosing import choose_figures
from policyqa.answering.comparison import compose_cells
from policyqa.answering.match import Match
from policyqa.chinese.units import dimension
from policyqa.types import Answer, Figure, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query


def answer_both(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer `全年任务是多少,上半年实际完成多少`; None where neither is stated."""
    aim, done = sorted(query.clauses, key=lambda clause: clause.scope.status != "target")
    parted = any(clause.part for clause in query.clauses)
    came = _done(index, done)
    meant = _aim(index, aim, came)
    if meant is not None and came is not None and not _alike(meant.figure, came.figure):
        came = _measured_as(index, done, meant) or came
    apart = meant is not None and came is not None and not _alike(meant.figure, came.figure)
    cells = {
        "target": (_name(aim, parted, "目标", meant, apart), meant),
        "actual": (_name(done, parted, "实际", came, apart), came),
    }
    ordered = [cells[clause.scope.status] for clause in query.clauses]
    stated = [(name, match) for name, match in ordered if match is not None]
    return compose_cells(index, query, question, ordered, stated, hits) if stated else None


def _name(clause: Query, parted: bool, kind: str, match: Match | None, apart: bool) -> str:
    """What a cell is called: `全年目标`; where one half is a growth and the other a sum, which is which."""
    grown = "增速" if apart and match is not None and match.figure.measure == "growth" else ""
    return f"{clause.part or ('全年' if parted else '')}{kind}{grown}"


def _done(index: OpenIndex, clause: Query) -> Match | None:
    """What was done: stated as such, or of a part of the year without a word on its kind."""
    found = choose_figures(index, clause).chosen
    if not found and clause.part:
        open_kind = replace(clause, scope=replace(clause.scope, status="unknown"))
        found = tuple(m for m in choose_figures(index, open_kind).chosen if m.figure.status != "target")
    return found[0] if found else None


def _aim(index: OpenIndex, clause: Query, came: Match | None) -> Match | None:
    """The aim: the one stated of the thing by name, or behind what was done of it (完成全年任务35亿元的40%)."""
    found = choose_figures(index, clause).chosen
    if not found and clause.part:
        found = choose_figures(index, replace(clause, part="")).chosen
    if found:
        return found[0]
    beside = _aim_beside(index, came.figure) if came is not None else None
    years = clause.scope.years
    if came is None or beside is None or (years and not any(year.endswith(beside.year[-4:]) for year in years)):
        return None
    return replace(came, figure=beside, misses=())


_BARE_AIM = re.compile(
    r"[,\s]*(?:占|为|达到?|完成|实现|相当于)?了?(?:今年|年度|全年|年初|既定|省定|市定)*的?(?:目标任务|任务目标|计划任务|计划|目标|任务|预期)+(?:数|投资|额|量)?[\s的]*"
)
"""Words of an aim that name no thing: it is the aim of what stands before it in the sentence."""


def _aim_beside(index: OpenIndex, came: Figure) -> Figure | None:
    """The aim of what a sentence has just said to be done, in its unit, with no other figure of the unit between."""
    behind = [
        f
        for f in index.figures_of(came.document)
        if f.clause_start == came.clause_start and f.start > came.start and f.unit == came.unit
    ]
    first = min(behind, key=lambda f: f.start, default=None)
    if first is not None and first.indicator.endswith("全年计划任务"):
        return first
    if first is None or first.status != "target" or not _BARE_AIM.fullmatch(first.indicator):
        return None
    return replace(first, indicator=f"{came.indicator} {first.indicator.strip(' ,')}")


def _alike(one: Figure, other: Figure) -> bool:
    return (dimension(one.unit) or "count", one.measure == "growth") == (
        dimension(other.unit) or "count",
        other.measure == "growth",
    )


def _measured_as(index: OpenIndex, clause: Query, aim: Match) -> Match | None:
    """What was done, measured as the aim is: its growth where the aim is one."""
    again = replace(clause, asked="growth" if aim.figure.measure == "growth" else "level")
    found = _done(index, again)
    return found if found is not None and _alike(found.figure, aim.figure) else None
