"""What the place in a document says about a figure: the year spoken of, and whether it looks back or ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyqa.chinese.fold import fold_text
from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.figures.clauses import GLOSS
from policyqa.types import Document, Status

_BACK = re.compile(
    r"回顾|总结|成效|成绩|主要工作(?:完成)?情况|完成情况|进展情况|工作进展|过去|一年来|五年来|取得|上年工作|运行情况|发展情况|执行情况|发展环境|发展基础|发展成就|主要成就|现状"
)
_AHEAD = re.compile(
    r"目标|任务|安排|部署|下一步|下步|打算|计划|要点|思路|总体要求|展望|措施|工作重点|重点工作|规划|行动|攻坚|意见|方案|分解"
    r"|^今年|明年|实事"
)
_TARGET = re.compile(
    r"力争|确保|目标|预期|计划|争取|拟|奋力|将(?!近)|(?<![需重主首紧只所])要(?![求素点闻件道领])|努力|打算|安排|推动|加快|推进|聚焦|着力|瞄准|不断|持续"
)
_TARGET_STRONG = re.compile(r"力争|确保|预期目标|目标是|计划|争取|拟|预期|明年|今后|未来|奋斗目标|目标任务")
_ACTUAL_STRONG = re.compile(
    r"完成了|实现了|达到了|增长了|[仅只]增长|已(?!经开发|上市)|累计(?:完成|实现|投入)|同比|实际完成|比上年|较上年|创历史|居全国第|跃居|首次|截至|截止"
    r"|今年以来|去年|上年|过去一年|一年来|荣获|获评|获得|入选"
)
_IN_PART = re.compile(r"上半年|一季度|前三季度|1-\d{1,2}月")
"""What was done in a part of the year, unless the sentence aims at it (确保…,上半年完成…)."""
_WAS_AIM = re.compile(r"(?:计划|预期|年度|年初|调整)目标(?:任务)?(?:值)?(?:为|是)[^,;]{0,6}$")
"""What a report says was aimed at in a year that is over."""
_WAS_PLANNED = re.compile(
    r"年初(?:确定|提出|制定|安排|定下)的?[^,;]{0,24}$|(?:^|[,;:。、)\s]|年初?|年度|全年|[原市省县区])计划(?!生育|单列|免疫|经济|内|外|的|任务|完成率|目标)[一-鿿](?:(?!已|实际|截[至止])[^,;]){0,24}$|"
    r"(?<![动超按照])(?<!完成)(?:原|年度|全年|年初)?计划(?:总?投资|完成|实施|新[建增]|引进|改造|建设)[^,;]{0,14}$"
    r"|占(?:年度|全年|年初)?(?:目标|计划)(?:任务)?\s?[(]?$"
    r"|(?<!完成)(?<!实现)(?<!达到)(?<!超过)(?<!年度)目标(?:任务)?值?(?:是|为|定为)?\s?$"
)
"""The same without a set phrase: 计划完成投资, of a figure beside which another says what was done."""
_PART_OF_PLAN = re.compile(r"\d[^,;]{0,6}的\s?$")
"""How much of a plan is done is no plan: 完成年度计划投资500亿元的104%."""
_ESTIMATE = re.compile(r"预计|初步核算|预估")
_IN_VIEW_OF = re.compile(
    r"(?:对照|紧盯|盯紧|盯住|锚定|围绕|按照?|依照|遵照|对标|聚焦|瞄准|紧扣|根据|依据|坚持|着眼|立足|朝着|向着|对表|咬定|扭住|把握|明确|分解|细化|压实|落实|紧紧?抓住?)"
    r"[^,;:。]{0,16}?(?:目标|任务|计划|预期|要求|安排)(?:任务|目标|要求|安排|导向)?(?:不放松|不动摇|推进)?(?=[,;:、。]|$|完成|实现|新[增建])"
)
"""An aim that is only looked to (对照全年目标任务,完成…): a set phrase, which says nothing of the figures behind it."""


@dataclass(frozen=True, slots=True)
class Section:
    """The scope that the headings above a block give: `year` "" and `status` "unknown" where they give none.

    `otherwise` is what a figure is of which neither they nor its own words tell anything. `span` is the period of
    several years that a heading names beside a single one (2025年和“十四五”时期回顾): of it is what grows 年均.
    """

    year: str = ""
    status: Status = "unknown"
    otherwise: Status = "unknown"
    span: str = ""


def speaking_year(document: Document) -> int | None:
    """The year in which a document speaks, by which 今年 is resolved: of issue, else the one it is about."""
    issued = document.metadata.issued[:4]
    if issued.isdigit():
        return int(issued)
    about = main_year(document)
    if "-" in about:
        return int(about[:4])
    main = document.metadata.years[0][:4] if document.metadata.years else ""
    return int(main) if main.isdigit() else None


def main_year(document: Document) -> str:
    """The year the document is about (a plan's whole period), else the year of issue, else ""."""
    periods = [p.years for p in find_periods(fold_text(document.metadata.title)) if "-" in p.years]
    if periods:
        return periods[0]
    if document.metadata.years:
        return document.metadata.years[0]
    return document.metadata.issued[:4]


def span_years(period: PeriodMention, document: Document, status: Status) -> str:
    """The years of a span: behind a document that looks back (过去五年), from its first year on otherwise (三年累计).

    A report of 2023 looks back to 2022, a bulletin on 2022 too, whenever it is issued.
    """
    first, _, last = period.years.partition("-")
    about = main_year(document)[:4]
    if not (first.isdigit() and last.isdigit() and about.isdigit()):
        return period.years
    length, main, speaking = int(last) - int(first), int(about), speaking_year(document) or int(about)
    if int(last) < speaking or status == "actual":
        end = main if main < speaking else main - 1
        return f"{end - length}-{end}"
    shift = main - int(first) if main >= int(first) and int(last) >= main else 0
    return f"{int(first) + shift}-{int(last) + shift}"


def section_of(path: tuple[str, ...], document: Document) -> Section:
    """Derive the scope from the headings above, the innermost that says something winning."""
    this_year = speaking_year(document)
    year, status, span = "", "unknown", ""
    for heading in path:
        periods = [p for p in find_periods(heading, this_year) if p.years and p.kind != "base"]
        if periods:
            span = next((p.years for p in periods if "-" in p.years and p.kind == "range"), "")
        if len({year_is_past(p.years, this_year) for p in periods}) > 1 and _AHEAD.search(heading):
            year, status = "", "unknown"  # “十四五”成就和“十五五”目标: what is below says itself of which it is
            continue
        opens_plan = _OPENS_PLAN.search(heading) is not None and this_year is not None
        single = [p for p in periods if "-" not in p.years]
        if len(periods) > 1 and len(single) == 1 and _AHEAD.search(heading) and not _BACK.search(heading):
            periods = single  # “十五五”时期主要目标和2026年重点工作: five years' aims say so themselves
        if opens_plan and periods and "-" in periods[0].years:
            year, status = (str(this_year), "target") if periods[0].years.startswith(str(this_year)) else ("", status)
            continue
        if periods:
            year = span_years(periods[0], document, "unknown") if periods[0].kind == "span" else periods[0].years
        back, ahead = _BACK.search(heading), _AHEAD.search(heading)
        if back and status == "target" and not year_is_past(year, this_year) and not _SURELY_BACK.search(heading):
            continue  # 加快释放改革开放成效 below this year's tasks is one of them
        if back and not (ahead and ahead.start() > back.start()):
            status = "actual"
            if not periods and not year_is_past(year, this_year) and this_year and "过去" in heading:
                year = str(this_year - 1)
        elif ahead and not (status == "actual" and not _SURELY_AHEAD.search(heading)):
            status = "target"
    about = main_year(document)
    if status == "actual" and not year and "-" in about:
        year = str(int(about[:4]) - 1)  # a plan looks back to the year before it begins
    if status == "actual" and not year and this_year and _REPORT.search(document.metadata.title):
        year = str(this_year - 1)
    return Section(year, status_for_year(status, year, this_year), span=span if span != year else "")


def goes_deeper(path: tuple[str, ...], before: tuple[str, ...], document: Document, carried: str) -> bool:
    """Whether a heading below one of several years names no time: what turned to the last of them goes on with it."""
    years = section_of(path, document).year
    last = "-" in years and carried == years[-4:]
    return bool(before) and path[: len(before)] == before and last and years == section_of(before, document).year


_OPENS_PLAN = re.compile(r"开好局|起好步|开门红|良好开局|开局起步")
"""What a plan's first year is to do (推动“十五五”开好局): such a heading is of that year, not of the plan's all."""
_SURELY_BACK = re.compile(
    r"回顾|总结|完成情况|进展|过去|一年来|五年来|上年工作|运行情况|发展情况|执行情况|现状|去年|20\d\d年"
)
"""What looks back below a heading of this year's tasks; 成效 and 成绩 are what they are to bring."""
_SURELY_AHEAD = re.compile(r"今年|明年|下一步|下步|打算|展望|目标|安排|部署|思路|要点|计划|规划|20\d\d年")
"""What turns to the year ahead below a heading that looks back; 民生实事 and 攻坚行动 are done in both."""
_REPORT = re.compile("政府工作报告")
_REVIEW = re.compile(r"总结|公报|(?:完成|执行|运行|进展|发展|推进|落实|实施)情况|概况|工作情况|简报")
_NAMES_AIMS = re.compile(
    r"下一步|下步|下阶段|下一阶段|打算|明年|工作(?:安排|思路|计划|重点)|力争|确保|预期目标|主要目标|计划|方案|草案|要点|将(?!近)"
)


def only_reviews(document: Document) -> bool:
    """Whether a document tells by its title what was done, and names no aims but to measure by them (对照年度目标)."""
    if not _REVIEW.search(document.metadata.title):
        return False
    return not _NAMES_AIMS.search(_IN_VIEW_OF.sub("", fold_text(document.text)))


_ANNEX = re.compile(r"\s*(?:附件|附录|附表|附:)")
_OF_ANNEX = re.compile(
    r"\s*((?:19|20)\d\d)年[^,。;:\n]{2,24}(?:实事|任务|清单|目标|计划|项目|安排)(?:[（(][^（()）]{1,10}[)）])?\s*"
)
"""An annex's title: 2026年全省30件民生实事(部分)."""


def annex_year(line: str, year: str) -> str:
    """The year that sections without one are of: of the annex that a line begins, "" where it names none yet."""
    if len(line) > _LONGEST_TITLE:
        return year
    if (title := _OF_ANNEX.fullmatch(line)) is not None:
        return title[1]
    return "" if _ANNEX.match(line) else year


_LONGEST_TITLE = 48


def year_is_past(year: str, this_year: int | None) -> bool:
    """Whether a year lies before the year of speaking."""
    return bool(year and this_year and year[-4:].isdigit() and int(year[-4:]) < this_year)


def status_for_year(status: str, year: str, this_year: int | None) -> Status:
    """A heading's status, corrected by the year: what lies behind is an actual, what lies ahead a target."""
    if this_year and year[-4:].isdigit():
        if int(year[-4:]) > this_year:
            return "target"
        if int(year[:4]) < this_year and int(year[-4:]) < this_year and status == "target":
            return "actual"
    return status if status in ("target", "actual", "estimate") else "unknown"  # type: ignore[return-value]


_COLUMN_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("target", re.compile(r"目标|计划|预期|任务数|规划|预算(?:数|额|安排)?(?=[(（/]|$)")),
    ("estimate", re.compile(r"预计|预估")),
    ("actual", re.compile(r"完成|实际(?!利用|使用|到位|吸[收引]|投资)|实绩|执行|决算|现状|基数|基期")),
)


