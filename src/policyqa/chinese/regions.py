"""Administrative divisions of China since 2000: the table, its hierarchy, and the names that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Level = Literal["country", "province", "city", "county"]

COUNTRY = "100000"
MUNICIPALITIES = ("110000", "120000", "310000", "500000")

_GENERIC = frozenset(
    re.findall(
        r"\S+",
        "城区 郊区 矿区 市区 东区 西区 新区 新城区 新市区 老城区 市中区 城中区 城东区 城西区 "
        "城北区 城南区 中市区 东市区 西市区 南市区 北市区 市郊区 南郊区 北郊区 江东区 河东区 河西区 江北区 "
        "江南区 港口区 湖里区 站前区 城厢区 海港区 工农区 回民区 运河区 台江区 大厂区 中方县 新县 和县 "
        "古县 单县 代县 应县 易县 开县 成县 故城县 县市 动力区 前进区 东风区 解放区 示范区 ",
    )
)
"""Full names that are also said of any town's parts, or that fall together in running text."""


@dataclass(frozen=True, slots=True)
class Region:
    """A division: `name` is its own name with its rank, `short` without, `parent` the code one level up.

    `code` has six digits; the country is 100000 and has no parent. Counties directly under a province or a
    direct-controlled municipality have the province as parent. An abolished division keeps its last code.
    """

    code: str
    name: str
    short: str
    level: Level
    parent: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a region.

    Attributes:
        region: the region.
        bare: written without its rank (宣州).
        word: the writing is also an ordinary word (大观), or said of many towns (城区).
        gone: this name was abolished.
    """

    region: Region
    bare: bool
    word: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All regions by code, all forms by writing, and the writings by their first two characters, longest first."""

    regions: dict[str, Region]
    forms: dict[str, tuple[Form, ...]]
    starts: dict[str, tuple[str, ...]]


def _extra_writings(name: str, short: str) -> tuple[str, ...]:
    """Customary writings between the full and the bare name: 湘西州, 长阳县, 广西自治区, 内蒙."""
    if name.endswith("自治州"):
        return (short + "州",)
    if name.endswith("自治县"):
        return (short + "县",)
    if name.endswith("特别行政区"):
        return (short + "特区",)
    if name.endswith("自治区"):
        return (short + "自治区", *(("内蒙",) if short == "内蒙古" else ()))
    return ()


@cache
def region_table() -> Table:
    """Load the table that training/make_regions.py wrote; about 20 ms, once a process."""
    regions = {COUNTRY: Region(COUNTRY, "中国", "全国", "country", "")}
    forms: dict[str, list[Form]] = {}
    text = files("policyqa.chinese").joinpath("data/regions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, name, short, level, parent, until, word = line.split("\t")
        # rows of today come first, so an old name of the same code finds its region here
        region = regions.setdefault(code, Region(code, name, short, level, parent))  # type: ignore[arg-type]
        gone = bool(until)
        forms.setdefault(name, []).append(Form(region, False, name in _GENERIC, gone))
        for writing in _extra_writings(name, short):
            forms.setdefault(writing, []).append(Form(region, writing == "内蒙", False, gone))
        if short != name and len(short) > 1:
            forms.setdefault(short, []).append(Form(region, True, bool(word) and level != "province", gone))
    starts: dict[str, list[str]] = {}
    for name in sorted(forms, key=len, reverse=True):
        starts.setdefault(name[:2], []).append(name)
    return Table(
        regions,
        {name: tuple(found) for name, found in forms.items()},
        {pair: tuple(names) for pair, names in starts.items()},
    )


def region_by_code(code: str) -> Region | None:
    """The region of a code of six digits, None where there is none."""
    return region_table().regions.get(code)


def is_name_of(name: str, region: Region) -> bool:
    """Whether a name is a region's own, be it with a rank that the table does not have (临川市 for 临川区)."""
    return name == region.name or (name[:-1] == region.short and name[-1:] in _RANKS)


_RANKS = frozenset("市县区旗")


def is_word(writing: str) -> bool:
    """Whether all that a writing of a place stands for is also an ordinary word (新建, 大观)."""
    forms = region_table().forms.get(writing, ())
    return bool(forms) and all(form.word for form in forms)


@lru_cache(maxsize=512)
def names_inside(code: str) -> tuple[str, ...]:
    """The bare names of the divisions inside a region that are no ordinary words; () for the country."""
    regions = region_table().regions.values()
    inside = (r for r in regions if code != COUNTRY and r.code != code and is_within(r.code, code))
    return tuple(dict.fromkeys(r.short for r in inside if len(r.short) > 1 and not is_word(r.short)))


def ancestors(code: str) -> Iterator[str]:
    """The codes above a region, nearest first, the country last; none for an unknown code."""
    regions = region_table().regions
    while (region := regions.get(code)) and region.parent:
        code = region.parent
        yield code


def is_within(code: str, ancestor: str) -> bool:
    """Whether a region is the other one or lies in it. An unknown code lies only in itself.

    >>> is_within("341802", "340000"), is_within("310115", "310000"), is_within("341802", "340800")
    (True, True, False)
    """
    return code == ancestor or ancestor in ancestors(code)


def full_name(region: Region) -> str:
    """The name with all above it except the country.

    >>> full_name(region_table().regions["341802"])
    '安徽省宣城市宣州区'
    """
    regions = region_table().regions
    above = [regions[code].name for code in ancestors(region.code) if code != COUNTRY and code in regions]
    return "".join(reversed(above)) + region.name


def writings_at(text: str, at: int) -> Iterator[str]:
    """The writings of regions that start at an offset, longest first."""
    return (name for name in region_table().starts.get(text[at : at + 2], ()) if text.startswith(name, at))
