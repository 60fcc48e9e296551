"""Answering: a query and what retrieval found become an answer whose every part is a span, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering import wording
from policyqa.answering.assumed import with_assumed_years
from policyqa.answering.both_kinds import answer_both
from policyqa.answering.comparison import answer_comparison, asks_inner_places
from policyqa.answering.difference import answer_difference, refuse_difference
from policyqa.answering.figure import answer_figure
from policyqa.answering.first_place import answer_first
from policyqa.answering.identity import names_only
from policyqa.answering.leading import led_hits
from policyqa.answering.list_ends import lacks_items
from policyqa.answering.match import Match
from policyqa.answering.matching import find_matches
from policyqa.answering.refusing import refuse, refuse_source
from policyqa.answering.several import answer_clauses, answer_parts, stands_as_one
from policyqa.answering.weighing import is_word_pair, query_weights
from policyqa.answering.words import answer_words
from policyqa.chinese.fold import fold_text
from policyqa.chinese.periods import covers
from policyqa.chinese.quantities import find_quantities
from policyqa.chinese.terms import canonical
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents
from policyqa.types import Answer, Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

__all__ = ["answer_query", "refuse_source"]

_IN_WORDS = re.compile(r"(?:什么|啥)(?!水平|程度|规模|标准|[数总]?量|比例|价)")
"""Asks for words where nothing else says what is asked for: `利用什么`, `什么样的管理`."""
_ASKING = re.compile("什么|啥|怎|哪|如何|谁")
NEAREST = 80
"""Figures looked at to name the nearest one, where a question in words is refused."""
SURE = 0.8
"""Coverage at which a figure of another scope means that a bare phrase asked for a figure, and got none."""


def answer_query(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    """Answer a query from the figures in its scope and the passages found, or say what is missing."""
    return with_assumed_years(index, query, _answer(index, query, question, hits))


def _answer(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    if query.kind in ("greeting", "about"):
        text = wording.GREETING if query.kind == "greeting" else wording.ABOUT
        return Answer(question, query.question, False, "", text)
    if query.kind == "figure":
        return _figure(index, query, question, hits)
    bare = not query.asks and not _IN_WORDS.search(query.question)
    if bare:
        several = bool(query.parts) and not stands_as_one(index, query)
        stated = answer_parts(index, query, question, hits) if several else None
        matches: list[Match] = []
        if not several:
            stated, matches = answer_figure(index, query, question, hits)
        if stated is not None:
            return stated
        if names_only(query.content) or any(match.misses and match.coverage >= SURE for match in matches):
            return refuse(index, query, question, _outside(matches), hits)
    admitted = admit_documents(index, query.scope)
    asked = [h for h in in_years(index, query, hits) if admitted[h.passage.document].factor > OUTSIDE_FACTOR]
    answer = answer_words(index, query, question, led_hits(query, asked))
    if (
        answer is not None
        and not lacks_items(query, answer.answer)
        and not _is_of_other_name(index, query, answer)
        and not (bare and _tells_of_other(index, query, answer))
    ):
        return replace(answer, hits=tuple(hits))
    return refuse(index, query, question, find_matches(index, query, NEAREST), hits)


def _is_of_other_name(index: OpenIndex, query: Query, answer: Answer) -> bool:
    """Whether a name is asked for of something whose own name (浙BA, 渝超) the answer's document never has."""
    first = re.match(r"[一-鿿]?[A-Za-z]{2,}|[一-鿿]{2}", query.content)
    if query.kind not in ("which", "who") or first is None or not answer.citations or is_word_pair(first.group()):
        return False
    name = first.group().lower()
    documents = {citation.document for citation in answer.citations}
    known = any(f"“{name}" in index.text_of(d.path).lower() for d in index.documents())
    return known and not any(name in index.text_of(document).lower() for document in documents)


