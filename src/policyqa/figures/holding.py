"""Holding: whose figure it is: a zone or a lower place that the sentence or column names, else the document's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyqa.chinese.fold import fold_text
from policyqa.chinese.jurisdiction import REPORT_HEAD, has_rank, own_level
from policyqa.chinese.places import (
    PlaceMention,
    Region,
    canonical_zone,
    find_places,
    find_zones,
    is_within,
    region_by_code,
)
from policyqa.chinese.regions import ancestors, region_table
from policyqa.chinese.visits import is_elsewhere
from policyqa.figures.clauses import AMONG_OTHERS
from policyqa.figures.columns import is_generic, measure_words
from policyqa.figures.wider import whole_named
from policyqa.figures.year_columns import is_accompanying
from policyqa.types import Document

NATION = "100000"
_HEAD_CHARS = 48
_ONLY_MARK = re.compile(r"(?:其中,?)?[\s“(（]*(?:[一二三四五六七八九十\d]{1,3}[)）.、]?)?\s*")
_LONGER_NAME = re.compile(r"[^,;:。、]{0,8}?(?:学院|大学|公司|集团|医院|机场|银行|中学|小学|基地|码头|高速|铁路)")
"""What goes on from a place to the name of something in it (成都美术学院)."""
OVERALL = re.compile(r"(?:^|[,;:。、])\s?(?:全[省市区县国州盟旗]|我[省市区县州盟旗])")
"""Says that what follows is of a whole place, not of the part of it named before."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Whose figures the next sentence goes on with; a `label` (`麒麟区:`) holds for the rest of its block."""

    region: str
    holder: str
    label: bool


_ACTS = re.compile(
    r"打造|建设|发挥|加快|做[大强优]|聚焦|锚定|依托|围绕|要|将|力争|确保|争取|计划|预计|完成|实现|新增|安排|全年|介绍|汇报|表态"
)
"""What follows a place that acts, and so is the subject of the rest of its sentence too."""


_RISES = re.compile(r"[^,;。\d]{2,18},(?:地区)?生产总值|[^,;。\d]{2,18},经济总量")
"""What follows a place that its own total stands behind: 郑州国家中心城市能级跃升,地区生产总值1.45万亿元."""


_BACKS = re.compile(
    r"\s?(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）.、]\s?)?(?:大力|全力)?(?:支持|推动|推进|促进|加快|引导)"
)
_BACKED_TO = re.compile(r"(?:加快|全力|高水平|高质量)?(?:创建|建设|打造|争创|争当|做[大强优]|发挥|建成|申报)")
"""What a city that is backed does itself; 推进洛阳石化项目 is on a project there."""
_OWN_ECONOMY = re.compile(
    r"(?<=,)(?:地区生产总值|生产总值|GDP|经济总量|社会消费品零售总额|固定资产投资|(?:外贸)?进出口总?[额值]?|规模以上工业|规上工业|一般公共预算收入"
    r"|城镇居民人均|农村居民人均|居民人均)[^,;。、]{0,12}(?:[^,;。、]{1,14}、[^,;。]{0,6})?$"
)
"""Sums of a whole place, behind a city that a sentence begins by backing (支持甲市创建…,地区生产总值突破5000亿元)."""


def _goes_on_with(sentence: str, place: PlaceMention, at: int) -> bool:
    """Whether a figure is a sum of the place that its sentence begins by backing, or by a figure of its own.

    So 支持甲市创建…,地区生产总值突破5000亿元; 甲市生产总值6327亿元、增长5.6%,固定资产投资增长4.8%.
    """
    if re.match("[、和与及等]", sentence[place.end :]) or _LONGER_NAME.match(sentence, place.end):
        return False
    if not _OWN_ECONOMY.search(sentence, place.end, at) or OVERALL.search(sentence, place.end, at):
        return False
    told = _ONLY_MARK.fullmatch(sentence[: place.start]) and re.search(r"\d", sentence[place.end : at])
    begins = place.start and sentence[place.start - 1] in ",:"
    sent = begins and re.match(r"[一-鿿]{0,4}?(?:要|力争|确保|争取)", sentence[place.end :])
    backed = _BACKS.fullmatch(sentence[: place.start]) and _BACKED_TO.match(sentence, place.end)
    return bool(told or sent or backed)


