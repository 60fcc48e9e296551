"""Finding the administrative divisions that a text names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from policyqa.chinese.regions import (
    COUNTRY,
    Form,
    Region,
    ancestors,
    is_name_of,
    is_within,
    region_table,
    writings_at,
)
from policyqa.chinese.zones import find_zones

_NOT_BEFORE = re.compile(
    r"推广[东西]|延长春|[一-鿿]河[南北](?=[岸侧段路])|长江西|[黄淮渭运海沙洛漳辽]河[南北]|太行山[东西]|[太西东南]湖[南北]|洞庭湖[南北]|[黄东南渤北里沿]海南"
    r"|大连(?=[锁续接通片])|[苏里]达州|里兰州|士兰州|挪威海|均衡水|隆重庆|放宽城区|响应城市|[新净]增城[市区]|业[、,]?兴城市|[沿北临滨]海城市|示范县|嘉义县|出海口"
    r"|和田(?=[间园野径])|今天水|西藏(?=[起着匿身在不])|周口(?=店)|南通(?=[过道往])|乌海军"
    r"|[以网线陆水路]上海(?=[外洋域归运产水鲜岛岸军警底])|蔚为大观|洋洋大观"
)
"""Words that end with the characters of a place's short name."""
_FIELDS = (
    "农业|工业|师范|医科|财经|理工|科技|交通|外国语|政法|航空航天|邮电|林业|海洋|民族|中医药|中医|传媒|体育|艺术|工程|建筑|电力|石油|"
    "化工|职业|技术|经济|工商|城市|信息|电子|旅游|警官|公安|矿业|地质"
)
_NOT_AFTER = re.compile(
    rf"(?:{_FIELDS}){{0,3}}(?:大学|学院)|(?:[东南西北中]{{0,2}}|[一二三]环)(?:路(?!网|线|桥|况)|大道|街|站(?!点))|(?!的)[一-鿿]{{0,2}}银行(?!存|贷|业|机构|信贷|卡)"
    r"|[一-鿿]{0,4}(?:集团|有限公司|股份|证券)|商品交易所|期货|国际机场|机场|港(?!口|澳|股|产)"
    r"|镇(?!江|远|平|原|宁|海|安|赉|坪|康|巴|雄)|乡(?!村|镇|亲|级|宁)|村(?!民|级|镇|庄)|社区|汽车|(?:新|老|[东南西北])?校区|人民医院|中心医院"
    r"|时报|日报|晚报|卫视|大桥|合作组织|时间|精神|会战|战役|起义|话(?!语|题|费)|菜(?!篮)|茶|酒(?!泉|店)|火腿|大理石|石(?=[材板])"
    r"|时代|虾|蟹|高铁(?!里程|运营|营业|通车|总|旅客|客流|投资|建设)|[一第]?中学|小学|[一二三四五六七八九十]中(?![全会])|海峡|半岛|海域|巴巴|大屠杀|宣言|公约|议定书|奥运|冬奥"
    r"|河(?![南北东西源池间])|江(?![苏西北东门阴宁津油淮汉夏岸陵安华永山都城])|湖(?![南北州口])"
    r"|湾(?![区县])|第[一二三四五六七八九十]人民|方面军|舰队|生产建设兵团|条约|号[舰船]"
)
"""What makes another name of a short name that it follows: a university, a street, a company."""
_DOES = re.compile("(?:新建|延长)的")
"""A county's bare name that is a verb, and what was done: 今年新建的公路."""
_NOT_RANK = re.compile(r"(?<=区)[域间块位划]|(?<=市)(?:[场值盈]|民(?![政族营生用主宗]))|(?<=县)级")
_LEFT = re.compile(r"$|[^一-鿿]|[在和与及跟对比查问年月日到的是省市县区州了看]")
_RIGHT = re.compile(
    r"$|[^一-鿿]|[的和与及跟比今去明]|是|在|有|会|要|将|全年|上半年|前三季|召开|地区生产|目标|计划|力争|预计|一般公共|固定资产|规模以上|规上"
    r"|社会消费|新引进|新增|引进|完成|实现|城镇|农村|居民|财政|怎么|哪|什么|多少|政府|人民政府|区|县|市|两会|常住|人均|人口|工作报告|近|提出|经开|高新"
)
_RIGHT_OF_CITY = re.compile(
    r"生产总值|GDP|gdp|经济总量|分别|增长|进出口|外贸|社零|受[一-鿿]{2,8}(?:影响|拖累)|突破|仅增"
)
_NATION = re.compile(
    r"全国(?!一流|领先|先进|前列|文明|百强|重点|人大|人民代表|政协|两会|首|第|示范|性|统一|卫生|各地|最|优秀|知名|双拥|劳|五一|三八|工商联"
    r"|总工会|妇联|[一-鿿]{0,6}(?:委员会|标准|称号|奖))"
    r"|咱们?国(?:家)?(?!企|[债产籍有道])"
    r"|[中我]国(?=GDP|国内生产|经济(?!技术|合作|特区)|人口|财政|粮食|外贸|20\d\d年|今年|去年|明年|城镇|居民)"
)


