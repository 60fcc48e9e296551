"""Units of tables: which a line, a title or a column states, and which numbers they are of."""

from __future__ import annotations

import re

from policyqa.chinese.fold import fold_text
from policyqa.chinese.heading_units import bracketed, is_scaled, without_brackets
from policyqa.chinese.rates import is_in_percent, is_open_change, is_rate
from policyqa.reading.layout import close_gaps

_UNIT_LINE = re.compile(r"(?:计量|金额)?单\s{0,4}位\s?[:：]\s?([^\s()（）:：]{1,24})")
_IS_UNIT = re.compile(
    r"[%％‰]|(?:[十百千万亿]{0,3})(?:元|美元|亩|人|人次|户|家|个|项|件|吨|公里|千米|平方米|平方公里|立方米|公顷|千瓦|千瓦时|辆|套|所|"
    r"张|名|岁|天|次|处|座|条|台|株|头|只|度|标准煤|吨标准煤|标准?箱|万元/亩|元/亩|元/吨|微克/立方米|个?百分点|美金|人民币|升|吨公里|MW|GW|兆瓦|"
    r"平方千米|场|栋|期|分|批|种|类|小时|年|月|篇|册|名次|位|艘|架次|架|宗|所|亩次|块|对|间|份|倍|立方|米|里|毫米|毫克/升)|[万亿]|[\w/]{0,8}/[\w]{1,6}"
)
_NOT_COUNTED = re.compile(r"序号|编号|年份|年度$|时间|日期|代码|排名|位次|名次|备注|电话|页码")
_TITLE_UNIT = re.compile(r"[(（](?:单位[:：]?)?([^()（）]{1,8})[)）]\s{0,9}$")
_EMPTY_BRACKETS = re.compile(r"[(（]\s{0,9}[)）]|[(（]\s{0,9}$")


def unit_of(line: str) -> str:
    """The unit that a unit line or a title states (`单位：亿元`), "" where it states none.

    >>> unit_of("2023年主要指标（单位：亿元）"), unit_of("责任单位：经发局")
    ('亿元', '')
    """
    line = fold_text(line)
    found = _UNIT_LINE.search(line)
    if found is None or (found.start() and re.match(r"[㐀-鿿]", line[found.start() - 1])):
        return ""
    units = [part for part in re.split(r"[、,，]", found.group(1)) if _IS_UNIT.fullmatch(part)]
    return "、".join(units) if units else found.group(1) if _IS_UNIT.fullmatch(found.group(1)) else ""


def title_unit(title: str) -> str:
    """The unit that a title states, in a unit line or in brackets at its end (`各项指标（万元）`), "" for none."""
    found = _TITLE_UNIT.search(fold_text(title))
    return unit_of(title) or (found.group(1) if found and is_unit(found.group(1)) else "")


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit and nothing else."""
    return _IS_UNIT.fullmatch(text) is not None


def without_unit(title: str) -> str:
    """A title without the unit line in it."""
    return close_gaps(_EMPTY_BRACKETS.sub("", _UNIT_LINE.sub("", title)).strip())


def with_unit(name: str, unit: str, rate: bool = False, beside_rate: bool = False) -> str:
    """A column's name with a unit in brackets behind it; one that states its own unit, or counts nothing, stays.

    Args:
        name: the column's name.
        unit: the units of the table, parted by 、.
        rate: the row says that its numbers are rates, which only percent is the unit of.
        beside_rate: another column holds rates, so that a change beside it (增减) is one of the amount.
    """
    if not unit or not name or _NOT_COUNTED.search(name) or any(is_unit(own) for own in bracketed(name)):
        return name
    if any(mark in name for mark in "%％‰") or (is_open_change(name) and not beside_rate):
        return name
    units = unit.split("、")
    counted = [u for u in units if u not in "%％"]
    if rate or is_rate(name):
        chosen = "%" if len(counted) < len(units) or (counted and not rate and is_in_percent(name)) else ""
    else:
        chosen = counted[0] if len(counted) == 1 else "%" if not counted else ""
    return bracketed_unit(name, chosen) if chosen else name


def bracketed_unit(name: str, unit: str) -> str:
    """A column's name with its own unit behind it, as all units of columns stand."""
    return f"{name}（{unit}）"


def is_own_unit(text: str) -> bool:
    """Tell whether the text of a unit column is one, also by its scale alone."""
    return is_unit(text) or is_scaled(text)


def is_rate_row(text: str) -> bool:
    """Tell whether the words of a row's heading name a rate (增速, 占比), which no sum of money is."""
    return is_rate(without_brackets(fold_text(text).strip()))
