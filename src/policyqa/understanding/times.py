"""Times: the years that a question names, and one thing asked at two times (a year with a part of its own, a day)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.periods import PeriodMention

_YEAR = r"(?:今年|去年|前年|上年|(?:19|20)\d\d年)"
_PART = r"(?:全年|[上下]半年|前?[一二三四]季度|前\d{1,2}个?月|\d{1,2}(?:月)?[-~]\d{1,2}月|\d{1,2}月份?)"
_FESTIVAL = (
    r"(?:元旦|春节|清明|“?五一”?|劳动节|端午|中秋|国庆|“?十一”?|暑期|暑假|寒假)(?:节|假期|小长假|黄金周|长假|期间)*"
)
_TIME = re.compile(
    rf"{_YEAR}的?{_PART}(?!\d{{1,2}}日)|(?:{_YEAR})?\d{{1,2}}月\d{{1,2}}日|(?:{_YEAR})?{_FESTIVAL}(?=[和与跟及、各分对])"
)
_JOINT = re.compile(r"\s?(?:[、,]?[和与跟及同比、])\s?")
_EACH = re.compile(r"分别|各[自是有为多增]|对比|相比|比[,，]|哪个")
_MOST = 6


def times_asked(question: str) -> tuple[str, ...]:
    """The question once for each of the times that it names together, with that time alone; () where it names no two.

    >>> times_asked("社零增速,今年上半年跟去年全年比,各多少")
    ('社零增速,今年上半年各多少', '社零增速,去年全年各多少')
    """
    found = list(_TIME.finditer(question))
    if not 2 <= len(found) <= _MOST or not _EACH.search(question):
        return ()
    joined = all(_JOINT.fullmatch(question, a.end(), b.start()) for a, b in pairwise(found))
    if not joined or len({match.group() for match in found}) < len(found):
        return ()
    before, behind = question[: found[0].start()], question[found[-1].end() :]
    holiday = re.search(r"(?:假期|小长假|黄金周|长假|期间)$", found[-1].group())
    if holiday:  # 春节和元旦假期
        behind = f"{holiday.group()}{behind}"
        named = (match.group().removesuffix(holiday.group()) for match in found)
        return tuple(f"{before}{name}{behind}" for name in named)
    behind = re.sub(r"^(?:相?比较?一?下?|对比一?下?|相比)?[,，]?", "", behind)
    return tuple(f"{before}{match.group()}{behind}" for match in found)


_SPAN_OF_YEARS = re.compile(r"((?:19|20)\d\d)年?(?:-|~|至|到|—)((?:19|20)\d\d)年?")


def years_each(text: str, periods: Sequence[PeriodMention]) -> tuple[str, ...]:
    """Every year from one to another where each is asked for (2023到2025年分别多少); () otherwise."""
    span = _SPAN_OF_YEARS.search(text)
    if span is None or not re.search(r"分别|各|每年|逐年|历年", text):
        return ()
    first, last = int(span[1]), int(span[2])
    return tuple(str(year) for year in range(first, last + 1)) if first < last <= first + 10 else ()


def years_named(periods: Sequence[PeriodMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.years for p in periods if p.kind != "base"))


def length_of_end(text: str, at: int) -> int:
    """The length of 底 or 末 behind a year that is written without 年 (去年底)."""
    return text[at : at + 1] in ("底", "末", "初")
