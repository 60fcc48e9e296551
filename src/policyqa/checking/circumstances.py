"""Circumstances: how a figure is counted: over which time, per what, from which base, as level or as growth.

Words that are too common to tell an indicator, and turn a true claim into a false one all the same.
"""

from __future__ import annotations

import re

from policyqa.checking.types import Claim
from policyqa.chinese.year_parts import plain_part
from policyqa.types import Figure

_MANY_YEARS = re.compile(
    r"历年|以来|(?<!\d)[近过去这的]?[两二三四五六七八九十\d]年(?:来|间|内|累计|共|总|新增)|[“\"]?十[一二三四五][五规]"
)
_SUMMED = re.compile(r"累计|累积|总计")
_MAY_BE_SUMMED = re.compile(r"累计|累积|总计|截至|截止|至今|迄今|已|共|总数|总量|总人数")
_ONE_YEAR = re.compile(r"全年|当年|单年|年内|年度|[一该本]年(?![前后来])|年就")
_PART_OF_YEAR = re.compile(
    r"[上下]半年|[前一二三四首][一二三四]?个?季度?|\d{1,2}[-至到]\d{1,2}月|(?<![\d年])\d{1,2}月份|单[日月]|当[日月天]|月末"
)
_PER = re.compile(
    r"每(?:一)?(?:百|千|万|平方|立方|标准|个|名|位|家|人|户|亩|天|日|月|年|吨|公斤|斤|公里|度|套|所|件|次|辆|孩|生|村|台|头|张|项|笔|米|平米|床)+[人户亩]?|[人户亩日月年校村](?=均(?!衡|等|匀|线|值|可))"
)
_BASE = re.compile(r"(?:比|较)(?:(?:19|20)\d\d年|年初|上?月|上季|前年|同期)|环比|年均|[两三四五]年平均|平均每年")
_NOT = re.compile(r"没(?!收)|未(?!来|成年|脱贫|婚|纳|满|就业)|并非|不是|不再|尚无|无法|难以")
_GROWS = re.compile(
    r"增[长速幅]|增加(?!值)|下[降跌滑]|[涨降跌]幅|[上下][涨升降跌]|提[高升]|回落|减少|降低|[增升减]了|翻"
)
_FALLS = re.compile(r"下[降跌滑]|降低|减少|压减|回落|缩[减小短]|负增长|[降跌]幅")
_RISES = re.compile(r"增长|增加(?!值)|提[高升]|上[升涨]|扩大|[增涨]幅")
_OLD = re.compile(r"[由从](?:(?:19|20)\d\d年|上年|去年)?[底末]?的?$|[由从][^,;。到至]{0,10}$")
_CHANGES = re.compile(
    r"^.{0,3}(?:提高|提升|增加|扩大|上升|下降|降低|增|升|降|减少|压缩|缩短|跃升|调整|上调|下调|缩小|跃)(?:到|至|为)"
)
_MONTH = re.compile(r"(?<![\d-])(\d{1,2})月(?![\d份]|底|末)")
_REACHED = re.compile(r"实际(?!利用|使用|到位|吸[收引]|投资|融资|缴纳)|已经|最终|实打实")
_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_CLAUSE_END = re.compile(r"^.*[,;:。]", re.S)
_CLAUSE = re.compile(r"[^,;:。]*$")


_DONE = re.compile(r"完成|建成|实现|投产")
_PLANS = re.compile(r"目标|计划|预期|力争|争取|确保|要|将|拟|预计")


def only_aimed_at(claim: Claim, figure: Figure) -> bool:
    """Tell whether a claim says that something is done which the document only aims at."""
    if figure.status != "target" or claim.scope.status == "target":
        return False
    said = f"{_own_clause(claim)} {claim.words}"
    return bool(_DONE.search(said)) and not _PLANS.search(f"{claim.before} {claim.words}")


def _only_expected(claim: Claim, figure: Figure) -> bool:
    """Whether a claim says that something is reached which the document only expects."""
    return figure.status == "estimate" and bool(_REACHED.search(f"{claim.before} {claim.words}"))


