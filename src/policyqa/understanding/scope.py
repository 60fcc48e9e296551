"""The places and zones that a question names, in the light of what the index knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from policyqa.chinese.mentions import WHOLE_COUNTRY, goes_on_as_name
from policyqa.chinese.other_names import customary_name, find_other_names
from policyqa.chinese.places import (
    PlaceMention,
    canonical_zone,
    find_places,
    is_within,
    region_by_code,
    zone_region,
)
from policyqa.chinese.regions import COUNTRY, is_word, region_table, writings_at


def find_known_places(
    text: str, known_regions: Collection[str], zones: Sequence[tuple[int, int, str]]
) -> list[PlaceMention]:
    """The places of a question outside zones' names; a short name that the index knows counts at the start too."""
    found = [p for p in find_places(text, near=known_regions) if not any(s <= p.start < e for s, e, _ in zones)]
    for code in known_regions:
        region = region_by_code(code)
        if region is None or len(region.short) < 2:
            continue
        for match in re.finditer(rf"(?:^|(?<=[,、和与跟及在年\s])){re.escape(region.short)}", text):
            taken = [(p.start, p.end) for p in found] + [(s, e) for s, e, _ in zones]
            free = not any(s < match.end() and match.start() < e for s, e in taken)
            word = found and text[: match.start()].endswith("年") and is_word(region.short)
            # 德清今年新建的充电桩: a word, where another place is named
            if free and not word and not goes_on_as_name(text, match.end()):
                found.append(PlaceMention(match.start(), match.end(), region, match.group()))
    if not any(p.start == 0 for p in found) and not (zones and zones[0][0] == 0):
        found += _city_first(text)
    beside_known = any(p.region.code in known_regions for p in found)
    found = [
        p
        for p in found
        if p.region.code in known_regions or not _is_called_otherwise(p, known_regions, beside_known=beside_known)
    ]
    placed = [_known_namesake(place, known_regions) for place in found]
    taken = [(p.start, p.end) for p in placed] + [(s, e) for s, e, _ in zones]
    placed += [p for p in find_other_names(text) if not any(s < p.end and p.start < e for s, e in taken)]
    return sorted(placed, key=lambda p: p.start)


_NO_CITY = re.compile(
    r"朝阳产业|日照时|长治久安|白银[价产矿期]|安康(?:工程|计划|码)|大理石|大同小异|阿里(?:巴巴|云)|白山黑水|红河谷|文山会海|四平方"
)


_FACILITY = re.compile(
    r"[一-鿿]{0,2}(?:油田|气田|石化|炼化|煤矿|机场|港|高铁|铁路|高速|大桥|水库|电站|集团|公司|大学|医院)"
)


def _city_first(text: str) -> list[PlaceMention]:
    """The city whose bare name a question begins with, be it an ordinary word elsewhere or a part of one (金华)."""
    if _NO_CITY.match(text):
        return []
    for writing in writings_at(text, 0):
        if _FACILITY.match(text, len(writing)):
            return []
        cities = [f.region for f in region_table().forms[writing] if f.bare and f.region.level == "city" and not f.gone]
        if len(cities) == 1 and not goes_on_as_name(text, len(writing)):
            return [PlaceMention(0, len(writing), cities[0], writing)]
    return []


def _is_called_otherwise(place: PlaceMention, known_regions: Collection[str], *, beside_known: bool) -> bool:
    """Whether a county's bare name is another place's customary name (龙江), or beside a known place a count (三山)."""
    if place.text != place.region.short or place.region.level != "county":
        return False
    counts = beside_known and place.text[0] in "一二三四五六七八九十两"
    return counts or customary_name(place.text) in known_regions


def _known_namesake(place: PlaceMention, known_regions: Collection[str]) -> PlaceMention:
    """For a bare short name that a known city and an unknown county share, the one that the index knows."""
    if place.text != place.region.short:
        return place
    known = [r for code in sorted(known_regions) if (r := region_by_code(code)) and r.short == place.text]
    highest = min(known, key=lambda r: _LEVELS.index(r.level), default=place.region)
    return PlaceMention(place.start, place.end, highest, place.text)


_LEVELS = ("country", "province", "city", "county")


def with_named_kinds(
    text: str, zones: list[tuple[int, int, str]], known_zones: Collection[str]
) -> list[tuple[int, int, str]]:
    """Add a zone named by its kind alone (经开区, 高新区) where the index knows just one that it can be."""
    found = list(zones)
    around = [place.region.code for place in find_places(text)]
    for match in re.finditer(r"经开区|高新区|综保区|开发区", text):
        if any(s <= match.start() < e for s, e, _ in found) or _COUNTED_KIND.search(text[: match.start()]):
            continue
        named_so = _OWN_NAME.search(text, 0, match.start())
        ends = match.group()
        if named_so and not any(place.end == match.start() for place in find_places(text)):
            ends = f"{named_so.group()}{ends}"  # 稀土高新区 is no other 高新区
        fitting = [zone for zone in known_zones if zone.endswith(ends) and _may_lie_in(zone, around)]
        named = [zone for zone in fitting if zone[: -len(match.group())] in text]
        if len(named or fitting) == 1:
            found.append((match.start(), match.end(), (named or fitting)[0]))
    return sorted(found)


_OWN_NAME = re.compile(r"[一-鿿]{2}(?<![年月日的在是给和与及跟、全本我们那这地省市县州区里去今明从对向由])$")
"""Words right before a kind of zone that are its own name."""


