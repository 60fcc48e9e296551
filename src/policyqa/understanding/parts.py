"""Parts: the several things that one question asks for at once, in a list or as two measures of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policyqa.chinese.heads import (
    are_of_one_kind,
    find_marks,
    head_of_name,
    joined,
    with_end_of_last,
    with_shared_start,
)
from policyqa.chinese.quantities import find_quantities
from policyqa.chinese.terms import find_terms, indicator_terms
from policyqa.understanding.asking import measure_of, unit_of
from policyqa.understanding.content import content_of
from policyqa.understanding.query import Asked, Part

_SPELLED = (
    (re.compile(r"城镇农村"), "城镇、农村"),
    (re.compile(r"城乡居民(?=.*(?:各|分别))"), "城镇居民、农村居民"),
    (re.compile(r"出口进口|进口出口"), "出口、进口"),
    (re.compile(r"一二三产业?"), "第一产业、第二产业、第三产业"),
    (re.compile(r"一产二产三产|(?:第?一产业)(?:第?二产业)(?:第?三产业)"), "第一产业、第二产业、第三产业"),
    (re.compile(r"第一产业\s*第二产业\s*第三产业"), "第一产业、第二产业、第三产业"),
)
"""Pairs that people write without a mark; apart, so that each gets its own figure."""
_FUSED = (
    (
        re.compile(r"城乡居民(?=(?:人均)?(?:年?可支配)?收入(?!比|差|倍|之)|(?:人均)?(?:生活)?消费)"),
        "城镇居民、农村居民",
    ),
    (re.compile(r"城乡(?=(?:人均)?可支配收入(?!比|差|倍|之))"), "城镇居民、农村居民"),
    (re.compile(r"存贷款(?!利|业务|比|机构|综合|市场|客户)"), "存款、贷款"),
    (re.compile(r"(?<=预算)收支(?=$|[是有为多分各执情\s])"), "收入、支出"),
    (re.compile(r"产销量(?!率)"), "产量、销量"),
)
"""Pairs that official prose fuses into one word: two things, where no document states the fused one."""
_KIND = "[夏秋早晚春冬男女城乡老新大小上下]"
_NO_JOINT = "(?:(?![和与及跟或])[一-鿿])"
_TWINS = re.compile(
    rf"(?P<one>{_KIND}(?P<thing>[一-鿿]))(?P<other>{_KIND}(?P=thing))(?=各|分别)"
    rf"|(?<![一-鿿])(?P<first>{_NO_JOINT}{{2,6}}(?P<end>{_NO_JOINT}{{2,6}}))(?P<second>{_NO_JOINT}{{2,6}}(?P=end))(?=的?(?:目标|计划)?(?:各|分别))"
)
"""Two of a kind written without a mark between: 夏粮秋粮各多少, 城市低保农村低保各提高多少."""
_TOWN_AND_COUNTRY = re.compile(r"城乡(?P<thing>低保[一-鿿]{0,6}?)(?=各|分别)")
_COMPARED = re.compile(r"([^,。??\s比]{2,14})比([^,。??\s]{2,14}?)(?=(?:高|低|快|慢|多|少|大|小)(?:了|出)?(?:多少|几))")
_EACH_ASKED = re.compile(r"([一-鿿]{2})(?:是|有|为|了)?多少[、,](?=[一-鿿]{2,10}多少)")
"""Two things each asked for by itself: 接待游客多少、旅游花费多少."""
_EXPLICIT = re.compile(r"分别|各(?![类项种级条科界]|县|区|市|省|地|园|乡|镇)|、.*多少|和.*(?:各|分别|都)")
_ASK = re.compile(
    r"(?:的?(?:目标|计划|预期|情况))?(?:分别|各自?(?![类项种级条科界])|都|(?<![人户亩年月平])均(?=[为是达增])|一共|总共|合计)|的?目标|(?:是|为|有|要|达到?|完成|实现)(?:了)?(?:多少|几)|多少|几(?=[一-鿿])"
    r"|要(?![素求])|[,。??;]|\s"
)
_GROWTH = re.compile(r"(?:同比|的)?(?:增速|增幅|涨幅|降幅|增长率|增长|增长情况|增长幅度)(?:情况)?")
_OF_THE_SAME: tuple[tuple[re.Pattern[str], Asked], ...] = (
    (_GROWTH, "growth"),
    (re.compile("占比|比重"), "share"),
    (re.compile("(?:全[国省市])?(?:排名|位次|排位)"), "rank"),
)
"""Second measures of the thing that stands before them: GDP及增速."""


def spell_pairs(text: str) -> str:
    """Part pairs that are written as one word in a question for several things."""
    for pattern, apart in _SPELLED if re.search(r"各|分别", text) else ():
        text = pattern.sub(apart, text)
    return text


def compared_contents(text: str, removed: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The two things of which a question asks by how much one is more than the other, () where it names no two."""
    kept = _blanked(text, removed)
    match = _COMPARED.search(kept)
    if match is None:
        return ()
    names = _with_common_tail([name.strip() for name in match.groups()])
    contents = [content_of(f"{name} {kept[match.end() :]}", (), False, "difference") for name in names]
    return tuple(Part(content, content) for content in contents) if all(len(c) > 1 for c in contents) else ()