def column_status(label: str) -> Status:
    """What a column's heading says of its figures, "unknown" where it says nothing or several things.

    >>> column_status("2023年(计划)"), column_status("2022年/完成"), column_status("计划完成情况")
    ('target', 'actual', 'unknown')
    """
    said = [status for status, pattern in _COLUMN_STATUS if pattern.search(label)]
    return said[0] if len(said) == 1 else "unknown"


_AIM_SET = re.compile(
    r"(?:目标|任务)已经?(?:定|明确|确定|敲定|出炉)[:,][^;。]*$|[省市区县州旗]提出(?=[一-鿿]{2,16}(?:增长|达到|突破|增加|$))(?![的了])[^,;。]*$"
)
"""What a place sets itself: 目标已定:甲县提出地区生产总值增长6%, and the list behind it."""
_AIMS_LISTED = re.compile(
    r"(?:全年|年度|年初|预期|发展)[^,;:。]{0,6}(?:目标|预期)(?:任务)?(?:不变|不动摇|不降低|不放松|是|为)?:"
    r"(?![^;。]*(?:上半年|季度|月|截至|已|累计|目前))[^;。]*$"
)
"""Aims behind a colon, whatever is done with them: 坚持全年目标不动摇:地区生产总值增长6%,固定资产投资增长8%."""
_AIMS_SET = re.compile(
    r"(?:预期|发展|主要|增长)目标(?:确定|拟定|初步|建议|设定|安排)*[为是](?![^;。]*(?:上半年|季度|月|截至|已|累计|目前|去年|上年))[^;。]*$"
)
"""Aims behind what sets the first of them: 今年经济发展预期目标确定为4.8%左右,社会消费品零售总额同比增长5%."""


