"""Siblings: figures of one sentence, told apart by the words that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from policyqa.answering.around import said_before, words_before, words_behind
from policyqa.answering.weighing import query_weights
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.answering.match import Match
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

LEAST_GAIN = 0.1
"""Least share of the question's telling words that a sibling's own words must hold beyond a figure's whole sentence."""


_MEASURES = frozenset(
    [
        "面积",
        "产量",
        "产值",
        "规模",
        "数量",
        "总量",
        "总额",
        "金额",
        "人数",
        "余额",
        "比例",
        "占比",
        "里程",
        "容量",
        "总数",
        "强度",
        "水平",
    ]
)
"""What a thing is measured by: 茶园面积 is no 高粱种植面积 for it, where 种植高粱120万亩 stands beside."""
AS_NEAR = 0.05
"""How far below the best of its sentence a figure may score whose own words hold more of the question."""
NET_GAIN = 0.2
"""How much more of the question's telling words they must hold."""
ALL_OWN = 0.9
"""How much of its own words the question must hold."""
RAISED = 0.02
"""How far above the best one a sibling is put: beyond what counts as a tie of two figures of a sentence."""


ASKS_OLD = re.compile(r"原来|之前|以前|(?:[两三四五六七八九十]|几)年前|[从由](?:多少|几|哪)")
FROM = re.compile(r"(?:由|从)[^,到至]{0,8}$|(?:由|从)[一二两三四五六七八九十\d]{1,2}年前的?$")


def _own(figure: Figure) -> str:
    own = figure.indicator
    return canonical(own.replace("由", "") if own.startswith("的") else own)  # 80%以上的项目由企业牵头 is no old value


def _around(figure: Figure) -> str:
    """All words that a figure may be known by: its own, its clause and what its sentence says before it."""
    _, _, lead, near = (figure.context.split("\n") + [""] * 4)[:4]
    return canonical(f"{figure.indicator} {near} {lead}")


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one sentence and one kind."""
    return (one.document, one.clause_start, one.unit, one.measure) == (
        other.document,
        other.clause_start,
        other.unit,
        other.measure,
    )


def first_of_sentence(index: OpenIndex, query: Query, matches: list[Match]) -> list[Match]:
    """Put a sibling before the best match where its own words hold what the best one's whole sentence does not.

    So too where both are members of a 分别 list, and what tells them apart is in the question for the sibling only.
    `新增规上企业34户,退出12户`: asked for those that left, 34户 holds more of the question, and is another figure.
    """
    inside = [m for m in matches if not m.misses]
    if not inside:
        return matches
    best, content = inside[0], query.content
    weights = query_weights(index, content)
    own, around, total = _own(best.figure), _around(best.figure), sum(weights.values())
    for match in inside[1:]:
        if not _alike(match.figure, best.figure):
            continue
        theirs, beside = _own(match.figure), _around(match.figure)
        gain = sum(w for t, w in weights.items() if t in theirs and t not in around and t not in _MEASURES)
        loss = any(t in own and t not in beside for t in weights)
        closer = (
            match.precision >= ALL_OWN
            and match.score >= best.score - AS_NEAR
            and _net_gain(weights, theirs, own) >= NET_GAIN * total
        )
        farther = best.precision >= ALL_OWN and _net_gain(weights, own, theirs) >= NET_GAIN * total
        told_more = gain >= LEAST_GAIN * total and not loss and not farther
        if told_more or closer or is_the_member(content, match.figure, best.figure):
            told = (m for m in inside if m is not match and _alike(m.figure, match.figure))
            match = next((m for m in told if is_the_member(content, m.figure, match.figure)), match)
            raised = replace(match, score=best.score + RAISED, coverage=max(match.coverage, best.coverage))
            return [raised, *(m for m in matches if m is not match)]
    return matches


def _net_gain(weights: Mapping[str, float], own: str, other: str) -> float:
    """How much more of a question's telling words one figure's own words hold than another's."""
    asked = [(token, weight) for token, weight in weights.items() if len(token) > 1 and token not in _MEASURES]
    return sum(weight * ((token in own) - (token in other)) for token, weight in asked)


def without_old(query: Query, inside: Sequence[Match], matches: Sequence[Match]) -> list[Match]:
    """Leave out the value before a change (由5家增加到7家) where the value after it is in scope too."""
    if asked := ASKS_OLD.search(query.question):
        old = [m for m in inside if FROM.search(_own(m.figure))]
        return old if old and asked.group().endswith("前") else list(inside)
    new = {_sentence(m.figure) for m in matches if not m.misses and not FROM.search(_own(m.figure))}
    return [
        m for m in inside if not FROM.search(_own(m.figure)) or not (_sentence(m.figure) in new or _changes(m.figure))
    ]


