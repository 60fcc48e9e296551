"""Wider: the figures that a place's document tells of a place around it (全省 in a city's, 全市 in a county's)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policyqa.chinese.jurisdiction import OWN_WORDS, has_rank
from policyqa.chinese.places import PlaceMention, Region, find_zones, is_within, region_by_code
from policyqa.chinese.quantities import Quantity
from policyqa.chinese.regions import COUNTRY, ancestors
from policyqa.types import Document

_ATTRIBUTE = (
    r"重点|首|唯一|第|前[列茅\d]|最|排|平均|先进|优秀|性|百强|统一|各|率先|一流|领先|示范|范围|乃至|同[期类]|的|上下|人民"
    r"|[一-鿿]{0,14}(?:会议|大会|试点|考核|评比|评选|评估|竞赛|大赛|比赛|测评|排名|表彰|称号|示范|样板|标杆|典型)"
)
_WHOLE = re.compile(rf"(?P<word>[全我](?:省|自治区|市))(?!{_ATTRIBUTE})")
_BEFORE = re.compile(r"(?:^|[,;:。\s年底末度月前期])$")
"""A sentence's words that tell of a whole place; 全省重点项目 and 全省首个 are no province's."""
_OWN = re.compile(r"[我本](?:市|州|县|区|旗|盟|地)|全[县区旗州盟](?!域)")
_OWN_CITY = re.compile(r"[,;]\s?我市(?:占|仅|只|共|有|\d)")
"""What a county-level city says of itself beside 全市, its own city's."""
_NO_AMOUNT = ("位", "个百分点")


def wider_holder(
    document: Document, sentence: str, quantity: Quantity, places: Sequence[PlaceMention]
) -> tuple[str, str] | None:
    """Find the place around the document's own whose figure a quantity is: its code and name, None for none.

    全省 is the province's in the document of any city or county; 全市 is the city's in that of a county or zone which
    calls itself otherwise (全县, 我区), or of a county-level city where the sentence sets 我市 against it. What the
    sentence names behind it, be it 我市 or a place inside the document's own, goes before it.
    """
    own = region_by_code(document.metadata.region)
    if own is None or own.level in ("country", "province") or quantity.unit in _NO_AMOUNT:
        return None
    around = {p.end: p for p in places if p.region.code != own.code and is_within(own.code, p.region.code)}
    found = [
        m
        for m in _WHOLE.finditer(sentence, 0, quantity.start)
        if _BEFORE.search(sentence[: around[m.start()].start if m.start() in around else m.start()])
    ]
    said = found[-1] if found else None
    if said is None or _OWN.search(sentence, said.end(), quantity.start):
        return None
    if any(said.end() <= p.start < quantity.start and is_within(p.region.code, own.code) for p in places):
        return None
    if said.start() in around:  # 甲市全市
        return around[said.start()].region.code, around[said.start()].region.name
    if said["word"].endswith("市"):
        return _city_around(document, own, sentence, quantity.end) if said["word"][0] == "全" else None
    return _above(own, "province")


_WHOLE_NAMED = re.compile(r"\s*(全国|全省|全自治区|全市)(?:平均(?:水平)?|合计|总计|水平)?\s*")


def whole_named(document: Document, words: str) -> tuple[str, str] | None:
    """Find the place around a document's own that a row or column is of whose heading is 全国, 全省 or 全市 alone."""
    own, said = region_by_code(document.metadata.region), _WHOLE_NAMED.fullmatch(words)
    if own is None or said is None or own.level == "country":
        return None
    if said[1] == "全国":
        return COUNTRY, "中国"
    if own.level == "province":
        return None
    return _city_around(document, own, words, len(words)) if said[1] == "全市" else _above(own, "province")


def _city_around(document: Document, own: Region, sentence: str, end: int) -> tuple[str, str] | None:
    name = document.metadata.region_name
    if own.level == "city":
        return (own.code, own.name) if find_zones(name) and _says_district(document.text) else None
    if name.endswith("市"):
        return _above(own, "city") if _OWN_CITY.search(sentence, end) else None
    return _above(own, "city") if _says_district(document.text) else None


@lru_cache(maxsize=8)
def _says_district(text: str) -> bool:
    """Whether a text calls its own place a county or district (全县, 我区)."""
    return OWN_WORDS["county"].search(text) is not None


def _above(own: Region, level: str) -> tuple[str, str] | None:
    """The nearest place of a rank around a region."""
    for code in ancestors(own.code):
        region = region_by_code(code)
        if region is not None and code != COUNTRY and has_rank(region, level):
            return region.code, region.name
    return None
