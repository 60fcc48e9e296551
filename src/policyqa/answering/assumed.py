"""Assumed years: saying with an answer which of its years no document states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.reading.dating import ASSUMED
from policyqa.types import Answer

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query


def with_assumed_years(index: OpenIndex, query: Query, answer: Answer) -> Answer:
    """Add to an answer's text by what a year was assumed that its documents do not state.

    An answer in words rests on such a year only where the question names one, since that chose the document.
    """
    if not answer.found:
        return answer
    found = [(f.year_source, f.year, f.citation) for f in answer.figures if f.year_source]
    if not answer.figures and query.scope.years:
        about = {d.path: d.metadata for d in index.documents()}
        cited = [(about[c.document], c.label) for c in answer.citations if c.document in about]
        found = [
            (source, metadata.years[0], label)
            for metadata, label in cited
            if (source := dict(metadata.found).get("years", "")) in ASSUMED and metadata.years
        ]
    labels: dict[tuple[str, str], list[int]] = {}
    for source, year, label in found:
        labels.setdefault((source, year), []).append(label)
    several = len(answer.figures or answer.citations) > 1
    remarks = [
        wording.assumed_year(source, year, dict.fromkeys(own) if several else ())
        for (source, year), own in labels.items()
    ]
    return replace(answer, text=answer.text + "".join(remarks)) if remarks else answer