_TO_NEW = re.compile(r"[^,;。]{0,6}[到至为]")


def _changes(figure: Figure) -> bool:
    """Whether a value before a change stands right before what it changed to, and no year says of when it is."""
    return _TO_NEW.match(words_behind(figure)) is not None and "年" not in words_before(figure)[-10:]


def without_parts(query: Query, inside: Sequence[Match]) -> list[Match]:
    """Leave out a part behind 其中 where its whole is there too, and nothing that only the part is called is asked for.

    So 各项贷款余额2654亿元,其中制造业贷款312亿元: a part has the words of its whole behind its own.
    """
    single = [m for m in inside if not any(_is_joint_whole(query, m.figure, other.figure) for other in inside)]
    single = [m for m in single if not any(_is_named_part(query, other.figure, m.figure) for other in single)]
    return [m for m in single if not any(_is_part_unasked(query, m.figure, other.figure) for other in single)]


def _is_named_part(query: Query, part: Figure, whole: Figure) -> bool:
    """Whether a part behind 其中 is asked for by all of its own words, not its whole's (其中国际旅客9.6万人次)."""
    if part.document != whole.document or not whole.indicator or part.unit != whole.unit:
        return False
    own, _, rest = part.indicator.rpartition(f" {whole.indicator}")
    return not rest and len(own) >= _LEAST_NAME and own in query.question and own not in whole.indicator


_LEAST_NAME = 3


def _is_joint_whole(query: Query, whole: Figure, part: Figure) -> bool:
    """Whether a figure is of several things together, and the one that is asked for has its own behind 其中.

    So 新建和改造农田286万亩,其中新建171万亩; 甲、乙、丙三大机场合计2389万人次,其中丙机场1872万人次.
    """
    if part.document != whole.document or not whole.indicator or part.unit != whole.unit:
        return False
    own, _, rest = part.indicator.rpartition(f" {whole.indicator}")
    named = _COORDINATED.split(whole.indicator)
    things = [name[:2] for name in named]
    if rest or not own or own == part.indicator or len(things) < 2:
        return False
    asked = [thing for thing in things if thing in query.question]
    asked = [t for t in asked if not any(t in name and t != name[:2] and name[:2] in asked for name in named)]
    return len(asked) == 1 and asked[0] in own and not re.search("总共|一共|合计|总的", query.question)


_COORDINATED = re.compile("[、和与及]")


def _is_part_unasked(query: Query, part: Figure, whole: Figure) -> bool:
    """Whether one figure is a part of another, by words none of which the question has."""
    if part.document != whole.document or not whole.indicator or part.unit != whole.unit:
        return False
    own, _, rest = part.indicator.rpartition(f" {whole.indicator}")
    if rest or not own or own == part.indicator:
        return False
    pairs = {own[i : i + 2] for i in range(len(own) - 1)} - {
        whole.indicator[i : i + 2] for i in range(len(whole.indicator) - 1)
    }
    return bool(pairs) and not any(pair in query.question for pair in pairs)


_BETWEEN = 12
"""Characters that may stand between a round figure that was passed and the one reached."""
_FAR_ABOVE = Decimal("1.2")
_PASSED = re.compile("突破|超过?|跨[过越上]|迈[过上]|站上")
_PASSING = re.compile(r"(?:破|跨[过越上]|迈[过上]|站上|跃上)\s?$")
_NEARED = re.compile(r"(?:接近|逼近|直逼|迫近|临近|将近)\s?$")


def without_passed(matches: list[Match]) -> list[Match]:
    """Leave out a round figure passed where what was reached stands right behind it (突破150亿元、达151.3亿元)."""
    passed = {
        id(m)
        for m in matches
        if (
            _PASSED.match(m.figure.text)
            or _PASSING.search(words_before(m.figure))
            or _is_neared(m.figure)
            or (m.figure.measure == "rank" and m.figure.text.startswith("前"))
        )
        and any(_is_what_was_reached(o.figure, m.figure) for o in matches)
    }
    return [m for m in matches if id(m) not in passed]


