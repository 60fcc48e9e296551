"""The scope of a draft's figures: years, places and kind, followed from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policyqa.chinese.periods import PeriodMention, find_periods
from policyqa.chinese.places import Region, canonical_zone, find_zones, region_by_code
from policyqa.types import Scope, Status
from policyqa.understanding.scope import find_known_places, with_named_kinds

COUNTRY = "100000"
UNSURE_PLACE = "place"

_NO_SUBJECT_BEFORE = re.compile(
    r"(?:支援|援助|对口|来自|赴|到|往|前往|比|较|高于|低于|超过|优于|占|居|位居|位列|列|排|排名|进入|跻身|面向|辐射|落户|出口|销往|与|和|同|在|是|为|达到)$"
)
_LISTED = re.compile(r"[、和与及]")
_ASIDE_AFTER = re.compile(r"第|前|平均|首位|排名|位居|位列|[一-鿿]{0,2}(?:学院|大学)|片区|的?(?:第[一二三四五]|前列)")
_SAME_PLACE = re.compile(r"(?:该|[全我本])(?P<level>省|市|区|县|旗)(?![域间块位])|当地|该地")
_SAME_YEAR = re.compile(r"同期|同年|当年|该年|这一年")
_ACTUAL = re.compile(
    r"实际(?!利用|使用|到位|吸[收引]|投资)|完成了|实现了|达到了|增长了|下降了|新增了|已(?!经开发|上市)|累计完成|同比|比上年|较上年|去年|上年|初步核算|截至|截止"
)
_TARGET = re.compile(
    r"目标|计划|预期|力争|确保|打算|争取|拟|(?<![需重主首紧只所])要(?![求素点闻件道领])|将(?!近)|安排|任务|努力|设定|定为|定在|提出"
)
_ESTIMATE = re.compile(r"预计|初步核算")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a draft names: a division by its code, or a zone by its canonical name."""

    start: int
    end: int
    code: str
    name: str
    several: bool = False

    @property
    def is_zone(self) -> bool:
        """Whether it is a zone or body and no division."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Carried:
    """What a sentence takes over from those before it.

    `year` and `place` hold for the next sentence; `named` are all divisions and zones named so far, the last one last;
    `years` all years named so far.
    """

    year: str = ""
    place: Place | None = None
    named: tuple[Place, ...] = ()
    years: tuple[str, ...] = ()
    status: Status = "unknown"


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
    places = [Place(s, e, "", canonical_zone(zone)) for s, e, zone in zones]
    places += [Place(p.start, p.end, p.region.code, p.region.name) for p in divisions]
    places = [place for place in places if _is_subject(text, place)]
    places.sort(key=lambda place: place.start)
    periods = tuple(p for p in find_periods(text, setting.as_of.year) if p.years and p.kind != "span")
    return Sentence(text, tuple(_with_lists(text, places)), periods, carried)


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


def scope_of(sentence: Sentence, start: int, end: int, indicator: str, setting: Setting) -> tuple[Scope, str]:
    """The scope of the figure at `start` of a sentence, and why its place is unsure ("" where it is not).

    A place or period counts where it stands before the figure, the last one winning; one inside the figure's own
    words wins over it, since 分别 deals places out; what the sentence does not name is carried over.
    """
    place, unsure = _place_at(sentence, start, indicator)
    year = _year_at(sentence, start, end)
    status = _status_at(sentence, start, end, year, setting)
    scope = Scope(years=(year,) if year else (), status=status)
    if place is None:
        return scope, unsure
    if place.is_zone:
        return replace(scope, holders=(place.name,)), unsure
    return replace(scope, regions=(place.code,), region_names=(place.name,)), unsure


def _place_at(sentence: Sentence, at: int, indicator: str) -> tuple[Place | None, str]:
    own = [p for p in sentence.places if p.several and sentence.text[p.start : p.end] in indicator]
    if len(own) == 1:
        return own[0], ""
    before = [p for p in sentence.places if p.end <= at]
    same = list(_SAME_PLACE.finditer(sentence.text, 0, at))
    if same and (not before or same[-1].start() > before[-1].start):
        return _same_place(same[-1]["level"] or "", (*sentence.carried.named, *before))
    if before:
        return (None, UNSURE_PLACE) if before[-1].several else (before[-1], "")
    return sentence.carried.place, ""


def _same_place(level: str, named: Sequence[Place]) -> tuple[Place | None, str]:
    """The place that 该区 or 全市 means: the last one named that is of this level."""
    if not named:
        return None, ""
    for place in reversed(named):
        region = region_by_code(place.code) if place.code else None
        if not level or (level == "区" and place.is_zone) or (region is not None and _of_level(region, level)):
            return place, ""
    return None, UNSURE_PLACE


def _of_level(region: Region, level: str) -> bool:
    if level == "省":
        return region.level == "province"
    return region.name.endswith(level) or (level == "市" and region.level == "city")


def _year_at(sentence: Sentence, start: int, end: int) -> str:
    text = sentence.text
    named = [p for p in sentence.periods if p.end <= start and p.kind != "base"]
    for period in sentence.periods:
        if end <= period.start <= end + 2 and text[end : period.start] == "(":
            return period.years
    return named[-1].years if named else sentence.carried.year


def _status_at(sentence: Sentence, start: int, end: int, year: str, setting: Setting) -> Status:
    """Target, estimate or actual by the words of the clause, then of the sentence; a year ahead is a target."""
    text = sentence.text
    clause = max(text.rfind(mark, 0, start) for mark in ",;:。") + 1
    tail = re.match(r"[^,;:。]{0,12}", text[end : end + 12])
    own = text[clause:start] + (tail.group() if tail else "")
    if year and int(year[-4:]) > setting.as_of.year:
        return "target"
    for words in (own, text[:start]):
        if _ACTUAL.search(words) and not _TARGET.search(words):
            return "actual"
        if _ESTIMATE.search(words) and year and int(year[-4:]) < setting.as_of.year:
            return "estimate"
        if _TARGET.search(words) or _ESTIMATE.search(words):
            return "actual" if re.search(r"实际(?!利用|使用|到位|吸[收引]|投资)", own) else "target"
    return sentence.carried.status


def carry(sentence: Sentence) -> Carried:
    """What the next sentence of the paragraph goes on with."""
    periods = [p for p in sentence.periods if p.kind != "base"]
    places = sentence.places
    place = sentence.carried.place
    if places:
        place = None if places[-1].several else places[-1]
    same = list(_SAME_PLACE.finditer(sentence.text))
    if same and (not places or same[-1].start() > places[-1].start):
        place = _same_place(same[-1]["level"] or "", (*sentence.carried.named, *places))[0]
    return Carried(
        year=periods[-1].years if periods else sentence.carried.year,
        place=place,
        named=(*sentence.carried.named, *places)[-12:],
        years=tuple(dict.fromkeys((*sentence.carried.years, *(p.years for p in periods)))),
        status=sentence.carried.status,
    )


def next_paragraph(before: Carried, heading: Carried) -> Carried:
    """What a new paragraph starts with: the headings' scope, else the draft's only place and only year so far."""
    divisions = {(p.code, p.name) for p in before.named}
    place = heading.place or (before.named[-1] if len(divisions) == 1 else None)
    year = heading.year or (before.years[0] if len(before.years) == 1 else "")
    return replace(before, place=place, year=year, status="unknown")
