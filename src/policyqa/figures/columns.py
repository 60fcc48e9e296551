"""Columns of tables: what a column's heading says is measured, behind years, kinds, places and units."""

from __future__ import annotations

import re

from policyqa.chinese.heading_units import without_brackets
from policyqa.chinese.rates import PROGRESS, is_change, without_base
from policyqa.chinese.year_parts import without_year_parts

_FORM = re.compile(r"增|涨|降|跌|占|比[重例]|[位名]次|排名")
_NO_MEASURE = re.compile(
    r"(?:19|20)\d\d年?(?:度|底|末)?|“?十[一二三四五六]五”?[期末]?间?|目标值?(?![^/;]*完成)|(?<!占)(?<!占年度)计划(?!总?投资)|预期|实际|完成值?(?!.*(?:投资|率|比))"
    r"|预计|均值|;|其中:?|截[至止]|(?:比|较)?(?:上|去|今|本|下|明)一?年度?(?:同期|同月|同季|末|底)?|同期|同月|同比|±"
    r"|(?:\d{1,2}\s?[-~至到]\s?)?(?<![基成资日])[本当][月季期](?:止|末|底)?|单月|年初(?:至今|以来)|全年|\d{1,2}\s?[-~至到]\s?12月份?"
    r"|(?<![一-鿿])[本我][省市区县州盟旗](?![场域])|平均水平|(?<=[国省市区县州])平均"
)
_GENERIC = re.compile(
    r"(?:增速|增长率?|增幅|涨幅|[降跌]幅|增减幅度?|下降|占比|比重|比例|排名|位次|名次|增减|数量|金额|数额|数值|数|值|任务数?|指标值?|累计|年度|全年"
    r"|合计|总计|小计|情况|基数|基期|现状|规划|[上下]半年|[一二三四]季度|\d{1,2}(?:-\d{1,2})?月|[年月季]?[底末]|全[国省市区县州]"
    r"|[省市区县]级?|分解|绝对[值量额数]|总量|[本当][月季期]|[期年]末|执行数?|决算数?|年均|实绩|目标|计划|完成|实现|达到?"
    r"|各[县市区、]{1,5}|个|第|到|力争|确保|\s)*"
)
"""Words that say when, of what kind or in what form, and nothing of what is measured."""


def measure_words(label: str) -> str:
    """What a column's heading says is measured, without years, kinds and units; "" where it says nothing of it.

    >>> measure_words("2025年计划投资(亿元)"), measure_words("2024年/上年完成(亿元)"), measure_words("比上年增长(%)")
    ('计划投资', '', '增长')
    """
    parts = without_brackets(without_base(label)).split("/")
    if PROGRESS.search(parts[-1]):
        return parts[-1].strip()
    words = [" ".join(_NO_MEASURE.sub(" ", without_year_parts(part)).split()) for part in parts]
    if is_change(label) and re.fullmatch("(?:增|升|减|下|降|上)(?:减|降|加|少|低|升|涨)", words[-1]):
        words[-1] += "额"  # of an amount, which the figure of the amount itself is not
    return " ".join(part for part in words if part and (not is_generic(part) or _FORM.search(part) or len(parts) == 1))


def names_aim(words: str) -> bool:
    """Whether words name the plan of a budget, which the row's figure has beside what came of it (年初预算数)."""
    return re.fullmatch(r"(?:年初|年度|调整后?|变动)?预算(?:数|额)?", words) is not None


def is_generic(words: str) -> bool:
    """Whether words name a form or kind of figure only (增速, 累计, 数量)."""
    return _GENERIC.fullmatch(words) is not None and not PROGRESS.search(words)


def telling_words(label: str) -> str:
    """A column's words that tell it from others of the row, "" where they only say when or of what kind."""
    words = measure_words(label)
    return "" if is_generic(words) else words
