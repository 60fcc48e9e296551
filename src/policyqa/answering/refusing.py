"""Refusing: saying what is missing, place, year or indicator, and what is nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.citing import cite_figures, state
from policyqa.answering.match import Match
from policyqa.answering.matching import best_of
from policyqa.retrieval import naming_documents
from policyqa.types import Answer, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query


def refuse(index: OpenIndex, query: Query, question: str, matches: Sequence[Match], hits: Sequence[Hit]) -> Answer:
    """Say that no document answers, which part of the question's scope is not covered, and what is nearest."""
    documents = index.documents()
    what = _asked_for(query)
    covered = {d.metadata.region for d in documents}
    absent = [
        name for code, name in zip(query.scope.regions, query.scope.region_names, strict=False) if code not in covered
    ]
    absent += [name for name in query.unplaced if not any(name in d.metadata.title for d in documents)]
    nowhere = bool(absent) and len(absent) == len(query.scope.regions) + len(query.unplaced)
    naming = [
        d.metadata.title or d.path for code in query.scope.regions if nowhere for d in naming_documents(index, code)
    ]
    elsewhere = nowhere and not (naming and not query.unplaced)
    near = (
        [] if elsewhere else [m for m in best_of(matches) if m.misses and not {"region", "holder"} & set(m.misses)][:1]
    )
    cited = cite_figures(index, [m.figure for m in near])
    nearest = wording.nearest_words(near[0].figure, 1, near[0].misses) if near else ""
    if nowhere and not elsewhere:
        text = wording.refuse_named(what, query.scope, absent, list(dict.fromkeys(naming))) + nearest
    elif nowhere:
        known = list(dict.fromkeys(d.metadata.region_name for d in documents if d.metadata.region_name))
        text = wording.refuse_region(absent, known) + nearest
    elif near:
        text = wording.refuse_year(what, query.scope, nearest)
    else:
        text = wording.refuse_indicator(what, query.scope)
    return Answer(
        question=question,
        resolved_question=query.question,
        found=False,
        answer="",
        text=text,
        citations=cited.citations,
        also_stated=tuple(
            state(m.figure, label, why=wording.why_words(m.figure, m.misses))
            for m, label in zip(near, cited.labels, strict=True)
        ),
        scope=query.scope,
        hits=tuple(hits),
    )


def refuse_source(index: OpenIndex, query: Query, question: str) -> Answer:
    """Say that no document is the one that the question names, and which are there."""
    places = [d for d in index.documents() if d.metadata.region in query.scope.regions]
    known = list(dict.fromkeys(d.metadata.title or d.path for d in places or index.documents()))
    where = "、".join(query.scope.region_names) if any(s.by == "kind" for s in query.sources) else ""
    text = wording.refuse_source(where, [source.shown for source in query.sources], known)
    return Answer(question, query.question, False, "", text, scope=query.scope)


def _asked_for(query: Query) -> str:
    """What is asked for, as it is shown: a threshold with its unit and bound again (5000万元以上, not 5000万)."""
    what = query.content.replace(" ", "") or query.question
    for number in query.numbers:
        size = re.search(r"\d[\d.]*[万亿]*", number)
        if size and number not in what:
            what = what.replace(size.group(), number, 1)
    return what