def _is_what_was_reached(figure: Figure, passed: Figure) -> bool:
    if passed.measure == "rank" == figure.measure and passed.text.startswith("前"):
        beside = (figure.document, figure.clause_start) == (passed.document, passed.clause_start)
        near = beside and 0 <= figure.start - passed.end <= _BETWEEN and not figure.text.startswith("前")
        return near and Decimal(figure.value) <= Decimal(passed.value)  # 进入前250名,列第225位
    if (figure.document, figure.clause_start, figure.measure, figure.year, figure.indicator) != (
        passed.document,
        passed.clause_start,
        passed.measure,
        passed.year,
        passed.indicator,
    ):
        return False
    if passed.unit not in (figure.unit, ""):  # 突破550万,达555.9万户
        return False
    if not 0 <= figure.start - passed.end <= _BETWEEN or "/" in figure.value + passed.value:
        return False
    if _is_neared(passed):
        return Decimal(passed.value) / _FAR_ABOVE <= Decimal(figure.value) <= Decimal(passed.value)
    return Decimal(passed.value) <= Decimal(figure.value) <= Decimal(passed.value) * _FAR_ABOVE


def _is_neared(figure: Figure) -> bool:
    """Whether a round figure is only come near to (接近3万亿元、达到29620亿元)."""
    return re.match("接近|逼近|直逼|将近", figure.text) is not None or bool(_NEARED.search(words_before(figure)))


def _sentence(figure: Figure) -> tuple[str, int, str]:
    return figure.document, figure.clause_start, figure.unit


def has_more(content: str, figure: Figure, other: Figure) -> bool:
    """Tell whether a figure's own words hold some of the question that another's whole sentence does not."""
    own, around = _own(figure), _around(other)
    return any(len(token) > 1 and token in own and token not in around for token in tokens(canonical(content)))


_DOES = re.compile(r"^(?:带动|拉动|推动|实现|完成|更新|新建|新增|改造)+")
_SHARED_END = 4


def is_the_member(content: str, figure: Figure, best: Figure) -> bool:
    """Whether the question names one member of a 分别 list and not the other, by where their names differ."""
    _, *whole = _own(figure).split(" ")
    parts = bool(whole) and whole == _own(best).split(" ")[1:] and "其中" in _around(figure)  # of one whole
    if not parts and ("分别" not in _around(figure) or "分别" not in _around(best)):
        return False
    asked = canonical(content)
    name, other = (_DOES.sub("", _own(f).split(" ")[0]) for f in (figure, best))
    if min(len(name), len(other)) < 2:
        return False
    shared = next((i for i in range(min(len(name), len(other))) if name[-1 - i] != other[-1 - i]), 0)
    if shared >= _SHARED_END and len(other) - shared >= 2:  # 黑河口岸货运量, 绥芬河口岸货运量
        return name[:2] in asked and other[:2] not in asked
    # the first member may hold words of all at its start, and the last at its end
    named = name[:2] in asked or name[-2:] in asked
    return named and other[:2] not in asked and other[-2:] not in asked


def is_undealt(index: OpenIndex, figure: Figure) -> bool:
    """Whether a figure is one of a list behind 分别 of which nothing told whose each is."""
    if "分别" not in words_before(figure) + said_before(figure):
        return False
    run = [
        f
        for f in index.figures_of(figure.document)
        if (f.clause_start, f.unit, f.measure, f.indicator)
        == (figure.clause_start, figure.unit, figure.measure, figure.indicator)
    ]
    text = index.text_of(figure.document)
    return (
        len(run) > 1
        and all(_LISTED.fullmatch(text[a.end : b.start]) for a, b in pairwise(run))
        and (text[max(0, run[0].start - _BEHIND_EACH) : run[0].start].find("分别") >= 0)
    )


_LISTED = re.compile(r"\s*[、,，和与及]\s*")
_BEHIND_EACH = 12
"""Characters between 分别 and the first of its figures."""


MEANT_OTHER = 0.25
"""How much more of the question a figure must cover to go before the asked place's own of its sentence."""


def own_first(query: Query, inside: Sequence[Match]) -> list[Match]:
    """Without what a wider place has in a sentence that tells the asked place's own too (三县15个,其中仁怀8个)."""
    own: dict[tuple[str, int], float] = {}
    for m in inside:
        if m.figure.region in query.scope.regions:
            at = (m.figure.document, m.figure.clause_start)
            own[at] = max(own.get(at, 0.0), m.coverage)
    return [
        m
        for m in inside
        if m.figure.region in query.scope.regions
        or m.coverage > own.get((m.figure.document, m.figure.clause_start), 0.0) + MEANT_OTHER
    ]
