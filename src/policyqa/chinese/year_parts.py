"""Parts of a year: halves, quarters, months, the months up to one, and days, as documents and questions name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policyqa.chinese.numerals import parse_number

_COUNT = r"(?:\d{1,2}|十[一二]?|[一二两三四五六七八九])"
_PARTS = (
    r"(?P<half>[上下]半年(?![末底])|半年(?=累计|以来))"
    r"|(?P<quarters>[前头][两二三]个?季度|首季度?|第?[一二三四]季度|[一二三四]季(?=末|[,;:。、\s]))"
    rf"|(?P<until>(?:(?<!\d)1|一)月?份?\s?[-~至到]\s?(?P<last>{_COUNT})月份?|[前头](?P<first>{_COUNT})个?月)"
    rf"|(?P<end>(?:截至|截止)?(?:到)?(?P<closing>(?<!\d){_COUNT})月[底末](?!前|之前|以前))"
    rf"|(?P<day>(?P<day_month>(?<![\d-]){_COUNT})月(?P<day_of>\d{{1,2}})日)"
    rf"|(?P<month>(?P<of>(?<![\d-]){_COUNT})月(?:份(?:当月)?|当月|单月)?(?![底末\d半]|\s?[-~至到]\s?\d|以来|前))"
)
_FOUND = re.compile(_PARTS)
_TURNED_TO = re.compile(rf"(?:^|[,;:。、\n\s(]|[年今到从由自]|截至|截止)(?:{_PARTS})(?![末底])", re.MULTILINE)
_WHOLE = re.compile(r"全年|年[末底度]|(?<![比较同与由从])(?:去年|上年)(?!同期)|目标|力争|[到至](?:19|20)\d\d年")
_COMPARED = re.compile(r"(?:比|较|与|同)(?:(?:19|20)\d\d年|今年|去年|上年)?\s?$")
_QUARTERS = {"首季": "一季度", "首季度": "一季度", "前两季度": "上半年", "前二季度": "上半年"}
_MONTHS_AS_PART = {3: "一季度", 6: "上半年", 9: "前三季度"}
_LAST_MONTH = {"一季度": 3, "上半年": 6, "前三季度": 9}


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of a year as a text names it.

    Attributes:
        start: offset of the first character.
        end: offset behind the last character.
        name: one name for all writings: `上半年`, `三季度`, `1-7月`, `7月`, `7月末`, `2月16日`.
    """

    start: int
    end: int
    name: str


@lru_cache(maxsize=4096)  # the same clauses are looked at for several questions' figures
def find_year_parts(text: str) -> tuple[YearPart, ...]:
    """Find the parts of a year that folded text names, in order; not one that is only compared with (比一季度)."""
    return tuple(
        YearPart(match.start(), match.end(), name)
        for match in _FOUND.finditer(text)
        if (name := _name(match)) and not _COMPARED.search(text[max(0, match.start() - 8) : match.start()])
    )


def _name(match: re.Match[str]) -> str:
    """The one name of what a match says, "" for a month that no year has and for the year's end."""
    if match["half"] or match["quarters"]:
        return plain_part(match["half"] or match["quarters"])
    if match["until"]:
        return _months_until(match["last"] or match["first"])
    if match["day"]:
        return f"{_month(match['day_month'])}月{int(match['day_of'])}日" if _month(match["day_month"]) else ""
    if match["end"]:
        month = _month(match["closing"])
        return f"{month}月末" if 0 < month < 12 else ""
    month = _month(match["of"])
    return f"{month}月" if month else ""


def _month(text: str) -> int:
    number = parse_number(text)
    return int(number) if number and 1 <= number <= 12 else 0


def _months_until(text: str) -> str:
    month = _month(text)
    return _MONTHS_AS_PART.get(month, f"1-{month}月") if 1 < month < 12 else ""


def plain_part(part: str) -> str:
    """One name for a part of the year: 上半年 for 1-6月, 前6个月 and 前两个季度.

    >>> plain_part("1至6月份"), plain_part("第一季度"), plain_part("前七个月")
    ('上半年', '一季度', '1-7月')
    """
    part = re.sub("^半年", "上半年", part.replace("个", "").removeprefix("第"))
    if part.endswith("季"):
        part += "度"
    match = _FOUND.fullmatch(part)
    if match is not None and match["until"]:
        return _months_until(match["last"] or match["first"])
    return _QUARTERS.get(part, part)


def turns_to_years(text: str) -> bool:
    """Tell whether a text speaks of whole years (全年, 年末) or of what is aimed at."""
    return bool(_WHOLE.search(text))


def part_of_year(text: str) -> str:
    """The part of the year that a folded text last turns to, "" for none or where it turns to whole years after it.

    Days are no parts: a notice names them without counting up to them.

    >>> part_of_year("今年1-6月,增速比一季度快"), part_of_year("上半年增长5%;全年完成"), part_of_year("7月份,出口")
    ('上半年', '', '7月')
    """
    last = next((m for m in reversed(list(_TURNED_TO.finditer(text))) if not m["day"]), None)
    if last is None or _WHOLE.search(text, last.end()):
        return ""
    return _name(last)


def without_year_parts(text: str) -> str:
    """Folded text without the parts of a year it names: 上半年全省出口 as 全省出口."""
    for part in reversed(find_year_parts(text)):
        text = text[: part.start] + text[part.end :]
    return text


def last_day(text: str) -> str:
    """The day that folded text names last (`2月16日`), "" for none."""
    days = [part.name for part in find_year_parts(text) if part.name.endswith("日")]
    return days[-1] if days else ""


def same_part(asked: str, stated: str) -> bool:
    """Tell whether what is stated of one part of the year is an answer for another: 6月末 for 上半年, 1月末 for 1月.

    >>> same_part("上半年", "6月末"), same_part("7月", "1-7月"), same_part("1月", "1月末")
    (True, False, True)
    """
    if asked == stated:
        return True
    asked_end, stated_end = _closing(asked), _closing(stated)
    if not asked_end or asked_end != stated_end:
        return False
    closing = asked.endswith("末") or stated.endswith("末")
    single = not asked.startswith("1-") and not stated.startswith("1-")
    months = asked.endswith(("月", "月末")) and stated.endswith(("月", "月末")) and single
    return closing and (months or _counts_up(asked) or _counts_up(stated))


def _counts_up(part: str) -> bool:
    return part in _LAST_MONTH or part.startswith("1-")


def _closing(part: str) -> int:
    """The month that a part of the year ends with, 0 for a day and for what none ends."""
    if part in _LAST_MONTH:
        return _LAST_MONTH[part]
    month = re.search(r"(\d{1,2})月末?$", part)
    return int(month[1]) if month else 0