def parts_of(text: str, removed: Sequence[tuple[int, int]], asked: Asked) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The things that a question asks for at once, () where it asks for one; and the words that join them.

    A document that has the joining words in one name states one thing by it (`卫生和计划生育支出`); they are () where
    the question says itself that it asks for several (分别).
    """
    kept = _blanked(text, removed)
    asked_each = _EACH_ASKED.search(kept) is not None
    kept = _EACH_ASKED.sub(r"\1、", kept)
    explicit = asked_each or bool(_EXPLICIT.search(text))
    fused: tuple[str, ...] = ()
    if not re.search(r"分别|各", text):
        for pattern, apart in _FUSED:
            if (found := pattern.search(kept)) is not None:
                kept = kept[: found.start()] + apart + kept[found.end() :]
                fused = (found.group(),)
                break
    listed = _twins(kept) if explicit else None
    listed = listed or _list_in(kept)
    if listed is None:
        return (), ()
    names, joints, rest = listed
    joints = fused or joints
    names = _with_common_tail(_with_shared_thing(_with_visited_thing(names)))
    if any(len(name) < 2 or "多少" in name for name in names):
        return (), ()
    measured = _measures_of_one(names, rest)
    if measured:
        return measured, () if explicit else joints
    whole = with_end_of_last(with_shared_start(names))
    sure = bool(fused) or _are_several(names, whole)
    several = asked_each or bool(re.search(r"分别|各", text))
    if not sure and not explicit:
        return (), ()
    parts = [part for name in whole for part in _as_parts(name, whole[-1], rest, asked, several)]
    if len(parts) < 2 or any(len(part.content) < 2 for part in parts):
        return (), ()
    if not sure and not several:
        parts = [replace(part, sure=False) for part in parts]
    return tuple(parts), () if several else joints


def _blanked(text: str, removed: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if any(s <= i < e for s, e in removed) else c for i, c in enumerate(text))


def _twins(kept: str) -> tuple[list[str], tuple[str, ...], str] | None:
    match = _TWINS.search(kept)
    if match is None and (both := _TOWN_AND_COUNTRY.search(kept)) is not None:
        names = [f"{where}{both['thing']}" for where in ("城市", "农村")]
        return names, (), kept[: both.start()] + " " + kept[both.end() :]
    if match is None:
        return None
    names = [match["one"], match["other"]] if match["one"] else [match["first"], match["second"]]
    return names, (), kept[: match.start()] + " " + kept[match.end() :]


_OF_PLACE = re.compile(r"^[省市区县州](?![场政域级属直内外])|^全[国省市区县州]|^的")
"""What is left of a place's name, where the short one is known (临川|市)."""


def _list_in(kept: str) -> tuple[list[str], tuple[str, ...], str] | None:
    """The names of a question's list, the words around each mark, and what the question says beside the list."""
    for run in re.finditer(r"[^\s,。??;]+", kept):
        text = run.group()
        marks = find_marks(text)
        if not marks:
            continue
        end = next((m.start() for m in _ASK.finditer(text) if m.start() >= marks[0][1]), len(text))
        marks = [mark for mark in marks if mark[1] < end]
        bounds = [0, *(position for mark in marks for position in mark), end]
        names = [text[bounds[i] : bounds[i + 1]] for i in range(0, len(bounds), 2)]
        names[0] = _OF_PLACE.sub("", names[0])
        if len(names) < 2 or any(not name for name in names):
            continue
        joints = tuple(joined(text[max(0, s - 2) : min(end, e + 2)]) for s, e in marks)
        clauses = [clause.strip() for clause in re.split(r"[,。;]", kept[: run.start()])]
        before = clauses[-1] or next((c for c in reversed(clauses[:-1]) if c and not _ASKS_ITSELF.search(c)), "")
        return names, joints, f" {before} {text[end:]}{kept[run.end() :]}"
    return None


_ASKS_ITSELF = re.compile(r"多少|几|哪|谁|什么|为何|怎")


def _with_common_tail(names: list[str]) -> list[str]:
    """Give every name what stands behind the 的 of the last one and is said of all: 粮食、油料的种植面积."""
    tail = re.search(r"的([^的]{2,8})$", names[-1])
    if tail is None:
        return names
    return [f"{name.removesuffix(tail.group())}{tail[1]}" for name in names]


_AMOUNT = r"(?:\d[\d.]*[十百千万亿]{0,3}|[十百千万亿]{1,3})(?:美?元|人|亩|吨)?(?:及?以[上下])?"
_AMOUNT_AT_END = re.compile(rf"(?<![\d.十百千万亿]){_AMOUNT}$")


