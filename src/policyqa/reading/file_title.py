"""A title by the file's name, for a document whose own names neither place nor paper (政府工作报告)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import document_region, is_within
from policyqa.types import Metadata

_BARE = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:(?:政府)?工作报告|国民经济和社会发展统计公报|统计公报)(?:\(.{1,24}\)|\s?-{1,2}.*)?"
)
"""A title that every place has every year."""
_PAPER = re.compile(r"(?:报告|公报|规划|纲要|计划|方案|要点|意见|决定|清单)(?:\([^()]{1,20}\))?$")
"""What a paper's name ends with."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SAVED_AS = re.compile(r"(?:[-_\s]?(?:\(\d{1,2}\)|副本|最终版?|定稿|终稿|公开版|全文|正文|打印版?|[vV]\d{1,2}))+$")
"""What people and machines add to a file's name."""


def with_file_title(metadata: Metadata, path: str) -> Metadata:
    """Give a document whose own title is bare, or no title, the one that its file was named by.

    Only a name that is a paper's and names its place, and that contradicts neither place nor years found in the
    document itself: others are given back as they are. What was found so says "file name".

    Args:
        metadata: what was found in the document, its region too.
        path: its path below the corpus folder.
    """
    found = dict(metadata.found)
    if found.get("title") != "first words" and not _BARE.fullmatch(fold_text(metadata.title)):
        return metadata
    name = _SAVED_AS.sub("", fold_text(PurePosixPath(path).stem)).replace("_", "").strip(" -")
    place = document_region(name, "", "", "") if _PAPER.search(name) else None
    if place is None:
        return metadata
    own = metadata.region
    if own and not (is_within(place.code, own) or is_within(own, place.code)):
        return metadata
    years = tuple(dict.fromkeys(_YEAR.findall(name)))
    looks_back = found.get("years") == "tasks" and [str(int(year) + 1) for year in metadata.years] == list(years)
    if len(years) > 1 or (years and metadata.years and years[0] not in metadata.years and not looks_back):
        return metadata
    found |= {"title": "file name"}
    if years and (looks_back or not metadata.years):
        found["years"] = "file name"
    if place.code != own:
        found["region"] = "file name"
    return replace(
        metadata,
        title=name,
        region=place.code,
        region_name=place.name if place.code != own else metadata.region_name,
        years=years if looks_back else metadata.years or years,
        found=tuple(sorted(found.items())),
    )
