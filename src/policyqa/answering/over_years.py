"""Over years: what several years did together, against what each of them did and what their end reached."""

from __future__ import annotations

import re

from policyqa.answering.around import said_before, words_before
from policyqa.chinese.numerals import parse_number
from policyqa.types import Figure

_ASKS_YEARLY = re.compile(r"每年|年均|平均每?年|一年(?:要|能|可|有|新增)?(?:多少|几)")
_YEARLY = re.compile(r"每年|年均|平均每?年|逐年|年度|每个?年度")
_TOGETHER = re.compile(r"累计|合计|总计|一?共|[二两三四五六七八九十]年(?!均)")
_ASKS_SPAN = re.compile(
    r"(?:过去|最?近|这)的?(?P<one>[二两三四五六七八九十\d]{1,2})年|(?P<other>[二两三四五六七八九十]{1,2})年(?:来|间)"
)
_REACHES_END = re.compile(
    r"(?:达到?|突破|超过|增加到|提高到|稳定在|保持在?|控制在|[^,;:。]{1,6}[至到]|(?:增|升|提|降|跃)为|跨上|跃上|迈上|跨越)\s?(?:了|约|近)?$"
)
"""What a figure says that stands at the end of several years."""


_EACH_YEAR = re.compile(r"(?:每年|年年)(?:都|均)(?:稳定|保持|站稳)?在?\s?$")
_EACH_YEAR_ASKED = re.compile(r"每年|年年|历年|各年|这几年|[三四五]年")


def is_not_yearly(question: str, figure: Figure) -> bool:
    """Whether what one year does is asked for, and a figure is what several did together."""
    if _EACH_YEAR.search(words_before(figure)) and not _EACH_YEAR_ASKED.search(question):
        return True
    if "-" not in figure.year or not _ASKS_YEARLY.search(question):
        return False
    said = f"{said_before(figure)} {figure.indicator} {words_before(figure)}"
    yearly = [match.end() for match in _YEARLY.finditer(said)]
    together = [match.end() for match in _TOGETHER.finditer(said)]
    return not yearly or (bool(together) and together[-1] > yearly[-1])


def is_of_other_span(question: str, figure: Figure) -> bool:
    """Whether the years just past are asked for (过去五年), and a figure is of one year or another number of them."""
    asked = _ASKS_SPAN.search(question)
    if asked is None:
        return False
    number = asked["one"] or asked["other"]
    if re.search(rf"{number}年", f"{said_before(figure)} {figure.indicator}"):
        return False
    first, _, last = figure.year.partition("-")
    value = parse_number(number)
    return not (last.isdigit() and first.isdigit() and value is not None and int(last) - int(first) + 1 == int(value))


def reaches_end(figure: Figure) -> bool:
    """Whether a figure of several years is what stands at their end: 由412家增至1260家."""
    return _REACHES_END.search(words_before(figure)) is not None


def is_of_its_year(figure: Figure) -> bool:
    """Whether a figure is what one year adds (2024年,新增240家), and not what is added until then (到2024年,新增…)."""
    said = said_before(figure)
    added = _ADDS.search(figure.indicator) is not None
    return added and re.search(rf"(?<![到至]){figure.year}年", said) is not None and f"到{figure.year}年" not in said


_ADDS = re.compile(r"新增|净增|新[建认引培]|改造|引进|培育|完成|建设")
