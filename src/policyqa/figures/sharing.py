"""Sharing: the quantities of lists, one for each name before them (`A、B和C分别达到x、y、z`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.places import find_places
from policyqa.chinese.quantities import Quantity
from policyqa.chinese.terms import find_terms, indicator_terms
from policyqa.chinese.units import dimension
from policyqa.figures.clauses import (
    ELIDED,
    JOIN,
    LEADING,
    RANKED,
    TRAILING,
    clause_start,
    last_hard,
    noun_after,
    run_length,
)
from policyqa.figures.members import members, with_shared_end
from policyqa.types import Measure

_RESPECTIVE = re.compile(r"分别|依次|分列|分居|分获")
_AS_MANY = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_FIRST_OF_THEM = re.compile(r"前([两二三四五])[项个者位]")
"""The first of the things that the sentence has just listed (前两项增速分别居全国第8位、第5位)."""
_REST_OF_THEM = re.compile(
    r"(?:除(?P<but>[^,;。]{2,24}?)(?:以外|之外|外),?)?(?:其[余他它])[^,;。]{0,4}?(?:[项个者类](?:指标)?)"
)
"""All but some of them (除社零外,其余五项增速分别居全国…)."""


def distribute(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], before: list[str], measures: list[Measure]
) -> None:
    """Give the members of `A、B和C分别达到x、y、z` one quantity each, in order; fills in `indicators`."""
    listed: list[str] = []
    _give_places(sentence, quantities, indicators, measures)
    _give_town_and_country(sentence, quantities, indicators, measures)
    _give_listed(sentence, quantities, indicators, measures)
    for match in _RESPECTIVE.finditer(sentence):
        first = next((i for i, q in enumerate(quantities) if q.start >= match.end()), None)
        if first is None or any(mark in sentence[match.end() : quantities[first].start] for mark in ";。"):
            continue
        count = run_length(sentence, quantities, first)
        names, between = _names(sentence, quantities, match.start(), first, count)
        if len(names) != count and first:
            counted = first - _sums_up(quantities[first - 1], count)  # 两项分别居
            of_things = [i for i in range(counted) if dimension(quantities[i].unit) != "time"]  # 连续40年 is no member
            own = [indicators[i] for i in of_things[-count:]]
            if len(own) == count and all(own) and not names[1:]:
                start = last_hard(sentence, quantities[first - 1].end, match.start())
                names, between = own, TRAILING.sub("", LEADING.sub("", sentence[start : match.start()]))
                names, between = _parted_from_last(names, between)
        pointed = _FIRST_OF_THEM.search(sentence, max(0, match.start() - 12), match.start())
        rest = _REST_OF_THEM.search(sentence, max(0, match.start() - 48), match.start())
        if rest:
            pointed, but = rest, rest["but"] or ""
            names = [name for name in listed if name not in but] if but else []
            between = sentence[rest.end() : match.start()]
        elif pointed:
            names = listed[: count if len(listed) > count == _AS_MANY[pointed[1]] else 0]
            between = sentence[pointed.end() : match.start()]
        if count < 2 or len(names) != count:
            if pointed:  # whose ranks they are stands in a list that was not understood
                indicators[first : first + count] = [sentence[pointed.start() : match.start()]] * count
            continue
        listed = names = with_shared_end(_with_shared_cause(names))
        tail = TRAILING.sub("", sentence[match.end() : quantities[first].start])
        behind = _counted_by_all(sentence, quantities, first, count)
        _give(indicators, measures, first, [" ".join(filter(None, (name, between, tail, behind))) for name in names])
        _go_on(sentence, quantities, indicators, measures, first + count, names)


_BRINGS = re.compile(r"(?P<cause>[一-鿿“”]{2,12}?(?:带动|拉动|撬动|引致))(?=[一-鿿]{2,}(?:数|量|额|次))")


def _with_shared_cause(names: list[str]) -> list[str]:
    """Give all that something brings the words that only the first has: 旅发大会带动游客人数和总花费."""
    cause = _BRINGS.match(names[0])
    if cause is None or any(re.search("带动|拉动|撬动", name) for name in names[1:]):
        return names
    return [names[0], *(cause["cause"] + name for name in names[1:])]


def _parted_from_last(names: list[str], between: str) -> tuple[list[str], str]:
    """Part what is fused: behind `301万农村劳动力、20万脱贫劳动力`, `脱贫劳动力就业率` is a name and a head."""
    if len(names) < 2:
        return names, between
    first, *others = names[:-1]
    ends = (first[i:] for i in range(len(first) - 1) if all(other.endswith(first[i:]) for other in others))
    shared = next((end for end in ends if end in between), "")
    at = between.find(shared) if shared and names[-1].startswith(between[:2]) else -1
    if at < 0:
        return names, between
    end = at + len(shared)
    return [*names[:-1], between[:end]], between[end:]


def give_tiers(sentence: str, quantities: Sequence[Quantity], real: Sequence[Quantity], indicators: list[str]) -> None:
    """Give the amounts behind 分别 the tiers before it, one each (`突破50亿元、10亿元的企业,分别奖励9万元、3万元`)."""
    for match in _RESPECTIVE.finditer(sentence):
        first = next((i for i, q in enumerate(real) if q.start >= match.end()), None)
        if first is None or any(mark in sentence[match.end() : real[first].start] for mark in ";。"):
            continue
        count = run_length(sentence, real, first)
        tiers = [q for q in quantities if q.threshold and q.end <= match.start()][-count:]
        between = [sentence[a.end : b.start] for a, b in pairwise(tiers)]
        if count < 2 or len(tiers) != count or not all(JOIN.match(re.sub("及?以上", "", text)) for text in between):
            continue
        bound = sentence[tiers[0].start : tiers[0].number_start]
        before = LEADING.sub("", sentence[clause_start(sentence, tiers[0].start) : tiers[0].start])
        behind = re.split("[,;:。]", sentence[tiers[-1].end : match.start()])[0]
        verb = TRAILING.sub("", sentence[match.end() : real[first].start])
        given = " ".join(filter(None, (verb, _counted_by_all(sentence, real, first, count))))
        for offset, tier in enumerate(tiers):
            whose = f"{before.removeprefix('对')}{bound}{sentence[tier.number_start : tier.end]}{behind}"
            indicators[first + offset] = f"{whose} {given}".strip()


def _give_places(sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]) -> None:
    """Give places that are listed before as many quantities one each, without 分别 too (甲市、乙市产值增长6%、5%)."""
    i = 0
    while i < len(quantities):
        count = run_length(sentence, quantities, i)
        floor = quantities[i - 1].end if i else 0
        words = LEADING.sub("", sentence[last_hard(sentence, floor, quantities[i].start) : quantities[i].start])
        parts = re.split(r"[、和]", words)
        if 1 < count == len(parts) and "分别" not in words:
            places = [find_places(part) for part in parts]
            listed = all(found and found[0].start == 0 for found in places)
            if listed and all(found[0].end == len(part) for found, part in zip(places[:-1], parts, strict=False)):
                rest = _without_count(TRAILING.sub("", parts[-1][places[-1][0].end :]))
                _give(
                    indicators,
                    measures,
                    i,
                    [part[: found[0].end] + rest for found, part in zip(places, parts, strict=True)],
                )
        i += max(1, count)


def _without_count(words: str) -> str:
    """What places are measured by, without what counts them (甲、乙两个副中心GDP)."""
    if not re.match(r"等?[两三四五六七八九十]个?", words):
        return words
    first = next((start for start, _, term in find_terms(words) if term in indicator_terms()), 0)
    return words[first:]


def _give_town_and_country(
    sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]
) -> None:
    """Give town and country one quantity each where 城乡 stands before two, without 分别 too (城乡低保800元和600元)."""
    for i in range(len(quantities) - 1):
        floor = quantities[i - 1].end if i else 0
        words = LEADING.sub("", sentence[last_hard(sentence, floor, quantities[i].start) : quantities[i].start])
        joint = sentence[quantities[i].end : quantities[i + 1].start]
        alike = quantities[i].unit == quantities[i + 1].unit
        if alike and words.count("城乡") == 1 and joint in ("和", "、") and run_length(sentence, quantities, i) == 2:
            names = members(TRAILING.sub("", words), 2)
            if len(names) == 2:
                _give(indicators, measures, i, names)


def _give_listed(sentence: str, quantities: Sequence[Quantity], indicators: list[str], measures: list[Measure]) -> None:
    """Give as many names as quantities one each where nothing but list marks is between, without 分别 too.

    So 原煤、原油、天然气产量8亿吨、2430万吨、352亿立方米; two of them only in one unit, since 新建、改造20公里、3座
    is two things.
    """
    i = 0
    while i < len(quantities):
        count = _marked_run(sentence, quantities, i)
        floor = quantities[i - 1].end if i else 0
        words = LEADING.sub("", sentence[last_hard(sentence, floor, quantities[i].start) : quantities[i].start])
        alike = len({q.unit for q in quantities[i : i + count]}) == 1
        if count > 1 and (alike or count > 2) and "、" in words and not _RESPECTIVE.search(words):
            words = TRAILING.sub("", re.sub(r"各\s?$", "", words))
            grows = _GROWS.search(words)
            names = members(words[: grows.start()] if grows else words, count)
            if len(names) == count and all(2 <= len(name) <= 24 for name in names) and not find_places(names[0]):
                tail = f" {grows.group()}" if grows else ""
                _give(indicators, measures, i, [name + tail for name in with_shared_end(names)])
        i += max(1, count)


_GROWS = re.compile(r"(?:同比)?(?:增长|下降|提高|增加|减少)$")


def _marked_run(sentence: str, quantities: Sequence[Quantity], first: int) -> int:
    """How many quantities follow one another with list marks alone between."""
    count = 1
    while first + count < len(quantities) and re.fullmatch(
        r"\s?[、和与及]\s?", sentence[quantities[first + count - 1].end : quantities[first + count].start]
    ):
        count += 1
    return count


def _sums_up(quantity: Quantity, count: int) -> bool:
    """Whether a quantity only counts the members of a list (`甲、乙、丙三个口岸`)."""
    return quantity.value == str(count) and quantity.unit in ("个", "大", "家", "类", "项", "种", "地", "市", "")


def _counted_by_all(sentence: str, quantities: Sequence[Quantity], first: int, count: int) -> str:
    """What a whole list is an amount of, where the noun follows its last member: 分别发放3元、2元和1元生活补贴."""
    words = noun_after(sentence, quantities, first + count - 1).strip()
    noun = re.fullmatch(r"的?[一-鿿]{2,8}", words) and not re.search("以上|左右|以下|以内|[到至为]$", words)
    return words if noun else ""


def _give(indicators: list[str], measures: list[Measure], first: int, names: Sequence[str]) -> None:
    """Name the quantities from `first` on; growth of the first is growth of all; fills in both lists."""
    for offset, name in enumerate(names):
        indicators[first + offset] = name
        if measures[first] == "growth":
            measures[first + offset] = "growth"


def _go_on(
    sentence: str,
    quantities: Sequence[Quantity],
    indicators: list[str],
    measures: list[Measure],
    first: int,
    names: list[str],
) -> None:
    """Give the same names to the next list of as many (`分别完成甲、乙,增长丙和丁`); fills in both lists."""
    if first + len(names) > len(quantities):
        return
    between = sentence[quantities[first - 1].end : quantities[first].start]
    verb = LEADING.sub("", between)
    goes_on = ELIDED.fullmatch(verb.strip(", ")) or (quantities[first].unit == "位" and RANKED.fullmatch(verb))
    if goes_on and run_length(sentence, quantities, first) == len(names):
        _give(indicators, measures, first, [f"{name} {TRAILING.sub('', verb)}".strip() for name in names])


SECTORS = re.compile(r"三次产业|一二三产业?|第一、第?二、第?三产业|一、二、三产业?")
"""The three sectors by one name; what stands behind 分别 is theirs in this order."""


def _names(sentence: str, quantities: Sequence[Quantity], at: int, first: int, count: int) -> tuple[list[str], str]:
    """The `count` names that 分别 at `at` shares out, and the words between them and it.

    They stand right before it, or in the clause before (三大产业是甲、乙和丙,产值分别达到…).
    """
    earlier_figures = [q.end for q in quantities[:first] if dimension(q.unit) != "time" and not _sums_up(q, count)]
    floor = earlier_figures[-1] if earlier_figures else 0
    end = at - 1 if at and sentence[at - 1] == "," else at
    start = last_hard(sentence, floor, end)
    if count == 3 and (sectors := SECTORS.search(sentence, start, end)):
        return [f"第{nth}产业" for nth in "一二三"], TRAILING.sub("", sentence[sectors.end() : end])
    names = members(LEADING.sub("", sentence[start:end]), count)
    if len(names) == count or start <= floor + 1:
        return names, ""
    earlier = sentence[last_hard(sentence, floor, start - 1) : start - 1]
    others = members(LEADING.sub("", re.sub(r"^.*?(?:包括|分别是|是|为|即)", "", earlier)), count)
    if len(others) != count:  # 甲、乙和丙仍为前三大伙伴,进出口分别为…
        others = members(re.split(r"[仍均都]?[为是]", LEADING.sub("", earlier))[0], count)
    if len(others) == count and count > 1:
        return others, TRAILING.sub("", LEADING.sub("", sentence[start:end]))
    told = LEADING.sub("", sentence[last_hard(sentence, floor, floor) : start])
    pieces = [piece for piece in re.split("[,、]", told) if piece.strip()]
    if len(pieces) == count > 2 and all(len(piece) >= _LEAST_TOLD for piece in pieces):
        return pieces, TRAILING.sub("", LEADING.sub("", sentence[start:end]))  # 甲投产,乙、丙加紧建设,投资分别为…
    return names, ""


_LEAST_TOLD = 4
"""Characters of a thing that a clause tells of, before the figures of all are dealt out."""
