"""Quantities in official prose: number, unit and comparator, told from names, years and dates.

Every pattern is bounded and each character is looked at a fixed number of times, so time is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from policyqa.chinese.names_with_numbers import bare_allowed, is_date_or_name, joined_before
from policyqa.chinese.numerals import magnitude, parse_number, plain
from policyqa.chinese.quantity_patterns import (
    BEFORE,
    BELOW_ZERO,
    CHINESE_YEAR,
    FORMER_AIM,
    IS_FUND,
    NAME_QUOTE,
    NO_NUMBER,
    NO_PREFIX,
    PREFIXES,
    QUANTITY,
    REACH,
    ROUGH,
    SUFFIXES,
    THRESHOLD_AFTER,
    THRESHOLD_UNITS,
    TIER_END,
    TIER_MARK,
    TIERS,
    VERBS_AFTER,
    YEAR,
)
from policyqa.chinese.units import base_unit, dimension
from policyqa.types import Comparator


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text: half-open offsets, with comparator words.

    Attributes:
        start: offset of the first character, a comparator in front (`超过`) included.
        end: offset behind the last character, a comparator behind (`以上`) included.
        value: decimal string in `unit`; a range is "a/b"; "" where it has no value (零突破).
        unit: the base unit, "" for a bare number, "位" for a rank, "比" for a ratio, "分之" for a fraction.
        comparator: of the two comparators, the one behind wins.
        number_start: offset of the number itself.
        threshold: whether it belongs to a name (`5000万元以上项目`) and so is no answer.
    """

    start: int
    end: int
    value: str
    unit: str
    comparator: Comparator
    number_start: int
    threshold: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """Find all quantities of folded text, in order, not overlapping; years, dates, numbers of names are left out.

    >>> [(q.value, q.unit, q.comparator) for q in find_quantities("新增企业30家以上,投资1.75亿美元")]
    [('30', '家', '>='), ('175000000', '美元', '=')]
    """
    names = [m.span() for m in NAME_QUOTE.finditer(text)]
    found: list[Quantity] = []
    position = name = 0
    while (match := QUANTITY.search(text, position)) is not None:
        while name < len(names) and names[name][1] <= match.start():
            name += 1
        if name < len(names) and names[name][0] < match.start() and not _is_measure_in_quotes(match):
            position = max(names[name][1], match.end())
            continue
        quantity = _read(text, match)
        if isinstance(quantity, Quantity):
            found.append(quantity)
            position = quantity.end
        else:
            position = quantity
    return _with_listed_thresholds(text, [_within_reach(text, quantity) for quantity in found])


def _within_reach(text: str, quantity: Quantity) -> Quantity:
    """A distance or time that only names a share as a threshold: 50米内换乘比例提升至93%."""
    of_reach = quantity.unit in ("米", "分钟") and REACH.match(text, quantity.end)
    return replace(quantity, threshold=True) if of_reach else quantity


def _with_listed_thresholds(text: str, found: list[Quantity]) -> list[Quantity]:
    """Mark the tiers of a list (`营业收入首次突破100亿元、50亿元的企业`): they say for whom, and are no answer."""
    at = 0
    while at < len(found):
        end = at + 1
        if _sets_size(text, found, at):
            found[at] = replace(found[at], threshold=True)
        while (
            end < len(found)
            and found[end].unit == found[at].unit
            and TIER_MARK.fullmatch(text, found[end - 1].end, found[end].start)
        ):
            end += 1
        first = found[at]
        tiers = end - at > 1 or text.endswith(("首次突破", "首次达到", "首次超过"), 0, first.number_start)
        if (
            tiers
            and first.unit in THRESHOLD_UNITS
            and (TIERS.search(text, max(0, first.start - 8), first.number_start) or TIERS.match(text, first.start))
            and TIER_END.match(text, found[end - 1].end)
        ):
            found[at:end] = [replace(quantity, threshold=True) for quantity in found[at:end]]
        at = end
    return found


def _sets_size(text: str, found: list[Quantity], at: int) -> bool:
    """Whether a bound of money stands right before a count: it says how large the things are (其中10亿元以上6个)."""
    if at + 1 == len(found) or found[at].end != found[at + 1].start or found[at].unit not in ("元", "美元"):
        return False
    return text.endswith("以上", 0, found[at].end) and dimension(found[at + 1].unit) in ("count", "")


def _is_measure_in_quotes(match: re.Match[str]) -> bool:
    """Whether a quantity in short quotes is a real one: with percent, money or an explicit comparator."""
    return bool(match["suffix"]) or (match["unit"] or "") in ("%", "元", "亿元", "万元")


