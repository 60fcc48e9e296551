"""Visits: places that a sentence only goes to, meets, or tells of people from, and so is not about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyqa.chinese.mentions import PlaceMention

ELSEWHERE = re.compile(
    r"(?:支援|驰援|援助|对口|援|赴|到|去|集结|来自|前往|派往|抵达|访问|走访|考察|拜访|对接|[来返入离进出回])$"
)
"""What stands before a place that somebody goes to or comes from."""
_PEOPLE = re.compile(
    r"市民(?![政族营生用主宗])|籍|姑娘|小伙|游客|旅客|客商|客人|球迷|朋友|的(?:游客|旅客|客商|客人|朋友)"
    r"|(?:的)?[一-鿿]{0,2}(?:先生|女士|阿姨|大爷|大妈)"
)
"""What makes people of a place's name: they speak of another place than theirs."""
_HELD_AT = re.compile(r".{0,2}(?:签约|举[行办]|召开|开幕|推介|路演|展出|参展|考察|亮相)")
_OWN_MEETING = re.compile(r"(?:会议|工作会|全会|代表大会)在$|(?:全[省市区县旗州]|[省市区县旗州]委)[一-鿿]{0,20}会在$")
"""A meeting of a place's own is held there (全市经济工作会议在甲县召开), unless it is of more than the place."""
_OWN_MEETING_AT = re.compile(
    r".{0,2}(?:举行|召开)的?(?:全[省市区县旗州]|[省市区县旗州]委|[^,;。]{0,12}(?:会议|全会|代表大会))"
)
_OF_MORE = re.compile(r"全国|国际|世界|全球|中国|国家")
_WITH = re.compile(r"[与同和跟]$")
_TOGETHER = re.compile(r"[^,;。]{0,16}(?:签约|签署|签订|合作|对接|共建|结对|洽谈|交流|座谈|携手|联手)")
_LIST_MARK = re.compile(r"(?:[、,和与及]|以及)?")


def is_venue(text: str, place: PlaceMention) -> bool:
    """Whether a place is only where something was held (在深圳签约的项目): whose it is stands elsewhere."""
    return text[max(0, place.start - 1) : place.start] in ("在", "赴", "于") and bool(_HELD_AT.match(text, place.end))


_TOWARDS = ("往", "向", "给", "支援", "驰援")
_SENDS = re.compile(r"(?:地区|全省|全市|省|市)?(?:又|再|一共|累计|共)?(?:运|送|调(?![研查整])|捐|派|援|输送|发运|寄)")


def is_recipient(text: str, place: PlaceMention) -> bool:
    """Whether a place is only where something is sent (往湖北运了多少吨): whose figure it is stands open."""
    return text.endswith(_TOWARDS, 0, place.start) and bool(_SENDS.match(text, place.end))


def is_only_passed(text: str, place: PlaceMention) -> bool:
    """Whether a question names a place only as a venue, as a recipient or in the name of its port."""
    return is_venue(text, place) or is_recipient(text, place) or text.startswith("口岸", place.end)


_ROUND = re.compile(
    r"(?:书记|省长|主席|市长|州长|盟长|区长|县长|旗长|常委|主任|厅长|局长)[一-鿿]{0,8}(?:先后)?(?:深入|前往|赴|来到|到|走进)(?:[一-鿿]{2,8}[、和])*$"
)
_FROM = re.compile(r"(?:来自|支援|驰援|援助|对口|援|派往)$")
_BUSINESS = re.compile(r"[^;。]{0,24}(?:招商|推介|签约|洽谈|对接|学习|交流|合作|协作|考察|路演|参展)")


def is_round(text: str, place: PlaceMention) -> bool:
    """Whether officials make their round of a place (市长深入甲县检查…), which then is one of their own."""
    return bool(_ROUND.search(text[max(0, place.start - 40) : place.start])) and not _BUSINESS.match(text, place.end)


def is_elsewhere(text: str, place: PlaceMention) -> bool:
    """Whether a sentence only goes to a place on business, or tells of people from there, and is about another one.

    A meeting of the place's own (全市…会议在甲市召开) is none.
    """
    before = text[max(0, place.start - 40) : place.start]
    if _PEOPLE.match(text, place.end) or _FROM.search(before):
        return True
    if not is_venue(text, place):
        return bool(ELSEWHERE.search(before)) and bool(_BUSINESS.match(text, place.end))
    clause = re.split(r"[,;。:\n]", before)[-1]
    own = _OWN_MEETING.search(clause) or _OWN_MEETING_AT.match(text, place.end)
    return not own or bool(_OF_MORE.search(clause + text[place.end : place.end + 12]))


def own_places(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Those of a text's places, in its order, that are not elsewhere or met, nor listed behind one that is."""
    kept: list[PlaceMention] = []
    last: PlaceMention | None = None
    left_out = False
    for place in places:
        listed = last is not None and bool(_LIST_MARK.fullmatch(text, last.end, place.start))
        met = bool(_WITH.search(text[max(0, place.start - 1) : place.start])) and bool(_TOGETHER.match(text, place.end))
        left_out = is_elsewhere(text, place) or (listed and left_out) or (met and not listed)
        if not left_out:
            kept.append(place)
        last = place
    return kept
