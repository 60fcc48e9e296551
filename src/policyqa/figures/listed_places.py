"""Listed places: what the later members of a list of places measure, of which only the first says it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from policyqa.chinese.places import canonical_zone, find_places, find_zones, is_within
from policyqa.chinese.regions import Region, region_table, writings_at
from policyqa.chinese.units import dimension
from policyqa.figures.binding import Bound
from policyqa.figures.clauses import AMONG_OTHERS, ELIDED, LEADING, TRAILING
from policyqa.types import Document

_AMONG_PLACES = re.compile(
    r"[\s、]*(?:最[高低快慢多少大好]|增速最[高快]|居首位?|居前|次之|领先|排?第[一二三])[\s、为]*$"
)
"""What says only how a place stands among others (嵩县最高、为8.2%)."""


_FASTEST = re.compile(r"(?:增速|增长|增幅)最[快高]$")
_STRESSED = re.compile(
    "(?:更是?|则是?|单是|仅是?|甚至|独占?|一地|一市|(?:首次|一举)?突破[百千万]*亿(?:大关|台阶)?"
    r"|受[一-鿿]{2,8}(?:影响|拖累|冲击)(?:最[重大深]|较[重大]|明显)?)(?=$|\s)"
)
"""Stands between a place and its figure and says nothing of what (甲市更是达到7548亿元)."""
_LISTS_PLACES = re.compile(r"[一-鿿]{2,6}(?:、[一-鿿]{2,6}){1,8}(?:等?[两三四五六七八九十]{1,2}[省市区县州地])?")
"""Begins the words of a figure that several places have, of which the next has more (甲、乙两市均过5亿元,甲市更是…)."""
_GROWS = re.compile("(?:同比)?(?:增长|增速|下降)为?")
"""What a place does that says nothing of what (上饶市工业增加值增长10.2%,吉安市增长9.4%)."""
_HEAD = re.compile(
    r"(?:^|[,;。])\s?(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]\s?)?(?P<what>[^,;:。、\d]{4,24}):\s?(?:其中,?)?(?P<name>[^,;:。、\d]{2,12})$"
)
"""What stands once before a list of places: 改造供水管网:甲区45公里、乙县20公里."""
_SAYS_NOTHING = re.compile(r"如下|分解|安排|情况|任务|指标|计划$|方面$|来看|分别|其中|具体")
"""What before a colon names a list and not what is counted in it."""
AMONG = re.compile(r"\s?(?:其中|[分从按]各?(?:[市县区州]{1,3}|地区|区域|市州)来?看)")
"""Begins a sentence that parts what the one before it counts."""

MEMBERS = re.compile(r"(?<=[,、;看中])[一-鿿]{2,8}?[区县市州旗](?=[增下达完实为是、分\d])")
"""Places that are in no table, in a sentence that parts a whole by places: 从县区看,大亚湾区增长7.4%."""
_OF_PARTS = re.compile(r"\s*[^,;:。]{0,18}(?:产业|行业|领域|门类|品类|大类)中,|\s*(?:从|分|按)[^,;:。]{1,8}看,")
"""Begins a sentence on parts of what the one before measures (“2+1”产业中,…): the next may be on parts of it too."""


def is_on_parts(sentence: str) -> bool:
    """Whether a whole sentence is on parts of what the one before measures, so that the next goes on with that."""
    return _OF_PARTS.match(sentence) is not None and not sentence.rstrip().endswith(";")


def with_subjects(bounds: Sequence[Bound], names: Collection[str], listed: Sequence[Bound]) -> list[Bound]:
    """Give figures whose words are a place's name alone those of the place before (甲区产值达到9亿元,乙区达到8亿元).

    Args:
        bounds: those of one sentence.
        names: the names of places and zones in it.
        listed: what the clause before measures, where a semicolon ends it (甲县产值9亿元,增长5%;乙县8亿元,增长6%).
    """
    found: list[Bound] = []
    run = list(listed)  # the figures of the place before
    mine: list[Bound] = []
    name = ""
    for bound in bounds:
        if _FASTEST.search(bound.indicator) and bound.quantity.unit == "%":
            bound = replace(bound, measure="growth")
        own, rest = _bare(_STRESSED.sub("", _AMONG_PLACES.sub("", bound.indicator)), names)
        begun = own or max((n for n in names if bound.indicator.startswith(n)), key=len, default="")
        if begun and (begun != name or (own and mine and _LISTS_PLACES.match(mine[-1].indicator))):
            run, mine, name = mine or run, [], begun
        before = (_like(bound, run) or _like(bound, listed)) if own else None
        if before is not None and (subject := _subject(before.indicator, names)):
            subject = re.sub("^地区(?=生产总值)", "", subject)  # 吕梁地区 was a division
            bound = replace(bound, indicator=own + subject, measure=bound.measure if rest else before.measure)
        elif own and (bound.quantity.unit == "元" or bound.measure == "growth") and (economy := of_economy(listed)):
            grew = " 增长" * (bound.measure == "growth")  # …新区增长16%。庆阳达到1088亿元
            bound = replace(bound, indicator=own + _GREW.sub("", _subject(economy[0].indicator, names)) + grew)
        elif own and before is None and not run and (what := _heading(bound.lead, own)):
            bound = replace(bound, indicator=f"{own}{what} {rest}".strip())
        found.append(bound)
        mine.append(bound)
    return found


def _heading(lead: str, name: str) -> str:
    """What is counted in a list that begins with a place's name behind a colon, "" where nothing says so."""
    head = _HEAD.search(lead)
    if head is None or head["name"] != name or _SAYS_NOTHING.search(head["what"]):
        return ""
    return TRAILING.sub("", LEADING.sub("", head["what"])).strip()


