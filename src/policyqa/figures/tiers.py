"""Tiers: the amounts of a rate table told in prose, each with the class or the bounds that it is for.

`满3年的每月100元,满5年的200元`; `五星、四星、三星的,分别奖励20万元、12万元和6万元`; `D类30万元,E类15万元`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policyqa.chinese.quantities import Quantity, find_quantities

_INCLUDED = re.compile(r"\(不?含(?:本数)?\)")
_SENTENCE = re.compile(r"[^。!?\n]+")
_MARKS_ONLY = re.compile(r"\s*[、,和与及或]\s*(?:每[人户亩]?每?[年月])?\s*")
_CONDITION_BEHIND = re.compile(
    r"(?:\(不?含(?:本数)?\))?(?:及?以[上下]|以内)?(?:的(?!(?:一次性)?[奖补资贷])|、但|,但|且|不足|至)"
)
_CEILING = re.compile(r"(?:最[高多](?:可达|可?给|可?补|奖励?|补助|不超过|贷)?|不超过|上限为?|封顶|限额)\s?$")
_OTHER_AMOUNT = re.compile(
    r"[,、]?(?:再|并|同时|每[一-鿿]{1,3}|给予|按|最[高多]|不超过|上限|累计|一次性|补助|补贴|奖励|资助|单个|项目|单户|每年|年度|可|达|的|其中|全年)*"
)
"""What goes on with the tier before: 按12%补助,最高2000万元."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An interval of one unit; None where it is open. `closed` is False where it is told as 不足 or 以下 a value."""

    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    closed: bool = True

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies in it."""
        if self.low is not None and value < self.low:
            return False
        if self.high is None:
            return True
        return value <= self.high if self.closed else value < self.high


@dataclass(frozen=True, slots=True)
class Tier:
    """One amount of a scale.

    Attributes:
        amount: the quantity, with offsets in the text given.
        own: the words that only this tier has.
        shared: the words that all tiers of the scale share.
        bounds: the intervals that `own` states.
        ceiling: whether the amount is only the most that is given.
        leads: whether it is the sentence's first, whose own words may be said of all.
        group: what a colon says of it and of those behind it (硕士:县级医院8万元,乡镇卫生院10万元).
    """

    amount: Quantity
    own: str
    shared: str
    bounds: tuple[Bound, ...]
    ceiling: bool = False
    leads: bool = False
    group: str = ""


def find_scales(text: str) -> list[list[Tier]]:
    """The scales of a folded paragraph: for each sentence and unit, its amounts with what each is for, in order."""
    head = _head(text)
    scales: list[list[Tier]] = []
    for match in _SENTENCE.finditer(text):
        sentence, offset = match.group(), match.start()
        amounts = [q for q in find_quantities(sentence) if _is_amount(sentence, q)]
        if amounts:
            scales.append(_tiers(sentence, offset, amounts, head if offset >= len(head) else ""))
    return scales


def _head(text: str) -> str:
    """The run-in heading of a paragraph (第四条 租房补贴。), "" for none."""
    first = re.match(r"[^。\n]{2,28}[。\n]", text)
    return first.group() if first and not re.search(r"\d+(?:\.\d+)?[万亿]?元|\d%", first.group()) else ""


def _is_amount(sentence: str, quantity: Quantity) -> bool:
    """Whether a quantity may be what is given: money or a rate, and no condition of it."""
    if quantity.unit not in ("元", "美元", "%", "‰") and not quantity.unit.startswith("元/"):
        return False
    bounded = _BOUNDED.search(sentence, quantity.start, quantity.end) and sentence.startswith("的", quantity.end)
    former = _TURNS_TO.match(sentence, quantity.end)
    return not (quantity.threshold or bounded or former or _CONDITION_BEHIND.match(sentence, quantity.end))


_TURNS_TO = re.compile(
    r"(?:[、和及]\s?[\d.]{1,9}[万亿]?元){0,4}(?:提高|增加|上调|调整|提升|降低|下调|增|升|提|调|涨|降)[到至为]"
)
"""Goes on behind an amount that is no longer given: 由30万元提高到50万元."""


_BOUNDED = re.compile(r"(?:以[上下]|以内)$")


def _tiers(sentence: str, offset: int, amounts: Sequence[Quantity], head: str) -> list[Tier]:
    found: list[Tier] = []
    i, group_words = 0, ""
    while i < len(amounts):
        count = 1
        while i + count < len(amounts) and _MARKS_ONLY.fullmatch(
            sentence[amounts[i + count - 1].end : amounts[i + count].start]
        ):
            count += 1
        start = amounts[i - 1].end + len(_behind(sentence, amounts[i - 1].end)) if i else 0
        window, behind = sentence[start : amounts[i].start], _behind(sentence, amounts[i + count - 1].end)
        first = sentence[: amounts[0].start] if i else ""
        window, group_words, inside = _parted(window, group_words if i and ";" not in window else "")
        group = sentence.rfind(";", 0, amounts[i].start) + 1
        lead = next(q for q in amounts if q.start >= group)
        told = sentence[group : lead.start] if group > 0 and lead is not amounts[i] else ""
        shared = f"{head} {first} {'' if inside else told} {group_words}"
        labels = _labels(window, count) if count > 1 else []
        if labels:
            rest = window
            for label in labels:
                rest = rest.replace(label, " ", 1)
            reached = bool(_REACHED.search(window[: window.find(labels[0])]))
            for amount, label in zip(amounts[i : i + count], labels, strict=True):
                bounds = bounds_of(label, reached)
                found.append(_tier(amount, offset, label, f"{shared} {rest} {behind}", bounds, window))
        elif count == 1:
            own, bounds_in = f"{window} {behind}", window
            if found and _OTHER_AMOUNT.fullmatch(window):
                own, bounds_in = f"{found[-1].own} {window}", found[-1].own
            goes_on = bool(found) and own.startswith(found[-1].own) and found[-1].own != ""
            shared = found[-1].shared if goes_on else shared
            tier = _tier(amounts[i], offset, own, shared, bounds_of(bounds_in), window)
            leads = (i == 0 and not group_words) or (goes_on and found[-1].leads)
            found.append(replace(tier, leads=leads, group=group_words))
        i += count
    return found


def _parted(window: str, group: str) -> tuple[str, str, bool]:
    """A window without what stands before a colon in it, which is said of all up to the next semicolon; that too."""
    before, colon, after = window.rpartition(":")
    if colon and not find_quantities(after):
        return after, before, True
    return window, group, bool(group)


def _tier(amount: Quantity, offset: int, own: str, shared: str, bounds: tuple[Bound, ...], window: str) -> Tier:
    moved = Quantity(
        amount.start + offset,
        amount.end + offset,
        amount.value,
        amount.unit,
        amount.comparator,
        amount.number_start + offset,
    )
    return Tier(moved, own, shared, bounds, amount.comparator == "<=" or bool(_CEILING.search(window)))


def _behind(sentence: str, end: int) -> str:
    """What an amount is an amount of: 350元岗位津贴."""
    words = re.match(r"[^,;。:、(\d]{0,14}", sentence[end:])
    return words.group() if words else ""


_JOINT = re.compile(r"[、或]|以及|和|与|及(?!以[上下])")


def _labels(window: str, count: int) -> list[str]:
    """The `count` members of the list that amounts behind it are for, in order; [] where there is none.

    The first begins, and the last ends, where no mark says: they are cut to what the others are like.
    """
    clauses = [clause for clause in re.split(r"[,;:]", window) if clause]
    for clause in reversed(clauses):
        parts = [part for part in _JOINT.split(clause) if part]
        if len(parts) != count:
            continue
        numbers = [find_quantities(part) for part in parts]
        if all(numbers):
            return [_number_label(part, own) for part, own in zip(parts, numbers, strict=True)]
        first, last, middle = parts[0], parts[-1], parts[1:-1]
        if middle:
            size = max(len(part) for part in middle)
        else:
            size = next((k for k in range(2, 7) if len(first) >= k <= len(last) and first[-1] == last[k - 1]), 2)
        if size == 1:  # 初、中、高级
            end = last[1:2]
            return [first[-1] + end, *(part + end for part in middle), last[:2]]
        return [first[-max(size, 3) :], *middle, last[: max(size, 2)]]
    return []


def _number_label(part: str, quantities: Sequence[Quantity]) -> str:
    return part[quantities[0].start : quantities[-1].end]


_REACHED = re.compile(r"(?:满|达到?|突破|超过?|不少于|不低于)\s?$")
_NOT_FULL = re.compile(r"(?:不满|未满|不足|不到|低于|少于)\s?$")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)?")


def bounds_of(words: str, at_least: bool = False) -> tuple[Bound, ...]:
    """The intervals that words state, one for each unit: 500人以上不足800人, 20(含)至50马力, 满5年.

    A bare number is that number alone (住2晚), where `at_least` that and what is above it.
    """
    words = _INCLUDED.sub("", words)
    found: dict[str, Bound] = {}
    for q in find_quantities(words):
        if "%" in q.unit or _NUMBERS.fullmatch(q.value) is None:
            continue
        low, high, closed = None, None, True
        if "/" in q.value:
            low, high = (Decimal(side) for side in q.value.split("/"))
        elif q.comparator in ("<=", "<"):
            high, closed = Decimal(q.value), q.comparator == "<=" and "以内" in words[q.start : q.end]
        elif _NOT_FULL.search(words[: q.start]):
            high, closed = Decimal(q.value), False
        elif at_least or q.comparator in (">=", ">") or _REACHED.search(words[: q.start]):
            low = Decimal(q.value)
        else:
            low = high = Decimal(q.value)
        known = found.get(q.unit)
        if known is not None:
            low = known.low if low is None else low
            closed = closed if high is not None else known.closed
            high = known.high if high is None else high
        found[q.unit] = Bound(q.unit, low, high, closed)
    return tuple(found.values())
