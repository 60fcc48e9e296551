"""Comparing two figures by value, unit and sense of the comparator: pure arithmetic, in decimal fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from policyqa.chinese.units import dimension
from policyqa.types import Figure

Agreement = Literal["equal", "wording", "rounded", "opposite", "unit", "differs"]

CLOSE = Fraction(1, 50)
LOOSE = Fraction(1, 20)
"""How far a bare bound may lie from the stated value: `超过1000家` for 1036家, but not for 1200家."""

_ENTERPRISES = frozenset(("家", "户", "个", "", "所", "项", "座", "处", "件", "条", "种"))
_PEOPLE = frozenset(("人", "名", "口", ""))
_LOWER, _UPPER = (">=", ">"), ("<=", "<")
_STRICT = (">", "<")
_RATES = ("%", "‰", "个百分点")
_FALLS = re.compile(r"下降|降低|减少|压缩|压减|缩短|回落|缩小")
_RISES = re.compile(r"增长|增加|提高|提升|上升|上涨|扩大")
_SQUARE_METRES = {"平方米": Fraction(1), "亩": Fraction(2000, 3)}


@dataclass(frozen=True, slots=True)
class Compared:
    """How a claimed figure agrees with a stated one, and the remark to make of it ("" where none is due)."""

    agreement: Agreement
    remark: str = ""

    @property
    def supports(self) -> bool:
        """Whether the stated figure bears the claimed one out."""
        return self.agreement in ("equal", "wording", "rounded")


def compare(claimed: Figure, stated: Figure) -> Compared:
    """Compare a draft's figure with a document's, the same thing being measured by both.

    Rules, in this order:

    1. Other currencies, and units that do not measure the same, are `unit`. Areas are compared in square metres
       (1亩 = 2000/3), growth in 倍 and 番 in percent, measure words of things (家, 户, 个) as one.
    2. Equal values with bounds of opposite sense (以上 and 以下), or a rise against a fall, are `opposite`; a claim
       with 超过 or 不足 of what is stated to be just that `differs`; with other comparators they are equal in value,
       with a remark on the wording.
    3. Otherwise `rounded`, with a remark, where the claim is a rounding of a value that is stated without a bound:
       - a claim with 超过, 以上, 多 is the stated value cut to at least two digits; one with 超过, 多 (not 以上) may
         also lie at most 5 % below it where it is no rate;
       - a claim with 不足, 以内 mirrors that;
       - a claim with 约, 近, 左右 is the stated value rounded, up or down, to at least two digits, or to one
         (接近400亿) where that is within 2 % of it;
       - a bare claim is the stated value rounded to at least three digits, and no rate.
    4. Else the values differ.
    """
    if not same_unit(claimed.unit, stated.unit):
        same = value_of(claimed) == value_of(stated)
        return Compared("unit", "数值相同，但单位不同" if same else "单位不同")
    mine, theirs = _signed(claimed), _signed(stated)
    if mine is None or theirs is None:
        return Compared("equal" if claimed.value == stated.value else "differs")
    if mine == theirs:
        return _same_value(claimed, stated)
    if len(mine) == len(theirs) == 1 and mine[0] == -theirs[0]:
        return Compared("opposite", f"数值相同，但增减相反：文件为{stated.text}")
    if len(mine) == 1 and len(theirs) == 1 and _is_rounding(claimed, mine[0], stated, theirs[0]):
        return Compared("rounded", f"文件为{stated.text}，草稿取整为{claimed.text}")
    return Compared("differs")


def _same_value(claimed: Figure, stated: Figure) -> Compared:
    mine, theirs = claimed.comparator, stated.comparator
    if (mine in _LOWER and theirs in _UPPER) or (mine in _UPPER and theirs in _LOWER):
        return Compared("opposite", f"数值相同，但方向相反：文件为{stated.text}")
    if mine == theirs or {mine, theirs} <= {"=", "range"}:
        return Compared("equal")
    if mine in _STRICT and theirs == "=":
        return Compared("differs", f"文件正好是{stated.text}")
    return Compared("wording", _wording(stated))


def _wording(stated: Figure) -> str:
    return f"数值一致，文件的说法是“{stated.text}”"


def same_unit(first: str, second: str) -> bool:
    """Whether two base units measure the same in the same unit, so that their values can be compared."""
    if first == second:
        return True
    if {first, second} <= _ENTERPRISES or {first, second} <= _PEOPLE:
        return True
    if {first, second} <= set(_SQUARE_METRES):
        return True
    return {dimension(first), dimension(second)} == {"percent", "multiple"}


def value_of(figure: Figure) -> tuple[Fraction, ...] | None:
    """The value as exact fractions in a common unit, two for a range; None where it has none."""
    parts = figure.value.split(":") if figure.unit == "比" else figure.value.split("/")
    try:
        values = tuple(Fraction(part) for part in parts)
    except (ValueError, ZeroDivisionError):
        return None
    if figure.unit == "比":
        return (values[0] / values[1],) if len(values) == 2 and values[1] else None
    return tuple(_common(value, figure.unit) for value in values)


def _signed(figure: Figure) -> tuple[Fraction, ...] | None:
    """The value, below zero for a decline also where only the figure's words say that it is one."""
    values = value_of(figure)
    if values is None or figure.measure != "growth" or min(values) < 0:
        return values
    falls, rises = _FALLS.search(figure.indicator), _RISES.search(figure.indicator)
    return tuple(-value for value in values) if falls and not rises else values


