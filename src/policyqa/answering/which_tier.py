"""Which tier: the one of a scale that a question is for, by a class it names, a number within bounds, or words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from policyqa.chinese.quantities import find_quantities
from policyqa.chinese.terms import canonical
from policyqa.figures.tiers import Tier

if TYPE_CHECKING:
    from policyqa.understanding import Query

By = Literal["bounds", "class", "words", ""]
_RATE = re.compile(r"[上下]浮|几个?(?:百分)?点|百分之几|几成|比例|百分比|几折")
_MOST = re.compile(r"最[多高]|封顶|上限|顶格|不超过多少")


def plain_words_of(text: str) -> str:
    """Text as classes and words are compared: canonical terms, small letters."""
    return canonical(text).lower()


@dataclass(frozen=True, slots=True)
class Case:
    """A number of a question. One that is reached for the first time (首次达到8亿元) is itself a tier's bound."""

    value: Decimal
    unit: str
    bound: bool = False


def cases_of(question: str) -> list[Case]:
    """The numbers of a question with their units, one of a thing (一台) being none."""
    question = re.sub(r"(?<=[\d万])个(?=人)", "", question)
    found = []
    for q in find_quantities(question):
        full = question[max(0, q.number_start - 2) : q.number_start].endswith(("满", "超过", "不到", "不足"))
        one = q.value == "1" and question[q.number_start] in "一1" and not full
        if _NUMBER.fullmatch(q.value) and not one:
            reached = _FIRST_REACHED.search(question[: q.number_start])
            found.append(Case(Decimal(q.value), q.unit, reached is not None))
    return found


