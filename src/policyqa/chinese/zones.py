"""Development zones and the like that are named after a place: 宣城经开区, 苏州工业园区."""

from __future__ import annotations

import re

from policyqa.chinese.regions import Form, Region, is_within, is_word, region_by_code, region_table, writings_at

_KINDS = (
    ("经开区", r"经济技术开发区|经济\(技术\)开发区|经济开发区|经开区"),
    ("高新区", r"高新技术产业(?:开发区|园区|区)|高新技术(?:开发|园)区|高新(?:产业)?(?:开发区|园区|区)"),
    ("综保区", r"综合保税区|综保区"),
    ("自贸试验区", r"自由贸易试验区|自贸试验区|自贸区"),
)
_NAMED = (
    "|".join(pattern for _, pattern in _KINDS)
    + r"|保税港区|保税物流中心|旅游度假区|生态新城|生态城|化工园区|临港新片区"
)
_PLAIN = r"开发区|工业园区?|产业园区?|科技园区?|物流园区?|新区|度假区|产业集中区"
_DIRECT = re.compile(rf"(?:国家级|省级|国家)?(?:(?P<named>{_NAMED})|(?P<plain>{_PLAIN}))")
_BAY = re.compile(rf"湾(?:{_NAMED}|{_PLAIN})")
"""A zone at a bay lies where the bay does, and may be another place's: 杭州湾新区 is 宁波's."""
_MIDDLE = r"[^\W\d_a-zA-Z和与及的在为有将把对各全年等个新建推进加快支持发展设打造重点规划级省市县区]"
_LONGER = re.compile(
    rf"{_MIDDLE}{{1,8}}?(?:产业园区|工业园区|科技园区|产业园|工业园|科技园|物流园区?|产业集中区|度假区)"
)
_ANY = re.compile(rf"{_NAMED}|{_PLAIN}|产业园|工业园|科技园|物流园")
_FREE_TRADE = re.compile(r"中国\((?P<place>[一-鿿]{2,8})\)(?:自由贸易试验区|自贸试验区)")
_NOT_PLACES = frozenset(("新建", "新兴", "合作", "延长", "通道", "互助", "开放", "城市", "资源", "动力"))
_FIXED = {
    "两江新区": "500000",
    "雄安新区": "130000",
    "西咸新区": "610000",
    "贵安新区": "520000",
    "天府新区": "510000",
    "湘江新区": "430000",
    "滇中新区": "530000",
    "赣江新区": "360000",
    "西海岸新区": "370200",
    "金普新区": "210200",
    "兰州新区": "620100",
    "哈尔滨新区": "230100",
    "长春新区": "220100",
    "福州新区": "350100",
    "江北新区": "320100",
    "舟山群岛新区": "330900",
    "南沙新区": "440100",
}
"""National new areas that are no divisions themselves, with the division they lie in."""
_FIXED_NAME = re.compile("|".join(_FIXED))


def _place_end(text: str, at: int) -> tuple[int, str]:
    """The end of the chain of place names that starts at an offset, and its last name; the offset itself for none."""
    last = ""
    while name := next(writings_at(text, at), ""):
        # 宣城市 before 场 is no rank; a shorter writing of the same start would leave it out
        at, last = at + len(name), name
        if at < len(text) and text[at] == ")":
            at += 1
    return at, last


def _zone_end(text: str, at: int, name: str, chained: bool) -> int:
    """The end of the kind of zone that follows a place name, 0 where none does."""
    forms = region_table().forms[name]
    word = is_word(name) and not chained
    province = all(form.region.level == "province" for form in forms)
    if bay := _BAY.match(text, at):
        return bay.end()
    if direct := _DIRECT.match(text, at):
        if direct["plain"] and (province or (word and name in _NOT_PLACES)):
            return 0
        return direct.end()
    longer = None if word or province else _LONGER.match(text, at)
    return longer.end() if longer else 0


def find_zones(text: str) -> list[tuple[int, int, str]]:
    """Find zones in folded text: start, end and `canonical_zone` of each, from left to right."""
    found = []
    at = 0 if _ANY.search(text) else len(text)
    while at < len(text):
        if (match := _FREE_TRADE.match(text, at)) or (match := _FIXED_NAME.match(text, at)):
            found.append((at, match.end(), canonical_zone(match[0])))
            at = match.end()
            continue
        first = next(writings_at(text, at), "")
        if not first:
            at += 1
            continue
        after, last = _place_end(text, at)
        if fixed := _FIXED_NAME.match(text, after):  # 湖南湘江新区
            found.append((at, fixed.end(), fixed[0]))
            at = fixed.end()
            continue
        end = _zone_end(text, after, last, after > at + len(first)) if last else 0
        if end:
            found.append((at, end, canonical_zone(text[at:end])))
        at = end or at + 1
    return found


def canonical_zone(name: str) -> str:
    """One short name for all the ways to write a zone; what is no zone stays as it is.

    >>> [canonical_zone(name) for name in ("宣城市经济技术开发区", "江苏金坛经济开发区", "安庆高新产业开发区")]
    ['宣城经开区', '金坛经开区', '安庆高新区']
    """
    if match := _FREE_TRADE.match(name):
        name = match["place"] + "自贸试验区"
    end, last = _place_end(name, 0)
    rest = re.sub(r"^(?:国家级|省级|国家)", "", name[end:])
    for kind, pattern in _KINDS:
        rest = re.sub(rf"^(湾?)(?:{pattern})", rf"\g<1>{kind}", rest)
    if not last or not rest:
        return name
    return _short(last) + rest


def _short(writing: str) -> str:
    """A place's writing without its rank, the writing itself where the shorts of its regions differ."""
    shorts = {form.region.short if not form.gone else writing for form in region_table().forms[writing]}
    return shorts.pop() if len(shorts) == 1 else writing


def zone_region(name: str) -> Region | None:
    """The division that a zone is named after, None where its name does not settle it."""
    if code := _FIXED.get(name):
        return region_by_code(code)
    if match := _FREE_TRADE.match(name):
        name = match["place"]
    above: Form | None = None
    at = 0
    while writing := next(writings_at(name, at), ""):
        forms = region_table().forms[writing]
        inside = [form for form in forms if above and is_within(form.region.code, above.region.code)]
        above = _highest(inside or list(forms))
        at += len(writing)
        if above is None or _BAY.match(name, at):
            return None
    return above.region if above else None


def _highest(forms: list[Form]) -> Form | None:
    """The one form of the highest level, those of today before the abolished; None where several are equal."""
    forms = [form for form in forms if not form.gone] or forms
    for level in ("province", "city", "county"):
        same = {form.region.code: form for form in forms if form.region.level == level}
        if same:
            return next(iter(same.values())) if len(same) == 1 else None
    return None