_VISITORS = re.compile(r"(?P<thing>[一-鿿]{2,8}?)(?:接待)?(?:的)?(?:游客|旅客|观众)(?:人?数量?|人次数?|量)?")
_EARNED = re.compile(r"(?:总)?(?:收入|花费|消费|营收)")


def _with_visited_thing(names: list[str]) -> list[str]:
    """What is earned, with the thing whose visitors the name before counts: 冰雪旅游游客数和收入."""
    visited = _VISITORS.fullmatch(names[0])
    if (
        visited is None
        or visited["thing"].endswith(("带动", "拉动"))
        or not all(_EARNED.fullmatch(name) for name in names[1:])
    ):
        return names
    return [f"{visited['thing']}接待游客", *(visited["thing"] + name for name in names[1:])]


def _with_shared_thing(names: list[str]) -> list[str]:
    """Names that differ in a threshold, each with what all say around it: 引进亿元以上和10亿元以上项目."""
    ends = [_AMOUNT_AT_END.search(name) for name in names[:-1]]
    last = re.match(_AMOUNT, names[-1])
    if last is None or ends[0] is None or not all(ends):
        return names
    thing, before = names[-1][last.end() :], names[0][: ends[0].start()]
    whole = [f"{name}{thing}" for name in names[:-1]] + [names[-1]]
    return [whole[0], *(before + name if re.match(_AMOUNT, name) else name for name in whole[1:])]


def _measures_of_one(names: list[str], rest: str) -> tuple[Part, ...]:
    """A thing and the other measures of it that are asked for: GDP及增速, () where the names are of several things."""
    nothing: Asked = ""
    others = [next((asked for p, asked in _OF_THE_SAME if p.fullmatch(name)), nothing) for name in names[1:]]
    if not all(others) or not (find_terms(names[0]) or head_of_name(names[0])):
        return ()
    first = content_of(names[0], (), False, "")
    level = Part(first, first, f"{names[0]}{rest}", "", unit_of(rest))
    measures = zip(names[1:], others, strict=True)
    return (level, *(Part(first, f"{first}{name}", f"{first}{name}", asked) for name, asked in measures))


def _are_several(names: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the names of a list are surely of several things: terms of the table, or alike in what they measure."""
    if all(_named(name) for name in whole):
        return True
    if all(are_of_one_kind(name, names[-1]) for name in names[:-1]):
        return True
    if all(re.search(_AMOUNT, name) for name in names) and len({name[-2:] for name in whole}) == 1:
        return True
    if all(head_of_name(name) or _RATE_END.search(name) for name in names):
        return True  # each says how it is measured
    if len({name[-2:] for name in names}) == 1 and all(len(name) >= _LONG_NAME for name in names):
        return True  # 服务贸易和数字贸易
    heads = {head_of_name(name) for name in whole}
    return len(heads) == 1 and "" not in heads and any(_named(name) for name in whole)


_LONG_NAME = 4
_RATE_END = re.compile(r"[一-鿿](?:率|强度|浓度)$")


def _named(name: str) -> bool:
    """Whether a name ends with a term of the table, or with one and how it is measured."""
    found = find_terms(name)
    return bool(found) and _BEHIND_TERM.fullmatch(name, found[-1][1]) is not None


_BEHIND_TERM = re.compile(
    r"(?:总量|总额|总值|总数|数量?|量|规模|情况|水平|增速|增幅|涨幅|增长|增长率|平均|年均|浓度|目标|余额|额|值|人数|家数|户数|个数|企业|项目)*"
)
_OWN_LEVEL = frozenset(("出口", "进口"))


def _as_parts(name: str, last: str, rest: str, asked: Asked, several: bool) -> list[Part]:
    """A name of the list as what is asked for; where only the last one says 增速, it may be said of this one or not."""
    words = f"{name} {rest}"
    own = measure_of(words)
    if asked == "growth" and own != "growth" and not several and name != last and measure_of(last) == "growth":
        terms = {term for _, _, term in find_terms(name)} & (indicator_terms() | _OWN_LEVEL)
        level = [_part(name, rest, "level", optional=True)] if terms else []
        return [*level, _part(name, rest, "growth")]
    if several and asked in ("growth", "rank"):
        own = own if own in ("growth", "rank") else asked
    return [_part(name, rest, own)]


def _part(name: str, rest: str, asked: Asked, *, optional: bool = False) -> Part:
    content = content_of(f"{name} {rest}", (), False, asked)
    numbers = tuple(name[q.start : q.end] for q in find_quantities(name) if q.unit != "年")
    shown = name if numbers else content.replace(" ", "")
    if asked == "growth" and not re.search(r"增速|增长|[涨增降]幅|率$|(?:提高|提升|上升|下降|降低|减少)$", shown):
        shown += "增速"
    words = f"{name}{rest}"
    return Part(content, shown, words, asked, unit_of(words), numbers, optional)