def _read(text: str, match: re.Match[str]) -> Quantity | int:
    """Read one match; where it is no quantity, the offset at which to go on."""
    start, end = match.span()
    if match["fraction"]:
        parts = match["fraction"].split("分之")
        below, above = parse_number(parts[0]), parse_number(parts[1])
        if not below or above is None:
            return end
        value, unit = (above, "%") if below == 100 else (above / below * 100, "%")
        return _finish(text, start, end, plain(round(value, 6)), unit, match["fsuffix"])
    if match["double"]:
        number = parse_number(match["double"].replace("翻", "").replace("了", "").replace("番", "") or "一")
        return _finish(text, start, end, plain(number or Decimal(1)), "番", match["dsuffix"])
    if match["water"]:
        return _water_class(text, match)
    if match["zero"]:
        return _finish(text, start, end, "0", "", None)
    if match["half"]:
        return Quantity(start, end, "50", "%", "=" if match["half"] == "一半" else ">", start)
    if match["ratio"]:
        return _ratio(text, match)
    if match["per"]:
        return _finish(text, start, end, match["per"].partition("/")[0], PER_100_000, None)
    if match["slash"]:
        above, below = (Decimal(p) for p in match["slash"].split("/"))
        if not below or above >= below:
            return end
        return _finish(text, start, end, plain(round(above / below * 100, 6)), "%", match["ssuffix"])
    if match["rank"]:
        return _rank(text, match)
    if match["tenths"]:  # 三成五
        tens, ones = (parse_number(part) or Decimal(0) for part in match["tenths"].split("成"))
        return _finish(text, start, end, plain(tens * 10 + ones), "%", match["tsuffix"])
    return _number(text, match)


PER_100_000 = "/10万"  # so many in 100,000
WATER_CLASS = "水质类别"
"""The unit of a class of water (Ⅱ类), which counts nothing."""
_CLASSES = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


def _water_class(text: str, match: re.Match[str]) -> Quantity | int:
    """Read a class of water, 劣V类 as 6; of what is no water, the offset behind it."""
    start, end = match.span("water")
    if not re.search(r"水|断面|[江河湖海库渠]", text[max(0, start - 24) : start]):
        return end
    name = match["water"].rstrip("类")
    value = "6" if name.startswith("劣") else _CLASSES[name.upper()]
    return Quantity(start, end, value, WATER_CLASS, "=", start)


def _ratio(text: str, match: re.Match[str]) -> Quantity | int:
    before = text[max(0, match.start() - 8) : match.start()]
    if not re.search(r"比|达|为|到|占|结构", before) or re.search(r"[日午晚点时]\s?$", before):
        return match.end()
    return Quantity(match.start(), match.end(), match["ratio"], "比", "=", match.start())


def _rank(text: str, match: re.Match[str]) -> Quantity | int:
    number = parse_number(match["rnumber"])
    after = text[match.end() : match.end() + 3]
    if number is None or not number:
        return match.end()
    if not match["runit"]:
        ordinary = not after or after[0] in ",。;、)\n!?;) " or after.startswith(("强", "和", "及", "的位", "的地位"))
        if match["rank"] == "前" and after[:1] and after[0] in "个月季天年批期届条款":
            return match.end()
        if not ordinary and not (match["rank"] == "前" and match["rnumber"].isdigit()):
            return match.end()
    elif match["rank"] == "第" and match["runit"] == "名" and after[:1] == "誉":
        return match.end()
    end = match.end()
    if after.startswith("强") and match["rank"] == "前":
        end += 1
    return Quantity(match.start(), end, plain(number), "位", "<=" if match["rank"] == "前" else "=", match.start())


def _number(text: str, match: re.Match[str]) -> Quantity | int:
    start, end, number = match.start("number"), match.end(), match["number"]
    chinese = not number[0].isdigit()
    skip = match.end("number")
    if start and joined_before(text, start):
        return skip
    if NO_NUMBER.match(text, start):
        return match.end()
    unit = match["unit"] or ""
    after_number = text[skip : skip + 4]
    if (
        not chinese
        and YEAR.fullmatch(number)
        and re.match(r"\s?[年.]|[-~至]\s?(?:19|20)?\d\d年|-\d{1,2}-\d", after_number + text[skip + 4 : skip + 8])
    ):
        return skip
    if number == "零" and after_number.startswith("部件"):
        return skip
    if chinese and (
        CHINESE_YEAR.fullmatch(number)
        or (number[0] in "一十" and len(number) == 1 and not match["mag"] and unit not in _STRONG_ONE)
    ):
        return skip
    if (chinese and not unit) or (number == "百" and unit == "分") or is_date_or_name(text, match):
        return skip
    if _is_per(text, match) or (unit and text.startswith("级", match.end("unit"))):
        return match.end("unit")
    value, factor = _valued(match)
    if value is None or (chinese and ROUGH.search(number)):
        return skip
    if after_number.startswith("强"):
        return Quantity(start, skip + 1, plain(value), "位", "<=", start)
    base, unit_factor = base_unit(unit or match["unit2"] or "")
    if base == "年" and not chinese and value >= 1000:
        return skip
    first = plain(value * factor * unit_factor)
    if match["number2"]:
        second = _second(match, factor)
        if second is None or second <= value * factor or _is_change(text, match):
            end = _end_of_first(text, match)
        else:
            first += f"/{plain(second * unit_factor)}"
    elif not unit and not match["mag"] and not match["suffix"] and not bare_allowed(text, start, end):
        return skip
    suffix = match["suffix"] if end == match.end() else None
    more = match["more"] or (match["more2"] if end == match.end() else None)
    quantity = _finish(text, start, end, first, base, suffix, more=bool(more))
    return _with_threshold(text, quantity)


