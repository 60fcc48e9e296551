"""Sources: the documents of an index that a question names by kind, title or number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.chinese.fold import fold_text
from policyqa.chinese.places import is_within
from policyqa.types import Scope
from policyqa.understanding.sources import KINDS, Source

if TYPE_CHECKING:
    from policyqa.index.opening import IndexedDocument, OpenIndex
    from policyqa.understanding import Query

_BEGINNING = 600
"""Characters of a text in which a document without a telling title says what it is."""
_TITLES = {name: re.compile(pattern) for name, _, pattern in KINDS}
_NUMBER = re.compile(r"(?P<maker>.*?)[〔\[【(]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]】)]\s?第?(?P<number>\d{1,4})号")


def named_documents(index: OpenIndex, query: Query) -> tuple[str, ...] | None:
    """The paths of the documents that a query names as its source; None where it names none, () where none fits.

    A source that is only mentioned, or named in a question for words, restricts nothing where no document fits it:
    another document may say something of it.
    """
    if not query.sources:
        return None
    found: dict[str, None] = {}
    for source in query.sources:
        fitting = _fitting(index, source, query.scope)
        if not fitting:
            return () if source.framed and (query.kind == "figure" or not query.asks) else None
        found |= dict.fromkeys(fitting)
    return tuple(found)


def _fitting(index: OpenIndex, source: Source, scope: Scope) -> list[str]:
    documents = index.documents()
    if source.by == "number":
        return [d.path for d in _of_number(documents, source)]
    if source.by == "title":
        return [d.path for d in documents if _flat(source.name) in _flat(d.metadata.title)]
    pattern = _TITLES[source.name]
    for of_kind in (
        [d for d in documents if pattern.search(fold_text(d.metadata.title))],
        [d for d in documents if pattern.search(fold_text(index.text_of(d.path)[:_BEGINNING]))],
    ):
        fitting = _of_places(of_kind, scope.regions, source.own)
        dated = [d for d in fitting if source.year in f"{d.metadata.title} {d.metadata.years}"]
        if not dated and source.year in scope.years:  # it may be the figure's year that is named
            dated = fitting
        if dated:
            return [d.path for d in dated]
    return []


def _of_places(documents: list[IndexedDocument], regions: Sequence[str], own: bool) -> list[IndexedDocument]:
    """Those of the places asked for; else, unless their own are meant, those of what holds them or of no one place."""
    if not regions:
        return documents
    mine = [d for d in documents if d.metadata.region in regions]
    if mine or own:
        return mine
    return [d for d in documents if not d.metadata.region or any(is_within(c, d.metadata.region) for c in regions)]


def _of_number(documents: Sequence[IndexedDocument], source: Source) -> list[IndexedDocument]:
    """Those with the number; where the question says whose number it is, of that issuer only."""
    found: list[tuple[IndexedDocument, str]] = []
    for document in documents:
        match = _NUMBER.fullmatch(fold_text(document.metadata.number).strip())
        if match and match["number"] == source.name and source.year in ("", match["year"]):
            found.append((document, match["maker"].strip()))
    named = [document for document, maker in found if maker and source.maker.endswith(maker)]
    return named if named or _SIGN.search(source.maker) else [document for document, _ in found]


_SIGN = re.compile(r"[发办函字规令政通]$")
"""Ends of the sign of an issuer, which its number begins with: 石政发."""


def _flat(text: str) -> str:
    """A title without blanks and marks."""
    return re.sub(r"[^\w]", "", fold_text(text))
