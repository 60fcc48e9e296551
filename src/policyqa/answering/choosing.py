"""Choosing: of the figures that fit a question, the one it asks for, with its equals of other places and years."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policyqa.answering.fitting import CEILING
from policyqa.answering.kind_asked import in_asked_unit
from policyqa.answering.kinds_beside import kinds_beside, other_sense, with_other_sense
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of, find_matches
from policyqa.answering.measured_so import is_measured_so
from policyqa.answering.ranks import ranked_among
from policyqa.answering.rivals import exact_beside, rival_of
from policyqa.answering.siblings import has_more, is_the_member, is_undealt, own_first, without_old, without_parts
from policyqa.chinese.terms import find_terms
from policyqa.chinese.units import dimension
from policyqa.index.lexical import tokens
from policyqa.types import Figure

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

NEAR_TIE = 0.06
"""How far below the best score a figure of another place or year still counts as an equal answer."""
PLACE_TIE = 0.25
"""How far below the best score another place's best figure may be where it covers as much of the question."""
WHOLE = 0.99
"""Coverage from which another place may state the same indicator in another unit (15% here, 80亿元 there)."""
SIBLING_TIE = 0.015
"""Within which two figures of one sentence fit alike: on the dev sets the first of such a pair was wrong as often as
right (3 right, 4 wrong), so both are shown."""
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What a query for one figure finds.

    Attributes:
        chosen: the figures that answer it; () where none in scope does.
        matches: all that fit it, those of another scope too.
        rival: another document's figure that disagrees with the one chosen.
    """

    chosen: tuple[Match, ...]
    matches: tuple[Match, ...]
    rival: Match | None = None


def choose_figures(index: OpenIndex, query: Query, used: Collection[tuple[str, int]] = ()) -> Choice:
    """Choose the figures that answer a query for one, none of the `used` ones (document and start)."""
    matches = [m for m in find_matches(index, query) if (m.figure.document, m.figure.start) not in used]
    inside = without_old(query, [m for m in best_of(matches) if not m.misses], matches)
    inside = [m for m in in_asked_unit(index, query, matches, inside) if is_measured_so(query, m.figure)]
    inside = [m for m in inside if not _is_condition(index, query, m.figure)]
    inside = _done_first(query, without_parts(query, inside))
    inside = own_first(query, _named_first(index, query, inside))
    if not inside or _stands_outside(inside[0], matches):
        return Choice((), tuple(matches))
    if re.search(r"累计|[两三四五]年(?:一?共|合计|总共)", query.question) and any(
        "-" in m.figure.year for m in inside[:3]
    ):
        inside = [m for m in inside if "-" in m.figure.year or m.score > inside[0].score + NEAR_TIE]
    inside = _aim_first(query, _ceiling_first(query, inside))
    inside = _whole_first(query, inside)
    chosen = _run_of(index, query, inside)
    if not chosen:
        dealt = [m for m in inside if not is_undealt(index, m.figure)]
        if not dealt:
            return Choice((), tuple(matches))
        chosen = _choose(query, dealt)
    chosen = [exact_beside(chosen[0], inside)] if len(chosen) == 1 else chosen
    rival = rival_of(chosen[0], inside) if len(chosen) == 1 else None
    if rival is None and len({(m.figure.document, m.figure.clause_start) for m in chosen}) == 1:
        kinds = kinds_beside(index, query, chosen[0])
        named = all(
            is_the_member(query.content, chosen[0].figure, m.figure) for m in kinds if m.figure != chosen[0].figure
        )
        chosen = kinds if len(kinds) > len(chosen) and not named else chosen
    chosen = _newest_now(query, _total_first(query, chosen))
    if len(chosen) == 1 and (other := other_sense(query)) is not None:
        chosen = with_other_sense(chosen, best_of(find_matches(index, other)))
    return Choice(tuple(chosen), tuple(matches), rival)


AS_NAMED = 0.15
"""How much less of the question a figure may cover that is told with a name that the best one lacks."""


def _named_first(index: OpenIndex, query: Query, inside: list[Match]) -> list[Match]:
    """Those told with the name that the question begins with, where the best one is told without any of it."""
    first = next(iter(query.content.split()), "")
    name = [t for t in tokens(first) if len(t) > 1 and index.document_frequency(t)]
    if len(inside) < 2 or len(query.content.split()) < 2 or len(first) > _LONGEST_NAME or not name or find_terms(first):
        return inside
    told = [m for m in inside if any(t in f"{m.figure.context}{m.figure.indicator}{m.figure.holder}" for t in name)]
    if inside[0] in told or not told or told[0].coverage < inside[0].coverage - AS_NAMED:
        return inside
    return told


_LONGEST_NAME = 8
_NOW = re.compile(r"(?:现在|目前|如今|眼下)(?!开始|起|的?目标|[要想])|还有(?=多少|几)|有多[高大长远宽](?=[?？]|$)")
AS_NOW = 0.35
"""How much less of the question what was done may cover than an aim where a question asks how it is now."""


def _done_first(query: Query, inside: list[Match]) -> list[Match]:
    """Where a question asks how it is now, what was done and no aim, if that is stated too."""
    if query.scope.status != "unknown" or not _NOW.search(query.question) or not inside:
        return inside
    done = [m for m in inside if m.figure.status != "target" and m.coverage >= inside[0].coverage - AS_NOW]
    alike = [m for m in done if _measures_alike(m.figure, inside[0].figure) and m.figure.unit == inside[0].figure.unit]
    return [m for m in inside if m.figure.status != "target"] if alike else inside


def _newest_now(query: Query, chosen: list[Match]) -> list[Match]:
    """Each place's newest value alone, where a question asks how it is now."""
    if query.scope.years or not _NOW.search(query.question):
        return chosen
    chosen = [m for m in chosen if m.figure.status in ("actual", "estimate")] or chosen
    newest = {m.figure.holder: max(o.figure.year for o in chosen if o.figure.holder == m.figure.holder) for m in chosen}
    return [m for m in chosen if m.figure.year == newest[m.figure.holder]]