def _bare(indicator: str, names: Collection[str]) -> tuple[str, str]:
    """The place's name that is all of a figure's words, and what little stands behind it; ("", "") for other words."""
    for name in sorted(names, key=len, reverse=True):
        if indicator == name:
            return name, ""
        rest = indicator[len(name) :] if indicator.startswith(name) else "-"
        if rest.startswith(" ") and _LISTS_PLACES.fullmatch(rest.strip()):
            return name, ""  # 鞍山, of 营口、盘锦、鞍山三市
        if (rest.startswith(" ") and ELIDED.fullmatch(rest)) or _GROWS.fullmatch(rest):
            return name, rest
    listed = _LISTS_PLACES.fullmatch(indicator) and any(indicator.startswith(name) for name in names)
    return (indicator, "") if listed else ("", "")


def _like(bound: Bound, run: Sequence[Bound]) -> Bound | None:
    """The one of the place before that is measured as this figure is; None for none or several."""
    same = [b for b in run if b.quantity.unit == bound.quantity.unit]
    same = same or [b for b in run if dimension(b.quantity.unit) == dimension(bound.quantity.unit)]
    alike = [b for b in same if (b.measure == "growth") == (bound.measure == "growth")]
    # a bare 甲县最高、为8.2% does not say itself that it is growth
    found = same if len(same) == 1 and " " not in bound.indicator else alike
    whole = [b for b in found if _ECONOMY.search(b.indicator)]
    whole = whole if len(whole) == 1 or len({b.indicator for b in found}) > 1 else found  # of several places alike
    return found[0] if len(found) == 1 else whole[0] if len({b.indicator for b in whole}) == 1 else None


_GREW = re.compile(r"\s?(?:同比)?(?:增长|下降)$|^地区(?=生产总值)")
_ECONOMY = re.compile(r"(?:生产总值|GDP|经济总量)(?:\s?(?:同比)?(?:增长|下降))?$")
"""What a place's bare sum is of, whatever else the place before has (甲市生产总值90亿元,投资30亿元;乙市80亿元)."""


def of_economy(listed: Sequence[Bound]) -> list[Bound]:
    """Those of the sentence before that a sentence which begins with another place goes on with: its economy."""
    return [bound for bound in listed if _ECONOMY.search(bound.indicator)]


def subjects_of(bounds: Sequence[Bound], names: Collection[str]) -> list[Bound]:
    """The figures of a clause, each with what it measures alone: without the place's name and the year."""
    return [replace(bound, indicator=_subject(bound.indicator, names)) for bound in bounds]


def _subject(indicator: str, names: Collection[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        indicator = indicator.replace(name, "")
    indicator = re.sub(r"合计|总计|总和|^[一-鿿]{2,6}?[两三四五六七八九十][省市区县州](?=[一-鿿])", "", indicator)
    indicator = re.sub(r"^[、和与及\s]*(?:等?[两三四五六七八九十\d]{1,2}个?[省市区县州]{1,2})?", "", indicator)
    return re.sub(r"[到至]?(?:19|20)\d\d年[底末]?", "", indicator).strip()


_SHARED_NAMES = ("", "中新", "中德", "中意", "中日", "中韩", "中马")
_DISTRICT_FIRST = re.compile(r"[一-鿿]{1,12}?[省市区县旗州盟]")
"""Tells cheaply which words cannot begin with a place's full name."""


def named_in(indicator: str, document: Document, sentence: str = "") -> tuple[str, str] | None:
    """The place inside the document's own whose full name a figure's words begin with, as a member of a list does.

    A province's short name in a list of its cities is the city's of that name (吉林、松原分别为…).
    """
    if not next(writings_at(indicator, 0), "") and not _DISTRICT_FIRST.match(indicator):
        return None
    zones = find_zones(indicator)
    if (
        zones
        and zones[0][0] in (0, 2)
        and indicator[: zones[0][0]] in _SHARED_NAMES
        and not re.match(r"[、和与及]", indicator[zones[0][1] :])
    ):
        return document.metadata.region, canonical_zone(zones[0][2])
    for place in find_places(indicator, near=(document.metadata.region,))[:1]:
        if AMONG_OTHERS.match(indicator, place.end):
            continue
        region, own = place.region, document.metadata.region
        whole = place.text == region.name or place.text == region.short
        if place.start == 0 and whole and region.code != own and is_within(region.code, own):
            return region.code, region.name
        if region.code == own and place.start == 0 and place.text == region.short:
            return _namesake_inside(sentence, region)
    return None


def _namesake_inside(sentence: str, region: Region) -> tuple[str, str] | None:
    """The city that has its province's short name, where the sentence lists it beside another of the province's."""
    listed = re.search(rf"(?:^|[,;。、]){region.short}(?=、)|、{region.short}(?![省市])", sentence)
    cities = [
        form.region
        for form in region_table().forms.get(region.short, ())
        if form.region.level == "city" and is_within(form.region.code, region.code)
    ]
    others = any(is_within(p.region.code, region.code) and p.region.code != region.code for p in find_places(sentence))
    return (cities[0].code, cities[0].name) if listed and others and len(cities) == 1 else None
