"""Quantities of table cells: bare numbers whose unit stands in a heading, ranks, bounds and brackets of sums."""

from __future__ import annotations

import re

from policyqa.chinese.heading_units import label_unit
from policyqa.chinese.numerals import DIGIT_NUMBER, magnitude, parse_number, plain
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.chinese.quantity_patterns import PREFIX, PREFIXES, SUFFIX, SUFFIXES
from policyqa.chinese.rates import is_index, is_open_change, is_rate
from policyqa.chinese.units import base_unit
from policyqa.types import Comparator

_CELL = re.compile(
    rf"\s*(?P<sum>[〔\[])?(?P<fall>下降|降低|减少)?(?:同比|比上年)?(?:增长|提高)?(?:力争|确保|达到|达|完成|实现)?\s?"
    rf"(?P<prefix>{PREFIX})?\s?(?P<sign>[-+])?(?P<number>{DIGIT_NUMBER})(?:\s?[-~至]\s?(?P<second>{DIGIT_NUMBER}))?"
    rf"(?P<more>余|多|\+)?(?P<suffix>{SUFFIX})?[〕\]]?\s*"
)
_SCALE = re.compile(r"(?:[万亿百]|千(?![瓦米克伏]))*")
_RANKED = re.compile(r"(?:位次|排名|名次|排位)(?:\([^)]*\))?$")
_SUMMED = re.compile(r"新增|累计|降低|下降|减少|减排|削减|新建|改造|建设|治理|造林")
_PRICE_INDEX = re.compile(r"(?:价格|物价)(?:总|分类)?指数(?:\([^)]*\))?$|^[CP]PI$")
_COUNTED = re.compile(r"(?:企业|项目|平台|机构|个数|户数|家数|人数|数量|[总件]数)$")


def is_sum_of_years(text: str) -> bool:
    """Whether a cell stands in the brackets that plans put around sums over their years (`〔12.5〕`)."""
    return text.strip()[:1] in ("〔", "[")


def cell_quantities(text: str, label: str, heading: str) -> list[Quantity]:
    """The quantities of a cell's folded text; of a bare number with the unit that its headings state.

    Args:
        text: the cell's text.
        label: its column's heading.
        heading: the words that name its row.
    """
    match = _CELL.fullmatch(text)
    if match is None:
        return find_quantities(text)
    if match["sum"] and not _SUMMED.search(heading):
        return []  # what a rate or stock grows by over the years, in a unit that nobody states
    if not match["second"] and (_RANKED.search(label) or (_RANKED.search(heading) and not label_unit(label))):
        return _quantity(match, "位") if match["number"].isdigit() and not match["sign"] else []
    if _is_index(match, label, heading):
        return _quantity(match, "")
    own = label_unit(label)
    if match["sum"]:
        unit = label_unit(heading) or own  # in a column of yearly growth, what the years add up to
    else:
        unit = own or ("" if is_rate(label) or is_open_change(label) else label_unit(heading))
    if (
        not unit
        and not is_rate(label)
        and _COUNTED.search(heading)
        and match["number"].isdigit()
        and not match["second"]
    ):
        return _quantity(match, "")
    return _quantity(match, unit) if unit else find_quantities(text)


def _is_index(match: re.Match[str], label: str, heading: str) -> bool:
    """Whether a number is an index, of which a hundred is the base, also in a column of growth: 99.8 is no growth."""
    if match["second"] or is_index(label):
        return is_index(label) and not match["second"]
    value = parse_number(match["number"])
    named = is_index(heading) or _PRICE_INDEX.search(heading) is not None
    return named and value is not None and 80 < value < 130 and not match["sign"]


def _quantity(match: re.Match[str], unit: str) -> list[Quantity]:
    value = parse_number(match["number"])
    second = parse_number(match["second"]) if match["second"] else None
    if value is None or (match["second"] and (second is None or second <= value or match["sign"] == "-")):
        return []
    scale = _SCALE.match(unit)
    written = unit[scale.end() :] if scale else unit
    base, factor = base_unit(written) if unit else ("", 1)
    size = factor * magnitude(scale.group() if scale else "")
    stated = "/".join(plain(v * size) for v in (value, second) if v is not None)
    if match["sign"] == "-" or match["fall"]:
        stated = f"-{stated}" if match["second"] is None else "/".join(f"-{v}" for v in stated.split("/"))
    comparator: Comparator = "range" if match["second"] else "="
    if match["more"]:
        comparator = ">"
    if match["prefix"]:
        comparator = PREFIXES[match["prefix"]]
    if match["suffix"]:
        comparator = SUFFIXES[match["suffix"]]
    at = match.start("sign") if match["sign"] == "-" else match.start("number")
    start = match.start("prefix") if match["prefix"] else match.start("fall") if match["fall"] else at
    end = max(match.end(group) for group in ("number", "second", "more", "suffix"))
    return [Quantity(start, end, stated, base, comparator, at)]