_ASKS_ALL = re.compile(r"总共|一共|累计|总计|合计")
_IS_ALL = re.compile(r"累计|总|共")


def _total_first(query: Query, chosen: Sequence[Match]) -> list[Match]:
    """Of several the one that says 累计 or 共, where all that there is is asked for and only one does."""
    whole = [m for m in chosen if _IS_ALL.search(m.figure.indicator)] if _ASKS_ALL.search(query.question) else []
    return whole if len(whole) == 1 and len({m.figure.holder for m in chosen}) == 1 else list(chosen)


def _whole_first(query: Query, inside: list[Match]) -> list[Match]:
    """Where all that there is is asked for, what the best one's sentence says of it (上市企业11家,上市企业总数52家)."""
    best = inside[0].figure
    if not _ASKS_ALL.search(query.question) or _IS_ALL.search(best.indicator):
        return inside
    for match in inside[1:]:
        figure = match.figure
        alike = figure.unit == best.unit and (figure.holder, figure.status) == (best.holder, best.status)
        if (
            _of_one_sentence(figure, best)
            and alike
            and match.coverage >= inside[0].coverage
            and _IS_ALL.search(figure.indicator)
        ):
            return [match, *(m for m in inside if m is not match)]
    return inside


_ASKS_GRANT = re.compile(r"奖励|奖补|奖金|补助|补贴|资助|给予")
_PRICE = re.compile(r"(?:售价|单价|价格|成交价|销售价格)[^,;。\d]{0,6}$")
"""Says of which price something must be to be granted anything."""
_CONDITION = re.compile(
    r"(?:[、和或]\s?[\d.]+[万亿]*美?元)*(?:及?以[上下])?的[一-鿿“”]{0,8}(?:企业|公司|单位|机构|项目|个人|主体|人才|合作社|农户|团队|平台)"
)