_XINJIANG = "650000"
CORPS = "新疆生产建设兵团"
_CORPS = re.compile(r"(?:^|[,;。])(?:新疆生产建设)?兵团(?![办机])")
"""Begins what the corps in Xinjiang is to do, which sets aims of its own."""


def holder_of(
    document: Document, sentence: str, at: int, places: list[PlaceMention], zones: list[tuple[int, int, str]]
) -> tuple[str, str]:
    """Whose figure it is: a zone or a lower place that the sentence has named as its subject, else the document's."""
    if whole := whole_named(document, sentence):
        return whole
    corps = [m for m in _CORPS.finditer(sentence, 0, at) if not OVERALL.search(sentence, m.end(), at)]
    if corps and document.metadata.region == _XINJIANG:
        return _XINJIANG, CORPS
    peers = _peers(document)
    if peers and (held := _of_peers(peers, sentence, at)) is not None:
        return held
    region, name = document.metadata.region, document.metadata.region_name
    best = -1
    for start, end, zone in zones:
        if end <= at and start > best and _is_subject(sentence, start, end, at, carried=True):
            best, name = start, canonical_zone(zone)
    for place in places:
        code = place.region.code
        if place.end > at or place.start <= best or code in (NATION, region):
            continue
        if any(start <= place.start < end for start, end, _ in zones) or AMONG_OTHERS.match(sentence, place.end):
            continue
        inside = not region or is_within(code, region)
        acts = bool(_ACTS.match(sentence, place.end) or _RISES.match(sentence, place.end, at))
        if inside and (
            _is_subject(sentence, place.start, place.end, at, carried=acts) or _goes_on_with(sentence, place, at)
        ):
            best, region, name = place.start, code, place.region.name
    return region, name


def _peers(document: Document) -> tuple[Region, ...]:
    """The places that a title sets side by side (`甲县、乙市交出成绩单`), the document's own among them; else ()."""
    return _side_by_side(fold_text(document.metadata.title), document.metadata.region)


@lru_cache(maxsize=256)
def _side_by_side(title: str, own: str) -> tuple[Region, ...]:
    place = region_by_code(own)
    at = title.find(place.short) if place is not None else -1
    if place is None or at < 0 or own == NATION:
        return ()
    end = at + len(place.name if title.startswith(place.name, at) else place.short)
    around = [r for r in region_table().regions.values() if r.parent == place.parent and r.code != own]
    beside = {
        region
        for region in around
        for name in (region.name, region.short)
        if len(name) > 1
        and (
            any(title.startswith(f"{joint}{name}", end) for joint in _JOINTS)
            or any(title.endswith(f"{name}{joint}", 0, at) for joint in _JOINTS)
        )
    }
    return (place, *sorted(beside, key=lambda region: region.code)) if beside else ()


_JOINTS = ("、", "和", "与", "跟", "及", "VS", "vs")
_TOGETHER = re.compile(r"两[地市县区省家]|双方|各地|[三四五]地|二者|两者")


def _of_peers(peers: Sequence[Region], sentence: str, at: int) -> tuple[str, str] | None:
    """Whose a figure is in a document on several places: the last that begins a clause before it, no one's beside 两地.

    None where the sentence names none of them before the figure.
    """
    codes = {region.code: region for region in peers}
    named = [p for p in find_places(sentence[:at], near=tuple(codes)) if p.region.code in codes]
    begun = [p for p in named if p.start == 0 or sentence[p.start - 1] in ",;:。 (*"]
    clause = max(sentence.rfind(mark, 0, at) for mark in ",;:。") + 1
    shared = _TOGETHER.search(sentence[clause:at]) or (not begun and _TOGETHER.search(sentence[:at]))
    dealt = "分别" in sentence[clause:at] and len({p.region.code for p in named}) > 1
    if shared or (dealt and not any(p.start >= clause for p in begun)):
        return "", ""
    if not begun:
        return None
    return begun[-1].region.code, begun[-1].region.name


