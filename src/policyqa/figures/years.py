"""Years: which period of a sentence says when a figure is, and which the next sentence goes on with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.fold import fold_text
from policyqa.chinese.numerals import parse_number
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.quantities import Quantity, find_quantities
from policyqa.chinese.year_parts import find_year_parts, is_day, own_parts
from policyqa.figures.section import Section, main_year, span_years
from policyqa.reading.date_lines import is_date_line
from policyqa.types import Document

_BEFORE_PERIOD = re.compile(
    r"(?:由|从|过去的|逝去的|走过的|回[首顾望眸]|总结|盘点|展望|面向|预计到|力争|确保|争取|实现|完成|预计|计划|在|其中|于|全市|全区|全省|全县|[一-鿿][省市县区])$"
)
_SAID_LATE = re.compile(r"[为达是共已]|完成|实现|增[长加]|下降|目标|计划|营业|产值|累计|\d")
"""What follows a 去年 or 今年 that stands behind its subject: 集群产值去年为…."""
OF_WHOLE_YEAR = re.compile(r"\s?(?:全年|年末|年底|(?:截[至止])?(?:到)?目前|现在|如今|眼下)")
"""Comes back from a span of years to the document's own."""
_OF_A_YEAR = re.compile(r"((?:19|20)\d\d)年(?:[底末]?的(?:约|近)?|[为是达]?约?\s?)$")
_TO_A_YEAR = re.compile(r"[到至](?:(去年|上年)|今年)的(?:约|近)?$")


def year_right_before(words: str, this_year: int | None) -> str:
    """The year that stands right before a figure (较2023年的486万立方米, 提高到去年的1422万吨), "" for none."""
    if own := _OF_A_YEAR.search(words):
        return own[1]
    to = _TO_A_YEAR.search(words)
    return str(this_year - bool(to[1])) if to and this_year else ""


_SPAN_ALONE = re.compile(r"过去|最?近|这|未来|今后|接下来|本届|任期")
"""Years that are told as such by their own words: 过去五年."""
_SPAN_GOES_ON = re.compile(r"来|年?(?:,|累计|来)")
"""What follows 近五年 where it says when, and is no condition (近三年无违法记录的企业)."""
_WITHIN_YEARS = re.compile(r"新[增建改]|完成|引进|培[育训]|投[入资]|累计|建[成设]|改造|发放|筹[集措]|招引|种植|创建")
"""What several years did together, where they have no 累计: 五年新增就业20万人."""


_SAYS = re.compile(
    r"[^,;:。]{0,14}(?:指出|强调|提出|要求|明确|认为|表示|决定|通报|介绍|回顾|总结|获悉|报告)(?:说|称|道)?[,:]"
)
"""Who says what follows: a year behind it opens the sentence (会议强调,2026年…)."""


_VOCATIVE = re.compile(r"\s?(?:各位代表|各位委员|同志们|各位领导)[,:!]\s?")
_ON_BASIS = re.compile(r"(?:(?:根?据|按照?|经|从)[^,;:。\d]{2,40},){1,3}")
"""On what basis something is told: a year behind it opens the sentence too (根据统一核算结果,2022年…)."""


_COMPARED = re.compile(r"(?:[快慢高低优好]于|[比较超])[^,;:。]{1,16}、$")
"""A year in a list of what is compared with: 快于一季度、去年全年增速."""
_OPENING_CHARS = 160


def speaks_of_part(document: Document) -> bool:
    """Whether a document is about a part of its year (上半年, 前7个月): its title says so, or what opens it.

    What stands behind the first figure opens nothing: it may be of a part where the figures before it are not.
    """
    years = ("", main_year(document)[:4])
    if own_parts(fold_text(document.metadata.title), years):
        return True
    paragraphs = (b for b in document.blocks if b.kind == "paragraph" and b.end - b.start >= _LEAST_PARAGRAPH)
    first = next((b for b in paragraphs if not _GIVEN_AT.search(document.text[b.start : b.end])), None)
    opening = fold_text(document.text[first.start : first.start + _OPENING_CHARS]) if first else ""
    counted = next((quantity.start for quantity in find_quantities(opening)), len(opening))
    return bool(own_parts(opening[:counted], years))


_LEAST_PARAGRAPH = 20
_GIVEN_AT = re.compile(r"^\W{0,4}[^，。,]{4,16}日\s?在[^。]{4,40}会议?上?\W{0,3}$")
"""Says below a title when and where a report was given (——二〇二六年一月二十七日在…会议上)."""