def _is_condition(index: OpenIndex, query: Query, figure: Figure) -> bool:
    """Whether a sum says who is granted something (突破100亿元、50亿元的企业), where what is granted is asked for."""
    if figure.unit != "元" or not _ASKS_GRANT.search(query.question):
        return False
    text = index.text_of(figure.document)
    priced = _PRICE.search(text, max(0, figure.start - 16), figure.start) and text.startswith("的", figure.end)
    return bool(priced) or _CONDITION.match(text, figure.end) is not None


_ASKS_CEILING = re.compile(r"最[高多](?:能|可以?)?(?:[奖补给拿领享达]|不超过|多少)|封顶|上限|不超过多少")


def _ceiling_first(query: Query, inside: Sequence[Match]) -> list[Match]:
    """Where the most is asked for, the ceiling that the best figure's sentence sets: 奖励10万元,最高不超过30万元."""
    best = inside[0].figure
    if not _ASKS_CEILING.search(query.question) or CEILING.search(best.text):
        return list(inside)
    sentence = (best.document, best.clause_start)
    beside = [m for m in inside if (m.figure.document, m.figure.clause_start) == sentence]
    ceilings = [m for m in beside if CEILING.search(m.figure.text)]
    return [*ceilings, *(m for m in inside if m not in beside)] if ceilings else list(inside)


AIM_BESIDE = 0.08
"""How far below a figure of no stated kind one of its sentence that is an aim goes before it, where an aim is asked."""


def _aim_first(query: Query, inside: list[Match]) -> list[Match]:
    """Where an aim is asked for, the one in the best figure's sentence: 完成37亿元,占年度目标55亿元的68%."""
    best = inside[0]
    if query.scope.status != "target" or best.figure.status != "unknown":
        return inside
    sentence = (best.figure.document, best.figure.clause_start)
    aims = [
        m
        for m in inside
        if (m.figure.document, m.figure.clause_start) == sentence
        and m.figure.status == "target"
        and m.score >= best.score - AIM_BESIDE
    ]
    return [*aims, *(m for m in inside if m not in aims and m is not best), best] if aims else inside


STATED_OUTSIDE = 0.18
"""How much more of the question a figure of another year or kind must cover to be what was asked for."""
OWN_WORDS = 0.75
"""Precision from which a figure's words are only a shorter form of the question's (产业投资, behind 新能源)."""


def _stands_outside(best: Match, matches: Sequence[Match]) -> bool:
    """Whether the indicator asked for is stated, but of another year or kind: a lesser fit in scope is another one."""
    if best.precision >= OWN_WORDS:
        return False
    outside = (m.coverage for m in matches if m.misses and set(m.misses) <= {"year", "part", "status"})
    return max(outside, default=0.0) >= best.coverage + STATED_OUTSIDE


def _choose(query: Query, inside: list[Match]) -> list[Match]:
    """The best figure, with its equals of other places and years where the question names none of them."""
    best = inside[0]
    open_place = not query.scope.regions and not query.scope.holders
    chosen = _siblings(query.content, best, inside)
    if len(chosen) > 1:
        return chosen
    for match in inside[1:]:
        if len(chosen) >= MOST_SHOWN:
            break
        if not _measures_alike(match.figure, best.figure) and match.figure.holder in {m.figure.holder for m in chosen}:
            continue  # its growth is no second value of a sum
        if _of_one_sentence(match.figure, best.figure) and is_the_member(query.content, best.figure, match.figure):
            continue  # 甲、乙分别有59家、18家, of which 乙 is asked for
        if match.figure.status != best.figure.status and _of_one_sentence(match.figure, best.figure):
            continue  # the aim beside what was done
        alike = match.coverage >= WHOLE or _measures_alike(match.figure, best.figure)
        near = match.score >= best.score - NEAR_TIE and alike
        elsewhere = (
            open_place
            and match.coverage >= best.coverage - NEAR_TIE
            and match.score >= best.score - PLACE_TIE
            and alike
        )
        if not near and not (elsewhere and match.figure.holder not in {m.figure.holder for m in chosen}):
            continue
        if _same_statement(match.figure, chosen):
            continue
        if _differs_only_in_open_scope(query, match.figure, chosen):
            chosen.append(match)
    return chosen if len(chosen) == 1 else _newest_first(chosen)


