"""The places and zones that a question names, in the light of what the index knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from policyqa.chinese.places import PlaceMention, canonical_zone, find_places, region_by_code


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
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(PlaceMention(match.start(), match.end(), region, match.group()))
    return sorted((_known_namesake(place, known_regions) for place in found), key=lambda p: p.start)


def _known_namesake(place: PlaceMention, known_regions: Collection[str]) -> PlaceMention:
    """For a bare short name that a known city and an unknown county share, the one that the index knows."""
    if place.region.code in known_regions or place.text != place.region.short:
        return place
    known = [r for code in sorted(known_regions) if (r := region_by_code(code)) and r.short == place.text]
    return PlaceMention(place.start, place.end, known[0], place.text) if known else place


def with_named_kinds(
    text: str, zones: list[tuple[int, int, str]], known_zones: Collection[str]
) -> list[tuple[int, int, str]]:
    """Add a zone named by its kind alone (经开区, 高新区) where the index knows just one that it can be."""
    found = list(zones)
    for match in re.finditer(r"经开区|高新区|综保区|开发区", text):
        if any(s <= match.start() < e for s, e, _ in found):
            continue
        fitting = [zone for zone in known_zones if zone.endswith(match.group())]
        named = [zone for zone in fitting if zone[: -len(match.group())] in text]
        if len(named or fitting) == 1:
            found.append((match.start(), match.end(), (named or fitting)[0]))
    return sorted(found)


def known_by_zone(
    zones: list[tuple[int, int, str]],
    places: list[PlaceMention],
    known_regions: Collection[str],
    known_zones: Collection[str],
) -> tuple[list[tuple[int, int, str]], list[PlaceMention]]:
    """Take a place or zone that the index has nothing of for the one zone of its name that it knows.

    曹妃甸 and 曹妃甸开发区 are 曹妃甸经开区 where that is the only zone of the name, and no document is the district's.
    """
    found, kept = [], []
    for start, end, zone in zones:
        same = [known for known in known_zones if known[:2] == zone[:2] and known != zone]
        plain = re.search(r"(?<![经高])开发区$|园区$", zone) and canonical_zone(zone) not in known_zones
        found.append((start, end, same[0] if plain and len(same) == 1 else zone))
    for place in places:
        own = [known for known in known_zones if known.startswith(place.region.short)]
        if place.region.code in known_regions or place.region.level != "county" or len(own) != 1:
            kept.append(place)
        else:
            found.append((place.start, place.end, own[0]))
    return sorted(found), kept