_FIRST_REACHED = re.compile(r"(?:首次|首度|第一次)(?:达到?|突破|超过?|过)\s?$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALIKE = ({"人", "名", "个", "位", "人次"}, {"元", ""}, {"天", "晚"}, {"家", "户", "个"})


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(one in units and other in units for units in _ALIKE)


@dataclass(frozen=True, slots=True)
class Pick:
    """The tiers of a scale that fit a question, of one amount, and what told them from the others.

    `sure` says that the others are not asked for: a class or a number decides, or none of them fits.
    """

    tiers: tuple[Tier, ...] = ()
    by: By = ""
    sure: bool = False


def pick_tier(query: Query, wanted: str, cases: Sequence[Case], scale: Sequence[Tier]) -> Pick:
    """The tiers of a scale that the question is for."""
    tiers = [tier for tier in scale if _of_unit(query, tier) and not _FORMER.search(tier.own)]
    by: By = ""
    for label in CLASS.findall(wanted):
        having = [tier for tier in tiers if label in plain_words_of(f"{tier.own} {tier.group}")]
        if len(having) < len(tiers) and not any(_has_other(label, tier) for tier in tiers if tier not in having):
            continue  # 首次认定的省级中心30万元,复评合格的8万元: said of both
        by = "class" if having else by
        tiers = having or [tier for tier in tiers if label in plain_words_of(tier.shared)]
    tiers = [tier for tier in tiers if not _is_of_other_measure(query.question, cases, tier)]
    within, decided = _within(cases, tiers)
    if not within:
        return Pick(sure=decided)
    by = "bounds" if decided else by
    named = _named(wanted, within)
    if named is None:
        return Pick(sure=True)  # of two at once, of which neither is it: 高级技师, where 高级 and 技师 are told
    by = by or ("words" if len(named) < len(within) else "")
    if len(named) > 1:
        most = bool(_MOST.search(query.question))
        named = [tier for tier in named if tier.ceiling == most] or named
    values = {(tier.amount.value, tier.amount.unit) for tier in named}
    return Pick(tuple(named), by, by in ("bounds", "class")) if len(values) == 1 else Pick()


_FORMER = re.compile(r"原标准|此前|(?:19|20)\d\d年版|旧版|修订前|原(?:规定|办法|政策)")
"""Says what was given before."""


_MEASURED = re.compile(r"投资|销售|营收|营业收入|产值|出口|进口|纳税|税收|研发|交易|租金|贷款|面积|床位|库容|流转")
_ALSO = {"营业收入": "营收", "税收": "纳税"}


def _is_of_other_measure(question: str, cases: Sequence[Case], tier: Tier) -> bool:
    """Whether the question's number measures one thing (投资5000万), a tier's bounds another (销售额2000万元以上)."""
    if not any(_same_unit(bound.unit, case.unit) for bound in tier.bounds for case in cases):
        return False
    asked, told = ({_ALSO.get(m, m) for m in _MEASURED.findall(text)} for text in (question, tier.own))
    told = told or {_ALSO.get(m, m) for m in _MEASURED.findall(tier.shared)}
    return bool(asked) and bool(told) and not asked & told


def _of_unit(query: Query, tier: Tier) -> bool:
    rate = tier.amount.unit in ("%", "‰")
    return rate == bool(_RATE.search(query.question) or query.unit == "%")


def _within(cases: Sequence[Case], tiers: Sequence[Tier]) -> tuple[list[Tier] | None, bool]:
    """The tiers within whose bounds the question's numbers lie; None where bounds are stated and none holds."""
    decided = False
    left = list(tiers)
    for case in cases:
        bounded = [(t, b) for t in left for b in t.bounds if _same_unit(b.unit, case.unit)]
        if not bounded:
            continue
        holding = [(t, b) for t, b in bounded if (b.low == case.value if case.bound else b.holds(case.value))]
        if not holding:
            return None, True
        lowest = max((b.low for _, b in holding if b.low is not None), default=None)
        left = [t for t, b in holding if lowest is None or b.low == lowest]
        decided = True
    return left, decided


def _named(wanted: str, tiers: Sequence[Tier]) -> list[Tier] | None:
    """The tiers that the question names by words that the others have not; None where it names two at once."""
    telling = [
        covered(wanted, plain_words_of(tier.own)) - covered(wanted, plain_words_of(tier.shared)) for tier in tiers
    ]
    leading = [tier.leads for tier in tiers]
    if any(leading) and not all(leading):  # what stands before the first amount may be said of all of them
        labels = [m for m in CLASS.finditer(wanted) if any(_has_other(m[0], tier) for tier in tiers)]
        classes = {i for match in labels for i in range(*match.span())}
        telling = [t & classes if first else t for t, first in zip(telling, leading, strict=True)]
    most = max(telling, key=len, default=set())
    if not most:
        return list(tiers)
    if any(not covered <= most for covered in telling):
        return None if _is_run(set.union(*telling)) else list(tiers)
    return [tier for tier, covered in zip(tiers, telling, strict=True) if covered == most]


def _is_run(places: set[int]) -> bool:
    """Whether places follow one another without a gap, so that they are one word: 高级|技师."""
    return len(places) == max(places) - min(places) + 1 <= _LONGEST_WORD


_LONGEST_WORD = 4


_FAMILIES = (
    r"\d?[a-zA-Z]{1,3}[类级档型](?!人)|[a-zA-Z]类",
    r"[一二三四五六]星级?",
    r"[甲乙丙丁]级",
    r"[特一二三四五]等",
    r"[一二三四五]档(?!次)",
    r"[特一二三四]级",
    r"国家级|省级|市级|县级|国际|国内|省内",
    r"博士(?!后)|硕士|本科|大专|专科|中职|高职",
    r"优秀|良好|(?<!不)合格",
    r"重度|中度|轻度",
)
"""Classes of which one is told beside another."""
CLASS = re.compile("|".join(_FAMILIES))


def _has_other(label: str, tier: Tier) -> bool:
    """Whether a tier is for another class of a label's family."""
    family = next(pattern for pattern in _FAMILIES if re.fullmatch(pattern, label))
    return any(other != label for other in re.findall(family, plain_words_of(tier.own)))


def covered(wanted: str, text: str) -> set[int]:
    """The places of the question's characters that stand in a text two together."""
    found: set[int] = set()
    for i in range(len(wanted) - 1):
        if " " not in wanted[i : i + 2] and wanted[i : i + 2] in text:
            found.update((i, i + 1))
    return found
