"""Issue: when and by whom a document itself was delivered or published, before which meeting: its own head says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policyqa.answering.names import OFFICE
from policyqa.chinese.fold import Folded, fold
from policyqa.index.lexical import tokens
from policyqa.retrieval import admit_documents
from policyqa.types import Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_PAPER = r"(?P<paper>(?:政府)?工作报告|预算[一-鿿]{0,6}报告|统计公报|公报|报告|通知|方案|实施意见|办法|规划|公告|通告)"
_DEED = r"(?:宣读|作|做|发布|公布|印发|出台|下发)"
_DAY = r"(?:哪一?天|几号|什么时候|何时|几月几[日号]|什么日期|哪年哪月)"
_WHEN = re.compile(
    rf"{_DAY}(?:在[一-鿿]{{2,8}}上)?(?:上?[作做]|{_DEED})(?:了|出|出来)?的?[一-鿿\d]{{0,8}}?{_PAPER}(?:的|呢|吗)?[?？]?$"
    rf"|{_PAPER.replace('paper', 'named')}是?(?:在)?{_DAY}(?:正式)?(?:由[一-鿿]{{2,8}})?(?:在[一-鿿]{{2,12}}上)?{_DEED}"
    r"(?:的|出来的?|了)?[?？]?$"
)
_WHERE = re.compile(
    rf"{_PAPER}是?(?:在)?(?:哪个|什么|哪次)(?:大?会议?|大会)上?(?:由[一-鿿]{{2,8}})?{_DEED}(?:的|出来的?|了)?[?？]?$"
)
_WHO = re.compile(
    rf"(?:谁|哪位)(?:[一-鿿]{{1,4}}[长席])?(?:上?[作做]|宣读)的?[一-鿿\d]{{0,8}}?{_PAPER}(?:的|呢|吗)?[?？]?$"
    rf"|{_PAPER.replace('paper', 'named')}是?(?:由)?(?:谁|哪位)(?:[一-鿿]{{2,4}}长)?(?:上?[作做]|宣读)"
    r"(?:的|出来的?|了)?[?？]?$"
    rf"|{_PAPER.replace('paper', 'told')}的?(?:报告人|作报告的人?)(?:是谁|叫什么|是哪位)[?？]?$"
)
_SPEAKER = re.compile(rf"^[^,。;:()\n]{{0,14}}{OFFICE}\s{{1,4}}(?P<said>[一-鿿]\s?[一-鿿·]{{1,10}})$", re.MULTILINE)
"""The line of whoever delivered it, below the title: 省人民政府省长 甲."""
_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)")
_MEETING = re.compile(r"在(?P<said>[^,。;:\n()《》]{4,40}?会议?)上")
_HEAD, _FOOT = 400, 160
"""Characters at a document's beginning and end that say when and where it was delivered or issued."""


def answer_issue(index: OpenIndex, query: Query) -> tuple[str, Span, Span] | None:
    """The day on which the document asked about was issued, who delivered it, or the meeting it was delivered at.

    Gives the document, the line and the words in it; None where the question asks for none of them, where more than one
    document may be meant, or where the document's own head and foot do not say it.
    """
    for asks, states in ((_WHEN, _DATE), (_WHERE, _MEETING), (_WHO, _SPEAKER)):
        if (asked := asks.search(query.question)) is not None:
            paper = next(filter(None, (asked.groupdict().get(name) for name in ("paper", "named", "told"))), "")
            path = _meant(index, query, paper)
            return None if path is None else _stated(path, fold(index.text_of(path)), states)
    return None


def _meant(index: OpenIndex, query: Query, paper: str) -> str | None:
    """The one document in scope whose title is called so; None for none or several."""
    admitted = admit_documents(index, query.scope)
    years = {year[-4:] for year in query.scope.years}
    found = []
    for document in index.documents():
        title = fold(document.metadata.title).text
        called = re.sub("^政府", "", paper)
        own = admitted[document.path].own or not (query.scope.regions or query.scope.holders)
        told = not years or any(year in title or year in document.metadata.issued for year in years)
        if own and told and called in title and _is_about(query, title):
            found.append(document.path)
    return found[0] if len(found) == 1 else None


_OF_ANY = re.compile(
    rf"{_PAPER.replace('paper', 'any')}|{_DEED}|人代会|大会|会议|上|政府|国民经济|社会发展|[省市区县州]长|主席|正式"
    r"|出来|时候|日期|长(?=\s|$)"
)


def _is_about(query: Query, title: str) -> bool:
    """Whether a title holds what the question says of the paper beside its kind (放假 of 放假通知)."""
    said = {t for t in tokens(_OF_ANY.sub(" ", query.content)) if len(t) > 1}
    held = {t for t in said if t in title}
    return 2 * len(held) >= len(said)


def _stated(path: str, folded: Folded, pattern: re.Pattern[str]) -> tuple[str, Span, Span] | None:
    text = folded.text
    for low, high in ((0, _HEAD), (max(0, len(text) - _FOOT), len(text))):
        match = pattern.search(text, low, high)
        if match is None:
            continue
        start, end = match.span("said" if "said" in match.groupdict() else 0)
        line = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        stop = line[1] if line[1] >= 0 else len(text)
        if stop - line[0] > _FOOT:
            line, stop = (start, end), end
        return path, folded.original(line[0], stop), folded.original(start, end)
    return None