def turns_to_part(sentence: str, periods: list[PeriodMention]) -> bool:
    """Whether a sentence speaks of a part of the year without naming a year before it: of the document's own."""
    for part in find_year_parts(sentence):
        begins = part.start == 0 or _BEFORE_PART.search(sentence[max(0, part.start - 2) : part.start])
        if begins and not is_day(part.name):
            return not any(period.start < part.end for period in periods)
    return False


_BEFORE_PART = re.compile(r"[,;:。—\s(]$|今年$|截[至止]$")


def carried_on(sentence: str, periods: list[PeriodMention], framed: bool, previous: str) -> PeriodMention | None:
    """The period that the next sentence goes on with: one that this sentence opens with, else the last that it names.

    What is named aside (`…，到2026年达到…`, `“十三五”期间…，2020年达到…`) holds for its own clause only; so does every
    year behind the first clause where the year is known already (`…，在2023年考评第三的基础上，…`).
    """
    goes_on = previous.rstrip().endswith(";")
    said = _SAYS.match(sentence)
    begins = said.end() if said else 0
    if called := _VOCATIVE.match(sentence):
        begins = max(begins, called.end())
    if basis := _ON_BASIS.match(sentence, begins):
        begins = basis.end()
    opening = [p for p in periods if not any(mark in sentence[begins : p.start] for mark in ",;:")]
    opening = [p for p in opening if not (goes_on and p.kind == "until")]
    if opening:
        return opening[-1]
    if periods and _THIS_YEARS_PART.match(sentence, periods[-1].start):
        return periods[-1]
    last = periods[-1] if periods and periods[-1].kind not in ("until", "relative") else None
    return None if framed or (last is not None and last.kind == "year" and _is_aside(sentence, last)) else last


def is_ahead_aside(sentence: str, period: PeriodMention, years: str, of_section: str) -> bool:
    """Whether a year later than its section's is named within a sentence, not at its start: of its own clause only."""
    single = len(years) == len(of_section) == 4 and years.isdigit() and of_section.isdigit()
    return single and years > of_section and period.start > _OPENS_WITHIN


_OPENS_WITHIN = 4
"""Characters before a year that still opens its sentence."""


def dealt_out_by_year(sentence: str, quantities: Sequence[Quantity], quantity: Quantity) -> str:
    """The year of one of as many shares as a range has years: 2023-2025年按20%、60%、100%的进度; "" for any other."""
    if quantity.unit != "%":
        return ""
    run = [q for q in quantities if q.unit == "%"]
    if len(run) < _LEAST_DEALT:
        return ""
    ranges = [m for m in _RANGE.finditer(sentence) if m.end() <= run[0].start]
    if not ranges or int(ranges[-1][2]) - int(ranges[-1][1]) + 1 != len(run):
        return ""
    joints = (sentence[a.end : b.start] for a, b in pairwise(run))
    return str(int(ranges[-1][1]) + run.index(quantity)) if all(joint in ("、", "和", "及") for joint in joints) else ""


_RANGE = re.compile(r"((?:19|20)\d\d)年?\s?[-~至到]\s?((?:19|20)\d\d)年")
_LEAST_DEALT = 3


def _is_aside(sentence: str, period: PeriodMention) -> bool:
    """Whether a period in a later clause only says when a value is reached (`2020年达到…`)."""
    return bool(
        re.match(
            r"[底末前]|\s?\d{1,2}月|[上下]半年|[一二三四]季度|[即已]?(?:达到?|突破|超过|为)", sentence[period.end :]
        )
    )


def is_past_aside(years: str, document: Document) -> bool:
    """Whether a year that a sentence names lies before the one that its document is about."""
    main = main_year(document)[:4]
    return len(years) == 4 and years.isdigit() and main.isdigit() and int(years) < int(main)


def goes_on_aside(sentence: str, previous: str) -> bool:
    """Whether a sentence goes on with the year that the one before names aside: 当年,…, or behind a semicolon."""
    return previous.rstrip().endswith(";") or _GOES_ON.match(sentence) is not None


_GOES_ON = re.compile(r"\s{0,4}(?:当年|同年|该年|那年|全年|年[末底]|其中)")
_THIS_YEARS_PART = re.compile(r"今年(?:[上下]半年|前|\d{1,2}月?\s?[-~至到]|[一二三]季度|以来)")
"""Comes back to the year of speaking, whatever year was named before: 据海关消息,今年1月至7月…."""


def ends_ahead(text: str, this_year: int | None) -> bool:
    """Whether a block's last period is one that it looks ahead to (到2023年): the next block does not go on with it."""
    periods = [p for p in find_periods(text, this_year) if p.kind in ("year", "until", "relative")]
    return bool(periods) and periods[-1].kind == "until"


_DAY = re.compile(r"\s?(?:\d{1,2}月\s?\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2}(?!\d))")
_REPORTS = re.compile(r"[^,;。]{0,20}?(?:发布|公布|获悉|消息|通报|介绍|印发|签发|[电讯](?=[,(\s])|召开|举行)")


