"""Fitting: which of the documents' figures measure just what a claim is about; stricter than for an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from policyqa.answering.match import Match
from policyqa.answering.matching import match_figure
from policyqa.checking.circumstances import only_aimed_at
from policyqa.checking.comparing import compare, same_unit
from policyqa.checking.exactness import EXAMPLES, compare_wording, only_place
from policyqa.checking.types import Claim
from policyqa.checking.wording import stands_in_parts
from policyqa.chinese.places import canonical_zone, find_places, find_zones, region_by_code
from policyqa.chinese.terms import canonical, find_terms, indicator_terms
from policyqa.chinese.units import dimension
from policyqa.retrieval import admit_documents, indicator_weights, known_places
from policyqa.types import Figure
from policyqa.understanding import Query, parse_question

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex

CANDIDATES = 160
"""How many figures of the claim's own documents are looked at."""
RELATED = 0.5
"""From which weight on a document of another place is looked at like the place's own."""
COVERED = 0.55
"""Least share of the claim's telling words that a figure's words must hold."""
PRECISE = 0.4
"""Least share of the figure's own characters that the claim's sentence must hold."""
FITTING = 0.54
"""Least coverage, weakened by what is missing of the precision."""
_BEFORE_CHARS = 40
_WORDS_BEFORE = 12
EXACT = 0.8
"""Least coverage and precision of a level that something is computed from."""
FITTING_SAME = 0.5
"""The same for a figure of the claim's very value, which speaks for its being the one meant."""

_FILLER = re.compile(
    r"力争|确保|努力|实现|完成|达到|预计|预期|保持|控制|稳定|推动|推进|加快|全年|全区|全市|全省|全县|我省|我市|我区|我县|增长|增速|增幅|提高|下降|左右|以上|以内|约|其中"
    r"|同比|持续|分别|各|目标|年|较|比上|总量|总额|总数|累计|数量|新增|净增|共|计划|要|将|再|达|突破|超过?|为|到|力|争"
)
_POINTING = re.compile(
    r"(?:该|本)(?:省|市|区|县)|当地|同期|同年|当年|其中|还|又|也|[比较](?=上年|去年|\d{4}年)|^按|^据|^根据|安排"
)
_SHARED = re.compile(r"都|均|各")
_ADDED = re.compile(r"新增|净增|新认定|新培育|新引进|新签|新建|新开工|新设|新创建|增加|认定")
_TOTAL = re.compile(r"总数|总量|累计|现有|总计|共有|拥有|保有|存量")
_REACHES = re.compile(r"(?:总数|总量|累计|达到?)[^,;。]{0,3}$")
_CONDITION = re.compile(r"(\d[\d.]{0,8}[万亿]{0,2}元?(?:及?以上|以下))的?[占达有为]?$")
_NOTHING = re.compile(r"[万亿元个家的占有和与及\s]")
_EXPECTED = re.compile(r"预计[^,;。]*$")


@dataclass(frozen=True, slots=True)
class Fit:
    """A stated figure that measures what a claim is about.

    `precision` is the share of its own telling words that the claim holds, `score` that and the coverage together;
    `context` is the share of the words right before it in its sentence that the claim's sentence holds; `alike` says
    whether its own words stand right before it as the claim's do, or are left out after another figure as the claim's.
    `exact` says whether it can bear the claim out (each says what the other says), `apart` how many characters of the
    claim's words its own clause does not hold.
    """

    figure: Figure
    score: float
    coverage: float
    precision: float
    misses: tuple[str, ...]
    context: float = 0.0
    alike: bool = True
    exact: bool = True
    apart: int = 0


