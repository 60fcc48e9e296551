"""Rivals: two documents that state different values of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from policyqa.answering.match import Match
from policyqa.chinese.terms import canonical

_PLACE_WORDS = re.compile(
    r"[(（][^)）]{1,8}[)）]|(?:比|较)(?:上年|去年|上年同期)|同比|实际|增长|增速|增幅|下降|目标"
    r"|全[省市区县]|我[省市区县]|实现|完成|达到?|预计|累计|年末|年底|截至|[一-鿿]{2,6}[省市区县](?=[一-鿿])"
)

LEAST_DIGITS = 3
"""With fewer digits than these a value may be another one by chance."""


def rival_of(best: Match, inside: Sequence[Match]) -> Match | None:
    """Another document's figure of the same indicator, place, year and kind with another value."""
    mine = best.figure
    core = _core(mine.indicator)
    for match in inside[1:]:
        other = match.figure
        same = (other.unit, other.measure, other.year, other.region, other.holder) == (
            mine.unit,
            mine.measure,
            mine.year,
            mine.region,
            mine.holder,
        )
        if not same or other.document == mine.document or other.value == mine.value or other.status != mine.status:
            continue
        same_words = _core(other.indicator) == core
        if same_words and not is_rounded(mine.value, other.value):
            return match
    return None


def _core(indicator: str) -> str:
    return _PLACE_WORDS.sub("", canonical(indicator)).replace(" ", "")


def exact_beside(best: Match, inside: Sequence[Match]) -> Match:
    """The figure that the best one rounds, where its document states both: 3.4万亿元, and 34150亿元 elsewhere."""
    mine = best.figure
    for match in inside:
        other = match.figure
        year = other.year if "-" in other.year or "-" not in mine.year else f"{mine.year[:-4]}{other.year}"
        same = (other.document, other.unit, other.measure, year, other.holder) == (
            mine.document,
            mine.unit,
            mine.measure,
            mine.year,  # five years lead to what their last year has
            mine.holder,
        )
        longer = len(other.value.strip("0").replace(".", "")) > len(mine.value.strip("0").replace(".", ""))
        alike = match.coverage >= best.coverage and _core(other.indicator) == _core(mine.indicator)
        if same and longer and alike and other.value != mine.value and is_rounded(mine.value, other.value, 2):
            return match
    return best


def is_rounded(first: str, second: str, least: int = LEAST_DIGITS) -> bool:
    """Whether one value is the other with fewer digits (388亿元, 388.03亿元), which is no disagreement."""
    try:
        values = sorted(
            (Decimal(first).normalize(), Decimal(second).normalize()), key=lambda v: len(v.as_tuple().digits)
        )
    except InvalidOperation:
        return False  # a range
    digits = len(values[0].as_tuple().digits)
    return digits >= least and Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(values[1]) == values[0]