def names_day(sentence: str, period: PeriodMention, before: str = "") -> bool:
    """Whether a year is only that of a day (2024年3月28日) or of a date line: neither dates figures that follow.

    `before` is the line before the sentence, which may be the issuer's.
    """
    if period.kind != "year":
        return False
    return _DAY.match(sentence, period.end) is not None or is_date_line(sentence, before)


def _dates_report(sentence: str, period: PeriodMention) -> bool:
    """Whether a day is when something was told, and not what is told of: 2024年3月28日,市统计局发布…."""
    day = _DAY.match(sentence, period.end) if period.kind == "year" else None
    return day is not None and _REPORTS.match(sentence[day.end() :].lstrip(",上下午 ")) is not None


def says_when(sentence: str, period: PeriodMention) -> bool:
    """Whether a period says when: at the start of a clause, or behind 到 or a verb of aim; not inside a name."""
    if _dates_report(sentence, period) or _VISION.match(sentence, period.end):
        return False
    if _COMPARED.search(sentence[max(0, period.start - 24) : period.start]):
        return False
    if period.kind == "base" or not period.years or sentence[period.start : period.end] == "当年":
        return False  # 当年 is the year that is spoken of, whichever that is
    if period.kind == "until" or (period.kind == "relative" and _SAID_LATE.match(sentence, period.end)):
        return True
    if period.kind == "relative" and _OF_THAT_YEAR.match(sentence, period.end):
        return not _SET_AGAINST.search(sentence[max(0, period.start - 4) : period.start])
    at_start = begins_clause(sentence, period)
    if period.kind == "year" and _DONE_THAT_YEAR.match(sentence, period.end):
        at_start = at_start or _SUBJECT.search(sentence[: period.start]) is not None
    if period.kind == "span" and (alone := _SPAN_ALONE.match(sentence, period.start)):
        return at_start and (
            alone[0] not in ("近", "最近") or _SPAN_GOES_ON.match(sentence, period.end - 1) is not None
        )
    if period.kind == "span" and _WITHIN_YEARS.match(sentence, period.end):
        return at_start
    if period.kind == "range" and _IN_PLAN.match(sentence, period.end - 2):
        return at_start
    if period.kind in ("range", "span"):
        return at_start and bool(
            re.match(r"[“”\"]?(?:期间|时期|以来|累计|内|间|,|年)|.{0,2}累计", sentence[period.end - 2 : period.end + 4])
        )
    return at_start


_OUTLINE = re.compile(
    r"(?<!考虑)(?<!落实)(?<!衔接)(?<!对接)(?<!对照)(?<!按照)(?<!根据)(?<!围绕)"
    r"《(?:规划)?纲要(?:[(]?草案[)]?)?》(?=[^。;]{0,40}(?:提出|明确|设置|设定|确定|安排|指标|目标))"
)


def outline_period(sentence: str, periods: Sequence[PeriodMention], this_year: int | None) -> list[PeriodMention]:
    """The five years of the plan whose outline a sentence tells of (《纲要(草案)》提出…), in the plan's first year."""
    found = _OUTLINE.search(sentence)
    if found is None or periods or this_year is None or this_year % _PLAN_YEARS != 1:
        return []
    years = f"{this_year}-{this_year + _PLAN_YEARS - 1}"
    return [PeriodMention(found.start(), found.end(), years, "range")]


def planned_periods(
    sentence: str, periods: Sequence[PeriodMention], section: Section, this_year: int | None
) -> list[PeriodMention]:
    """The years of a plan that a sentence tells of by its outline, or that something is to take; [] for none.

    Below a heading of this year's work alone (2026年工作安排) aims are of that year, whatever they go by.
    """
    of_plan = section.span or len(section.year) != len("2026")
    return (outline_period(sentence, periods, this_year) if of_plan else []) or years_ahead(sentence, this_year)


_PLAN_YEARS = 5
_IN_YEARS = re.compile(r"用(?P<count>[2-9二三四五六七八])年(?:左右)?的?时间")


def years_ahead(sentence: str, this_year: int | None) -> list[PeriodMention]:
    """The years that something is to take (用3年时间,引进…), from the year of speaking on."""
    found = _IN_YEARS.search(sentence)
    if found is None or this_year is None:
        return []
    count = int(parse_number(found["count"]) or 0)
    return [PeriodMention(found.start(), found.end(), f"{this_year}-{this_year + count - 1}", "range")]