_DATED = re.compile(r"\d{1,2}月|年初|截[至止]")
"""Says of a later year that it had begun when the paper was written."""


def _is_ahead_of(year: str, section: Section) -> bool:
    """Whether a figure is of a later year than the headings above it look back to (2024年执行情况, and 2025年力争)."""
    last, back = year[-4:], section.year[-4:]
    return section.status == "actual" and last.isdigit() and back.isdigit() and int(last) > int(back)


_SET_BY_MEETING = re.compile(
    r"(?:人大[一-鿿]{0,8}会议|人代会|人民代表大会[一-鿿]{0,8}会议)(?:确定|批准)了?[,:]"
    r"(?![^;。]*(?:实际|完成|实现|结果|连跨|设立|签约|落户))[^;。]*$"
)
"""What a meeting set for a year (2020年省人大会议确定,全省生产总值增长6.1%左右), also of one that is over."""
_SURELY_DONE = re.compile(r"完成了|实现了|达到了|实际|去年|上年|已")
_FROM_BEFORE = re.compile(r"[由从](?:去年|上年|前年|(?:19|20)\d\d年)[底末]?的?[^,;。到至为]*(?=[^,;。]{0,4}[到至为])")
"""The value before, and its year, of what is to change: 高新技术企业由去年的168家增加到190家."""
_SET_BEFORE = 120


