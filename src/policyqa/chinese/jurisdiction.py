"""Whose document a document is: the division or zone that its title, issuer or text speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from policyqa.chinese.mentions import find_places
from policyqa.chinese.regions import COUNTRY, MUNICIPALITIES, Region, ancestors, is_within, region_by_code
from policyqa.chinese.visits import ELSEWHERE, is_elsewhere, is_round, own_places
from policyqa.chinese.zones import find_zones, zone_region

NATIONAL_BODY = re.compile(
    r"(?:中共中央|党中央|国务院|全国人大|全国人民代表大会|全国政协|最高人民(?:法院|检察院)|财政部|教育部|科技部|科学技术部|工业和信息化部|工信部"
    r"|公安部|民政部|司法部|人力资源(?:和)?社会保障部|人社部|自然资源部|生态环境部|住房(?:和)?城乡建设部|住建部|交通运输部|水利部|农业农村部|农业部"
    r"|商务部|文化和旅游部|文旅部|文化部|卫生部|环境保护部|国土资源部|退役军人事务部|应急管理部|外交部"
    r"|审计署|海关总署|税务总局|市场监管总局|中国人民银行|人民银行|中国气象局"
    r"|国家[一-鿿]{2,14}?(?:总局|局|委员会|委|办公室|中心|署)|(?:中国)?[银证]保?监会|中国[一-鿿]{2,6}监督管理委员会|中央[一-鿿]{2,12}?(?:部|办|办公室|委员会|小组)"
    r"|中华全国总工会|全国总工会|共青团中央|国铁集团|中国国家铁路集团|[一二三四五六七八九十两\d]+部门(?=联合|印发|发布|出台|:|关于))(?:办公厅|综合司)?"
)
_LEAD = re.compile(
    r"^[\s\W_]*(?:\d{4}年(?:\d+月(?:\d+日)?)?)?(?:关于(?:印发|转发|公布|发布|批转)|转发|[【\[][^】\]]{1,12}[】\]])?[《\s:]*"
)
_LISTED = re.compile(r"[、和与]")
OWN_WORDS = {
    "county": re.compile(r"我区|我县|我旗|本区(?!域|间)|本县|全区(?!域)|全县"),
    "city": re.compile(r"我市|本市|全市"),
    "province": re.compile(r"我省|本省|全省|我自治区|全自治区"),
}
_BODIES = {
    "county": re.compile(r"区委(?!员)|县委(?!员)|区政府|县政府"),
    "city": re.compile(r"市委(?!员)|市政府"),
    "province": re.compile(r"省委(?!员)|省政府|自治区(?:党委|政府|人民政府)"),
}
_DATELINE = re.compile(r"(?<=[社网报台闻])([一-鿿]{2,6})\d{1,2}月\d{1,2}日(?:专?电|讯)")
"""Where a report was written: a hint only, since what the place decides may be its province's, or the country's."""
_NOT_OF_PLACE = re.compile(
    r"【[^】\n]{1,12}网】|[一-鿿]{2,4}新闻网|[一-鿿]{2,4}网\W{0,2}[一-鿿]{2,4}频道"
    r"|(?:^|\n)[^\n,。;:]{2,40}?\s[^\n,。;:]{2,16}\s?(?:图|摄)(?=[一-鿿“\s])"
    r"|(?:^|\n)[^\n,。;:]{2,20}(?:风光|风景|美景|街景|夜景|一角)[。\s]{0,2}(?:视觉中国|新华社|中新社)?\s?(?:资料图?|图)?"
)
"""A site's name before a title or a text, or a picture's caption, says nothing of whose document it is."""
REPORT_HEAD = re.compile(
    r"[\s(（]*(?:[一二三四五六七八九十\d]{1,2}[)）.、]\s?)?(?:\(?记者[^)）]{0,12}[)）])?\s*(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:上午|下午|晚)?[,，]?(?:近日|日前|目前|连日来|昨[日天]|今[日天])?[,，]?(?:据|在|记者从|由)?[“《\s]*"
)
"""What may stand before the place that a report or a paragraph of one begins with."""
_HEAD_CHARS = 40
_LEAD_CHARS = 80
_AUTONOMOUS = "自治区"
_HEAD_LINE = re.compile(r"(?:^|[\n ])([一-鿿]{2,12}(?:人民政府|政府)(?:办公厅|办公室)?)(?=[\n ]*关于)")
_PUBLISHER = re.compile(
    r"(?:发布(?:机构|机关|单位)|发文(?:机关|单位|机构)|主办(?:单位)?|来源|发布开发区|所在的?位置)[::]\s*([^\n]{2,60})"
)


def without_senders(text: str) -> str:
    """A text without where it was written, the names of sites and the captions of pictures."""
    return _DATELINE.sub("", _NOT_OF_PLACE.sub("", text))


def document_region(title: str, issuer: str, first_lines: str, body: str, head: str = "") -> Region | None:
    """Find the division whose document it is, the country for a national body's, None where that is unclear.

    Looked at in this order, all folded: the title, the issuer, a publisher named in the first lines, the places of the
    first lines and then of the body that are of the rank the text calls its own (我区, 全市, 省委), the place that the
    first lines begin with, and where the report was written, if the text itself names that place or its province. The
    place of a zone's document is the division that the zone is named after. `head` is the prose that the body begins
    with: a table's first row names one place of many.
    """
    written = _DATELINE.search(first_lines)
    sent_from = written[1] if written else ""
    if sent_from == "北京" and NATIONAL_BODY.search(without_senders(body)[:_LEAD_CHARS]):
        sent_from = ""  # what a body of the country tells there is not the city's
    decided, region = named_region(title, issuer, first_lines)
    if decided:
        return region
    title, first_lines, body, head = (without_senders(text) for text in (title, first_lines, body, head))
    if level := own_level(title + "\n" + first_lines) or own_level(body):
        return (
            _most_named(first_lines, level, 1)
            or _most_named(body, level, 2)
            or _written_in(sent_from, level, body)
            or _of_paper(first_lines, body)
            or _around_all(body, level)
        )
    if level := own_level(body, _BODIES):
        return _most_named(body, level, 2) or _written_in(sent_from, level, body)
    for text in (first_lines, head):  # the first line may be a field, and no content
        if region := _named_first(text.lstrip().partition("\n")[0][:_HEAD_CHARS]):
            return region
    return _at_head(head) or _written_in(sent_from, "", body)


_PAPER = re.compile(r"([一-鿿]{2,4}?)(?:日报|晚报|发布)")
_WE = {"county": re.compile("我[区县旗]"), "city": re.compile("我市"), "province": re.compile("我省|我自治区")}


def _of_paper(first_lines: str, body: str) -> Region | None:
    """The place that a local paper is named after, where it says 我省 or 我市 of a place of that rank."""
    paper = _PAPER.search(first_lines[:_HEAD_CHARS])
    level = own_level(body, _WE) if paper else ""
    places = find_places(paper[1]) if paper and level else []
    return places[-1].region if places and has_rank(places[-1].region, level) else None


def named_region(title: str, issuer: str, first_lines: str) -> tuple[bool, Region | None]:
    """Whether a document's title, issuer or a publisher in its first lines decides whose it is, and whose.

    A title or issuer that names a list of places decides that it is no one's.
    """
    title, issuer, first_lines = (without_senders(text) for text in (title, issuer, first_lines))
    for text in (title, issuer):
        if _is_list(text):
            return True, None
        if region := _named_first(text):
            return True, region
    for field in (*_PUBLISHER.finditer(first_lines), *_HEAD_LINE.finditer(first_lines)):
        if region := _named_first(field[1]):
            return True, region
    return False, None


def document_zone(title: str, issuer: str) -> str:
    """Find the zone whose document it is, by its canonical name, "" where it is no zone's.

    A zone counts where the title, or else the issuer, starts with it; both are folded.
    """
    for text in map(without_senders, (title, issuer)):
        zones = find_zones(text)
        lead = _LEAD.match(text).end()  # type: ignore[union-attr]
        above = [place.end for place in find_places(text) if place.start == lead]  # 陕西省西咸新区
        if zones and zones[0][0] in (*range(lead + 1), *above):
            return zones[0][2]
    return ""


def _named_first(text: str) -> Region | None:
    """The place or national body that a title or issuer names first; None for a list of places."""
    national = NATIONAL_BODY.match(text, _LEAD.match(text).end())  # type: ignore[union-attr]
    if national and not (local := [p for p in find_places(text) if p.start == national.end()]):
        return region_by_code(COUNTRY)
    if national:
        return local[0].region
    places = [place for place in find_places(text) if place.region.code != COUNTRY]
    zones = [zone for zone in find_zones(text) if not places or zone[0] < places[0].start]
    if zones:
        return zone_region(text[zones[0][0] : zones[0][1]])
    if not places or ELSEWHERE.search(text[: places[0].start]):
        return None
    return places[0].region


def _at_head(head: str) -> Region | None:
    """The place that one of the first two lines begins with, as a report's subject does."""
    for line in head.lstrip().split("\n")[:2]:
        begin = line[:_HEAD_CHARS]
        start = REPORT_HEAD.match(begin).end()  # type: ignore[union-attr]
        first = next((place for place in find_places(begin) if place.start == start), None)
        if first is not None and not is_elsewhere(begin, first) and not _is_list(begin):
            return _named_first(begin[start:])
    return None