def carried_holder(document: Document, sentence: str, before: Carried | None) -> Carried | None:
    """Whose figures the next sentence of the block goes on with: a subject before `:` or a semicolon is carried on."""
    label = re.match(r"\s?(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）.、]\s?)?([^,;:。]{2,16})[:,]?", sentence)
    head = label.group(1) if label else ""
    zones, places = find_zones(head), find_places(head, near=(document.metadata.region,))
    if (zones and zones[0][0] == 0) or (places and places[0].start == 0 and places[0].end == len(head)):
        region, holder = holder_of(document, head, len(head), places, zones)
        whole = len(head) in ([end for _, end, _ in zones[:1]] or [place.end for place in places[:1]])
        alone = label is not None and whole and sentence[label.end() :] == "。"
        labelled = alone or (sentence[label.end() - 1 : label.end()] == ":" if label else False)
        if (region, holder) != (document.metadata.region, document.metadata.region_name):
            return Carried(region, holder, labelled) if labelled or sentence.rstrip().endswith(";") else None
    return before if before and (before.label or sentence.rstrip().endswith(";")) else None


_OF_ALL = re.compile(r"全国|我国|各地|各省|全球|[国中]央")
_OWN_WORDS = re.compile(r"全[省市区县州]|[我本该][省市区县州]|当地")


def paragraph_holder(document: Document, sentence: str, before: Carried | None, opens: bool) -> Carried | None:
    """Whose the figures of a paragraph are in a document of no one place: those of the place it begins with.

    A sentence that begins with another place, or speaks of the country, ends it; in the country's own document it
    holds only for sentences that say 全省 or 该市.

    Args:
        document: the document.
        sentence: the sentence that comes next.
        before: what held for the sentence before it.
        opens: whether the sentence opens its paragraph.
    """
    if document.metadata.region not in ("", NATION):
        return None
    start = REPORT_HEAD.match(sentence).end()  # type: ignore[union-attr]
    first = next((p for p in find_places(sentence[:_HEAD_CHARS]) if p.start == start), None)
    if first is not None:
        listed = re.match(r"[、和与及等]", sentence[first.end :])
        if first.region.code == NATION or listed or is_elsewhere(sentence, first) or not _fits(sentence, first.region):
            return None
        if opens:
            return Carried(first.region.code, first.region.name, label=True)
        return before if before is not None and is_within(first.region.code, before.region) else None
    return None if opens or _OF_ALL.search(sentence) else before


def of_paragraph(document: Document, sentence: str, holder: Carried | None) -> Carried | None:
    """What of a paragraph's place holds for one sentence of it."""
    region = region_by_code(holder.region) if holder is not None else None
    if holder is None or _OF_ALL.search(sentence) or (region is not None and not _fits(sentence, region)):
        return None
    return holder if not document.metadata.region or _OWN_WORDS.search(sentence) else None


def _fits(sentence: str, region: Region) -> bool:
    """Whether a sentence that calls a place its own (我县) may mean this one: a city is not called 我县."""
    level = own_level(sentence)
    return not level or has_rank(region, level)


_HEADING_MARK = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]{1,4}[章节、.．)）]|[(（][一二三四五六七八九十\d]{1,3}[)）])?[\s、.]*"
)


def heading_holder(document: Document, path: tuple[str, ...]) -> Carried | None:
    """Whose figures stand below headings, of which the deepest that is a place's name and nothing else decides."""
    own = document.metadata.region
    for heading in reversed(path):
        text = _HEADING_MARK.sub("", heading).strip(" :")
        if len(text) > 24:
            continue
        zones = find_zones(text)
        if zones and zones[0][:2] == (0, len(text)):
            return Carried(own, canonical_zone(zones[0][2]), label=True)
        places = [] if zones else find_places(text, near=(own,))
        if places and (places[0].start, places[0].end) == (0, len(text)):
            code = places[0].region.code
            if code == own or (own and not is_within(code, own)):
                return None
            return Carried(code, places[0].region.name, label=True)
    return None


