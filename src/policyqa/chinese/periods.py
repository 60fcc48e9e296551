"""Years and periods in documents and questions, and what they mean from a given year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from policyqa.chinese.numerals import parse_number

_CN_DIGITS = "〇零一二三四五六七八九"
_PERIOD = re.compile(
    r"(?P<range>(?:19|20)\d\d年?\s?(?:-|~|至|到)\s?(?:(?:19|20)?\d\d年|(?:19|20)\d\d(?=这[两三四五六七八九]年|期间)))"
    r"|(?P<full>(?:19|20)\d\d)(?:\s?年(?!均(?!值)|级|鉴)|财年)"
    rf"|(?P<chinese>[一二][{_CN_DIGITS}]{{3}})年"
    r"|(?<![\d.])(?P<short>\d\d)年(?!前|后|来|间|内|以|期|均|产|代|级|度规)"
    r"|第(?P<ordinal_plan>十[一二三四五六]?)个五年规划"
    r"|[“\"]?(?P<plan>十[一二三四五六七八]?五)[”\"]?(?P<plan_part>期间|时期|末|规划|收官|开局|以来)?"
    r"|(?P<relative>今年|新的?一年(?![之级])|本年度?|当年|去年|上年度?|上一年度?|过去一年|一年来|前年|明年|来年|下一年度?|下年度|(?<![一-鿿])下年(?![龄轻])|后年|第二年|次年|大前年)"
    r"|(?P<span>(?:未来|今后|接下来的?)?[一二三四五六七八九十\d]{1,2}年(?:累计|间|内|来)|(?<!第)[二三四五六七八九十]{1,2}年(?=新[增建改]|完成|引进|培[育训]|投[入资]|累计|建[成设](?!期)|改造|发放|筹[集措]|招引|种植|创建)|(?:过去|最近|这|(?<![附靠最临邻])近)的?[二三四五六七八九十\d]{1,2}年(?:来|间)?|(?:未来|今后|接下来)的?[二三四五六七八九十\d]{1,2}年"
    r"|本届政府(?:任期内?|任期的?五年|履职五年|五年)|任期五年)"
    r"|(?P<iso>(?<![\d.:/-])(?:19|20)\d\d(?=[-./]\d{1,2}(?!\d)))"
)
_BARE = re.compile(r"(?<![\d.])(?P<full>20[0-4]\d)(?![\d.%]|\s?[年万亿元个家户人名项条米千亩])")
_RELATIVE = {
    "今年": 0,
    "新的一年": 0,
    "新一年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "上一年": -1,
    "上一年度": -1,
    "过去一年": -1,
    "一年来": -1,
    "前年": -2,
    "大前年": -3,
    "明年": 1,
    "来年": 1,
    "下一年": 1,
    "下一年度": 1,
    "下年": 1,
    "下年度": 1,
    "次年": 1,
    "第二年": 1,
    "后年": 2,
}
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_BASE_BEFORE = re.compile(r"(?:(?<!占)比|较|自|从|相比|对比|以|高于|低于|超过|优于|好于|同)\s?$")
_TIMES_AFTER = re.compile(r"(?:同期|全年)?(?:水平)?的(?:[\d.]+|几|多少|[一二两三四五六七八九十]+)(?:多|余)?倍")
"""Goes on behind a year that something is several times of: 恢复到2019年的1.6倍."""
_SINCE_AFTER = re.compile(r"以来|之前|以后|之后")
_UNTIL_BEFORE = re.compile(r"(?:到|至|截至|截止|力争到|争取到)\s?$")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as a text names it.

    Attributes:
        start: offset of the first character.
        end: offset behind the last character.
        years: `2023`, `2021-2025` or "" where it is relative and no year was given to resolve it by.
        kind: `until` for 到2023年, `base` for what is compared with (较2020年), `year`, `range`, `relative`.
        offset: for a relative period, years from the year of speaking.
    """

    start: int
    end: int
    years: str
    kind: Literal["year", "until", "base", "range", "relative", "span"]
    offset: int | None = None


def find_periods(text: str, this_year: int | None = None, bare: bool = False) -> list[PeriodMention]:
    """Find the periods that folded text names, in order.

    Args:
        text: folded text.
        this_year: the year of speaking, by which 今年 and 去年 are resolved.
        bare: whether a bare `2025` without 年 counts too (questions).
    """
    matches = list(_PERIOD.finditer(text))
    if bare:
        taken = [m.span() for m in matches]
        matches += [m for m in _BARE.finditer(text) if not any(s <= m.start() < e for s, e in taken)]
        matches.sort(key=lambda m: m.start())
    found = (_mention(text, m, this_year, bare) for m in matches)
    return [mention for mention in found if mention is not None]