def _written_in(sent_from: str, level: str, body: str) -> Region | None:
    """The place that a report was written in, or its province, where it is of the rank and named in the text itself.

    Without a rank, the province where the text names it, else the place itself, if they are most of what is named.
    """
    places = find_places(sent_from)
    if not places:
        return None
    code = places[-1].region.code
    named = [place.region.code for place in find_places(body) if place.region.code != COUNTRY]
    above = [c for c in ancestors(code) if c != COUNTRY]
    for candidate in (*above, code) if not level else (code, *above):
        region = region_by_code(candidate)
        if region is None or (level and not has_rank(region, level)):
            continue
        inside = sum(is_within(other, candidate) for other in named)
        if (inside and level) or (candidate in named and inside * 2 > len(named)):
            return region
    return None


_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:。、\n\s(])(?:其中|如|以及)?,?$")


def _around_all(body: str, level: str) -> Region | None:
    """The division of a rank that all places of a text lie in, where it names at least two of them and not itself.

    One of them at least must begin a clause, as what a sentence is about does, or be on an official's round.
    """
    places = [place for place in own_places(body, find_places(body)) if place.region.code != COUNTRY]
    if not any(_CLAUSE_BEGINS.search(body[max(0, p.start - 4) : p.start]) or is_round(body, p) for p in places):
        return None
    named = {place.region.code for place in places}
    around = [
        {code for code in ancestors(one) if (region := region_by_code(code)) and has_rank(region, level)}
        for one in named
    ]
    shared = set.intersection(*around) if len(around) > 1 else set()
    return region_by_code(shared.pop()) if len(shared) == 1 else None