def column_holder(document: Document, label: str, headed: Carried | None = None) -> tuple[str, str] | None:
    """Whose figures a column holds where its heading is a place or zone, or says 全国 or 全省; None where it says none.

    Args:
        document: the document.
        label: the column's heading.
        headed: the place that the headings above the table name, which the column's whole lies around.
    """
    for text in re.split(r"[/(（]", label):
        if (zones := find_zones(text)) and zones[0][1] - zones[0][0] >= len(text) - 1:
            return document.metadata.region, zones[0][2]
        if whole := _whole_place(document, text, headed):
            return whole
        places = [p for p in find_places(text, near=(document.metadata.region,)) if p.region.code != NATION]
        if places and places[0].end - places[0].start >= len(text) - 1:
            return places[0].region.code, places[0].region.name
    return None


_WHOLE_PLACE = re.compile(r"全(?P<kind>[国省市区县州盟旗])(?:平均|水平|合计|总计)?")


def _whole_place(document: Document, text: str, headed: Carried | None) -> tuple[str, str] | None:
    """The place that 全国, 全省 or 全市 means beside a document's own: the nearest around it whose name ends so."""
    text = text.strip()
    said = _WHOLE_PLACE.match(text)
    if said is None or is_accompanying(text) or not is_generic(measure_words(text[said.end() :])):
        return None
    if said["kind"] == "国":
        return NATION, "中国"
    code, name = document.metadata.region, document.metadata.region_name
    if name.endswith(said["kind"]):
        return (headed.region, headed.holder) if headed and headed.holder.endswith(said["kind"]) else (code, name)
    for around in (code, *ancestors(code)):
        region = region_by_code(around)
        province = said["kind"] == "省" and around.endswith("0000")  # also an autonomous one
        if region is not None and around != NATION and (province or region.name.endswith(said["kind"])):
            return around, region.name
    return None


_NAMED = re.compile(
    r"(?!全|本|各|所有|其他|其它|有关|相关)[一-鿿]{1,10}(?:[区县旗镇乡园州市]|街道|新城|农场|林场|管委会|片区|示范区|基地|港)"
)
_NO_NAME = re.compile(r"目标|计划|完成|实际|增[长速加]|指标|单位|合计|[省市区县]级|年|城镇|农村|园区$|地区$")


def is_named_column(document: Document, label: str, labels: Sequence[str]) -> str:
    """The name that a column's heading gives beside columns that are places (准东开发区), "" where it names none."""
    parts = [part for part in re.split(r"[/(（]", label) if part.strip()]
    names = [p for p in parts if _NAMED.fullmatch(p) and not _NO_NAME.search(p)]
    if not names:
        return ""
    own = (None, (document.metadata.region, document.metadata.region_name))
    beside = sum(column_holder(document, other) not in own for other in dict.fromkeys(labels) if other != label)
    return names[-1] if beside >= 2 else ""


def _is_subject(sentence: str, start: int, end: int, at: int, carried: bool = False) -> bool:
    """Whether a place is the subject of the figure at `at`: it begins its clause, or (`carried`) its sentence.

    One of several in a list is not, nor one that 全省 or 全市 stands behind.
    """
    if re.match(r"[、和与及等]", sentence[end : end + 1]) or (start and sentence[start - 1] in "、和与及"):
        return False
    if not carried and _LONGER_NAME.match(sentence, end):
        return False
    if OVERALL.search(sentence, end, at):
        return False
    clause = max(sentence.rfind(mark, 0, at) for mark in ",;:。")
    if sentence[clause + 1 : start] == "其中":
        return True
    return start == clause + 1 or (carried and bool(_ONLY_MARK.fullmatch(sentence[:start])))