def other_circumstances(claim: Claim, figure: Figure) -> bool:
    """Tell whether a stated figure is counted otherwise than the claim says, or says what the claim does not."""
    _, _, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    before, _, behind = near.rpartition(" ")
    clause, stated = _own_clause(claim), f"{figure.indicator} {_CLAUSE_END.sub('', before)[-40:]} {behind}"
    return (
        _other_span(clause, claim, figure, f"{lead} {stated}", stated)
        or _part_of_year(claim.before) - _part_of_year(f"{figure.context} {figure.indicator}") != set()
        or _part_of_year(stated) - _part_of_year(f"{claim.sentence} {claim.words}") != set()
        or _months(f"{claim.before} {claim.words}") - _months(f"{figure.context} {figure.indicator}") != set()
        or _per(f"{clause} {claim.words} {claim.figure.text}") != _per(f"{stated} {figure.text}")
        or _bases(f"{clause} {claim.words}") != _bases(stated)
        or bool(_NOT.search(f"{clause} {claim.words}")) != bool(_NOT.search(stated))
        or _other_change(claim, figure)
        or _only_expected(claim, figure)
        or _is_old_value(lead, near) != bool(_OLD.search(claim.before))
    )


def _own_clause(claim: Claim) -> str:
    match = _CLAUSE.search(claim.before)
    return match.group() if match else ""


def _other_span(clause: str, claim: Claim, figure: Figure, around: str, stated: str) -> bool:
    """Whether one sums over more than one year or up to a day, and the other does not."""
    said = f"{claim.before} {claim.words}"
    if bool(_MANY_YEARS.search(f"{clause} {claim.words}")) and not (_MANY_YEARS.search(around) or "-" in figure.year):
        return True
    if "-" in figure.year and figure.year in claim.scope.years:
        return False
    if _YEARS_TOGETHER.search(stated_clause(figure)) and not _MANY_YEARS.search(said):
        return True
    summed = bool(_SUMMED.search(stated))
    if summed and not _ONE_YEAR.search(stated):
        return bool(_ONE_YEAR.search(f"{clause} {claim.words}")) or not _MAY_BE_SUMMED.search(said)
    claimed = bool(_SUMMED.search(f"{clause} {claim.words}"))
    return claimed and not summed and not (_MAY_BE_SUMMED.search(around) or "-" in figure.year)


_YEARS_TOGETHER = re.compile(r"(?<![第\d])[两二三四五六七八九十]年(?:累计|共|总|新增|新建|完成|引进|培育|投入)")


def stated_clause(figure: Figure) -> str:
    """The words of a figure's clause before it."""
    lines = figure.context.split("\n") + [""] * 4
    return _CLAUSE_END.sub("", lines[2] or lines[3])


def _part_of_year(text: str) -> set[str]:
    return {plain_part(match.group()) for match in _PART_OF_YEAR.finditer(text)}


def _months(text: str) -> set[str]:
    """The months that a text names without a day; December as the end of a year is none."""
    return {m[1] for m in _MONTH.finditer(text)}


def _per(text: str) -> set[str]:
    """What a figure is counted for each of: 每户, 户均 and /户 are one."""
    found = {re.sub(r"^每(?:一)?|^[个名位]|(?<=每)[个名位]", "", match.group()) for match in _PER.finditer(text)}
    found |= set(re.findall(r"元/([一-鿿]{1,3})", text))
    return {re.sub(r"^[个名位](?=.)", "", each).replace("天", "日") for each in found} - {"年"}


def _bases(text: str) -> set[str]:
    return {match.group() for match in _BASE.finditer(text)} - {"比同期", "较同期"}


def _other_change(claim: Claim, figure: Figure) -> bool:
    """Whether one is a growth and the other a level, or one rises and the other falls."""
    said, stated = f"{_own_clause(claim)} {claim.words}", f"{figure.indicator} {figure.text}"
    grows = claim.figure.measure in ("growth", "multiple") or bool(_GROWS.search(claim.words))
    grew = figure.measure in ("growth", "multiple") or bool(_GROWS.search(figure.indicator))
    if claim.figure.measure != figure.measure and grows != grew:
        return True
    if re.search(r"增长?到|增长?至|升到|升至|降到|降至|占比", said) and figure.measure == "growth":
        return True
    if not (grows and grew):
        return False
    falls = bool(_FALLS.search(f"{said}{claim.figure.text}")) and not _RISES.search(said)
    fell = figure.value.startswith("-") or (bool(_FALLS.search(stated)) and not _RISES.search(stated))
    return falls != fell and bool(_RISES.search(stated) or _FALLS.search(stated))


def _is_old_value(lead: str, near: str) -> bool:
    """Whether a figure is the old value of a change: 58% in 由58%提高到65%."""
    before, _, behind = near.rpartition(" ")
    return bool(_OLD.search(before) and _CHANGES.match(behind))


def days_of(text: str) -> list[tuple[int, int]]:
    """The days that a text names, in order."""
    return [(int(month), int(day)) for month, day in _DAY.findall(text)]