def query_of(claim: Claim, as_of: date, index: OpenIndex) -> Query:
    """Make the query that asks for a claim's figure."""
    unit = claim.figure.unit
    asked = parse_question(f"{_POINTING.sub(' ', claim.words)}多少", as_of, *known_places(index))
    measure = claim.figure.measure
    timed = dimension(unit) == "time"
    return replace(
        asked,
        question=f"{claim.words}期限多少{unit}" if timed else asked.question,
        scope=claim.scope,
        kind="figure",
        unit="" if _dimension(unit) == "percent" or unit == "位" else unit,
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
    matches = (match_figure(index, query, figure) for figure in _comparables(index, claim, query))
    fits = [
        fit for match in matches if match is not None and (fit := _fit(index, claim, query, match, as_of)) is not None
    ]
    fits.sort(key=lambda fit: (-round(fit.score, 4), fit.figure.document, fit.figure.start))
    return fits


def find_levels(index: OpenIndex, claim: Claim, year: str, as_of: date) -> list[Figure]:
    """Find the levels of a year between which a claimed growth lies: of just its indicator and place."""
    if not (claim.scope.regions or claim.scope.holders):
        return []
    scope = replace(claim.scope, years=(year,), status="unknown")
    query = replace(query_of(replace(claim, scope=scope), as_of, index), asked="level", unit="")
    found = []
    for figure in _candidates(index, query):
        match = match_figure(index, query, figure) if figure.measure == "level" else None
        if (
            match is None
            or match.misses
            or figure.year_source
            or match.coverage < EXACT
            or not _same_count(claim, figure)
        ):
            continue
        own = _own_words(figure, query.content)
        if _same_terms(query.content, own) and held_share(own, f"{claim.sentence} {claim.words}") >= EXACT:
            found.append(figure)
    return found


def _comparables(index: OpenIndex, claim: Claim, query: Query) -> list[Figure]:
    """The candidates of comparable units."""
    kind = _dimension(claim.figure.unit)
    return [figure for figure in _candidates(index, query) if _dimension(figure.unit) == kind]


def _candidates(index: OpenIndex, query: Query) -> list[Figure]:
    """The figures that share most words with a query, in its own documents and in all."""
    weights = indicator_weights(query)
    admitted = admit_documents(index, query.scope)
    own = [path for path, a in admitted.items() if a.own or a.factor > RELATED]
    found = [figure for figure, _ in index.search_figures(weights, CANDIDATES, documents=own)]
    if len(own) < len(admitted):
        seen = {(f.document, f.start) for f in found}
        others = index.search_figures(weights, CANDIDATES // 4)
        found += [figure for figure, _ in others if (figure.document, figure.start) not in seen]
    return found


@lru_cache(maxsize=1024)
def _dimension(unit: str) -> str:
    """What a unit measures; percent, points and multiples are one, and so are all things that are counted."""
    kind = dimension(unit)
    return {"multiple": "percent", "points": "percent", "": "count", "人次": "count"}.get(kind, kind)


def _fit(index: OpenIndex, claim: Claim, query: Query, match: Match, as_of: date) -> Fit | None:
    figure = match.figure
    if match.coverage < COVERED or not _same_count(claim, figure):
        return None
    if not _comparable(claim.figure, figure):
        return None
    if claim.required and canonical(claim.required) not in canonical(f"{figure.indicator} {figure.context}"):
        return None
    own = _own_words(figure, query.content)
    if not _same_terms(query.content, own):
        return None
    said = f"{claim.sentence} {claim.words}"
    precision = max(held_share(own, said), held_share(EXAMPLES.sub("", own), said))
    score = match.coverage * (0.6 + 0.4 * precision)
    if precision < PRECISE or score < FITTING_SAME:
        return None
    if score < FITTING and not compare(claim.figure, figure).supports:
        return None
    before = (figure.context.split("\n") + [""] * 3)[2][-_BEFORE_CHARS:]
    context = held_share(canonical(before), claim.sentence)
    apart, exact, same_day = compare_wording(index, claim, figure, own)
    misses = _misses(claim, match)
    if figure.year_source and claim.scope.years:
        misses = tuple(dict.fromkeys((*misses, "year")))  # an assumed year bears nothing out
    this_year = claim.scope.years == (str(as_of.year),)
    if same_day and this_year and (not figure.year or (figure.year_source and figure.year in claim.scope.years)):
        misses = tuple(miss for miss in misses if miss not in ("year", "part"))
    if figure.status == "estimate" and _EXPECTED.search(claim.before):
        misses = tuple(miss for miss in misses if miss != "status")
    if "region" in misses and not figure.region and only_place(index, figure) in claim.scope.regions:
        misses = tuple(miss for miss in misses if miss != "region")
    return Fit(
        figure,
        score,
        match.coverage,
        precision,
        misses,
        context,
        _elides(figure) == _elides(claim.figure),
        exact=exact,
        apart=apart,
    )


def _misses(claim: Claim, match: Match) -> tuple[str, ...]:
    """What of the claim's scope a figure is not in: as for an answer, but a place must be the figure's own.

    A zone's figure is not that of the district it lies in. A district that the claim's own clause names is not meant by
    a province's figure unless the figure's own words name it; one that only an earlier clause names may be, where the
    figure's sentence names it too.
    """
    figure, scope = match.figure, claim.scope
    if not match.misses and only_aimed_at(claim, figure):
        return ("status",)
    if match.misses or not scope.regions or scope.holders:
        return match.misses
    zone = next((name for _, _, name in find_zones(figure.holder)), "")
    if zone and not claim.required and zone not in (canonical_zone(n) for n in _zones(claim.sentence)):
        return ("holder",)
    if figure.region in scope.regions:
        return ()
    shorts = [region.short for code in scope.regions if (region := region_by_code(code))]
    clause = re.split(r"[,;:。]", claim.before)[-1]
    words = f"{figure.indicator} {_near(figure)}"
    if not any(short in clause for short in shorts):
        words += figure.context
    return () if any(short in words for short in shorts) else ("region",)


def _elides(figure: Figure) -> bool:
    """Whether nothing between a figure and the mark or number before it names an indicator (,其中10亿元以上的8个)."""
    lead = (figure.context.split("\n") + [""] * 3)[2] or _near(figure)
    piece = re.search(r"[^、,;:\d]{0,40}$", lead)
    return len(_NOTHING.sub("", _FILLER.sub("", piece.group()))) < 2 if lead and piece else False


def _zones(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_zones(text)]


def _comparable(claimed: Figure, stated: Figure) -> bool:
    """Whether a stated figure can speak against a claim: in its unit, in another currency, or of the same number.

    20万人 says nothing about 20万户, but 5% where 5个百分点 is stated is a slip.
    """
    if same_unit(claimed.unit, stated.unit) or dimension(claimed.unit) == dimension(stated.unit) == "money":
        return True
    return claimed.value == stated.value and _dimension(claimed.unit) != "count"


def _own_words(figure: Figure, content: str) -> str:
    """A figure's own words; of several that share it (`甲、乙的增幅都在9%以上`) those that the claim is about."""
    own = canonical(figure.indicator)
    asked = {term for _, _, term in find_terms(canonical(content))}
    for term in asked:
        if stands_in_parts(term, own):
            return term
    if not _SHARED.search(_near(figure)):
        return own
    for member in re.split(r"[、和与及]", own):
        if asked and asked & {term for _, _, term in find_terms(member)}:
            return member
    return own


def _near(figure: Figure) -> str:
    lines = figure.context.split("\n")
    return lines[3] if len(lines) > 3 else ""


def _same_terms(content: str, own: str) -> bool:
    """Whether a figure names no indicator of the table but those that the claim names, where both name any."""
    asked = {term for _, _, term in find_terms(canonical(content))} & indicator_terms()
    mine = {term for _, _, term in find_terms(own)} & indicator_terms()
    return not (asked and mine) or mine <= asked


def _same_count(claim: Claim, figure: Figure) -> bool:
    """Whether both count additions or both the whole (新认定 is not 总数), under the same condition (10亿元以上的)."""
    lines = figure.context.split("\n") + [""] * 3
    if _condition(claim.before) != _condition(lines[2]):
        return False
    stated = f"{figure.indicator} {(lines[2] or _near(figure))[-_WORDS_BEFORE:]}"
    added, total = _adds(claim.words), bool(_TOTAL.search(claim.words) or _REACHES.search(claim.before))
    return added == _adds(stated) or not (total or _TOTAL.search(stated))


def _adds(words: str) -> bool:
    """Whether words count an addition; a total named behind them wins (新认定…,总数)."""
    added = [match.end() for match in _ADDED.finditer(words)]
    total = [match.end() for match in _TOTAL.finditer(words)]
    return bool(added) and not (total and total[-1] > added[-1])


def _condition(before: str) -> str:
    """The condition right before a figure: `10亿元以上` in `10亿元以上的8个`."""
    match = _CONDITION.search(before)
    return re.sub(r"[\s,]", "", match[1]) if match else ""


def held_share(own: str, said: str) -> float:
    """The share of a figure's own characters, filler and places left out, that stand with a neighbour in a claim.

    1.0 where the figure has no words of its own.
    """
    rest = [piece for piece in _FILLER.sub(" ", _without_places(own)).split() if piece]
    said = re.sub(r"[的\s]", "", canonical(said))
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    held = total = 0
    for piece in rest:
        piece = piece.replace("的", "")
        marks = [False] * len(piece)
        for i in range(len(piece) - 1):
            if piece[i : i + 2] in pairs:
                marks[i] = marks[i + 1] = True
        if len(piece) == 1:
            marks = [piece in said]
        held, total = held + sum(marks), total + len(piece)
    return held / total if total else 1.0


@lru_cache(maxsize=4096)
def _without_places(text: str) -> str:
    spans = [(p.start, p.end) for p in find_places(text)] + [(s, e) for s, e, _ in find_zones(text)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text
