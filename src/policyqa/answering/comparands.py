"""Comparands: what a figure's difference is from (高于全国1.6个百分点), and what the question compares with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.around import words_before
from policyqa.chinese.places import find_places, is_within
from policyqa.chinese.regions import COUNTRY
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.understanding import Query

_THAN = re.compile(
    r"(?:高于|低于|快于|慢于|好于|优于|多于|少于|高过|超过|超出|超|高出|领先于?|落后于?|比|较)(?P<whom>[^,;。??\d]{2,16})"
)
_WHOLES = (
    ("country", re.compile("全国|我国")),
    ("province", re.compile("[全我]省|全自治区")),
    ("city", re.compile("[全我]市")),
)


def is_of_other_comparand(query: Query, figure: Figure) -> bool:
    """Tell whether a figure states a difference from another place than the one that a question compares with."""
    asked = _places_in(query.question, figure)
    said = _places_in(words_before(figure), figure) if asked else set()
    return bool(asked and said) and not asked & said


def _places_in(text: str, figure: Figure) -> set[str]:
    """The places that a text compares with: a whole by its rank, as its holder has only one such place around it."""
    found: set[str] = set()
    for match in _THAN.finditer(text):
        whom = match["whom"]
        found |= {level for level, pattern in _WHOLES if pattern.search(whom)}
        for place in find_places(whom, near=(figure.region,)):
            around = figure.region != place.region.code and is_within(figure.region, place.region.code)
            found.add(place.region.level if around or place.region.code == COUNTRY else place.region.code)
    return found
