"""Find the division or zone whose document it is; what the manifest states goes before what the text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from policyqa.chinese.fold import fold_text
from policyqa.chinese.jurisdiction import has_rank, named_region, own_level
from policyqa.chinese.main_place import main_place
from policyqa.chinese.places import (
    Region,
    document_region,
    document_zone,
    find_places,
    find_zones,
    region_by_code,
    zone_region,
)
from policyqa.chinese.regions import COUNTRY
from policyqa.reading.titles import Line
from policyqa.types import Metadata

_FIRST_LINES = 12
_BODY_LINES = 400
_HEAD_LINES = 2


_OF_THE_COUNTRY = re.compile(
    r"(?:^|\n)现在,我代表国务院|国务院总理\s{0,2}[一-鿿]{2,4}(?=\s|$)"
    r"|(?m:^[^\n一-鿿]{0,4}(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?在第[一二三四五六七八九十]{1,3}届全国人民代表大会第[一二三四五六七八九十]{1,2}次会议上[^\n]{0,24}$)"
)
"""Heads the report that the State Council gives each year."""


def _stated(wanted: str) -> tuple[str, str]:
    """Read a region that a person names by code or name: its code ("" where unknown) and name."""
    known = region_by_code(wanted)
    if known is not None:
        return known.code, known.name
    folded = fold_text(wanted)
    zones = find_zones(folded)
    if zones:
        region = zone_region(zones[0][2])
        return region.code if region else "", zones[0][2]
    places = find_places(folded)
    return (places[-1].region.code, places[-1].region.name) if places else ("", wanted)


def _of_file_name(path: str, body: str) -> Region | None:
    """The place that a file is named after, where the text calls a place of its rank its own and names none itself."""
    level = own_level(body)
    name = fold_text(PurePosixPath(path).stem)
    places = find_places(name) if level else []
    alone = [place for place in places if not re.match("[等、和与及]", name[place.end :])]
    fitting = [place.region for place in alone if has_rank(place.region, level)]
    return fitting[0] if len({region.code for region in fitting}) == 1 else None


def with_region(metadata: Metadata, lines: Sequence[Line], stated: str, site: str = "", path: str = "") -> Metadata:
    """Add region and region name to a document's metadata.

    Args:
        metadata: what was found so far; title and issuer are used.
        lines: all lines of the document, folded, furniture included.
        stated: what the manifest names as region, a code of six digits or a name; "" for nothing.
        site: whose site the page is of, for where the document itself does not tell; "" where unknown.
        path: the document's path, whose name may tell the place that the text calls its own (全省); "" where unknown.

    Returns:
        The metadata; where neither text nor manifest tells the region both fields stay "".
    """
    if stated:
        code, name = _stated(stated)
        return replace(metadata, region=code, region_name=name, found=(*metadata.found, ("region", "manifest")))
    titled = dict(metadata.found).get("title") != "first words"  # a sentence may name any place first
    title, issuer = fold_text(metadata.title) if titled else "", fold_text(metadata.issuer)
    content = [line.text for line in lines if line.content]
    first = "\n".join([*(line.text for line in lines[:_FIRST_LINES] if not line.content), *content[:_FIRST_LINES]])
    body = "\n".join(content[:_BODY_LINES])
    prose = [line.text for line in lines if line.content and not line.row][:_HEAD_LINES]
    decided, region = named_region(title, issuer, first)
    if not decided and _OF_THE_COUNTRY.search(first):
        decided, region = True, region_by_code(COUNTRY)
    told = None if decided else main_place(body)
    if told is not None:
        region = told[0]
    else:
        region = (
            region
            or document_region(title, issuer, first, body, "\n".join(prose))
            or document_region("", fold_text(site), "", "")
        )
    source = "title, issuer and text"
    if region is None and not decided and (region := _of_file_name(path, body)) is not None:
        source = "file name"
    placed = document_region(title, "", "", "") is not None
    zone = document_zone(title, "" if placed else issuer)  # a zone may publish what its district does
    zone = zone or (told[1] if told is not None else "")
    if region is None and not zone:
        return metadata
    how = (*metadata.found, ("region", source))
    code, name = (region.code, region.name) if region else ("", "")
    return replace(metadata, region=code, region_name=zone or name, found=how)
