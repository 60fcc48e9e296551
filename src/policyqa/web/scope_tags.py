"""The scope as understood: tags that can be taken away or changed, and what they can be changed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from policyqa.chinese.places import region_by_code
from policyqa.index.records import IndexedDocument
from policyqa.index.restricting import document_years
from policyqa.present import STATUS_NAMES, year_name
from policyqa.types import Answer, Scope, Status
from policyqa.web.escaping import escape, inline

Part = Literal["years", "places", "status"]
PARTS: tuple[Part, ...] = ("years", "places", "status")
MOST_TAGS = 6
MOST_CHOICES = 400
_STATUSES: tuple[Status, ...] = ("target", "actual", "estimate")


def tags_html(answer: Answer) -> str:
    """Give the tags of an answer; those that the question asked for can be taken away, all can be changed.

    Each button's value is `part|old`, what `changed_scope` takes; `old` is empty where the answer filled the scope in.
    """
    tags = [*_places(answer), *_years(answer), *_status(answer)]
    return f'<p class="pq-tags">{"".join(tags)}</p>' if tags else ""


def _tag(part: Part, old: str, name: str) -> str:
    value = escape(" ".join(f"{part}|{old}".splitlines()))
    change = f'<button class="pq-tag-change" type="button" value="{value}" title="换一个">{inline(name)}</button>'
    words = f"<span>去掉</span><span>{inline(name)}</span>"  # read out; × is what is seen
    drop = f'<button class="pq-tag-drop" type="button" value="{value}" title="去掉">{words}</button>' if old else ""
    return f'<span class="pq-tag{"" if old else " pq-filled"}">{change}{drop}</span>'


def _places(answer: Answer) -> list[str]:
    asked = [*zip(answer.asked.regions, answer.asked.region_names, strict=False)]
    asked += [(holder, holder) for holder in answer.asked.holders]
    if asked:
        return [_tag("places", value, name) for value, name in asked[:MOST_TAGS]]
    names = dict.fromkeys(figure.region for figure in answer.figures if figure.region)
    return [_tag("places", "", name) for name in [*(names or answer.scope.region_names)][:MOST_TAGS]]


def _years(answer: Answer) -> list[str]:
    if answer.asked.years:
        return [_tag("years", year, year_name(year)) for year in answer.asked.years[:MOST_TAGS]]
    years = dict.fromkeys(figure.year for figure in answer.figures if figure.year)
    return [_tag("years", "", year_name(year)) for year in [*(years or answer.scope.years)][:MOST_TAGS]]


def _status(answer: Answer) -> list[str]:
    old = answer.asked.status
    if old != "unknown":
        return [_tag("status", old, STATUS_NAMES[old])]
    kinds = {figure.status for figure in answer.figures} or {answer.scope.status}
    name = STATUS_NAMES[next(iter(kinds))] if len(kinds) == 1 else ""
    return [_tag("status", "", name)] if name else []


def choices(documents: Sequence[IndexedDocument]) -> dict[str, list[tuple[str, str]]]:
    """Give what each part of a scope may be changed to, as pairs of value and name, of the documents at hand."""
    years = {year for document in documents for year in document_years(document) if year.isdigit()}
    places: dict[str, str] = {}
    for document in documents:
        region, name = region_by_code(document.metadata.region), document.metadata.region_name
        if name and region is not None and region.level != "country":
            places.setdefault(region.code if region.name == name else name, name)
    return {
        "years": [(year, year_name(year)) for year in sorted(years, reverse=True)][:MOST_CHOICES],
        "places": [(value, name) for value, name in sorted(places.items())][:MOST_CHOICES],
        "status": [(status, STATUS_NAMES[status]) for status in _STATUSES],
    }


def changed_scope(scope: Scope, part: str, old: str, new: str, documents: Sequence[IndexedDocument]) -> Scope:
    """Give `scope` with `old` of one part replaced by `new`; "" for `new` takes `old` away, for `old` adds `new`.

    What is no choice of the documents at hand changes nothing.
    """
    known: dict[str, str] = dict(choices(documents).get(part, []))
    if new and new not in known:
        return scope
    if part == "status":
        status: Status = next((s for s in _STATUSES if s == new), "unknown")
        return replace(scope, status=status)
    if part == "years":
        return replace(scope, years=_swapped(scope.years, old, new))
    if part != "places":
        return scope
    named = dict(zip(scope.regions, scope.region_names, strict=False)) | {h: h for h in scope.holders} | known
    kept = _swapped((*scope.regions, *scope.holders), old, new)
    codes = tuple(value for value in kept if region_by_code(value) is not None)
    holders = tuple(value for value in kept if value not in codes)
    return replace(scope, regions=codes, region_names=tuple(named[code] for code in codes), holders=holders)


def _swapped(values: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    """`values` with `new` in the place of `old`, or at the end where `old` is none of them; none twice."""
    changed = [new if value == old else value for value in values]
    if old not in values:
        changed.append(new)
    return tuple(dict.fromkeys(value for value in changed if value))
