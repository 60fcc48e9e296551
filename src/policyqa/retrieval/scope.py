"""Scope: which documents a query's places and years admit, and how well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import find_zones, is_within, is_word, region_by_code
from policyqa.index.lexical import tokens
from policyqa.index.remembering import remembered
from policyqa.types import Scope

if TYPE_CHECKING:
    from policyqa.index.opening import IndexedDocument, OpenIndex

OUTSIDE_FACTOR = 0.35
YEAR_FACTOR = 0.9
ELSEWHERE_FACTOR = 0.5
"""Of documents of no one place: their passages may answer, their figures are nobody's."""
NATION = "100000"
MENTIONING_WEIGHT = 0.97
RELATED_WEIGHT = 0.85
NATIONAL_WEIGHT = 0.75


@dataclass(frozen=True, slots=True)
class Admitted:
    """How well a document fits the scope.

    Attributes:
        own: whether it is the asked place's own.
        factor: how far its figures may be taken as the asked place's.
        weight: what its passages' scores are multiplied by. A policy of the whole country, or of nobody in
            particular, holds in the asked place too, though its figures are not that place's.
    """

    own: bool
    factor: float
    weight: float


_LEAST_FIGURES = 3
"""Figures of a county in one document of another place from which its bare name, a word too (平湖), is known."""
_VERBS = frozenset(["新建", "延长", "合作", "互助", "振兴", "复兴", "解放", "前进", "开放", "比如"])


@remembered(1)
def known_places(index: OpenIndex) -> tuple[frozenset[str], frozenset[str]]:
    """The regions that the index has documents or figures of, by code, and the zones, by name.

    A county of which there are only a zone's documents, which bear its code, is not known; nor is one whose bare name
    is a word too (新建) and that few figures name.
    """
    zones, regions = set(), set()
    for document in index.documents():
        own = document.metadata.region
        named = Counter((figure.holder, figure.region) for figure in index.figures_of(document.path))
        for name, code in {*named, (document.metadata.region_name, own)}:
            region = region_by_code(code)
            zone = bool(find_zones(name))
            if zone:
                zones.add(name)
            if region is None or (zone and region.level == "county"):
                continue
            if code != own and is_word(region.short) and (region.short in _VERBS or named[name, code] < _LEAST_FIGURES):
                continue
            regions.add(code)
    return frozenset(regions), frozenset(zones)


@remembered(8)  # a question asks for it up to four times
def admit_documents(index: OpenIndex, scope: Scope) -> Mapping[str, Admitted]:
    """Weigh every document by the scope's places and years.

    A document of the asked place is its own; one that only lies around it or names it is weaker; one of another place
    is left with a small factor, for passages only: its figures are not the asked place's.
    """
    return {document.path: _admit(index, document, scope) for document in index.documents()}


def _admit(index: OpenIndex, document: IndexedDocument, scope: Scope) -> Admitted:
    metadata = document.metadata
    own, factor, weight = True, 1.0, 0.0
    if scope.holders:
        named = metadata.region_name in scope.holders
        own = named or _mentions(index, document.path, scope.holders)
        factor = 1.0 if named else 0.8 if own else OUTSIDE_FACTOR
    elif scope.regions:
        own = any(metadata.region == code for code in scope.regions)
        if not own:
            related = any(_related(metadata.region, code) for code in scope.regions)
            names = tuple(region.short for code in scope.regions if (region := region_by_code(code)))
            if any(name in metadata.title for name in names):
                factor, own = 0.95, not metadata.region or related
            elif (related or not metadata.region) and _mentions(index, document.path, names):
                factor, weight = 0.75, MENTIONING_WEIGHT
            else:
                weight = _weight_outside(metadata.region, related)
                factor = min(weight, ELSEWHERE_FACTOR)
    if scope.years and metadata.years and not set(scope.years) & set(_around(metadata.years)):
        return Admitted(own, factor * YEAR_FACTOR, (weight or factor) * YEAR_FACTOR)
    return Admitted(own, factor, weight or factor)


def _weight_outside(region: str, related: bool) -> float:
    """The weight of a document that neither is of the asked place nor names it."""
    if region == NATION:
        return NATIONAL_WEIGHT
    return RELATED_WEIGHT if related or not region else OUTSIDE_FACTOR


def _around(years: tuple[str, ...]) -> tuple[str, ...]:
    """The years that a document speaks of: its own and the one before, which its review part is about."""
    main = years[0][:4]
    return (*years, str(int(main) - 1), str(int(main) + 1)) if main.isdigit() else years


def _related(first: str, second: str) -> bool:
    return bool(first) and (is_within(first, second) or is_within(second, first))


def _mentions(index: OpenIndex, path: str, names: tuple[str, ...]) -> bool:
    return any(path in _documents_with(index, name) for name in names if name)


def naming_documents(index: OpenIndex, code: str) -> list[IndexedDocument]:
    """The documents that name a place, as far as they may mean it: of what it lies in or holds, or of no one place."""
    region = region_by_code(code)
    if region is None:
        return []
    names = (region.name,) if is_word(region.short) or len(region.short) < 2 else (region.name, region.short)
    paths = _documents_with(index, names[-1])
    return [
        document
        for document in index.documents()
        if document.path in paths
        and (document.metadata.region in ("", NATION) or _related(document.metadata.region, code))
        and any(name in fold_text(index.text_of(document.path)) for name in names)
    ]


@remembered(2048)
def _documents_with(index: OpenIndex, name: str) -> frozenset[str]:
    """The documents that hold every bigram of a name."""
    bigrams = [token for token in tokens(name) if len(token) > 1] or tokens(name)
    sets = [{path for path, _ in index.search_documents({token: 1.0}, 100_000)} for token in bigrams]
    return frozenset(set.intersection(*sets)) if sets else frozenset()
