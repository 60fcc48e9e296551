"""Units of official prose: their base unit and factor, and the measure words that count things."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_FACTORS: dict[str, tuple[str, str]] = {
    "平方公里": ("平方米", "1000000"),
    "平方千米": ("平方米", "1000000"),
    "公顷": ("平方米", "10000"),
    "平方米": ("平方米", "1"),
    "平米": ("平方米", "1"),
    "m2": ("平方米", "1"),
    "km2": ("平方米", "1000000"),
    "亩": ("亩", "1"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "km": ("米", "1000"),
    "米": ("米", "1"),
    "海里": ("米", "1852"),
    "厘米": ("米", "0.01"),
    "毫米": ("米", "0.001"),
    "微米": ("米", "0.000001"),
    "纳米": ("米", "0.000000001"),
    "吨": ("千克", "1000"),
    "公斤": ("千克", "1"),
    "千克": ("千克", "1"),
    "kg": ("千克", "1"),
    "市斤": ("千克", "0.5"),
    "斤": ("千克", "0.5"),
    "克": ("千克", "0.001"),
    "吨标准煤": ("千克标准煤", "1000"),
    "标准箱": ("标准箱", "1"),
    "标箱": ("标准箱", "1"),
    "吨公里": ("吨公里", "1"),
    "立方米": ("立方米", "1"),
    "方": ("立方米", "1"),
    "升": ("立方米", "0.001"),
    "千瓦时": ("千瓦时", "1"),
    "度": ("千瓦时", "1"),
    "千瓦": ("千瓦", "1"),
    "兆瓦": ("千瓦", "1000"),
    "吉瓦": ("千瓦", "1000000"),
    "兆瓦时": ("千瓦时", "1000"),
    "吉瓦时": ("千瓦时", "1000000"),
    "瓦": ("千瓦", "0.001"),
    "mw": ("千瓦", "1000"),
    "gw": ("千瓦", "1000000"),
    "kw": ("千瓦", "1"),
    "gwh": ("千瓦时", "1000000"),
    "mwh": ("千瓦时", "1000"),
    "kwh": ("千瓦时", "1"),
    "千伏": ("千伏", "1"),
    "kv": ("千伏", "1"),
    "万元": ("元", "10000"),
    "元": ("元", "1"),
    "块钱": ("元", "1"),
    "人民币": ("元", "1"),
    "美元": ("美元", "1"),
    "美金": ("美元", "1"),
    "港元": ("港元", "1"),
    "港币": ("港元", "1"),
    "欧元": ("欧元", "1"),
    "日元": ("日元", "1"),
    "英镑": ("英镑", "1"),
    "澳门元": ("澳门元", "1"),
    "%": ("%", "1"),
    "‰": ("‰", "1"),
    "个百分点": ("个百分点", "1"),
    "百分点": ("个百分点", "1"),
    "个基点": ("个百分点", "0.01"),
    "基点": ("个百分点", "0.01"),
    "个点": ("个百分点", "1"),
    "倍": ("倍", "1"),
    "番": ("番", "1"),
    "成": ("%", "10"),
    "分钟": ("分钟", "1"),
    "小时": ("分钟", "60"),
    "个工作日": ("个工作日", "1"),
    "工作日": ("个工作日", "1"),
    "个自然日": ("天", "1"),
    "天": ("天", "1"),
    "日": ("天", "1"),
    "个月": ("个月", "1"),
    "周岁": ("岁", "1"),
    "岁": ("岁", "1"),
    "年": ("年", "1"),
    "周": ("周", "1"),
    "学时": ("学时", "1"),
    "课时": ("课时", "1"),
    "摄氏度": ("℃", "1"),
    "℃": ("℃", "1"),
    "°c": ("℃", "1"),
    "微克/立方米": ("微克/立方米", "1"),
    "微克每立方米": ("微克/立方米", "1"),
    "毫克每升": ("毫克/升", "1"),
    "毫克/升": ("毫克/升", "1"),
    "微克": ("微克", "1"),
    "毫克": ("毫克", "1"),
    "p": ("P", "1"),
    "pf": ("P", "1"),
    "pflops": ("P", "1"),
    "eflops": ("P", "1000"),
    "e": ("E", "1"),
    "tb": ("TB", "1"),
    "pb": ("PB", "1"),
    "gb": ("GB", "1"),
    "t": ("T", "1"),
    "mbps": ("Mbps", "1"),
    "分": ("分", "1"),
    "马力": ("马力", "1"),
    "晚": ("晚", "1"),
    "人次": ("人次", "1"),
    "人份": ("人份", "1"),
    "架次": ("架次", "1"),
    "场次": ("场次", "1"),
    "件次": ("件次", "1"),
    "户次": ("户次", "1"),
    "班次": ("班次", "1"),
    "车次": ("车次", "1"),
    "批次": ("批", "1"),
    "剂次": ("剂次", "1"),
    "针次": ("针次", "1"),
    "例次": ("例次", "1"),
    "课次": ("课次", "1"),
    "枪": ("枪", "1"),
    "剂": ("剂", "1"),
    "标段": ("标段", "1"),
    "千升": ("千升", "1"),
    "瓶": ("瓶", "1"),
    "盒": ("盒", "1"),
    "桶": ("桶", "1"),
    "席": ("席", "1"),
    "余": ("", "1"),
}

MEASURE_WORDS = (
    "个家户人名项条件台辆套所座处间张份次场批类种支只头羽株棵颗枚艘架"
    "列栋幢口位群篇部款宗起例对组队支片块幅届期轮趟道眼根尾匹盏顶门笔"
)
"""Single characters that count things; each is its own base unit."""

_COMPOUND_TAIL = r"(?:/(?:亩|人|户|吨|平方米|公里|年|月|天|日|小时|千瓦时|度|升|公斤|斤|个|套|台|次|万人|立方米))?"
_WORDS = sorted([*_FACTORS, *MEASURE_WORDS], key=len, reverse=True)
UNIT = "(?:" + "|".join(re.escape(word) for word in _WORDS if word != "余") + ")" + _COMPOUND_TAIL


def base_unit(unit: str) -> tuple[str, Decimal]:
    """The base unit of a unit as written and the factor to it; unknown units are their own base.

    `万元/亩` is not split here: the magnitude belongs to the number.

    >>> base_unit("公里")
    ('米', Decimal('1000'))
    """
    head, slash, tail = unit.lower().partition("/")
    if unit.lower() in _FACTORS:
        name, factor = _FACTORS[unit.lower()]
        return name, Decimal(factor)
    if slash:
        name, factor = _FACTORS.get(head, (head, "1"))
        return f"{name}/{tail}", Decimal(factor)
    name, factor = _FACTORS.get(head, (unit, "1"))
    return name, Decimal(factor)


@lru_cache(maxsize=1024)  # asked for every figure looked at
def dimension(base: str) -> str:
    """What a base unit measures, for telling a wrong kind of answer: money, percent, area, time, count …"""
    head = base.partition("/")[0]
    if "/" in base:
        return f"{dimension(head)}/{base.partition('/')[2]}"
    groups = {
        "money": "元 美元 港元 欧元 日元 英镑 澳门元",
        "percent": "% ‰",
        "points": "个百分点",
        "multiple": "倍 番",
        "area": "平方米 亩",
        "length": "米",
        "mass": "千克 千克标准煤",
        "time": "分钟 天 个月 年 周 个工作日",
        "energy": "千瓦时",
        "power": "千瓦",
    }
    for name, units in groups.items():
        if head in units.split():
            return name
    return "count" if (head and head in MEASURE_WORDS) or head.endswith(("次", "份")) else head
