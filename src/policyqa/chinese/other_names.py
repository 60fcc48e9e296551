"""Short and customary names of provinces and cities (皖, 全川, 八桂, 羊城), as questions use them.

They are looked for in questions only: documents write whole names beside them, and 川, 新 or 云 stand in many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policyqa.chinese.mentions import PlaceMention
from policyqa.chinese.regions import region_by_code

_LETTERS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000",
    "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000",
    "渝": "500000", "川": "510000", "黔": "520000", "贵": "520000", "滇": "530000", "云": "530000", "藏": "540000",
    "陕": "610000", "甘": "620000", "陇": "620000", "青": "630000", "宁": "640000", "新": "650000",
}  # fmt: skip
"""The official one-character names (民政部's table of abbreviations); all count in a list of several."""
_ALONE = "京津冀晋辽沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇陕"
"""Those that also count alone, where what stands around them leaves no other reading."""
_CODES = _LETTERS | {"北": "110000", "上": "310000", "广": "440100", "深": "440300"}
"""With the four of 北上广深, which count in that order only."""

_NAMES = {
    "燕赵": "130000", "三晋": "140000", "龙江": "230000", "冰城": "230100", "申城": "310000", "金陵": "320100",
    "甬城": "330200", "八闽": "350000", "榕城": "350100", "鹭岛": "350200", "赣鄱": "360000", "齐鲁": "370000",
    "泉城": "370100", "岛城": "370200", "荆楚": "420000", "三湘": "430000", "南粤": "440000", "羊城": "440100",
    "鹏城": "440300", "八桂": "450000", "邕城": "450100", "琼岛": "460000", "蓉城": "510100", "黔中": "520000",
    "筑城": "520100", "三秦": "610000", "陇原": "620000",
}  # fmt: skip
"""Customary names that mean one place only; 江城, 春城, 山城 and 中原 are left out, which mean several."""

_LEFT = r"(?:^|(?<=[^一-鿿])|(?<=[年和与跟及比对问在的]))"
_TIME = r"\s?(?:(?:19|20)\d\d|\d\d年|今年|去年|明年|前年)"
_WHAT = r"\s?(?:GDP|gdp|地区生产|经济总量|经济增|政府工作)"
_ASKED = r"\s?的?(?:(?:[一-鿿]|[两三四五六七八九]个)?(?:省|地|市)(?![级会])|省市|分别|各|谁|哪)"
_BEHIND = rf"(?={_TIME}|{_WHAT}|{_ASKED})"
_ANY = "".join(_LETTERS)
_RUN = re.compile(rf"{_LEFT}(?P<run>(?!新[一-鿿](?![一-鿿]))[{_ANY}]{{2,8}}|北上广深?){_BEHIND}")
_LISTED = re.compile(rf"{_LEFT}(?P<run>[{_ALONE}](?:[、,和与跟及比][{_ALONE}]){{1,8}}){_BEHIND}")
_ONE = re.compile(
    rf"{_LEFT}(?:(?P<one>[{_ALONE}])(?:省(?![级会市])|(?={_TIME}|{_WHAT}))|全(?P<all>[{_ALONE}])(?![一-鿿]?[流域]))"
)
_NAME = re.compile(
    rf"{_LEFT}(?P<name>{'|'.join(_NAMES)})(?:大地)?(?=$|[^一-鿿]|[的和与跟及比今去明各有]|全年|上半年|地区生产|经济|财政|粮食"
    r"|社会消费|固定资产|一般公共|规模以上|规上|外贸|进出口|城镇|农村|居民|常住|人均|新增|目标|要|谁|哪)"
)
_UNIONS = re.compile(r"京津冀|川渝|陕甘宁|湘鄂赣|粤桂|苏浙沪|沪苏浙皖|闽粤赣")
"""What is also a region's name of its own, whose figure may be meant; its members are, where each is asked for."""
_EACH = re.compile(r"分别|各|谁|哪|对比|[两三四]省|[两三四]地|[一-鿿]省[一-鿿]?市")


def customary_name(name: str) -> str:
    """The code of the province or city that a customary name means (龙江), "" for none."""
    return _NAMES.get(name, "")


def find_other_names(text: str) -> list[PlaceMention]:
    """Find the provinces and cities that a folded question calls by short or customary names.

    >>> [mention.region.short for mention in find_other_names("苏浙皖2025年GDP目标分别多少")]
    ['江苏', '浙江', '安徽']
    """
    found = [mention for run in _runs(text) for mention in run]
    for match in _ONE.finditer(text):
        found.append(_mention(text, *match.span(), _LETTERS[match["one"] or match["all"]]))
    found += [_mention(text, *match.span(), _NAMES[match["name"]]) for match in _NAME.finditer(text)]
    kept: list[PlaceMention] = []
    for mention in found:
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _runs(text: str) -> Iterator[list[PlaceMention]]:
    """The members of each list of one-character names."""
    for pattern in (_RUN, _LISTED):
        for match in pattern.finditer(text):
            run = match["run"]
            whole = _UNIONS.fullmatch(run) and not _EACH.search(text)
            if (not whole and len(set(run)) == len(run)) or "、" in run:
                yield [
                    _mention(text, match.start() + i, match.start() + i + 1, _CODES[letter])
                    for i, letter in enumerate(run)
                    if letter in _CODES
                ]


def _mention(text: str, start: int, end: int, code: str) -> PlaceMention:
    region = region_by_code(code)
    assert region is not None
    return PlaceMention(start, end, region, text[start:end])
