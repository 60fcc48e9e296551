"""List ends: where the last member of an enumeration ends, and what of its words are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from policyqa.chinese.numerals import parse_number
from policyqa.chinese.places import find_places

if TYPE_CHECKING:
    from policyqa.understanding import Query


def ended(items: list[tuple[int, int, str]], ends: str) -> list[tuple[int, int, str]]:
    """The items with the last one cut behind what all the others end with (用水权、碳排放权累计交易 of 哪几权)."""
    start, end, last = items[-1]
    at = last.find(ends)
    if at < 1 or last.endswith(ends) or not all(item.endswith(ends) for _, _, item in items[:-1]):
        return items
    return [*items[:-1], (start, end - len(last) + at + 1, last[: at + 1])]


def placed(items: list[tuple[int, int, str]], region: str) -> list[tuple[int, int, str]]:
    """The items with the last one cut behind its place, where all the others are places: 南漳、保康、谷城发展能源."""
    if len(items) < 2 or not all(_whole_place(item, region) for _, _, item in items[1:-1] or items[:1]):
        return items
    start, _, last = items[-1]
    first = next(iter(find_places(last, near=(region,))), None)
    if first is None or first.start or first.end == len(last):
        return items
    return [*items[:-1], (start, start + first.end, last[: first.end])]


def _whole_place(item: str, region: str) -> bool:
    return any(p.start == 0 and p.end == len(item) for p in find_places(item, near=(region,)))


def counted_end(last: str, count: int) -> re.Match[str] | None:
    """Where the last item of a run ends whose items are counted right behind it: 红、橙、黄、蓝、绿五色."""
    found = re.search(r"(?<=.)([二两三四五六七八九十]|\d{1,2})[色地方国省市县区]", last)
    return found if found is not None and parse_number(found[1]) == count else None


_SO_MANY = re.compile(r"哪(?P<count>[两三四五六七八九十]|[3-9])(?:个|大|项|方面|种|条|类)")
_ITEM = re.compile(r"[一二三四五六七八九十]是|[(（]?[一二三四五六七八九十\d][)）.、]")


def lacks_items(query: Query, answer: str) -> bool:
    """Whether a list of so many things is asked for (具体是哪八个) and an answer names fewer."""
    asked = _SO_MANY.search(query.question) if query.kind == "list" else None
    count = int(parse_number(asked["count"]) or 0) if asked else 0
    runs = [clause.count("、") for clause in re.split("[,，;；。]", answer)]
    return count > 2 and max(answer.count("；"), len(_ITEM.findall(answer)) - 1, *runs) + 1 < count


_QUOTED = re.compile(r"“([^“”]{2,20})”")


def all_quoted(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The names in quotes of an enumeration each of whose members has one: 甲市“演艺之都”、乙市“游艇之都”."""
    stop = text.find("”", end - 1) + 1 or end
    parts = text[start : max(end, stop)].split("、")
    found = [(start + m.start(1), start + m.end(1), m[1]) for m in _QUOTED.finditer(text[start : max(end, stop)])]
    return found if len(found) == len(parts) and all("“" in part for part in parts) else []


CALLED_SO: dict[str, tuple[str, ...]] = {
    "高校": ("大学", "学院"),
    "院校": ("大学", "学院"),
    "企业": ("公司", "集团"),
    "高铁": ("高铁", "铁路"),
}
"""What members are called at their ends that are asked for by the name of their kind."""


def of_kind(thing: str, items: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The first members, as long as they end like the thing asked for."""
    ends = CALLED_SO.get(thing, (thing,)) if thing else ()
    found = list(takewhile(lambda item: bool(ends) and item[2].endswith(ends), items))
    return found if not any(item[2].endswith(ends) for item in items[len(found) :]) else []


_DOES = re.compile(r"[^、]{2,12}?(?:牵头|联合|共同|入选|获批|获评|成为|跻身|建成|通过|开通)")


def first_of(run: str, count: int) -> str:
    """As many members of a run as are asked for, where the last of them goes on with what they all did."""
    parts = run.split("、")
    return "、".join(parts[:count]) if _DOES.match(parts[count - 1]) and not _DOES.match(parts[0]) else ""
