"""Rates: the words by which headings of tables name growth, falls, shares, progress and changes of an amount."""

from __future__ import annotations

import re

from policyqa.chinese.heading_units import label_unit, without_brackets

_AIM = r"(?:目标|计划|任务|预算|决算)"
PROGRESS = re.compile(
    rf"完成(?:率|比|.{{0,4}}{_AIM}(?:数|的)?(?:的?比[重例])?$)|占.{{0,6}}{_AIM}"
    rf"|为.{{0,4}}(?:预算|决算|计划|目标|任务|上年|去年|同期)|(?:完成|投资|时序|时间|支出|执行)进度"
)
"""A column of how much of an aim is done, or what a figure is of that of the year before (为预算%, 为上年%)."""
_SHARE = re.compile(
    r"占|比重|比例|完成(?:率|比)|进度|权重|分值|达标率|完成.{0,4}(?:目标|计划|任务|预算)|(?:目标|计划|任务|预算).{0,3}完成"
)
_GROWTH = re.compile(r"增速|增长|增幅|涨幅|[降跌]幅|同比|环比|增减幅?|升降幅|±")
_FALLS = re.compile(r"(?:下降|降低|减少|压减|缩减|回落|下滑)(?:率|幅度|幅|额|量|数)?$|(?<![涨增升])[降跌]幅$")
_CHANGE_STATED = re.compile(
    r"(?:增减|增加|减少|增长|下降|升降|增降|变动|变化)(?:绝对)?(?:额|量|数(?![字据])|值(?<!增加值)|金额|人数|户数)|(?<![新净])增量"
)
_CHANGE = re.compile(r"(?:增减|升降|增降|增加|减少|下降|降低|回落|提高|上升|上涨)$")
"""A change that may be an amount or a rate: what stands beside it tells."""
_RATE = re.compile(
    r"增速|增长(?![额量点极])|增幅|涨幅|[降跌]幅|同比|环比|增减幅|升降幅|±|[%％‰]|比重|比例|占(?![地用有道补])|完成率|率$|率/|进度$"
)
_IN_PERCENT = re.compile(
    r"增速|(?<!自然)增长(?![额量点极])|增幅|涨幅|[降跌]幅|同比|环比|增减幅|升降幅|比重|占比|占(?![地用有道补])|完成率|进度$"
)
"""Words of rates that are stated in percent where no unit is: not 率, which may be of a thousand (出生率)."""
_AMOUNT = re.compile(r"绝对[值额量数]|金额|数额|总量|数值|完成额")
_INDEX = re.compile(r"=\s?100(?!\d)")
_INDEX_BASE = re.compile(r"[^,;/()]{0,10}=\s?100")
_RANK = re.compile(r"[位名]次|排[名位]")
_BARE_PERCENT = re.compile(r"(?<!\d)[(（]?±?\s?(?P<unit>[%‰])[)）]?")


def without_base(words: str) -> str:
    """Words without what the hundred of an index is: 价格指数(上年同期=100) is of this year, not of the one before."""
    return _INDEX_BASE.sub("", words) if is_index(words) else words


def is_index(words: str) -> bool:
    """Whether words state what a hundred stands for, so that the number behind them is an index (上年同期=100)."""
    return _INDEX.search(words) is not None


def is_share(words: str) -> bool:
    """Whether words name a share of something, or how much of an aim is done."""
    return _SHARE.search(words) is not None


def is_growth(words: str) -> bool:
    """Whether words name growth: of a number in percent behind them, that it is one."""
    return _GROWTH.search(words) is not None or falls(words)


def falls(words: str) -> bool:
    """Whether words end in one for a fall, so that the number behind them says how far: 能耗降低, 降幅（%）.

    >>> falls("能耗降低(%)"), falls("降幅/2024年"), falls("涨跌幅"), falls("比上年增减")
    (True, True, False, False)
    """
    return any(_FALLS.search(part.strip()) for part in without_brackets(words).split("/"))


def is_change(label: str) -> bool:
    """Whether a column holds by how much an amount has changed, in the amount's unit: 增减额, 增加（万元）."""
    last = without_brackets(label).split("/")[-1].strip()
    if _CHANGE_STATED.search(last):
        return True
    return _CHANGE.search(last) is not None and label_unit(label) not in ("", "%", "‰", "百分点", "个百分点")


def is_open_change(label: str) -> bool:
    """Whether a column is of a change and does not say whether it is an amount or a rate (比上年增减)."""
    parts = without_brackets(label).split("/")
    return not label_unit(label) and not is_rate(label) and _CHANGE.search(parts[-1].strip()) is not None


def is_rate(label: str) -> bool:
    """Whether a heading's own words are a rate, share or progress: its numbers never take the unit of an amount.

    >>> [is_rate(label) for label in ("比上年±%", "增速/上半年", "同比增减额", "同比/绝对额", "占地面积", "完成预算")]
    [True, True, False, False, False, True]
    """
    if is_index(label):
        return False
    for part in reversed(without_brackets(label).split("/")):
        if _CHANGE_STATED.search(part) or _AMOUNT.search(part) or _RANK.search(part):
            return False
        if _RATE.search(part) or PROGRESS.search(part):
            return True
    return label_unit(label) in ("%", "‰")


def is_in_percent(label: str) -> bool:
    """Whether a rate is counted in percent where it states no unit."""
    words = without_brackets(label)
    return is_rate(label) and (_IN_PERCENT.search(words) is not None or PROGRESS.search(words) is not None)


def with_percent(label: str) -> str:
    """A column's heading with the percent that it states or means in brackets, as other units stand: 比上年±(%).

    >>> with_percent("比上年±%"), with_percent("增速"), with_percent("增长(±%)"), with_percent("同比增减(万元)")
    ('比上年(%)', '增速(%)', '增长(%)', '同比增减(万元)')
    """
    found = next(reversed(list(_BARE_PERCENT.finditer(label))), None)
    if found and not label_unit(label[found.end() :]):
        return f"{label[: found.start()]}{label[found.end() :]}({found['unit']})"
    return f"{label}(%)" if not label_unit(label) and is_in_percent(label) else label