def _of_one_sentence(first: Figure, second: Figure) -> bool:
    return (first.document, first.clause_start) == (second.document, second.clause_start)


def _measures_alike(first: Figure, second: Figure) -> bool:
    return first.measure == second.measure and dimension(first.unit) == dimension(second.unit)


def _run_of(index: OpenIndex, query: Query, inside: Sequence[Match]) -> list[Match]:
    """All figures of a list of one kind, where the question asks for a group's figures (`四大产业产值分别多少`)."""
    best = inside[0]
    mine = best.figure
    if not re.search(r"分别|各(?:是|为|有)?多少", query.question) or query.parts or query.clauses:
        return []
    run = [
        f
        for f in index.figures_of(mine.document)
        if (f.clause_start, f.unit, f.measure, f.year, f.status)
        == (mine.clause_start, mine.unit, mine.measure, mine.year, mine.status)
    ]
    return [replace(best, figure=f) for f in run] if 2 <= len(run) <= 8 else []


def _siblings(content: str, best: Match, inside: Sequence[Match]) -> list[Match]:
    """The best figure with those of its sentence that the question fits just as well (`两块,125亩和96亩`)."""
    mine = best.figure
    tied = [best]
    for match in inside[1:]:
        other = match.figure
        same = (
            _of_one_sentence(other, mine)
            and (other.unit, other.year) == (mine.unit, mine.year)
            and (other.status == "target") == (mine.status == "target")
        )
        other_rank = "rank" == mine.measure == other.measure and ranked_among(other) != ranked_among(mine)
        if (
            (best.score - match.score <= SIBLING_TIE or (other_rank and match.coverage >= best.coverage))
            and same
            and (other_rank or not (has_more(content, mine, other) or is_the_member(content, mine, other)))
            and other.value not in {m.figure.value for m in tied}
        ):
            tied.append(match)
    for one in tied[1:]:
        if all(is_the_member(content, one.figure, m.figure) for m in tied if m is not one):
            return [one]
    return sorted(tied, key=lambda m: m.figure.start)


def _same_statement(figure: Figure, chosen: Sequence[Match]) -> bool:
    return any(_repeats(figure, m.figure) for m in chosen)


def _repeats(figure: Figure, other: Figure) -> bool:
    """Whether two figures say the same: same value and holder, and years or kinds that do not contradict."""
    if (figure.value, figure.unit, figure.holder) != (other.value, other.unit, other.holder):
        return False
    return figure.year == other.year or "unknown" in (figure.status, other.status) or "-" in figure.year + other.year


def _differs_only_in_open_scope(query: Query, figure: Figure, chosen: Sequence[Match]) -> bool:
    """Whether a figure is of a place or year that no chosen one has, and that the question left open."""
    open_place = not query.scope.regions and not query.scope.holders
    open_year = not query.scope.years
    for match in chosen:
        other = match.figure
        kinds = {figure.status, other.status}
        place, year = figure.holder != other.holder, figure.year != other.year or kinds == {"target", "actual"}
        if not ((place and open_place) or (year and open_year)):
            return False
    return True


def _newest_first(chosen: list[Match]) -> list[Match]:
    """Where several places or years fit, each one's own best; newest first."""
    return sorted(chosen, key=lambda m: (m.figure.year or "0", m.score), reverse=True)
