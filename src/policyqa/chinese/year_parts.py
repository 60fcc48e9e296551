"""Parts of a year: halves, quarters, months, holidays, seasons and days, as documents and questions name them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from policyqa.chinese.numerals import parse_number

_COUNT = r"(?:\d{1,2}|十[一二]?|[一二两三四五六七八九])"
_TO = r"\s?[-~至到]\s?"
_NEXT = r"(?:(?:19|20)\d\d|次|翌|第二)年"
_FESTIVAL = r"(?:元旦|春节|清明|五一|劳动|端午|中秋|国庆)"
_DAYS_OFF = r"(?:假期|小?长假|假日|黄金周|期间|\d天|[一三五七八]天|当[天日])"
_EVENT = (
    r"的?(?:超强|特大|罕见|强|暴|大|突发)*"
    r"(?:台风|洪水|洪涝|洪灾|暴雨|降雨|旱情|干旱|高温|地震|疫情|汛|寒潮|雨雪|冰冻|灾|山洪)"
)
"""What befell in a month, in passing (面对9月超强台风等考验): no part of the year that figures are of."""
_AS_TIME = r"(?:(?<=年.{2})|(?<=年.{3})|(?<=年.{4})|(?=期间|[,:、]|[全我][国省市区县州]|累计))"
"""Behind its year or before a mark: 2024年暑期, but not 暑期旺季."""
_PARTS = (
    r"(?P<half>[上下]半年(?![末底])|半年(?=累计|以来))"
    r"|(?P<quarter_end>[一二三四])季度?末"
    rf"|(?P<first_quarter>[一二三1-3])(?:季度)?(?:{_TO}|(?<=[^\s、,;:。]一)、|(?<=[^\s、,;:。][二三])、)"
    r"第?(?P<last_quarter>[二三四2-4])个?季度"
    r"|(?P<quarters>[前头][两二三]个?季度|首季度?|第?[一二三四]季度|[一二三四]季(?=末|[,;:。、\s]))"
    rf"|(?P<days>(?P<from_month>(?<![\d-]){_COUNT})月\s?(?P<from_day>\d{{1,2}})日?(?:\d{{1,2}}[时点])?{_TO}"
    rf"(?:{_NEXT})?(?:(?P<to_month>{_COUNT})月)?(?P<to_day>\d{{1,2}})日)"
    rf"|(?P<until>(?<![\d.十-])(?P<begin>{_COUNT})月?份?{_TO}(?P<next>{_NEXT})?(?P<last>{_COUNT})月份?"
    rf"(?!\s?\d{{1,2}}日)|[前头](?P<first>{_COUNT})个?月)"
    rf"|(?P<end>(?:截至|截止)?(?:到)?(?P<closing>(?<!\d){_COUNT})月[底末](?!前|之前|以前))"
    rf"|(?P<day>(?P<day_month>(?<![\d-]){_COUNT})月(?P<day_of>\d{{1,2}})日)"
    rf"|(?P<month>(?P<of>(?<![\d-]){_COUNT})月(?:份(?:当月)?|当月|单月)?(?![底末\d半]|{_TO}[\d今]|以来|[前后起]|{_EVENT}))"
    rf"|(?P<festival>“?{_FESTIVAL}”?节?(?:[、和与暨及]?“?{_FESTIVAL}”?节?)?(?:[双两]节)?{_DAYS_OFF}(?:期间)?)"
    rf"|(?P<holiday>(?:春运|暑运|黄金周|寒假|暑假|暑期){_AS_TIME})(?:期间)?(?!学校|作业|托管|培训|学习|工|活动)"
    rf"|(?P<season>(?:去冬今春|今冬明春|(?:冬春|秋冬|春夏|夏秋|[春夏秋冬])季){_AS_TIME})(?:期间)?"
    r"(?!学期|招|入学|高考|征兵|运动|田径|奥|残奥|达沃斯|广交|交易|糖酒|博览|展|论坛|行动|攻|专项|战役|村晚|作物|粮)"
)
_FOUND = re.compile(_PARTS)
_MAY_NAME = re.compile("[半季月日天假期黄运冬春夏秋暑寒]")
"""One of these stands in every part of a year: most clauses have none, and are passed over quickly."""
_TURNED_TO = re.compile(
    rf"(?:^|[,;:。、\n\s(]|[年今到从由自在而且但争中]|截至|截止)(?:{_PARTS})(?![末底])", re.MULTILINE
)
_WHOLE = re.compile(
    r"(?<![比较同与由从][去上]年)全年|年[末底度]|四个季度|逐季|各季度|(?<![比较同与由从])(?:去年|上年)(?!同期)|目标|力争(?!上游|[一二三四]季度|上半年|\d{1,2}月)|[到至](?:19|20)\d\d年"
    r"|(?:(?<=[,;。\n])|(?<=[,;。\n]\s))(?:19|20)\d\d年(?![\d底末上下前头首第一二三四元春五端中国暑冬])"
    rf"|(?<!\d)(?:1|一)月?份?{_TO}(?:12|十二)月|[1一](?:季度)?{_TO}[4四]季度"
)
_AIM = r"(?:目标任务|任务目标|计划任务|目标|任务|计划|预算)"
_SET_PHRASE = re.compile(
    r"(?:锚定|对照|对标|对表|紧盯|盯紧|瞄准|围绕|聚焦|按照?|根据|依据|紧扣|扣紧|咬定|锁定|冲刺|落实|完成|实现|达成|达到?|超过?|[占为])"
    rf"[^,;:。\d\s]{{0,12}}?{_AIM}(?!任务|目标|值?数?(?:为|是)?[\s:]?$)"
    rf"|(?:完成|实现|[占为])(?:全年|年度|年初)[^,;:。]{{0,14}}?{_AIM}的"
    rf"|(?:全年|年度|年初)[^,;:。\d\s]{{0,10}}{_AIM}(?=,)|目标(?:任务)?(?=,)"
    r"|年度(?=(?:[^,;:。\d\s]{0,4}(?:重点|重大))|(?:建设|实施|投资|计划)?(?:项目|工程)|计划内|考核|绩效)"
)
"""What names the year's aim or projects and speaks of a part: 锚定全年目标, 完成年度计划的六成, 年度重点项目."""
_COMPARED = re.compile(r"(?:比|较|与|同)(?:(?:19|20)\d\d年|今年|去年|上年)?\s?$")
_QUARTERS = {"首季": "一季度", "首季度": "一季度", "前两季度": "上半年", "前二季度": "上半年"}
_SPANS = {
    (1, 3): "一季度",
    (1, 6): "上半年",
    (1, 9): "前三季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
    (7, 12): "下半年",
    (1, 12): "",
}
_LAST_MONTH = {"一季度": 3, "上半年": 6, "前三季度": 9}
_YEAR = re.compile(r"((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of a year as a text names it.

    Attributes:
        start: offset of the first character.
        end: offset behind the last character.
        name: one name for all writings: `上半年`, `三季度`, `1-7月`, `5-8月`, `7月`, `7月末`, `国庆假期`, `2月16日`,
            `1月26日-3月5日`.
    """

    start: int
    end: int
    name: str


@lru_cache(maxsize=4096)  # the same clauses are looked at for several questions' figures
def find_year_parts(text: str) -> tuple[YearPart, ...]:
    """Find the parts of a year that folded text names, in order; not one that is only compared with (比一季度)."""
    if not _MAY_NAME.search(text):
        return ()
    return tuple(
        YearPart(match.start(), match.end(), name)
        for match in _FOUND.finditer(text)
        if (name := _name(match)) and not _COMPARED.search(text[max(0, match.start() - 8) : match.start()])
    )


def _name(match: re.Match[str]) -> str:
    """The one name of what a match says, "" for a month that no year has, for a whole year and for its end."""
    if match["half"] or match["quarters"]:
        return plain_part(match["half"] or match["quarters"])
    if match["quarter_end"]:
        return _month_end(3 * _month(match["quarter_end"]))
    if match["first_quarter"]:
        first, last = _month(match["first_quarter"]), _month(match["last_quarter"])
        return _months(3 * first - 2, 3 * last) if first < last else ""
    if match["days"]:
        return _days(match)
    if match["until"]:
        return _until(match)
    if match["day"]:
        return f"{_month(match['day_month'])}月{int(match['day_of'])}日" if _month(match["day_month"]) else ""
    if match["end"]:
        return _month_end(_month(match["closing"]))
    if match["festival"]:
        named = dict.fromkeys(_FESTIVALS.get(name, name) for name in _FESTIVAL_NAME.findall(match["festival"]))
        return f"{'、'.join(named)}假期"
    if match["holiday"] or match["season"]:
        return match["holiday"] or match["season"]
    month = _month(match["of"])
    return f"{month}月" if month else ""


_FESTIVAL_NAME = re.compile(_FESTIVAL)
_FESTIVALS = {"劳动": "五一"}


def _month(text: str) -> int:
    number = parse_number(text)
    return int(number) if number and 1 <= number <= 12 else 0


def _month_end(month: int) -> str:
    return f"{month}月末" if 0 < month < 12 else ""


def _until(match: re.Match[str]) -> str:
    """The name of the months from one to another; of those that go on into the next year, one that no other has."""
    if match["first"]:
        return _months(1, _month(match["first"]))
    first, last, following = _month(match["begin"]), _month(match["last"]), match["next"] or ""
    if following and match.string[: match.start("until")].endswith(following):
        following = ""  # 2024年1月至2024年6月
    if following or first >= last > 0:
        return f"{first}月至{following or '次年'}{last}月" if first and last and first != last else ""
    return _months(first, last)


def _months(first: int, last: int) -> str:
    return _SPANS.get((first, last), f"{first}-{last}月") if 0 < first < last else ""


def _days(match: re.Match[str]) -> str:
    first, last = _month(match["from_month"]), _month(match["to_month"] or match["from_month"])
    return f"{first}月{int(match['from_day'])}日-{last}月{int(match['to_day'])}日" if first and last else ""


def plain_part(part: str) -> str:
    """One name for a part of the year: 上半年 for 1-6月, 前6个月 and 前两个季度.

    >>> plain_part("1至6月份"), plain_part("第一季度"), plain_part("前七个月"), plain_part("4月至6月")
    ('上半年', '一季度', '1-7月', '二季度')
    """
    part = re.sub("^半年", "上半年", part.replace("个", "").removeprefix("第"))
    if part.endswith("季"):
        part += "度"
    match = _FOUND.fullmatch(part)
    if match is not None and match["until"]:
        return _until(match)
    return _QUARTERS.get(part, part)


def single_parts(text: str) -> tuple[str, ...]:
    """The quarters that folded text names together (二、三季度), each by itself; () where it names none so."""
    match = _TWO_QUARTERS.fullmatch(text)
    return tuple(f"{quarter}季度" for quarter in match.groups()) if match else ()


_TWO_QUARTERS = re.compile(r"([一二三])、([二三四])季度")


def is_day(part: str) -> bool:
    """Tell whether a part of the year is a day, or some days from one to another."""
    return part.endswith("日")


def counts_months(part: str) -> bool:
    """Tell whether a part of the year is one that is reported on as such: a month, a quarter, the months up to one.

    A day, a holiday, a season and months such as 2-12月, over which a measure holds, are none.
    """
    return _REPORTED.fullmatch(part) is not None


_REPORTED = re.compile(r"[上下]半年|.{1,2}季度|(?:1-)?\d{1,2}月末?")


def own_parts(text: str, years: Collection[str]) -> tuple[YearPart, ...]:
    """The parts of a year, no days, before which the last year that folded text names is one of `years`, "" for none.

    >>> [part.name for part in own_parts("2024年上半年情况,2023年一季度", ("", "2024"))]
    ['上半年']
    """
    parts = ((part, _YEAR.findall(text, 0, part.start)) for part in find_year_parts(text))
    return tuple(part for part, named in parts if not is_day(part.name) and (named[-1] if named else "") in years)


def turns_to_years(text: str) -> bool:
    """Tell whether a text speaks of whole years (全年, 年末) or of what is aimed at, other than in a set phrase.

    >>> turns_to_years("全年增长"), turns_to_years("完成全年目标的七成"), turns_to_years("年度重点项目")
    (True, False, False)
    """
    return bool(_WHOLE.search(text)) and bool(_WHOLE.search(_SET_PHRASE.sub("", text)))


def part_of_year(text: str) -> str:
    """The part of the year that a folded text last turns to, "" for none or where it turns to whole years after it.

    Days are no parts: a notice names them without counting up to them.

    >>> part_of_year("今年1-6月,增速比一季度快"), part_of_year("上半年增长5%;全年完成"), part_of_year("7月份,出口")
    ('上半年', '', '7月')
    """
    last = next((m for m in reversed(list(_TURNED_TO.finditer(text))) if not (m["day"] or m["days"])), None)
    if last is None or turns_to_years(text[last.end() :]):
        return ""
    return _name(last)


def without_year_parts(text: str) -> str:
    """Folded text without the parts of a year it names: 上半年全省出口 as 全省出口."""
    for part in reversed(find_year_parts(text)):
        text = text[: part.start] + text[part.end :]
    return text


def last_day(text: str) -> str:
    """The day, or the days from one to another, that folded text names last (`2月16日`), "" for none."""
    days = [part.name for part in find_year_parts(text) if is_day(part.name)]
    return days[-1] if days else ""


def same_part(asked: str, stated: str, stock: bool = False) -> bool:
    """Tell whether what is stated of one part of the year is an answer for another: 6月末 for 上半年.

    Of a stock, which is counted at a point of time, a month and its end are the same; what is added up to the end of
    a month is not what that month adds.

    >>> same_part("上半年", "6月末"), same_part("7月", "7月末"), same_part("7月", "7月末", stock=True)
    (True, False, True)
    """
    if asked == stated:
        return True
    if asked.endswith("假期") and stated.endswith("假期"):
        return bool(set(asked[:-2].split("、")) & set(stated[:-2].split("、")))
    asked_end, stated_end = _closing(asked), _closing(stated)
    if not asked_end or asked_end != stated_end:
        return False
    closing = asked.endswith("末") or stated.endswith("末")
    single = all(_SINGLE.fullmatch(part) for part in (asked, stated))
    return closing and ((single and (stock or asked_end == 1)) or _counts_up(asked) or _counts_up(stated))


_SINGLE = re.compile(r"\d{1,2}月末?")


def is_month(part: str) -> bool:
    """Tell whether a part of the year is one month."""
    return bool(re.fullmatch(r"\d{1,2}月", part))


def month_of(part: str) -> str:
    """The month that a part of the year lies in (`3` for 3月, 3月末 and 3月5日), "" for none or several."""
    months = re.findall(r"(\d{1,2})月", part)
    return months[0] if months and len(set(months)) == 1 and not re.match(r"\d{1,2}-", part) else ""


def _counts_up(part: str) -> bool:
    return part in _LAST_MONTH or part.startswith("1-")


def _closing(part: str) -> int:
    """The month that a part of the year ends with, 0 for a day and for what none ends or begins in another year."""
    if part in _LAST_MONTH:
        return _LAST_MONTH[part]
    month = re.fullmatch(r"(?:1-)?(\d{1,2})月末?", part)
    return int(month[1]) if month else 0