_VISION = re.compile(r"(?:年)?的?(?:远景|中长期|长远|宏伟)")
"""What a year far ahead is only named for: 综合考虑2035年远景目标,提出…年均增长5%."""
_IN_PLAN = re.compile(r"规划(?:目标|纲要|中|提出|确定|明确)")
"""What a plan of several years aims at: “十四五”规划目标中,…."""
_DONE_THAT_YEAR = re.compile(
    r"(?:已|预计|将|计划|力争|共|累计){0,2}(?:安排|建成|完成|实现|新增|达到?|发放|投入|培育|引进|开工|投产|接待|产值|营收|销量|产量)"
    r"(?!的|目标|任务|情况|计划)"
)
_SUBJECT = re.compile(r"(?:^|[,;:。])[^,;:。\d]{2,14}(?<![比较自从到至于以及和与由对据在占为是《“])$")
"""Stands before a year that dates what is done: 市财政2025年安排资金2600万元."""
_OF_THAT_YEAR = re.compile(r"的[一-鿿]{2,8}(?:[为达是]|超过?|突破|增长|下降)")
"""What follows 去年 in mid-clause where it dates what comes: 服务业去年的营收达到9亿元."""
_SET_AGAINST = re.compile(r"[比较与同和在由从到占及、]$|相对|相当于$|超过?$|[高低多少]于$")


_MARK = re.compile(r"^\s*[①-⑳\[\]\d.]{1,4}\s*")


def begins_clause(sentence: str, period: PeriodMention) -> bool:
    """Whether a period stands at the start of its clause, or behind a verb of aim or a place."""
    if period.kind == "until":
        return True
    before = sentence[: period.start]
    if _DOES_WORK.search(before) and _WORK_OF.match(sentence, period.end):
        return True
    if not _MARK.sub("", before).strip() or before[-1] in ",;:。、!?\n() " or _BEFORE_PERIOD.search(before):
        return True
    return period.kind == "year" and _FUSED_HEADING.search(before) is not None


_FUSED_HEADING = re.compile(r"\d[\d.]{0,8}[万亿]{0,2}(?:元|%|人次|[家个户人项件亩吨])$")
"""A heading's figure that a web page runs together with the sentence below it: 2261亿元2022年成都…."""
_DOES_WORK = re.compile(r"(?:做好|抓好|干好|对于?|关于)$")
_WORK_OF = re.compile(r"年?(?:的|全年|全[省市县区州])?[一-鿿]{0,6}工作[,:。;]")
"""做好2024年经济工作,主要预期目标是…: what follows is of that year."""


def years_of(period: PeriodMention, document: Document, section: Section) -> str:
    """A period's years; those of a span (过去五年, 三年累计) are counted from the year the document is about."""
    return span_years(period, document, section.status) if period.kind == "span" else period.years


def is_starting_point(sentence: str, period: PeriodMention, quantities: list[Quantity], at: int) -> bool:
    """Whether a period is only that of a change's old value: 由2015年的7.2万元提高到, for what comes behind 7.2万元."""
    return is_behind_from(sentence, period) and any(period.end <= q.start and q.end <= at for q in quantities)


def in_brackets(sentence: str, position: int, before: int | None = None) -> bool:
    """Whether a position is inside brackets, which `before`, where it is given, is behind: (去年为151万亩)."""
    opened = sentence.rfind("(", 0, position)
    closed = sentence.find(")", position)
    return opened >= 0 and sentence.find(")", opened, position) < 0 <= closed and (before is None or closed < before)


def is_behind_from(sentence: str, period: PeriodMention) -> bool:
    return bool(re.search(r"[由从]\s?$", sentence[max(0, period.start - 2) : period.start]))


def year_behind(sentence: str, quantity: Quantity, periods: list[PeriodMention]) -> str:
    """A year in brackets right behind a figure: `26万人(2024年)`."""
    for period in periods:
        behind = sentence[quantity.end : period.start] == "(" and sentence[period.end : period.end + 1] in (
            ")",
            "数",
            "",
        )
        if quantity.end <= period.start <= quantity.end + 2 and behind:
            return period.years
    return ""


def is_old_value(sentence: str, quantity: Quantity) -> bool:
    """Whether a figure is what something was before a change: 从325亿元增加到405亿元."""
    before, behind = sentence[max(0, quantity.start - 12) : quantity.start], sentence[quantity.end : quantity.end + 16]
    return bool(_FROM.search(before) and _CHANGED.match(behind))


_FROM = re.compile(r"[从由](?:[^,;:。、到至]{1,5}年?前?的)?\s?$")
_CHANGED = re.compile(
    r"[^,;:。\d]{0,4}(?:增|提|升|扩|降|减|压|缩|跃|跨|达|延|涨|攀|回|翻|发展|拓展|下|上)[^,;:。\d]{0,4}[到至为]?"
)