def _common(value: Fraction, unit: str) -> Fraction:
    if unit == "倍":
        return value * 100
    if unit == "番":
        return (Fraction(2) ** int(value) - 1) * 100 if value.denominator == 1 and value < 20 else value
    return value * _SQUARE_METRES.get(unit, Fraction(1))


def _is_rounding(claimed: Figure, mine: Fraction, stated: Figure, theirs: Fraction) -> bool:
    if mine < 0 and theirs < 0:
        mine, theirs = -mine, -theirs
    if stated.comparator not in ("=", "~") or mine <= 0 or theirs <= 0 or claimed.unit != stated.unit:
        return False
    digits, step = precision(claimed)
    if step is None:
        return False
    down, up = theirs // step * step, -(-theirs // step) * step
    strict = claimed.comparator in (">", "<") and claimed.unit not in _RATES
    loose = strict and abs(theirs - mine) <= LOOSE * theirs
    if claimed.comparator in _LOWER:
        return theirs > mine and ((digits >= 2 and down == mine) or loose)
    if claimed.comparator in _UPPER:
        return theirs < mine and ((digits >= 2 and up == mine) or loose)
    if claimed.comparator == "~":
        close = digits >= 2 or abs(theirs - mine) <= CLOSE * theirs
        return close and mine in (down, up) and claimed.unit not in _RATES
    nearest = (theirs / step + Fraction(1, 2)) // 1 * step
    return claimed.comparator == "=" and digits >= 3 and mine == nearest and claimed.unit not in _RATES


def precision(figure: Figure) -> tuple[int, Fraction | None]:
    """The significant digits that a figure is written with, and the value of its last one; `560亿元`: 2 and 10亿."""
    value = value_of(figure)
    number = re.search(r"\d[\d,]*(?:\.\d+)?", figure.text)
    if value is None or len(value) != 1 or number is None:
        return 0, None
    written = number.group().replace(",", "")
    whole = Fraction(written)
    if not whole:
        return 0, None
    digits = written.replace(".", "").lstrip("0")
    decimals = len(written.partition(".")[2])
    kept = digits if decimals else digits.rstrip("0")
    unit_step = Fraction(10) ** (len(digits) - len(kept) - decimals)
    return len(kept), unit_step * abs(value[0]) / whole
