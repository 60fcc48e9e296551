"""Fitting: which of the documents' figures measure just what a claim is about; stricter than for an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.matching import Match, find_matches
from policyqa.checking.types import Claim
from policyqa.chinese.places import find_places, find_zones
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.index.lexical import tokens
from policyqa.retrieval import inverse_frequency, known_places
from policyqa.types import Figure
from policyqa.understanding import Query, parse_question

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

COVERED = 0.7
"""Least share of the claim's telling words that a figure's words must hold."""
PRECISE = 0.5
"""Least share of the figure's own telling words that the claim's sentence must hold."""

_FILLER = re.compile(
    r"力争|确保|努力|实现|完成|达到|预计|预期|保持|控制|稳定|推动|推进|加快|全年|全区|全市|全省|全县|我省|我市|我区|我县|增长|增速|增幅|提高|下降|左右|以上|以内|约|其中"
    r"|同比|持续|分别|各|目标|年|较|比上|总量|总额|总数|累计|数量|新增|净增|共|计划|要|将|再|达|突破|超过?|为|到|力|争"
)
_ADDED = re.compile(r"新增|净增|新认定|新培育|新引进|新签|新建|新开工|新设|新创建|增加|认定")
_TOTAL = re.compile(r"总数|总量|累计|现有|总计|共有|拥有|保有|存量|达到?[^,;。]{0,3}$")


@dataclass(frozen=True, slots=True)
class Fit:
    """A stated figure that measures what a claim is about.

    `precision` is the share of its own telling words that the claim holds, `score` that and the coverage together.
    """

    figure: Figure
    score: float
    coverage: float
    precision: float
    misses: tuple[str, ...]


def query_of(claim: Claim, as_of: date, index: OpenIndex) -> Query:
    """Make the query that asks for a claim's figure."""
    unit = claim.figure.unit
    asked = parse_question(f"{claim.words}多少{unit}", as_of, *known_places(index))
    measure = claim.figure.measure
    return replace(
        asked,
        scope=claim.scope,
        kind="figure",
        unit=unit if unit != "位" else "",
        asked="" if measure == "share" else measure,
        spread="one",
        condition=None,
        parts=(),
    )


def find_fits(index: OpenIndex, claim: Claim, as_of: date) -> list[Fit]:
    """Find the stated figures that measure what a claim is about, in its scope or beside it, best first."""
    query = query_of(claim, as_of, index)
    if not query.content.replace(" ", ""):
        return []
    fits = [fit for match in find_matches(index, query) if (fit := _fit(index, claim, query, match)) is not None]
    fits.sort(key=lambda fit: (-round(fit.score, 4), fit.figure.document, fit.figure.start))
    return fits


def _fit(index: OpenIndex, claim: Claim, query: Query, match: Match) -> Fit | None:
    if match.coverage < COVERED:
        return None
    figure = match.figure
    own = canonical(figure.indicator)
    if not _same_terms(query.content, own, figure) or not _same_count(claim, figure):
        return None
    precision = _precision(index, own, claim)
    if precision < PRECISE:
        return None
    return Fit(figure, match.coverage * (0.6 + 0.4 * precision), match.coverage, precision, match.misses)


def _same_terms(content: str, own: str, figure: Figure) -> bool:
    """Whether claim and figure name the same indicators of the table, where either names any."""
    asked = {term for _, _, term in find_terms(canonical(content))} & indicator_terms()
    mine = {term for _, _, term in find_terms(own)} & indicator_terms()
    return not (asked and mine) or mine <= asked


def _same_count(claim: Claim, figure: Figure) -> bool:
    """Whether both count additions or both the whole: 新认定 is not 总数."""
    lines = figure.context.split("\n")
    near = lines[3] if len(lines) > 3 else ""
    stated = f"{figure.indicator} {near}"
    added, total = bool(_ADDED.search(claim.words)), bool(_TOTAL.search(claim.sentence))
    if added != bool(_ADDED.search(stated)) and (total or _TOTAL.search(stated)):
        return False
    return True


def _precision(index: OpenIndex, own: str, claim: Claim) -> float:
    """The share of a figure's own telling words, places left out, that the claim's sentence holds."""
    said = set(tokens(canonical(claim.sentence))) | set(tokens(canonical(claim.words)))
    rest = set(tokens(_FILLER.sub(" ", _without_places(own))))
    weights = [(inverse_frequency(index, t) * (1.0 if len(t) > 1 else 0.4), t in said) for t in rest]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, held in weights if held) / total if total else 1.0


@lru_cache(maxsize=4096)
def _without_places(text: str) -> str:
    spans = [(p.start, p.end) for p in find_places(text)] + [(s, e) for s, e, _ in find_zones(text)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def distinct(figures: Sequence[Figure]) -> set[tuple[str, str]]:
    """The different values among figures."""
    return {(figure.value, figure.unit) for figure in figures}