def _is_list(text: str) -> bool:
    """Whether the first place that a text names is only the first of several."""
    places = find_places(text)
    return any(_LISTED.match(text, places[0].end) and place.start == places[0].end + 1 for place in places[1:2])


def own_level(text: str, words: Mapping[str, re.Pattern[str]] = OWN_WORDS) -> str:
    """The rank that a text most often calls its own, "" where it calls none."""
    counts = {level: len(pattern.findall(text)) for level, pattern in words.items()}
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] else ""


def has_rank(region: Region, level: str) -> bool:
    """Whether a region may be called by the words of a rank: 全市 is also said of a county-level 市."""
    if level == "city":
        return region.level == "city" or region.code in MUNICIPALITIES or region.name.endswith("市")
    if level == "county":  # 全区 is also said of an autonomous region
        return region.level == "county" or region.name.endswith(_AUTONOMOUS)
    return region.level == "province" and region.code not in MUNICIPALITIES


def _most_named(text: str, level: str, least: int) -> Region | None:
    """The region of a rank that a text names most, at least `least` times and more than half of all of that rank."""
    named = [place.region for place in own_places(text, find_places(text)) if place.region.code != COUNTRY]
    written = Counter(place.region for place in find_places(text) if place.text.endswith(place.region.name))
    counts = Counter(region.code for region in named if has_rank(region, level))
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    rivals = sum(count for other, count in counts.items() if not is_within(other, code))
    if times < least or times <= rivals:
        return None
    return next((region for region, _ in written.most_common() if region.code == code), region_by_code(code))
