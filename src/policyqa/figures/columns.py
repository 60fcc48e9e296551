"""Columns of tables: what a column's heading says is measured, behind years, kinds, places and units."""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"[(（〔\[][^)）〕\]]*[)）〕\]]")
PROGRESS = re.compile(
    r"完成(?:率|比|.{0,4}(?:目标|计划|任务)(?:的?比[重例])?$)|占.{0,6}(?:目标|计划|任务)|(?:完成|投资|时序|时间|支出)进度"
)
"""A column of how much of an aim is done."""
_FORM = re.compile(r"增|涨|降|占|比[重例]|[位名]次|排名")
_NO_MEASURE = re.compile(
    r"(?:19|20)\d\d年?(?:度|底|末)?|“?十[一二三四五六]五”?[期末]?间?|目标值?(?![^/;]*完成)|(?<!占)(?<!占年度)计划(?!总?投资)|预期|实际|完成值?(?!.*(?:投资|率|比))"
    r"|预计|均值|;|其中:?|截[至止]|(?:比|较)?(?:上|去|今|本)年(?:同期|末|底)?|同比"
)
_GENERIC = re.compile(
    r"(?:增速|增长率?|增幅|涨幅|降幅|下降|占比|比重|比例|排名|位次|名次|增减|数量|金额|数额|数值|数|值|任务数?|指标值?|累计|年度|全年"
    r"|合计|总计|小计|情况|基数|基期|现状|规划|[上下]半年|[一二三四]季度|\d{1,2}(?:-\d{1,2})?月|[年月季]?[底末]|全[省市区县州]"
    r"|[省市区县]级?|分解|绝对[值量额数]|总量|[本当][月季期]|[期年]末|执行数?|决算数?|年均|实绩|预算数?|目标|计划|完成|实现|达到?"
    r"|各[县市区、]{1,5}|个|第|到|力争|确保|\s)*"
)
"""Words that say when, of what kind or in what form, and nothing of what is measured."""
_SHARE = re.compile(
    r"占|比重|比例|完成(?:率|比)|进度|权重|分值|达标率|完成.{0,4}(?:目标|计划|任务)|(?:目标|计划|任务).{0,3}完成"
)


def measure_words(label: str) -> str:
    """What a column's heading says is measured, without years, kinds and units; "" where it says nothing of it.

    >>> measure_words("2025年计划投资(亿元)"), measure_words("2024年/上年完成(亿元)"), measure_words("比上年增长(%)")
    ('计划投资', '', '增长')
    """
    parts = _IN_BRACKETS.sub("", label).split("/")
    if PROGRESS.search(parts[-1]):
        return parts[-1].strip()
    words = [" ".join(_NO_MEASURE.sub(" ", part).split()) for part in parts]
    return " ".join(part for part in words if part and (not is_generic(part) or _FORM.search(part) or len(parts) == 1))


def is_generic(words: str) -> bool:
    """Whether words name a form or kind of figure only (增速, 累计, 数量)."""
    return _GENERIC.fullmatch(words) is not None and not PROGRESS.search(words)


def telling_words(label: str) -> str:
    """A column's words that tell it from others of the row, "" where they only say when or of what kind."""
    words = measure_words(label)
    return "" if is_generic(words) else words


def is_share(words: str) -> bool:
    """Whether words name a share of something, or how much of an aim is done."""
    return _SHARE.search(words) is not None