def _mention(text: str, match: re.Match[str], this_year: int | None, bare: bool) -> PeriodMention | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    before = text[max(0, start - 4) : start]
    kind: Literal["year", "until", "base"] = "year"
    if _UNTIL_BEFORE.search(before):
        kind = "until"
    elif (
        (_BASE_BEFORE.search(before) and text[end : end + 1] != "的")
        or _TIMES_AFTER.match(text, end)
        or _SINCE_AFTER.match(text[end : end + 3])
    ):
        kind = "base"
    if "range" in groups:
        years = re.findall(r"\d{2,4}", groups["range"])
        last = years[1] if len(years[1]) == 4 else years[0][:2] + years[1]
        return PeriodMention(start, end, f"{years[0]}-{last}" if last > years[0] else years[0], "range")
    if "full" in groups or "iso" in groups:
        return PeriodMention(start, end, groups.get("full") or groups["iso"], kind)
    if "chinese" in groups:
        value = parse_number(groups["chinese"])
        return PeriodMention(start, end, str(value), kind) if value and 1900 <= value < 2100 else None
    if "short" in groups:
        return PeriodMention(start, end, f"20{groups['short']}", kind) if bare_short(text, match) else None
    if "ordinal_plan" in groups:
        first = _PLANS.get(f"{groups['ordinal_plan']}五")
        return PeriodMention(start, end, f"{first}-{first + 4}", "range") if first else None
    if "plan" in groups:
        return _plan(text, match, groups, bare, this_year)
    if "relative" in groups:
        offset = _RELATIVE[groups["relative"]]
        years_text = str(this_year + offset) if this_year else ""
        since = not _BASE_BEFORE.search(before) and offset == 0  # 今年以来 is this year, 去年以来 is more than one
        return PeriodMention(start, end, years_text, "base" if kind == "base" and not since else "relative", offset)
    return _span(text, match, groups["span"], this_year)


def bare_short(text: str, match: re.Match[str]) -> bool:
    """Whether `25年` means 2025: between 00 and 49, and not a length of time."""
    return int(match["short"]) < 50 and not re.search(
        r"[近满历第约过达超逾用长足共计时续放了着干作够]\s?$", text[max(0, match.start() - 2) : match.start()]
    )


_GAMES_AFTER = re.compile(r"(?:届|次|[一-鿿]{0,2}运会|全会|中全会)")
"""Goes on behind an ordinal that only looks like a plan's: 十五运会, 第十五届."""


def _plan(
    text: str, match: re.Match[str], groups: dict[str, str], bare: bool, this_year: int | None
) -> PeriodMention | None:
    quoted = match.group()[0] in '“"' or bool(groups.get("plan_part"))
    if not (quoted or bare) or groups["plan"] not in _PLANS:
        return None
    if match.group()[0] not in '“"' and _GAMES_AFTER.match(text, match.end()):
        return None
    first = _PLANS[groups["plan"]]
    part = groups.get("plan_part", "")
    end_of_it = part == "末" or text[match.end() : match.end() + 1] == "末"
    so_far = part == "以来" and this_year is not None and first + 1 < this_year < first + 5
    last = this_year - 1 if so_far and this_year else first + 4
    years = str(first + 4) if end_of_it else f"{first}-{last}"
    return PeriodMention(match.start(), match.end(), years, "until" if end_of_it else "range")


def _span(text: str, match: re.Match[str], wording: str, this_year: int | None) -> PeriodMention | None:
    in_office = "届" in wording or wording.startswith("任期")  # a government's term is five years
    number = parse_number("五" if in_office else re.sub(r"[^一二三四五六七八九十\d]", "", wording.partition("年")[0]))
    if not number or not 2 <= number <= 20:
        return None
    if this_year is None:
        return PeriodMention(match.start(), match.end(), "", "span")
    length = int(number)
    past = in_office or wording.startswith(("过去", "最近", "近", "这")) or wording.endswith("来")
    first = this_year - length if past else this_year
    return PeriodMention(match.start(), match.end(), f"{first}-{first + length - 1}", "span")


def covers(period: str, year: str) -> bool:
    """Whether a period (`2021-2025`) holds a year, or is it."""
    first, _, last = period.partition("-")
    return bool(period) and first <= year <= (last or first)
