"""A sentence of a draft: the places and periods that it names, and what it takes over from those before it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import canonical_zone, find_zones, zone_region
from policyqa.understanding.scope import find_known_places, with_named_kinds

COUNTRY = "100000"
_NO_SUBJECT_BEFORE = re.compile(
    r"(?:支援|援助|对口|来自|赴|往|前往|比|较|高于|低于|超过|优于|占|居|位居|位列|列|排|排名|进入|跻身|面向|辐射|落户|出口|销往|与|和|同|是|为|达到|从|由|向|对)$"
)
_LISTED = re.compile(r"[、和与及]")
_ASIDE_AFTER = re.compile(r"第|前|平均|首位|排名|位居|位列|[一-鿿]{0,2}(?:学院|大学)|片区|的?(?:第[一二三四五]|前列)")
_QUOTED = re.compile(r"“[^”\n]{1,16}”")
_AFTER_NAMED = {"当年": 0, "次年": 1, "第二年": 1}
_PLAN_NAME = re.compile(r".{0,2}(?:规划|纲要)")
_LENGTH = re.compile(r"连续$")
_FULL_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a draft names: a division by its code, or a zone by its canonical name.

    `several` says that it stands in a list; `kind` is what is left of a zone that the index does not know, which is
    then looked for under the division that it is named after (宜秀区 and 开发区).
    """

    start: int
    end: int
    code: str
    name: str
    several: bool = False
    kind: str = ""

    @property
    def is_zone(self) -> bool:
        """Whether it is a zone or body and no division."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence takes over from those before it.

    `year` and `places` hold for the next sentence, `places` being two where either may be meant: `甲市……。其乙区……。`
    `named` are all divisions and zones named so far, the last one last; `years` all years named so far.
    """

    year: str = ""
    places: tuple[Place, ...] = ()
    named: tuple[Place, ...] = ()
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not change through a draft: the day of writing, and what the index knows."""

    as_of: date
    regions: Collection[str] = ()
    zones: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One folded sentence with the places and periods that it names."""

    text: str
    places: tuple[Place, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    carried: Carried = field(default_factory=Carried)


def read_sentence(text: str, carried: Carried, setting: Setting) -> Sentence:
    """Find what a folded sentence names."""
    zones = with_named_kinds(text, find_zones(text), setting.zones)
    divisions = find_known_places(text, setting.regions, zones)
    places = [_zone(s, e, text[s:e], setting) for s, e, _ in zones]
    places += [Place(p.start, p.end, p.region.code, p.region.name) for p in divisions]
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    places = [p for p in places if _is_subject(text, p) and not any(s <= p.start < e for s, e in quoted)]
    places = [p for p in places if p.code != COUNTRY or not text[: p.start].strip()]
    places.sort(key=lambda place: place.start)
    return Sentence(text, tuple(_with_lists(text, places)), _periods(text, carried, setting), carried)


def _periods(text: str, carried: Carried, setting: Setting) -> tuple[PeriodMention, ...]:
    """The periods of a sentence; 当年 and 次年 mean the year named before them, where one is.

    A year in four digits counts whatever word follows it (2024年产业投资, 2024年货邮量).
    """
    found = [p for p in find_periods(text, setting.as_of.year) if p.years and p.kind != "span"]
    found = [p for p in found if not _LENGTH.search(text[max(0, p.start - 2) : p.start])]
    found = [p for p in found if p.kind != "range" or not _PLAN_NAME.match(text[p.end - 2 : p.end + 3])]
    taken = {at for p in found for at in range(p.start, p.end)}
    for match in _FULL_YEAR.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            found.append(PeriodMention(match.start(), match.end(), match[1], "year"))
    year, settled = carried.year, []
    for period in sorted(found, key=lambda p: p.start):
        shift = _AFTER_NAMED.get(text[period.start : period.end])
        if shift is not None and len(year) == 4:
            period = replace(period, years=str(int(year) + shift))
        if period.kind != "base":
            year = period.years
        settled.append(period)
    return tuple(settled)


def _zone(start: int, end: int, text: str, setting: Setting) -> Place:
    name = canonical_zone(text)
    region = None if name in setting.zones else zone_region(text)
    if region is None or not name.startswith(region.short):
        return Place(start, end, "", name)
    return Place(start, end, region.code, region.name, kind=name.removeprefix(region.short))


def _is_subject(text: str, place: Place) -> bool:
    before = text[max(0, place.start - 4) : place.start]
    if _ASIDE_AFTER.match(text, place.end):
        return False
    return not (_NO_SUBJECT_BEFORE.search(before) and not re.search(r"[、和与]$", before))


def _with_lists(text: str, places: Sequence[Place]) -> list[Place]:
    """Mark the places that stand in a list with others: `甲区和乙区`."""
    marked = list(places)
    for i in range(len(marked) - 1):
        if _LISTED.fullmatch(text[marked[i].end : marked[i + 1].start]):
            marked[i] = replace(marked[i], several=True)
            marked[i + 1] = replace(marked[i + 1], several=True)
    return marked
