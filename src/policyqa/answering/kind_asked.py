"""What kind of figure is asked for: its unit, what it counts, and the day, where a question names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.match import Match
from policyqa.answering.weighing import is_word_pair
from policyqa.chinese.terms import canonical
from policyqa.chinese.units import dimension
from policyqa.chinese.year_parts import last_day
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_ASKS_RATE = re.compile(r"(?<![效频功税费汇])率(?:是|为|达到?|有)?(?:了)?(?:多少)?[??]?$")
_RATES = ("%", "‰", "个百分点", "倍", "比", "位", "/10万")
_ASKS_PRICE = re.compile(r"[均单]价")
_IS_SUM = re.compile(r"(?:额|产值|收入|投资|成本总额)$")
_COUNTED = re.compile(r"([一-鿿](?![人户个家件次总])[一-鿿])数量?$")
_ASKS_MONEY = re.compile(
    r"(?:投资额|总投资|投资总额|[成交销售]易?额|总?产值|金额|贷款额)(?:是|为|有|达到?|共)?多少[??]?$"
)
_ASKED_THING = re.compile(r"多少个(?P<thing>[一-鿿]{2,4})[??]?$")
_PLAIN_COUNTS = ("", "个", "家", "户", "项", "所", "名", "人", "位", "条", "处", "座", "种")


def _may_answer(index: OpenIndex, query: Query, figure: Figure) -> bool:
    """Whether a figure is of the kind asked for: a rate in percent, a price in money, `多少个岗位` no 场 of 招聘会."""
    kind = dimension(figure.unit).partition("/")[0]
    if (
        _ASKS_RATE.search(query.question)
        and figure.unit not in _RATES
        and (kind in ("count", "", "人次") or "率" not in f"{figure.indicator}{figure.context}")
    ):
        return False
    if _ASKS_PRICE.search(query.content) and (
        kind not in ("money", "percent", "points", "multiple") or _IS_SUM.search(figure.indicator)
    ):
        return False
    counted = _COUNTED.search(query.content)
    if counted and not query.unit and (is_word_pair(counted[1]) or index.document_frequency(counted[1])):
        said = canonical("".join((figure.context.split("\n") + [""] * 4)[2:4]) + figure.indicator)
        if counted[1] not in said and counted[1] in canonical(query.content):
            return False
    if _ASKS_MONEY.search(query.question) and kind in ("count", "", "人次"):
        return False
    thing = _ASKED_THING.search(query.question)
    if thing is None or kind != "count" or figure.unit in _PLAIN_COUNTS:
        return True
    return canonical(thing["thing"]) in canonical(f"{figure.indicator}{figure.context}")


def _of_no_day(query: Query, figure: Figure, matches: Sequence[Match]) -> bool:
    """Whether a figure names no day where its document states one in the same unit of the very day asked for."""
    if not query.day or _day(figure) == query.day:
        return False
    return any(
        (m.figure.document, m.figure.unit) == (figure.document, figure.unit)
        and not m.misses
        and _day(m.figure) == query.day
        for m in matches
    )


def _day(figure: Figure) -> str:
    """The day that a figure's sentence, or the one before it, names last."""
    _, previous, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    return last_day(f"{previous}\n{lead}{near}")


_LOOSE_UNITS = frozenset(("", "个", "家", "名", "人", "位"))
"""Units that people ask in loosely: `多少个` of what is counted in 家."""


def in_asked_unit(index: OpenIndex, query: Query, matches: Sequence[Match], inside: Sequence[Match]) -> list[Match]:
    """The figures in the very unit asked for; where there is none, all but those that stand beside one in it.

    `17个,惠及居民2860户`: 17个 is no answer to `多少户`, though 个 may stand for 户 where nothing else does.
    """
    inside = [m for m in inside if _may_answer(index, query, m.figure) and not _of_no_day(query, m.figure, matches)]
    exact = [m for m in inside if query.unit and m.figure.unit == query.unit]
    if exact or query.unit in _LOOSE_UNITS:
        return exact or inside
    return [
        m
        for m in inside
        if m.figure.unit not in ("", "个")
        or not any(
            f.clause_start == m.figure.clause_start and f.unit == query.unit
            for f in index.figures_of(m.figure.document)
        )
    ]