def _tells_of_other(index: OpenIndex, query: Query, answer: Answer) -> bool:
    """Whether words with figures in them, found for a bare phrase that no figure fits, do not hold the whole phrase."""
    if _ASKING.search(query.question) or not any(not q.threshold for q in find_quantities(fold_text(answer.answer))):
        return False
    said = canonical(fold_text("\n".join((answer.answer, *(c.quote for c in answer.citations)))))
    weights = {t: w for t, w in query_weights(index, query.content).items() if len(t) > 1}
    last = canonical(query.content).strip()[-2:]
    return last not in said or sum(w for t, w in weights.items() if t in said) < SURE * sum(weights.values())


def in_years(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that may speak of the years asked for: of documents about them or without a year, or that name them."""
    years = query.scope.years
    about = {d.path: d.metadata for d in index.documents()}

    def speaks(hit: Hit) -> bool:
        metadata = about[hit.passage.document]
        own = {*metadata.years, metadata.issued[:4]} - {""}
        near = {str(int(y) + step) for y in own if y.isdigit() for step in (-1, 0, 1)} | own
        spans = [year for year in years if "-" in year]
        inside = any(covers(span, year) for span in spans for year in near if year.isdigit())
        return not own or inside or any(year in near or year[:4] in hit.passage.indexed for year in years)

    return [hit for hit in hits if not years or speaks(hit)]


def _figure(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    if query.clauses:
        if query.spread == "kinds":
            return answer_both(index, query, question, hits) or _refuse_all(index, query, question, hits)
        return answer_clauses(index, query, question, hits) or _refuse_all(index, query, question, hits)
    if query.parts and query.asked != "difference" and not stands_as_one(index, query):
        parts = answer_parts(index, query, question, hits)
        if parts is not None or all(part.sure for part in query.parts):
            return parts or _refuse_all(index, query, question, hits)  # one figure for several things is half of it
    if query.spread != "one" and query.asked != "difference":
        compared = answer_comparison(index, query, question, hits)
        if compared is not None:
            first = answer_first(index, query, question, in_years(index, query, hits))
            return first if first is not None and first.answer not in compared.answer else compared
        open_place = query.spread in ("condition", "highest", "lowest") and not query.scope.regions
        if (open_place and not query.scope.holders) or asks_inner_places(query):
            first = answer_first(index, query, question, in_years(index, query, hits))
            return first or refuse(index, query, question, [], hits)  # no place meets it: another's figure is no answer
    answer, matches = answer_figure(index, query, question, hits)
    if answer is None and query.carried:  # the target of one year, and then what another year's report states
        either = replace(query, scope=replace(query.scope, status="unknown"))
        answer, _ = answer_figure(index, either, question, hits)
    if answer is None and (looked_back := _looking_back(query)) is not None:
        answer, _ = answer_figure(index, looked_back, question, hits)
    if answer is None and query.asked == "difference":
        answer = answer_difference(index, query, question, hits) or (
            answer_comparison(index, replace(query, asked="", unit=""), question, hits)
            if query.spread != "one"
            else None
        )
    if answer is None and query.asked == "difference":
        answer = refuse_difference(index, query, question, hits)
    return answer or refuse(index, query, question, _outside(matches), hits)


_SETS = re.compile("确定|要求|提出|安排|部署|定[的下了]")
"""Asks what a report sets, and not what it tells of."""


def _looking_back(query: Query) -> Query | None:
    """The query for what a report of the year named looks back to (2018年政府工作报告里 what was reached in 2017)."""
    years = {source.year for source in query.sources if source.by == "kind" and source.framed and source.year}
    if query.scope.status == "target" or years != set(query.scope.years) or len(years) != 1:
        return None
    if _SETS.search(query.question) or query.question.count(next(iter(years))) > 1:
        return None
    before = str(int(years.pop()) - 1)
    return replace(query, scope=replace(query.scope, years=(before,), status="actual"))


def _refuse_all(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    """Refuse a question for several things of which none is stated."""
    return refuse(index, query, question, _outside(find_matches(index, query, NEAREST)), hits)


def _outside(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.misses]