WHOLE_COUNTRY = re.compile(
    r"(?<![占居在比超于前是])全国(?!(?:平均|排|第|前|性|人大|两会|政协|百强|各|重点|文明|一流|领先|首|最|示范|统一|每))(?!.*(?:第几|排名?|位次|占))"
)
"""Says in a question that the country's own figure is asked for, and no place's rank or share in it."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as a text names it: `text` is the folded text from `start` to `end`, with the parents before it.

    Where the text gives a county another rank than the table, the region's name is the text's (临川市 for 临川区).
    """

    start: int
    end: int
    region: Region
    text: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A writing of a region in a text, not yet known which region's, nor whether it is one."""

    start: int
    end: int
    forms: tuple[Form, ...]


def goes_on_as_name(text: str, end: int) -> bool:
    """Whether the characters behind a short name make another thing's name of it: 杭州湾, 上海大学."""
    return bool(_NOT_AFTER.match(text, end))


def _is_name(text: str, end: int, forms: tuple[Form, ...]) -> bool:
    """Whether the characters behind a writing leave it a place's name."""
    if not forms[0].bare:
        return not _NOT_RANK.match(text, end)
    city = any(form.region.level == "city" for form in forms) and _RIGHT_OF_CITY.match(text, end)
    if all(form.word for form in forms) and (
        not (_RIGHT.match(text, end) or city) or _DOES.search(text, end - 2, end + 1)
    ):
        return False
    return not goes_on_as_name(text, end)


def _find_writings(text: str) -> list[_Match]:
    """All writings that may be names, longest first at each offset, left to right, none inside a zone's name."""
    forms = region_table().forms
    zones = iter((*find_zones(text), (len(text), len(text), "")))
    zone = next(zones)
    covers = {word.end(): word.start() for word in _NOT_BEFORE.finditer(text)}
    found: list[_Match] = []
    at = 0
    while at < len(text) - 1:
        if at >= zone[0]:
            at, zone = max(at, zone[1]), next(zones)
            continue
        step = 1
        for name in writings_at(text, at):
            end = at + len(name)
            # 西湖南 holds no 湖南, but 江西湖南 does
            if (found[-1].end if found else 0) <= covers.get(end, at + 1) <= at:
                break
            if _is_name(text, end, forms[name]):
                found.append(_Match(at, end, forms[name]))
                step = len(name)
                break
            if forms[name][0].bare and not forms[name][0].word:
                step = len(name)
        at += step
    return found


def find_places(text: str, near: Collection[str] = ()) -> list[PlaceMention]:
    """Find the places that folded text names, from left to right, without overlaps.

    A chain of names (安庆市大观区) is one mention, of the last. A county's bare name counts where it is no ordinary
    word and stands free, or where its parent is named, or it is in `near`, the codes that are likely here. A name that
    several places share is settled by a named parent or by `near`, otherwise left out. Names inside a zone's name
    (宣城经开区), a university's, a street's, a company's are left out: see `find_zones`.

    >>> [mention.region.name for mention in find_places("安徽省安庆市大观区和江苏的目标")]
    ['大观区', '江苏省']
    """
    codes = frozenset(code for code in near if code)
    writings = _find_writings(text)
    named = _clear_codes(writings)
    found: list[PlaceMention] = []
    for match in writings:
        last = found[-1] if found and text[found[-1].end : match.start] in ("", ")") else None
        chained = _pick([f for f in match.forms if last and _below(f, last.region.code)], codes)
        form = chained if last and chained else _settle(text, match, named, codes)
        if form is None:
            continue
        start = last.start if last and chained else match.start
        end = match.end + _has_other_rank(text, match, form)
        written = text[match.start : end]
        old = form.gone and is_name_of(written, form.region)  # 增城市
        region = replace(form.region, name=written) if end > match.end or old else form.region
        found[len(found) - (start < match.start) :] = [PlaceMention(start, end, region, text[start:end])]
    return _with_nation(text, found)