def figure_status(clause: str, lead: str, year: str, section: Section, this_year: int | None) -> Status:
    """Tell target, actual and estimate by the words before a figure, its year and its section.

    Args:
        clause: the words of the figure's own clause before it.
        lead: the earlier words of its sentence.
        year: the figure's year or period, "" where unknown.
        section: what the headings say.
        this_year: the year in which the document speaks.
    """
    if _WAS_AIM.search(clause) or (_WAS_PLANNED.search(clause) and not _PART_OF_PLAN.search(clause)):
        return "target"
    listed = _AIMS_LISTED.search(f"{lead[-_SET_BEFORE:]}{clause}") and not _ACTUAL_STRONG.search(clause)
    if _SET_BY_MEETING.search(f"{lead[-_SET_BEFORE:]}{clause}"):
        return "target"
    clause, lead = _IN_VIEW_OF.sub("", GLOSS.sub("", clause)), _IN_VIEW_OF.sub("", lead)
    listed = listed or (_AIMS_SET.search(lead) and not _SURELY_DONE.search(clause))
    last = year[-4:]
    if this_year and last.isdigit():
        if int(last) > this_year:
            return "target"
        if int(last) < this_year:
            return "estimate" if _ESTIMATE.search(clause) else "actual"
    clause = _FROM_BEFORE.sub("", clause)
    if listed or _TARGET_STRONG.search(clause) or _AIM_SET.search(f"{lead[-_SET_BEFORE:]}{clause}"):
        return "target"
    if _ESTIMATE.search(clause):
        return "estimate"
    if _ACTUAL_STRONG.search(clause):
        return "actual"
    ahead = _is_ahead_of(year, section) and not _DATED.search(f"{lead}{clause}")
    if section.status != "unknown" and not ahead:
        return section.status
    if _TARGET_STRONG.search(lead):
        return "target"
    if _IN_PART.search(clause) or _ACTUAL_STRONG.search(lead) or _IN_PART.search(lead):
        return "actual"
    if _TARGET.search(clause) or _TARGET.search(lead):
        return "target"
    return section.otherwise
