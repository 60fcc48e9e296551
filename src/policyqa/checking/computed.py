"""Computed relations: `增长一倍`, `比上年增加20家`, where both ends are stated and the relation itself is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from policyqa.checking.comparing import precision, value_of
from policyqa.checking.fitting import find_levels
from policyqa.checking.types import Claim
from policyqa.checking.verdicts import Judged
from policyqa.chinese.numerals import plain
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

_RATES = ("%", "倍", "番")


def judge_computed(index: OpenIndex, claim: Claim, as_of: date) -> Judged | None:
    """Judge a growth by the levels of both years; None where not both are stated, each once and without a bound.

    The result is rounded to the digits that the claim is written with: 12.5% is borne out by 12.46%.
    """
    if not claim.base or len(claim.scope.years) != 1 or claim.figure.measure not in ("growth", "multiple"):
        return None
    before = _only(find_levels(index, claim, claim.base, as_of))
    after = _only(find_levels(index, claim, claim.scope.years[0], as_of))
    if before is None or after is None or before.unit != after.unit:
        return None
    result = _relation(claim.figure, before, after)
    if result is None:
        return None
    figure = _computed(claim.figure, after, result)
    basis = f"由{claim.base}年的{before.text}和{after.year}年的{after.text}计算"
    if _agrees(claim.figure, result):
        return Judged("supported", f"{basis}得出", (after, before), figure)
    return Judged("contradicted", f"{basis}，应为{figure.text}", (after, before), figure)


def _only(levels: Sequence[Figure]) -> Figure | None:
    """The one level stated, without a bound; None where there are several values or none."""
    if not levels or any(level.comparator != "=" for level in levels):
        return None
    return levels[0] if len({(level.value, level.unit) for level in levels}) == 1 else None


def _relation(claimed: Figure, before: Figure, after: Figure) -> Fraction | None:
    """The growth from one level to the other in the claim's unit: per cent, or a difference in the level's own unit."""
    first, last = value_of(before), value_of(after)
    if first is None or last is None or len(first) != 1 or len(last) != 1 or not first[0]:
        return None
    if claimed.unit in _RATES:
        return (last[0] - first[0]) / first[0] * 100
    return last[0] - first[0] if claimed.unit == after.unit else None


def _agrees(claimed: Figure, result: Fraction) -> bool:
    value = value_of(claimed)
    if value is None or len(value) != 1:
        return False
    _, step = precision(claimed)
    if step is None:
        return value[0] == result
    if value[0] < 0 < result or result < 0 < value[0]:
        return False
    return abs(abs(value[0]) - abs(result)) * 2 <= step


def _computed(claimed: Figure, after: Figure, result: Fraction) -> Figure:
    """A figure of ours, rounded to two decimals where it does not come out even."""
    value = round(Decimal(result.numerator) / Decimal(result.denominator), 2)
    unit = "%" if claimed.unit in _RATES else claimed.unit
    text = f"{_in_words(value)}{unit}"
    return replace(after, text=text, value=plain(value), unit=unit, comparator="=", measure="growth")


def _in_words(value: Decimal) -> str:
    """A number as reports write it: 300000000 -> 3亿."""
    for name, size in (("亿", 100_000_000), ("万", 10_000)):
        if abs(value) >= size:
            return f"{plain(value / size)}{name}"
    return plain(value)