_OTHER_RANK = re.compile(r"(?:市(?![场值盈县区]|民(?![政族营生用主宗]))|县(?![级市区域])|区(?![域间块位划县市]))")


def _has_other_rank(text: str, match: _Match, form: Form) -> bool:
    """Whether a county's short name goes on with a rank that the table does not have: 临川市 for 临川区.

    Only where no other place has the short name: the paper is older than the table, or newer, and means this one.
    """
    alone = len({other.region.code for other in match.forms}) == 1
    county = form.bare and form.region.level == "county" and not form.word and not form.gone
    return county and alone and bool(_OTHER_RANK.match(text, match.end))


def _with_nation(text: str, places: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions with those of the whole country among them."""
    country = region_table().regions[COUNTRY]
    nation = [PlaceMention(m.start(), m.end(), country, m[0]) for m in _NATION.finditer(text)]
    taken = {at for place in places for at in range(place.start, place.end)}
    free = [mention for mention in nation if taken.isdisjoint(range(mention.start, mention.end))]
    return sorted(places + free, key=lambda mention: mention.start)


def _below(form: Form, code: str) -> bool:
    """Whether a form's region lies below another, itself left out."""
    return form.region.code != code and is_within(form.region.code, code)


def _clear_codes(writings: list[_Match]) -> frozenset[str]:
    """The codes that are named beyond doubt and may settle which county is meant: provinces, cities, full names."""
    codes = set()
    for match in writings:
        form = _pick(list(match.forms), frozenset())
        if form and not form.word and (form.region.level != "county"):
            codes.add(form.region.code)
    return frozenset(codes)


def _pick(forms: list[Form], near: frozenset[str]) -> Form | None:
    """The one region that forms of one writing mean, None where several remain.

    A province's short name is the province's (吉林, 海南); `near` comes next; names of today before abolished ones; a
    place before those inside it (邢台), a city before counties elsewhere (大同).
    """
    for kept in (
        [form for form in forms if form.region.level == "province"],
        [form for form in forms if form.region.code in near],
        forms,
    ):
        kept = [form for form in kept if not form.gone] or kept
        kept = [form for form in kept if not any(_below(form, other.region.code) for other in kept)]
        cities = [form for form in kept if form.region.level == "city"]
        kept = cities if len(cities) == 1 and kept[0].bare else kept
        if len({form.region.code for form in kept}) == 1:
            return kept[0]
    return None


def _settle(text: str, match: _Match, named: frozenset[str], near: frozenset[str]) -> Form | None:
    """The region of a writing that no parent stands right before, None where it is unclear or no place's name."""
    above = named | {code for code in near if len(near) == 1 or code[2:] != "0000"}
    above -= {form.region.code for form in match.forms}  # 衡阳 names no 衡阳市 beside a 衡阳县
    supported = [form for form in match.forms if not above.isdisjoint(ancestors(form.region.code))]
    provinces = [form for form in match.forms if form.region.level == "province"]
    form = _pick(provinces or supported, near) or _pick(list(match.forms), near)
    if form is None or form.region.level == "province":
        return form
    left = match.start == 0 or bool(_LEFT.match(text, match.start - 1))
    right = bool(_RIGHT.match(text, match.end))
    right |= form.region.level == "city" and bool(_RIGHT_OF_CITY.match(text, match.end))
    likely = form.region.code in near
    if not form.bare:
        return form if not form.word or (likely and left) else None
    if form.word:
        known = likely or form in supported or form.region.level == "city"
        return form if known and left and right else None
    if likely or form.region.level == "city":
        return form
    return form if (left and right) or (form in supported and (left or right)) else None
