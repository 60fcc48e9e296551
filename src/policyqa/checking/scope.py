"""The scope of a draft's figures: years, places and kind, followed from sentence to sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyqa.checking.sentence import COUNTRY, Carried, Place, Sentence, Setting
from policyqa.chinese.places import Region, is_within, region_by_code, zone_region
from policyqa.chinese.regions import ancestors
from policyqa.types import Scope, Status

UNSURE_PLACE = "place"
_BEFORE_SUBJECT = re.compile(
    r"按照?|根据|据|在|到|至|截至|底|末|其中|而|但|同时|今后|全年|力争|预计|计划|提出|[,的“\s]"
)
_SAME_PLACE = re.compile(
    r"(?:该|(?<![^,;:。、“”年间末底\s])[全我本])(?P<level>省|市|区|县|旗)(?![域间块位]|前|第|首|最|排名|平均|先进|领先|一流)|当地|该地"
)
_ON_YEAR = re.compile(r"同比|[比较](?:上年|去年|上一年)")
_ACTUAL = re.compile(
    r"实际(?!利用|使用|到位|吸[收引]|投资|融资|缴纳)|完成了|实现了|达到了|增长了|下降了|新增了|已(?!经开发|上市)|累计完成|同比|比上年|较上年|去年|上年|初步核算|截至|截止"
)
_TARGET = re.compile(
    r"目标|计划|预期|力争|确保|打算|争取(?!到)|拟|(?<![需重主首紧只所])要(?![求素点闻件道领])|将(?!近)|安排(?!资金)|任务|努力|设定|定为|定在|提出"
)
_AIM = re.compile(r"目标|计划|预期|力争|提出|定为|定在|要求")
_ESTIMATE = re.compile(r"预计|初步核算")
_REALLY = re.compile(r"实际(?!利用|使用|到位|吸[收引]|投资|融资|缴纳)")
_NAMED = re.compile(
    r"“[^”\n]{1,30}”[一-鿿]{0,4}计划|“[^”\n]{1,30}”|《[^》\n]{1,60}》|行动计划|预期寿命|任务完成|完成.{0,6}目标任务"
)


def scope_of(
    sentence: Sentence, start: int, end: int, indicator: str, setting: Setting
) -> tuple[Scope, tuple[Place, ...], str]:
    """The scope of the figure at `start` of a sentence, its places, and why these are unsure ("" where they are not).

    A place or period counts where it stands before the figure, the last one winning; one inside the figure's own
    words wins over it, since 分别 deals places out; what the sentence does not name is carried over.
    """
    places, unsure = _places_at(sentence, start, indicator)
    year = _year_at(sentence, start, end)
    scope = Scope(
        years=(year,) if year else (),
        regions=tuple(p.code for p in places if p.code),
        region_names=tuple(p.name for p in places if p.code),
        holders=tuple(p.name for p in places) if any(p.is_zone for p in places) else (),
        status=_status_at(sentence, start, end, year, setting),
    )
    return scope, places, unsure


def _places_at(sentence: Sentence, at: int, indicator: str) -> tuple[tuple[Place, ...], str]:
    own = [p for p in sentence.places if p.several and sentence.text[p.start : p.end] in indicator]
    if len(own) == 1:
        return tuple(own), ""
    place = _subject_before(sentence, at)
    same = list(_SAME_PLACE.finditer(sentence.text, 0, at))
    if same and (place is None or same[-1].start() > place.start):
        named = [p for p in sentence.places if p.end <= at]
        place = _same_place(same[-1]["level"] or "", (*sentence.carried.named, *named))
        return ((place,), "") if place else ((), UNSURE_PLACE if sentence.carried.named or named else "")
    if place is not None:
        return ((), UNSURE_PLACE) if place.several else ((place,), "")
    return sentence.carried.places, ""


def _subject_before(sentence: Sentence, at: int) -> Place | None:
    """The place that the words before `at` speak of: the last that begins a clause, or lies inside it.

    A place in the middle of a clause that has another subject is only mentioned (从江苏引进), and so are several places
    inside the one that is carried over (该省的甲市、乙市入选……).
    """
    subject: Place | None = None
    for place in sentence.places:
        if place.end > at:
            break
        if place.several and sentence.carried.places and _lies_inside(place, sentence.carried.places[0]):
            continue
        if subject is None or _begins_clause(sentence, place) or _lies_inside(place, subject):
            subject = place
    return subject


def _begins_clause(sentence: Sentence, place: Place, marks: str = ",;:。、和与及") -> bool:
    """Whether nothing but a period and a word of attribution stands before a place in its clause or sentence."""
    start = max(sentence.text.rfind(mark, 0, place.start) for mark in marks) + 1
    before = sentence.text[start : place.start]
    for period in sentence.periods:
        before = before.replace(sentence.text[period.start : period.end], "")
    return not _BEFORE_SUBJECT.sub("", before).strip()


def _lies_inside(place: Place, other: Place) -> bool:
    inner = place.code or (region.code if (region := zone_region(place.name)) else "")
    return bool(inner and other.code) and is_within(inner, other.code)


def _same_place(level: str, named: Sequence[Place]) -> Place | None:
    """The place that 该区 or 全市 means: the last one named that is of this level, or that it lies in."""
    for place in reversed(named):
        region = region_by_code(place.code) if place.code else None
        if not level or (level == "区" and place.is_zone) or (region is not None and _of_level(region, level)):
            return place
        for code in ancestors(place.code) if place.code else ():
            above = region_by_code(code)
            if above is not None and above.code != COUNTRY and _of_level(above, level):
                return Place(place.start, place.end, above.code, above.name)
    return None


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


def base_year(sentence: Sentence, start: int, year: str) -> str:
    """The year that the figure at `start` is compared with (比2020年, 比上年, 同比), "" where none is named."""
    bases = [p for p in sentence.periods if p.kind == "base" and p.end <= start]
    before = sentence.text[max(0, start - 24) : start]
    if bases and bases[-1].offset is None:
        return bases[-1].years
    if (bases or _ON_YEAR.search(before)) and len(year) == 4:
        return str(int(year) - 1)
    return ""


def _status_at(sentence: Sentence, start: int, end: int, year: str, setting: Setting) -> Status:
    """Target, estimate or actual by the words of the figure's clause, else of its sentence; unknown where unsure.

    A year ahead is a target, unless the words say that it is reached; of a year that is past, only the clause's own
    words make one.
    """
    text = _NAMED.sub(lambda m: "|" * len(m.group()), sentence.text)
    clause = max(text.rfind(mark, 0, start) for mark in ",;:。") + 1
    tail = re.match(r"[^,;:。]{0,12}", text[end : end + 12])
    own, ahead = text[clause:start] + (tail.group() if tail else ""), year[-4:] > str(setting.as_of.year)
    past = bool(year) and year[-4:] < str(setting.as_of.year)
    if ahead:
        return "actual" if _REALLY.search(own) else "target"
    for words, decisive in ((own, True), (text[:start], not past)):
        actual, target = _ACTUAL.search(words), (_AIM if past else _TARGET).search(words)
        if _REALLY.search(words) or (actual and not target):
            return "actual"
        if past and _ESTIMATE.search(words):
            return "estimate"
        if decisive and (target or _ESTIMATE.search(words)):
            return "target"
    return "unknown"


def carry(sentence: Sentence) -> Carried:
    """What the next sentence of the paragraph goes on with."""
    periods = [p for p in sentence.periods if p.kind != "base"]
    return Carried(
        year=periods[-1].years if periods else sentence.carried.year,
        places=_carried_places(sentence),
        named=(*sentence.carried.named, *sentence.places)[-12:],
        years=tuple(dict.fromkeys((*sentence.carried.years, *(p.years for p in periods if p.kind != "base")))),
    )


def _carried_places(sentence: Sentence) -> tuple[Place, ...]:
    """The places that the next sentence may speak of.

    A subject at the sentence's start takes over; where it lies inside the former subject, either may be meant; one
    that comes later in the sentence takes over only where there was none.
    """
    before = sentence.carried.places
    subject = _subject_before(sentence, len(sentence.text))
    same = list(_SAME_PLACE.finditer(sentence.text))
    if same and (subject is None or same[-1].start() > subject.start):
        place = _same_place(same[-1]["level"] or "", (*sentence.carried.named, *sentence.places))
        return (place,) if place else ()
    if subject is None:
        return before
    if subject.several:
        return ()
    if not before:
        return (subject,)
    opens = _begins_clause(sentence, subject, "。")
    if opens and not _lies_inside(subject, before[0]):
        return (subject,)
    return (subject, before[0]) if opens and subject.code != before[0].code else before


def next_paragraph(before: Carried, heading: Carried) -> Carried:
    """What a new paragraph starts with: the headings' scope, else the draft's only place and only year so far."""
    named = {(p.code, p.name) for p in before.named}
    places = heading.places or (before.named[-1:] if len(named) == 1 else ())
    year = heading.year or (before.years[0] if len(before.years) == 1 else "")
    return replace(before, places=places, year=year)