def _may_lie_in(zone: str, around: Sequence[str]) -> bool:
    """Whether a zone may be one of the places named with it: 湖北的高新区 is none of another province."""
    region = zone_region(zone)
    return not around or region is None or any(is_within(region.code, c) or is_within(c, region.code) for c in around)


_COUNTED_KIND = re.compile(r"(?:[哪几各一二两三四五六七八九十多\d]|多少)[家个]$|[哪各]$|(?:国家|省|市)级$")
"""Before a kind of zone that is asked for or counted, and is no zone's name: 哪三家高新区."""


def known_by_zone(
    zones: list[tuple[int, int, str]],
    places: list[PlaceMention],
    known_regions: Collection[str],
    known_zones: Collection[str],
) -> tuple[list[tuple[int, int, str]], list[PlaceMention]]:
    """Take a bare place or a zone that the index has nothing of for the one zone of its name that it knows.

    曹妃甸 and 曹妃甸开发区 are 曹妃甸经开区 where that is the only zone of the name, and no document is the district's;
    曹妃甸区 is the district.
    """
    found, kept = [], []
    for start, end, zone in zones:
        same = [known for known in known_zones if known[:2] == zone[:2] and known != zone]
        plain = re.search(r"(?<![经高])开发区$|园区$", zone) and canonical_zone(zone) not in known_zones
        found.append((start, end, same[0] if plain and len(same) == 1 else zone))
    for place in places:
        own = [known for known in known_zones if known.startswith(place.region.short)]
        other = place.region.code in known_regions or place.region.level != "county"
        if other or len(own) != 1 or place.text == place.region.name:
            kept.append(place)
        else:
            found.append((place.start, place.end, own[0]))
    return sorted(found), kept


# What is written like the name of a county, city, district, town or township. Anonymous ones (甲县, A市) have one
# character before the class, others two or three. The lists are of common words that end, or go on, in the same way
# (城镇, 小区, 开发区, 超市; 县级, 市场, 乡村): a name missed costs less than a question refused for 老旧小区.
_BEFORE_A_PLACE = r"(?:^|(?<=[,、;。:和与跟及在年月\s]))"
_NO_NAME = "全各哪几我你本该这那每某些个多两把将要计划力争实现建设推进完成利用新增等省市县区乡镇村城"
_LIKE_A_PLACE = re.compile(
    rf"{_BEFORE_A_PLACE}(?:"
    r"(?P<one>[甲乙丙丁戊己庚辛壬癸A-Z][县市区镇乡州])"
    rf"|(?P<county>[^\W\da-zA-Z_{_NO_NAME}]{{1,3}}?(?<![困强级])(?:自治县|县)(?![级域城区乡委市直以处]))"
    rf"|(?P<city>[^\W\da-zA-Z_{_NO_NAME}]{{2,3}}?(?<![上超股都休闭夜门楼菜集入级开])市(?![场民外内级值政区直容属况]))"
    rf"|(?P<town>[^\W\da-zA-Z_{_NO_NAME}]{{2,3}}?(?<![下家老水返故回入振丽古小强重名])[镇乡](?![村镇亲下土愁贤]))"
    rf"|(?P<bay>[^\W\da-zA-Z_{_NO_NAME}]{{2,3}}?湾(?![区县市镇乡村港]|经济区|城市群|国际))"
    rf"|(?P<district>[^\W\da-zA-Z_{_NO_NAME}]{{2,3}}?"
    r"(?<![地社小校开灾山库景辖街郊老牧林特税保片矿发园业范验港能住心湾湖流禁展术作智聚游养产学贸综创经护水边示合居])"
    r"区(?![域间块划位号]))"
    r")"
)


def unplaced_names(text: str, places: Sequence[PlaceMention], zones: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """What is written like a place's name and is in no table (a new or mistyped name), in order."""
    taken = [(p.start, p.end) for p in places] + [(start, end) for start, end, _ in zones]
    for start, end in taken:  # 夷陵|下堡坪乡
        text = f"{text[:start]}{',' * (end - start)}{text[end:]}"
    found = (match for match in _LIKE_A_PLACE.finditer(text))
    free = (m[0] for m in found if not any(start < m.end() and m.start() < end for start, end in taken))
    return tuple(name for name in free if not re.search("[今去明]?年|[上下]半", name))


_OF_COUNTRY = ("国务院", "中国", "我国", "咱们国家", "咱国家", "咱们国", "咱国")


def asks_country(text: str, places: Sequence[PlaceMention]) -> bool:
    """Whether a question asks for the country's own figure, by the State Council or by 全国."""
    named = any(p.region.code == COUNTRY and p.text in _OF_COUNTRY for p in places)
    return named or WHOLE_COUNTRY.search(text) is not None


def compared_places(text: str, places: Sequence[PlaceMention], *, nation: bool) -> set[str]:
    """The codes of the places that a question is about: not one that only holds another, unless listed with it."""
    codes = {p.region.code for p in places} - (set() if nation else {COUNTRY})
    listed = {
        code
        for first, second in pairwise(places)
        if re.fullmatch(r"[、和与跟及]", text[first.end : second.start])
        for code in (first.region.code, second.region.code)
    }
    return {c for c in codes if c in listed or not any(o != c and is_within(o, c) for o in codes)}
