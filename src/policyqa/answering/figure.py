"""One figure, or one each for several places or parts: the figure in scope that the question's words pick out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.around import said_before, words_before
from policyqa.answering.citing import cite_figures, state
from policyqa.answering.fitting import CEILING, ranked_among
from policyqa.answering.heads import head_of
from policyqa.answering.in_scope import stated_part
from policyqa.answering.kind_asked import in_asked_unit
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of, find_matches
from policyqa.answering.rivals import rival_of
from policyqa.answering.siblings import has_more, without_old
from policyqa.chinese.units import dimension
from policyqa.chinese.year_parts import last_day
from policyqa.types import Answer, Figure, Hit, Scope

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
UNSURE_COVERAGE = 0.85
UNSURE_PRECISION = 0.7
"""Below both, an answer says that its words are not the question's. Over fourteen sets (748 answers of one figure) that
marks 72 right and 15 of 20 wrong ones; refusing there would lose five right figures for each wrong one."""


def answer_figure(
    index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]
) -> tuple[Answer | None, list[Match]]:
    """Answer a question for one figure; None where no figure in scope covers the question, with all matches."""
    matches = find_matches(index, query)
    inside = without_old(query, [m for m in best_of(matches) if not m.misses], matches)
    inside = in_asked_unit(index, query, matches, inside)
    if not inside or _stands_outside(inside[0], matches):
        return None, matches
    if re.search(r"累计|[两三四五]年(?:一?共|合计|总共)", query.question) and any(
        "-" in m.figure.year for m in inside[:3]
    ):
        inside = [m for m in inside if "-" in m.figure.year or m.score > inside[0].score + NEAR_TIE]
    inside = _aim_first(query, _ceiling_first(query, inside))
    chosen = _run_of(index, query, inside) or _choose(query, inside)
    if len(chosen) == 1 and (rival := rival_of(chosen[0], inside)) is not None:
        return _disagreement(index, query, question, (chosen[0], rival), hits), matches
    others = [m for m in best_of(matches) if m.figure not in {c.figure for c in chosen}]
    answer = compose(index, query, question, chosen, others, hits)
    if len(chosen) == 1 and query.scope.years and not (query.part or query.day):
        figure = chosen[0].figure
        part = stated_part(figure, head_of(index, figure)) if figure.status != "target" else ""
        answer = replace(answer, text=f"{answer.text}{wording.part_only(figure.year, part)}") if part else answer
    unsure = len(chosen) == 1 and chosen[0].coverage < UNSURE_COVERAGE and chosen[0].precision < UNSURE_PRECISION
    return replace(answer, text=f"{answer.text}{wording.UNSURE}") if unsure else answer, matches


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


def _disagreement(index: OpenIndex, query: Query, question: str, pair: Sequence[Match], hits: Sequence[Hit]) -> Answer:
    """Both figures of two documents that disagree, each with issuer and date."""
    answer = compose(index, query, question, pair, [], hits)
    sources = [c.title + "".join(f"，{part}" for part in (c.issuer, c.date) if part) for c in answer.citations]
    said = "；".join(f"《{s}》：**{f.text}** [{f.citation}]" for s, f in zip(sources, answer.figures, strict=False))
    return replace(
        answer,
        answer="；".join(wording.shown(m.figure) for m in pair),
        text=f"两份文件的数字不一致，请核对后使用。{said}。",
        disagreement=answer.figures,
    )


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
    return chosen if len(chosen) == 1 else _main_of_each(query, chosen)


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
            and (other_rank or not has_more(content, mine, other))
            and other.value not in {m.figure.value for m in tied}
        ):
            tied.append(match)
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


def _main_of_each(query: Query, chosen: list[Match]) -> list[Match]:
    """Where several places fit, each place's own best; newest first."""
    return sorted(chosen, key=lambda m: (m.figure.year or "0", m.score), reverse=True)


