"""Measured so: whether a figure's unit fits what the end of a name says (天数 in days, not in percent)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

_RATES = ("%", "‰", "/10万", "个百分点", "比", "分之", "倍", "")
_ENDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"天数$"), ("天", "日")),
    (re.compile(r"户数$"), ("户", "家", "个")),
    (re.compile(r"人数$"), ("人", "名", "位", "人次", "户", "")),
    (re.compile(r"装机(?:总?容量|总?规模)?$"), ("千瓦", "千瓦时")),
    (re.compile(r"[发用供外售受]电量$"), ("千瓦时",)),
    (re.compile(r"面积$"), ("平方米", "亩", "%")),
    (re.compile(r"水量$"), ("立方米", "吨", "%")),
    (re.compile(r"里程$"), ("米", "%")),
    (re.compile(r"(?<![效频功税费汇利])率$|比[率例重]$|占比$"), _RATES),
)
"""What the end of a name says about the unit of its figures."""


def is_measured_so(query: Query, figure: Figure) -> bool:
    """Whether a figure is measured as the end of what is asked for says: 天数 in days, not in percent."""
    if query.asked in ("growth", "rank", "multiple", "difference"):
        return True
    if query.asked == "share" or query.unit in ("%", "‰"):
        return figure.unit in _RATES  # whatever of: 占电力装机百分之几
    name = query.content.replace(" ", "")
    counted = figure.unit == "" and re.search("[万亿]", figure.text)  # 120万 of people are no rate
    return all(figure.unit in units and not (counted and units is _RATES) for end, units in _ENDS if end.search(name))
