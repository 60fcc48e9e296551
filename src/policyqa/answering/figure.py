"""One figure, or one each for several places or parts: the figure in scope that the question's words pick out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.around import said_before, words_before
from policyqa.answering.choosing import choose_figures
from policyqa.answering.citing import cite_figures, state
from policyqa.answering.heads import head_of
from policyqa.answering.in_scope import stated_part
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of
from policyqa.answering.ranks import ranked_among
from policyqa.answering.tiers import choose_tier
from policyqa.chinese.year_parts import last_day
from policyqa.types import Answer, Figure, Hit, Scope

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

UNSURE_COVERAGE = 0.85
UNSURE_PRECISION = 0.7
"""Below both, an answer says that its words are not the question's. Over fourteen sets (748 answers of one figure) that
marks 72 right and 15 of 20 wrong ones; refusing there would lose five right figures for each wrong one."""


def answer_figure(
    index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]
) -> tuple[Answer | None, list[Match]]:
    """Answer a question for one figure; None where no figure in scope covers the question, with all matches."""
    tier = choose_tier(index, query, hits)
    if tier.match is not None:
        return compose(index, query, question, [tier.match], [], hits), [tier.match]
    choice = choose_figures(index, query, tier.others)
    if not choice.chosen and query.asked_before:  # 实际使用外资呢, behind a growth: it may be stated as a sum alone
        choice = choose_figures(index, replace(query, asked="", unit=""))
    chosen, matches = choice.chosen, list(choice.matches)
    if not chosen:
        return None, matches
    if choice.rival is not None:
        return _disagreement(index, query, question, (chosen[0], choice.rival), hits), matches
    others = [m for m in best_of(matches) if m.figure not in {c.figure for c in chosen}]
    answer = compose(index, query, question, chosen, others, hits)
    if len(chosen) == 1 and query.scope.years and not (query.part or query.day):
        figure = chosen[0].figure
        part = stated_part(figure, head_of(index, figure)) if figure.status != "target" else ""
        answer = replace(answer, text=f"{answer.text}{wording.part_only(figure.year, part)}") if part else answer
    unsure = len(chosen) == 1 and chosen[0].coverage < UNSURE_COVERAGE and chosen[0].precision < UNSURE_PRECISION
    return replace(answer, text=f"{answer.text}{wording.UNSURE}") if unsure else answer, matches


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
    same = len({(f.holder, f.year, f.status == "target") for f in figures}) == 1
    if same and figure.measure == "rank" and len({ranked_among(f) for f in figures}) == len(figures):
        return f"{ranked_among(figure)}{wording.shown(figure)}"
    if same and len({f.indicator for f in figures}) == len(figures):
        return f"{wording.without_fall(figure).split(' ')[0]}{wording.shown(figure)}"
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
