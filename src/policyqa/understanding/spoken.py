"""Spoken questions: times, averages and roads said as people say them are put as papers write them, before parsing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policyqa.chinese.places import PlaceMention, find_places
from policyqa.chinese.terms import canonical, find_terms
from policyqa.understanding.spoken_forms import WHOLE


def as_written(text: str) -> str:
    """A folded question with what is only spoken put as papers write it.

    >>> as_written("网约车2月7号一天平均跑多少单")
    '网约车2月7日日均跑多少单'
    """
    text = _SPACED.sub(lambda match: _listed(match[0]), text)
    text = _PARTED_TERM.sub(_joined_term, text)
    for pattern, written in WHOLE:
        text = pattern.sub(written, text)
    return text


_PARTED_TERM = re.compile(r"(?<=[一-鿿]) (?=[一-鿿])")


def _joined_term(match: re.Match[str]) -> str:
    """A blank, or nothing where the words around it are one term of the table: 居民医保 财政补助."""
    text, at = match.string, match.start()
    before = re.search(r"[一-鿿]{1,8}$", text[:at])
    behind = re.match(r"[一-鿿]{1,8}", text[at + 1 :])
    if before is None or behind is None:
        return " "
    joined, cut = before.group() + behind.group(), len(before.group())
    return "" if any(start < cut < end for start, end, _ in find_terms(canonical(joined))) else " "


_SPACED = re.compile(r"(?:[一-鿿A-Za-z]{2,10}\s+){1,5}[一-鿿A-Za-z]{2,8}(?=\s?(?:各|分别))")
"""Things that a question parts by blanks alone: 原煤 原油 天然气各产了多少."""


def _listed(words: str) -> str:
    """Things parted by blanks with list marks between; a place before them keeps its blank."""
    parts = words.split()
    places = [any(p.start == 0 and p.end == len(part) for p in find_places(part)) for part in parts]
    marks = (" " if place else "、" for place in places)
    return "".join(f"{part}{mark}" for part, mark in zip(parts, marks, strict=True))[:-1]


_ROUTE = (
    r"的?(?:(?:这|那)(?:条|段))?的?(?:[一-鿿]{0,6}?)"
    r"(?:高速|铁路|高铁|城际|公路|快速路|国道|省道|航线|航班|班列|列车|动车|专列|区间|路段|管道|管线|大桥|隧道|通道|轨道|直达车|网络时延|时延|车程|航程|(?<![阶时地手河])段)"
)
_TO = re.compile(r"(?:市区|市|县城|城)?(?:到|至|-|—|~|—{2})")


_GIVES = re.compile(r"(?:[去今]年|(?:19|20)\d\d年)?(?:一?共)?(?:给|支援|援助|帮扶|资助|捐)(?:了|给)?")


def givers(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places that give another one something (天津去年给了甘肃多少援助): whose figure it is is the other's.

    >>> from policyqa.chinese.places import find_places
    >>> text = "天津2023年给了甘肃多少财政援助"
    >>> [place.text for place in givers(text, find_places(text))]
    ['天津']
    """
    return [one for one, other in pairwise(places) if _GIVES.fullmatch(text[one.end : other.start])]


_HOW_FAR = re.compile(r"多久|多长时间|多远|几个?(?:小时|分钟)|多少(?:公里|分钟|小时)")


def ends_of_routes(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places that only say where a road or line runs from and to (甲到乙的高速): whose figure it is stands open.

    >>> from policyqa.chinese.places import find_places
    >>> text = "成都到重庆的高铁多长"
    >>> [place.text for place in ends_of_routes(text, find_places(text))]
    ['成都', '重庆']
    """
    found = []
    for place in places:
        to = _TO.match(text, place.end)
        if (
            (to and re.match(rf"[一-鿿]{{2,8}}?{_ROUTE}", text[to.end() :]))
            or (re.search(r"从$", text[: place.start]) and to and _HOW_FAR.search(text[to.end() :]))
            or (re.search(r"从[一-鿿]{2,8}?(?:到|至)$", text[: place.start]) and _HOW_FAR.search(text[place.end :]))
            or (re.search(r"[一-鿿](?:到|至|-|—|~|—{2})$", text[: place.start]) and re.match(_ROUTE, text[place.end :]))
        ):
            found.append(place)
    return found
