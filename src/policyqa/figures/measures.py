"""Measures: whether a quantity is a level, a growth, a share, a rank or a multiple, and whether it falls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.quantities import Quantity
from policyqa.types import Measure

_GROWTH = re.compile(
    r"(?:增长|增幅|增速|涨幅|上涨|同比|提高|提标|增产|减产|增收|减收|多增|少增|上调|下调|(?<!改造)提升|上升|增加(?!值)|下降|降低|减少|压缩|压减|缩减|缩短|回落|降幅|缩小|(?<!不)[高低]于|涨|[仅只略微]增|[比较](?:去年|上年|前年|同期|上年同期|去年同期)[增减]?[多少]出?了?)[^,;:。、]{0,8}$"
)
_TO_LEVEL = re.compile(
    r"(?:到|至|为)\s?(?:(?:(?:19|20)\d\d|[去今上])年[底末]?的?)?(?:每[人户亩吨年月天日件辆套头次]|年人均|月人均|人均){0,2}(?:约|近|大约)?$"
)
_AIM_OF_GROWTH = re.compile(
    r"(?:增长|增速|增幅|涨幅)率?的?(?:年度|全年)?(?:预期)?(?:目标|任务)值?(?:分别)?(?:定?为|是|定在)$"
)
"""An aim of growth, whatever verb stands before its number: GDP增长预期目标为6.5%."""
_RATE_OF_CHANGE = re.compile(r"(?:增幅|降幅|涨幅|跌幅|增速)(?:分别|均|都)?(?:为|达到?|是)(?:约|近)?$")
FALL = re.compile(r"(?:下降|减少|回落|降低|负增长|下滑|缩减)了?$")
_SHARE_UNIT = ("%", "‰")


_AIM = re.compile(r",?(?:原|年度|年初|全年|当年)?(?:预期|计划|预定|既定)?(?:目标|计划|预期)(?:值|数)?[为是]?\s?")
"""Words that set an aim beside what was reached: `增长6.1%,计划目标为6.5%左右`."""


def measure_of(sentence: str, quantities: Sequence[Quantity], i: int, earlier: Sequence[Measure]) -> Measure:
    """Tell what a sentence states with its quantity `i`; `earlier` are the measures of those before it."""
    quantity = quantities[i]
    floor = quantities[i - 1].end if i else 0
    before = sentence[max(floor, quantity.start - 16) : quantity.start]
    if not before.strip("、和与及 ") and i:
        return earlier[i - 1] if quantity.unit == quantities[i - 1].unit else "level"
    if quantity.unit == "位":
        return "rank"
    if quantity.unit in ("倍", "番"):
        return "multiple"
    if i and quantity.unit == "%" == quantities[i - 1].unit and earlier[-1] == "growth" and _AIM.fullmatch(before):
        return "growth"
    if quantity.unit == "%" and _AIM_OF_GROWTH.search(before):
        return "growth"
    if quantity.unit in ("%", "个百分点") and _RATE_OF_CHANGE.search(before):
        return "growth"
    if _TO_LEVEL.search(before):
        return "share" if quantity.unit in _SHARE_UNIT else "level"
    if quantity.unit == "个百分点" or _GROWTH.search(before):
        return "growth"
    return "share" if quantity.unit in _SHARE_UNIT else "level"


def declines_of(sentence: str, quantities: Sequence[Quantity], measures: Sequence[Measure]) -> list[bool]:
    """Whether each quantity is a fall: by the verb right before it, or by its list's (分别下降9.1%、11.5%)."""
    found: list[bool] = []
    for i, quantity in enumerate(quantities):
        direct = bool(FALL.search(sentence[max(0, quantity.start - 6) : quantity.start]))
        between = sentence[quantities[i - 1].end : quantity.start] if i else "x"
        listed = bool(found and found[-1] and not between.strip("、和与及 "))
        found.append(measures[i] == "growth" and (direct or listed))
    return found
