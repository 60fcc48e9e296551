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
    (re.compile(r"里程$"), ("米",)),
    (re.compile(r"(?<![效频功税费汇利])(?<!生产)(?<!产出)(?<!容积)(?<!周转)率$|比[率例重]$|占比$"), _RATES),
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


_WHAT = "产量|产值|产能|销量|销售额|进出口额?|进口额?|出口额?|营业收入|营收|利润总额|利润|增加值"
_ENDS_IN = re.compile(rf"(?P<what>{_WHAT})(?:总额|总值|总量)?(?:增长|增速|增幅)?\s*$")


_CROP = re.compile(
    r"(粮食|夏粮|秋粮|早稻|稻谷|水稻|小麦|玉米|大豆|马铃薯|薯类|棉花|油料|油菜|花生|蔬菜|水果|茶叶|中药材|甘蔗|食用菌|花卉)(?=.{0,4}(?:面积|产量|总产|单产))"
)


def measures_other(content: str, own: str) -> bool:
    """Whether a figure's own words end in another measure than the question's, which they have nowhere.

    >>> measures_other("新能源汽车 产量", "整车出口"), measures_other("汽车 出口额", "整车出口")
    (True, False)
    """
    crops, others = set(_CROP.findall(content)), set(_CROP.findall(own))
    if crops and others and not crops & others:
        return True  # 粮食播种面积 is not that of vegetables
    asked, stated = _ENDS_IN.search(content), _ENDS_IN.search(own)
    if asked is None or stated is None:
        return False
    wanted = asked["what"].removesuffix("额")
    return wanted not in own and stated["what"].removesuffix("额") not in content


_MECHANISM = re.compile(
    r"(?:完善|健全|建立|优化|深化|落实|加强|强化|创新|改革|规范)[^,;:。\d]{4,30}(?:机制|体系|制度|办法|政策|规划|方案|模式|管理|监管)(?=,)"
)


def without_mechanisms(near: str) -> str:
    """Words before a figure without the clauses that only improve how a thing is run: 完善农田建设、管护机制,.

    >>> without_mechanisms("完善高标准农田建设、验收、管护机制,补充耕地")
    ',补充耕地'
    """
    return _MECHANISM.sub("", near)
