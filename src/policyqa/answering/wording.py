"""Wording: the Chinese sentences of answers and refusals, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policyqa.chinese.heading_units import label_unit
from policyqa.chinese.quantity_patterns import PREFIX, PREFIXES, SUFFIXES
from policyqa.chinese.rates import falls
from policyqa.chinese.units import base_unit
from policyqa.types import Figure, Scope

STATUS_WORDS = {"target": "目标", "actual": "实际", "estimate": "预计", "unknown": ""}
_ASSUMED_BY = {"folder": "按所在文件夹", "file name": "按文件名", "text": "按文中提到的日期"}
_WHY_WORDS = {
    "year": "年份不同",
    "part": "时段不同",
    "region": "地区不同",
    "status": "目标与实际不同",
    "holder": "主体不同",
}

GREETING = (
    "您好！请直接问文件里的数字，例如“2021年新引进5000万元以上项目目标是多少”；我会给出原文数字、出处和所在段落。"
)
ABOUT = "我只根据已收录的政府文件作答：先给出数字，再说明地区、年份和口径，并附原文出处；文件里没有的，我会如实说没有。"

UNSURE = "（原文的说法与问题不完全相同，请对照出处确认是不是要问的指标。）"


def period_words(year: str) -> str:
    """`2021` -> 2021年, `2021-2023` -> 2021—2023年, "" -> ""."""
    return f"{year.replace('-', '—')}年" if year else ""


def part_only(year: str, part: str) -> str:
    """The remark that a year's figure is asked for and that of a part of it is stated."""
    return f"（文件给出的是{period_words(year)}{part}的数字，不是全年的。）"


_BARE = re.compile(rf"((?:{PREFIX})?\s?-?[\d.,]+(?:[-—~～至][\d.,]+)?)(以上|以下|左右|以内)?")
_UNIT_IN_HEAD = re.compile(r"[(（](?:单位[::]?)?([^)）\d]{1,8})[)）]")


def _bound_of_row(figure: Figure) -> tuple[str, str]:
    """The comparator that a table row states in a cell of its own, as the words before and behind the number."""
    word = figure.context.rpartition("\n")[2].rpartition(" ")[2]
    return (word, "") if word in PREFIXES else ("", word) if word in SUFFIXES else ("", "")


def _is_unit_of(words: str, figure: Figure) -> bool:
    """Whether words in brackets are what a figure is counted in: (亿吨), but not the (市) of 县(市)."""
    return (
        base_unit(re.sub(r"^[十百千万亿]+(?!瓦|米|克)", "", words))[0] == figure.unit
        or base_unit(words)[0] == figure.unit
    )


def shown(figure: Figure) -> str:
    """A figure as it answers: its own characters, with the word of its fall where that stands earlier in its list."""
    heads = _UNIT_IN_HEAD.finditer(f"{figure.context.rpartition(chr(10))[2]} {figure.indicator}")
    unit = next((head for head in heads if _is_unit_of(head[1], figure)), None)
    bare = _BARE.fullmatch(figure.text)
    before, behind = _bound_of_row(figure) if figure.comparator != "=" else ("", "")
    if bare and unit and figure.unit and figure.value.startswith("-"):
        number = f"{before}{bare[1].replace('-', '', 1)}{unit[1]}{bare[2] or behind}"
        return number if falls(figure.indicator) else f"下降{number}" if "-" not in figure.text else f"-{number}"
    if bare and unit and figure.unit:
        return f"{before}{bare[1]}{unit[1]}{bare[2] or behind}"
    if (before or behind) and (before or behind) not in figure.text:
        return f"{before}{figure.text}{behind}"
    if figure.value.startswith("-") and not re.match(r"下降|减少|回落|降低|负增长|下滑|缩减|[-－−]", figure.text):
        return f"下降{figure.text}"
    return figure.text


def kind_words(figure: Figure, subject: str = "") -> str:
    """目标, 实际 or 预计, "" where the figure's words (or `subject` in their place) say it already."""
    kind = STATUS_WORDS[figure.status]
    return "" if kind in (subject or figure.indicator) else kind


_OF_A_WHOLE = re.compile(r"占(?:比)?(?:达到?|为)?\s[^\n]*$")


def _with_growth(subject: str, figure: Figure) -> str:
    """A table row's name without the unit of its amounts; with 增长 where a bare percent is its growth."""
    if not _BARE.fullmatch(figure.text):
        return subject
    subject = _UNIT_IN_HEAD.sub(lambda head: "" if label_unit(head[0]) else head[0], subject)
    percent = figure.measure == "growth" and figure.unit == "%" and not figure.value.startswith("-")
    return f"{subject}增长" if percent and not _SAYS_GROWTH.search(subject) else subject


_SAYS_GROWTH = re.compile(r"增|升|涨|速|提高|加快|降|减|跌|落|缩|同比|环比")