def _is_per(text: str, match: re.Match[str]) -> bool:
    """Whether a number only says per how many: 每千人口, 每十万人; 每两个月 is a figure."""
    return (
        text[match.start() - 1 : match.start()] == "每" and match["unit"] == "人" and not match["number"][0].isdigit()
    )


_GROWN = re.compile(r"[^;。]{0,16}(?:年均|增长|净增|跃|翻|跨)")


def _is_change(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are what there was and what there is (由2.6万亿元到3.7万亿元), and no range."""
    apart = match["to"] in ("到", "至") and bool(match["unit"])
    if text.endswith("从", 0, match.start()) and apart:  # 从500元到800元不等 is a range, so is what nothing says
        return "亿" in match.group() or _GROWN.match(text, match.end()) is not None
    return (
        apart
        and text.endswith(("由", "由原来的", "由原先的"), 0, match.start())
        and not text.startswith("不等", match.end())
    )


_STRONG_ONE = ("倍", "番", "成", "%", "亿元", "个百分点", "票")


def _valued(match: re.Match[str]) -> tuple[Decimal | None, Decimal]:
    """The first number and its magnitude; in `5-10万元` the magnitude serves both."""
    value = parse_number(match["number"])
    scale = (match["mag"] or "") + (match["mag2"] or "")
    if match["number2"] and not scale and not match["unit"]:
        scale = match["magb"] or ""
    return value, magnitude(scale)


def _second(match: re.Match[str], factor: Decimal) -> Decimal | None:
    if match["unit"] and match["unit2"] and match["unit"].lower() != match["unit2"].lower():
        return None
    if match["unit"] and not match["unit2"]:
        return None
    number = parse_number(match["number2"])
    return (
        None
        if number is None
        else number
        * (magnitude(match["magb"]) if match["magb"] else Decimal(1) if match["unit2"] and match["unit"] else factor)
    )


def _end_of_first(text: str, match: re.Match[str]) -> int:
    return match.start("to") if text[match.start("to") - 1] != " " else match.start("to") - 1


def _is_compared(text: str, start: int, end: int) -> bool:
    """Whether a number is an aim that another figure is held against, with its own bound if any.

    In `增长0.1%,低于3%左右的预期目标` the aim is 3%左右.
    """
    return bool(
        re.search(r"[,;]\s?(?:高于|低于|超过)\s?$", text[max(0, start - 5) : start]) and FORMER_AIM.match(text, end)
    )


def _finish(text: str, start: int, end: int, value: str, unit: str, suffix: str | None, more: bool = False) -> Quantity:
    """Add the comparator: the one behind wins, then the one in front, then 余/多."""
    before = BEFORE.search(text[max(0, start - 8) : start])
    prefix = before.group().strip() if before else ""
    number_start = start
    comparator: Comparator = ">" if more else "="
    named = NO_PREFIX.search(text[max(0, start - 8) : start])
    if prefix and not named and not _is_compared(text, start, end):
        comparator = PREFIXES[prefix]
        start -= len(before.group()) if before else 0
    if unit == "%" and not prefix and BELOW_ZERO.search(text[max(0, start - 4) : start]):
        start -= 1
        value = "/".join(f"-{part}" for part in value.split("/"))
    if suffix:
        comparator = SUFFIXES[suffix]
    if "/" in value and comparator == "=":
        comparator = "range"
    return Quantity(start, end, value, unit, comparator, number_start)


def _with_threshold(text: str, quantity: Quantity) -> Quantity:
    """Mark a quantity that belongs to a name: `5000万元以上项目`, `超10亿元企业`."""
    head = quantity.unit.partition("/")[0]
    after = text[quantity.end : quantity.end + 14]
    bounded = quantity.comparator in (">=", ">", "<=", "<")
    if not bounded or head not in THRESHOLD_UNITS or not after or VERBS_AFTER.match(after):
        return quantity
    if not THRESHOLD_AFTER.match(after) or IS_FUND.match(after):
        return quantity
    return replace(quantity, threshold=True)
