"""Names of table rows: totals, subtotals, and what is counted in money or goods."""

from __future__ import annotations

import re

TOTAL = re.compile(r"(?:合计|总计|总和)")
ALL = re.compile(r"(?:全[国省市区县州盟旗]|[本我][省市区县州]|全部|总体|各?(?:地区|单位|行业|[省市县区]+)|总?合?计)")
"""A group that is all that the table is about."""
SUBTOTAL = re.compile(r"小\s?计")
THING = re.compile(r"(?:产业|行业|工业|[^事就创]业|制造|企业|经济)(?:\([^)]*\))?$")
"""What is measured and says not how: 锂电产业 below 营业收入, of which it is a part."""
MEASURE = re.compile(
    r"(?:(?:主营业务|营业|业务|销售)收入|生产总值|GDP|总?产值|增加值|用电量|投资|利润总?额?|进出口总?额?|出口总?额?"
    r"|税收(?:收入)?|产量|零售额|营业额|销售额|(?:贷款|存款)?余额)(?:\([^)]*\))?$"
)
"""The end of a name that says how a thing is measured."""
SUM_OF_MONEY = re.compile(
    r"(?:生产总值|GDP|增加值|总额|收入|支出|投资|产值|零售额|进出口|出口|进口|销售额|营业额|税收|余额|用电量|产量|利用外资|使用外资|货运量|吞吐量)"
    r"(?:\([^)]*\))?$"
)
"""What is counted in money or goods: a target in percent of it is its growth."""