def figure_sentence(figure: Figure, subject: str, label: int, part: str = "") -> str:
    """One sentence that says place, year (with the `part` of it), indicator and kind, the figure and its citation."""
    if figure.value.startswith("-"):  # the fall is said with the figure itself
        subject = re.sub(r"\s*(?:同比)?(?:下降|减少|回落|降低)$", "", subject)
    subject = _with_growth(subject, figure)
    subject = re.sub(r"\s*[由从](?:(?:19|20)\d\d年[底末]?)?的?$", "", subject)  # an old value: 由2022年的…
    if figure.measure == "share" and _OF_A_WHOLE.search(figure.context) and "占" not in subject:
        subject = f"{subject}占比"  # 税收收入24.1亿元,占56.2%
    kind = kind_words(figure, subject)
    who = figure.holder if figure.holder and figure.holder not in subject else ""
    return f"{who}{period_words(figure.year)}{part}{subject}{kind}：**{shown(figure)}** [{label}]。"


def why_words(figure: Figure, misses: Sequence[str]) -> str:
    """In what a figure differs from what was asked; of one without a year nobody knows whether it does."""
    words = _WHY_WORDS | ({} if figure.year else {"year": "文件没有写明年份"})
    return "、".join(words[miss] for miss in misses)


def assumed_year(source: str, year: str, labels: Iterable[int] = ()) -> str:
    """The remark that a year is not the document's own words; `labels` are its citations, () for the only one."""
    which = "".join(f"[{label}]" for label in labels)
    return f"（{which}文件本身未写年份，{_ASSUMED_BY[source]}记为{period_words(year)}，请核对。）"


def scope_words(scope: Scope) -> str:
    """The scope in words: 宣州区2021年."""
    where = "、".join((*scope.holders, *scope.region_names))
    years = "、".join(period_words(year) for year in scope.years)
    return f"{where}{years}"


def refuse_region(names: Sequence[str], known: Sequence[str]) -> str:
    """No document of the place."""
    have = f"已收录文件涉及：{'、'.join(known[:8])}{'等' if len(known) > 8 else ''}。" if known else ""
    return f"已收录的文件里没有{'、'.join(names)}的文件，无法回答。{have}"


def refuse_source(where: str, names: Sequence[str], known: Sequence[str]) -> str:
    """No document is the one that the question names."""
    have = (
        f"已收录的有：{'、'.join(f'《{title}》' for title in known[:4])}{'等' if len(known) > 4 else ''}。"
        if known
        else ""
    )
    return f"已收录的文件里没有{where}{'、'.join(names)}，不能按它作答。{have}"


def refuse_named(what: str, scope: Scope, names: Sequence[str], titles: Sequence[str]) -> str:
    """No document is of the place, and those that name it do not state the indicator of it."""
    where = "".join(f"《{title}》" for title in titles[:3]) + ("等" if len(titles) > 3 else "")
    place = "、".join(names)
    found = f"已收录的文件里没有{place}自己的文件；有提到{place}的文件（{where}）"
    return f"{found}，但没有载明{scope_words(scope)}“{what}”。"


def refuse_year(what: str, scope: Scope, nearest: str) -> str:
    """The indicator is stated, but not for that year or kind."""
    return f"已收录的文件里没有找到{scope_words(scope)}“{what}”的数字。{nearest}"


def refuse_indicator(what: str, scope: Scope) -> str:
    """The indicator is not stated at all."""
    return f"已收录的文件里没有找到{scope_words(scope)}“{what}”的说法，不能作答。可以换一个说法，或补充相关文件后再问。"


def not_stated(names: Sequence[str], things: bool) -> str:
    """What has no figure: things that were asked for together, or places, years and kinds."""
    return f"已收录的文件里没有载明{'、'.join(names)}。" if things else f"{'、'.join(names)}的文件里没有载明。"


def without_fall(figure: Figure) -> str:
    """A figure's indicator without the word of a fall, which is shown with the figure."""
    if not figure.value.startswith("-"):
        return figure.indicator
    return re.sub(r"\s*(?:同比)?(?:下降|减少|回落|降低)$", "", figure.indicator) or figure.indicator


def named_words(figure: Figure) -> str:
    """A figure's place, year, kind and indicator: 宣州区2021年目标“新引进项目”."""
    return f"{figure.holder}{period_words(figure.year)}{STATUS_WORDS[figure.status]}“{without_fall(figure)}”"


def refuse_difference(missing: Sequence[str], stated: Sequence[str], open_bound: bool) -> str:
    """Two figures cannot be set against each other: what is missing, or what they are."""
    have = "；".join(stated)
    if not missing and open_bound:
        return f"{have}：其中有只给出上限或下限的数字，两者的差不能确定。"
    if not missing:
        return f"{have}：两者口径或单位不同，不能相减。"
    also = f"有记载的是{have}。" if have else ""
    return f"已收录的文件里没有找到{'、'.join(missing)}的数字，两者的差无法计算。{also}"


def nearest_words(figure: Figure, label: int, misses: Sequence[str]) -> str:
    """The nearest figure, clearly as nearest and not as the answer, with what of the question's scope it misses."""
    why = why_words(figure, misses)
    assumed = assumed_year(figure.year_source, figure.year) if figure.year_source else ""
    unknown = "不能确定是所问的数字" if tuple(misses) == ("year",) and not figure.year else "不是所问的数字"
    return f"最接近的记载是{named_words(figure)}{shown(figure)}[{label}]（{why}，{unknown}）。{assumed}"
