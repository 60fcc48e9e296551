"""Names of table rows: totals, subtotals, and what is counted in money or goods."""

from __future__ import annotations

import re

TOTAL = re.compile(r"(?:合计|总计|总和)")
ALL = re.compile(r"(?:全[国省市区县州盟旗]|[本我][省市区县州]|全部|总体|各?(?:地区|单位|行业|[省市县区]+)|总?合?计)")
"""A group that is all that the table is about."""
SUBTOTAL = re.compile(r"小\s?计")
SUM_OF_MONEY = re.compile(
    r"(?:生产总值|GDP|增加值|总额|收入|支出|投资|产值|零售额|进出口|出口|进口|销售额|营业额|税收|余额|用电量|产量|利用外资|使用外资|货运量|吞吐量)"
    r"(?:\([^)]*\))?$"
)
"""What is counted in money or goods: a target in percent of it is its growth."""
