"""Former aims: what a review says was aimed at, beside what came of it (增长4.1%(年初预期5.5%左右))."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.types import Measure

_SET = r"(?:(?:19|20)\d\d年|年初|年度|全年|当年|原)?(?:省定|市定|县定|人大)?"
_BESIDE = re.compile(
    rf"[(,]\s?{_SET}(?:预期|计划|预定|既定|原?定)(?:目标|任务)?(?:值|数)?[为是]?(?P<verb>增长|上涨|下降)?\s?$"
    rf"|\(\s?{_SET}目标(?:任务)?(?:值|数)?[为是]?(?P<goes>增长|上涨|下降)?\s?$"
)
"""What names an aim behind what was reached: (年初预期8%), (全年目标增长7%)."""
_AGAINST = re.compile(
    rf"(?:没有?|未能?|尚未|不及|[略稍]|明显|[低高好优快慢]于|超[过出]|达到|完成|实现)(?:[低高好优快慢]于|超[过出]|达到|完成|实现)?了?{_SET}(?:提出|确定|预期|预定)?的?(?:增长|上涨|下降)?\s?$"
)
_IS_AIM = re.compile(rf"的?{_SET}(?:既定|增长|控制|预期|计划|预定|调控)*(?:目标|预期)(?![一-鿿]{{0,4}}\d)")
"""What was missed, met or passed: 没有达到5%左右的预期, 低于5.5%左右的年度控制目标."""
_HOW_IT_WENT = re.compile(r"\s*(?:同比|比上年|较上年)?(?:实际)?(?:增长|下降|上涨)$")


def measured_against(sentence: str, quantity: Quantity) -> bool:
    """Whether a quantity is an aim that its sentence only measures by, be it missed, met or passed."""
    return bool(
        _AGAINST.search(sentence[max(0, quantity.number_start - 24) : quantity.number_start])
        and _IS_AIM.match(sentence, quantity.end)
    )


def without_comparison(sentence: str, quantity: Quantity) -> Quantity:
    """An aim without the word that says how what was reached lies to it: 低于4%的预期 is an aim of 4%."""
    if quantity.start == quantity.number_start or not measured_against(sentence, quantity):
        return quantity
    alone = find_quantities(sentence[quantity.number_start : quantity.end])
    return replace(quantity, start=quantity.number_start, comparator=alone[0].comparator if alone else "=")


def deal_out_aims(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]
) -> set[int]:
    """Give each former aim the words of what it stands beside; fills in both lists, and returns which are aims."""
    aims: set[int] = set()
    for i in range(1, len(quantities)):
        before = sentence[quantities[i - 1].end : quantities[i].start]
        beside = _BESIDE.search(before)
        if beside is None and not measured_against(sentence, quantities[i]):
            continue
        j = i - 1
        if quantities[j].unit != quantities[i].unit or ";" in before or measures[j] == "rank":
            continue
        verb = beside and (beside["verb"] or beside["goes"])
        indicators[i] = f"{_HOW_IT_WENT.sub('', indicators[j])} {verb}" if verb else indicators[j]
        measures[i] = measures[j]
        aims.add(i)
    return aims
