"""Venues: where something was held or is set up, by which platform, how often, in which rank: checked phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyqa.chinese.places import find_places

_TIME = re.compile(r"\d月|\d年|\d日|上午|下午|季度|年内|期间|时候|之[前后]$|[前后]$")
_NO_PLACE = re.compile(
    r"^(?:全[市省县区国]|会|此|其|这|大会|会议|活动|仪式|各|本|部署|讲话|总结|听取|基础|条件|前提|背景|建设|推进|实施|时|我[市省县区])|(?:方面|基础上|过程中|背景下|领域|前提下|时)$"
)


def find_venues(text: str, verb: str, noun: str = "") -> Iterator[tuple[int, int]]:
    """Where a sentence says that something was held: `在甲中心召开`, `…于乙馆举行`.

    Args:
        text: a folded sentence.
        verb: a pattern of the verb.
        noun: what the place must be called by, "" for any.
    """
    for match in re.finditer(rf"(?:在|于)(?P<place>[^,;。!?:、\n]{{2,30}}?)(?:隆重|顺利|成功|正式)?(?={verb})", text):
        start, end = match.span("place")
        inner = re.search(r"(?:在|于)(?=[^在于]+$)", text[start:end])
        if inner and inner.start() > 1:
            start += inner.end()
        place = text[start:end]
        if _TIME.search(place) or _NO_PLACE.search(place) or (noun and noun not in _classes(place, noun)):
            continue
        yield start, end
    for match in _STATED.finditer(text):
        if not noun or noun in _classes(match["place"], noun):
            yield match.span("place")
    for match in re.finditer(rf"{verb}{_BRACKETED}", text):
        if find_places(match["place"]) and (not noun or noun in _classes(match["place"], noun)):
            yield match.span("place")


_STATED = re.compile(r"(?:地点|会址|会场|主会场)(?:设在|定在|选在|在|为|是|:)(?P<place>[一-鿿]{2,16}?)(?=[,;。、()]|$)")
_BRACKETED = r"(?:[^,;。()（）]{2,24})\((?:\d{1,2}月(?:\d{1,2}日)?,)?(?P<place>[一-鿿]{2,8})\)"
"""Stands behind a verb where the place is only added: 举办第二届旅发大会(郴州)."""


def _classes(place: str, noun: str) -> str:
    """The words of a place; a city may be asked for by 城市, 市 or 地方."""
    if noun in ("城市", "市", "地方", "地点", "省", "省份", "地"):
        return place + noun
    return place


def find_seats(text: str, verb: str, noun: str = "") -> Iterator[tuple[int, int]]:
    """Where a sentence says that something is set up: `办公室设在甲局`, `位于乙区`."""
    for match in re.finditer(rf"{verb}(?P<place>[^,;。!?:、()\n]{{2,24}})", text):
        start, end = match.span("place")
        place = text[start:end]
        if (
            _TIME.search(place)
            or _NO_PLACE.search(place)
            or (noun and noun[-1] not in "里个" and not _fits(place, noun))
        ):
            continue
        yield start, end


def _fits(place: str, noun: str) -> bool:
    units = {"单位": r"[局部委办厅院会处科中心公司]$", "部门": r"[局部委办厅院会处科中心]$"}
    named = noun in ("城市", "地方") or (
        noun in ("医院", "大学", "学校", "高校", "公司", "企业") and len(place) <= _SHORT
    )
    return bool(re.search(units[noun], place)) if noun in units else noun[-1:] in place or named


_SHORT = 6
"""Characters of a name that may leave out what it is: 落户湘雅."""


def find_tools(text: str, noun: str) -> Iterator[tuple[int, int]]:
    """The platforms, systems or sites by which a sentence says that something is done: `通过“甲”平台`."""
    kind = re.escape(noun)
    by = r"(?:通过|登录|登陆|进入|依托|使用|利用|关注|打开|在)"
    quoted = rf"(?:“[^”]{{2,30}}”[一-鿿]{{0,6}}?{kind}|“[^”]{{2,30}}?{kind}[^”]{{0,6}}”)"
    for pattern in (
        rf"{by}[^,;。“”]{{0,8}}?({quoted})",
        rf"({quoted})(?=[上中]?(?:在线|网上)?(?:提交|申报|申请|办理|填报|报名|查询|登记))",
        rf"(?:通过|登录|登陆|进入|依托)([^,;。“”、在()通过]{{2,20}}?{kind})",
        rf"在([^,;。“”、在()]{{2,20}}?{kind})(?=上|提交|申报|申请|公示|办理|填报|登记)",
    ):
        yield from (m.span(1) for m in re.finditer(pattern, text))


OFTEN = re.compile(
    r"(?:每(?:隔)?(?:半个?|[两二三四五六七八九十\d]{1,2}个?|一个?)?(?:年|月|季度?|周|星期|天|日|旬)|每半[年月]"
    r"|按[月季年周]|[一二两三四五\d](?:年|个?月)(?=一(?:次|评|届|调度)))"
)


def find_often(text: str, verb: str) -> Iterator[tuple[int, int]]:
    """How often a sentence says that something is done: `每两年评审一次`, `按月调度`."""
    for match in OFTEN.finditer(text):
        behind = re.match(r"[^,;。]{0,24}", text[match.end() :])
        if behind and (not verb or verb[-2:] in behind.group() or re.search(r"一次|一届|一回", behind.group())):
            yield match.span()


_GRADES = {
    "等次": r"(?:第[一二三四五]|优秀|良好|合格|好)等次",
    "档次": r"第?[一二三四五]档|[一-鿿]{1,4}档次",
    "档": r"第?[一二三四五]档",
    "级别": r"[一-鿿A-Z\d]{1,4}级(?![以联])",
    "等级": r"[一-鿿A-Z\d]{1,4}级(?![以联])",
}


def find_grades(text: str, noun: str) -> Iterator[tuple[int, int]]:
    """The rank that a sentence states in words: 第一等次, 百亿级."""
    yield from (m.span() for m in re.finditer(_GRADES.get(noun, r"(?!)"), text))


def find_repealed(text: str) -> Iterator[tuple[int, int]]:
    """The documents that a sentence sets aside: `《甲办法》同时废止`."""
    for match in re.finditer(r"《[^》]{2,60}》(?=[^。;《]{0,60}(?:废止|失效|停止执行))", text):
        yield match.span()