def compose(
    index: OpenIndex, query: Query, question: str, chosen: Sequence[Match], others: Sequence[Match], hits: Sequence[Hit]
) -> Answer:
    """Compose the answer of chosen figures, with those of another scope as also stated."""
    figures = [m.figure for m in chosen]
    also = _also(figures, others)
    cited = cite_figures(index, figures + [m.figure for m in also])
    labels = cited.labels[: len(figures)]
    stated = tuple(state(f, label) for f, label in zip(figures, labels, strict=True))
    several = len(figures) > 1
    short = "；".join(_part(f, figures) for f in figures) if several else wording.shown(figures[0])
    sentences = [
        wording.figure_sentence(f, f.indicator, label, _part_said(index, query, f))
        for f, label in zip(figures, labels, strict=True)
    ]
    rows: tuple[tuple[str, ...], ...] = ()
    if several:
        rows = (
            ("地区", "年份", "口径", "指标", "数字", "出处"),
            *(
                (f.holder, f.year, wording.STATUS_WORDS[f.status], f.indicator, wording.shown(f), f"[{label}]")
                for f, label in zip(figures, labels, strict=True)
            ),
        )
    return Answer(
        question=question,
        resolved_question=query.question,
        found=True,
        answer=short,
        text="\n".join(sentences),
        figures=stated,
        citations=cited.citations,
        scope=shown_scope(query, figures),
        hits=tuple(hits),
        also_stated=tuple(
            state(m.figure, label, why=wording.why_words(m.figure, m.misses))
            for m, label in zip(also, cited.labels[len(figures) :], strict=True)
        ),
        rows=rows,
    )


def _part_said(index: OpenIndex, query: Query, figure: Figure) -> str:
    """The part of the year that a figure is of, or where one is asked for the day that its sentence names."""
    stated = stated_part(figure, head_of(index, figure))
    own = f"{said_before(figure).rpartition(chr(10))[2]}{words_before(figure)}"
    return stated or (last_day(own) if query.part or query.day else "")


def _also(figures: Sequence[Figure], others: Sequence[Match]) -> list[Match]:
    """Up to three figures of the same indicator that were not chosen since their scope differs."""
    shown: list[Match] = []
    for match in others:
        f = match.figure
        if not match.misses or any(
            (f.value, f.year, f.holder) == (o.figure.value, o.figure.year, o.figure.holder) for o in shown
        ):
            continue
        if any(f.unit == chosen.unit and f.measure == chosen.measure for chosen in figures):
            shown.append(match)
        if len(shown) == 3:
            break
    return shown


def _part(figure: Figure, figures: Sequence[Figure]) -> str:
    """One figure of several, with what tells it from the others."""
    same = len({(f.holder, f.year, f.status) for f in figures}) == 1
    if same and figure.measure == "rank" and len({ranked_among(f) for f in figures}) == len(figures):
        return f"{ranked_among(figure)}{wording.shown(figure)}"
    if same and len({f.indicator for f in figures}) == len(figures) and len({f.clause_start for f in figures}) == 1:
        return f"{figure.indicator.split(' ')[0]}{wording.shown(figure)}"
    place = figure.holder if len({f.holder for f in figures}) > 1 else ""
    year = wording.period_words(figure.year) if len({f.year for f in figures}) > 1 else ""
    kind = wording.STATUS_WORDS[figure.status] if len({f.status for f in figures}) > 1 else ""
    return f"{place}{year}{kind}{wording.shown(figure)}"


def shown_scope(query: Query, figures: Sequence[Figure]) -> Scope:
    """The scope as answered: what the question left open is filled in from the figures."""
    years = tuple(dict.fromkeys(f.year for f in figures if f.year))
    names = tuple(dict.fromkeys(f.holder for f in figures if f.holder))
    status = figures[0].status if len({f.status for f in figures}) == 1 else "unknown"
    return replace(
        query.scope, years=query.scope.years or years, region_names=query.scope.region_names or names, status=status
    )
