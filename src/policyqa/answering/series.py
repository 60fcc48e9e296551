"""Series: the items that a paragraph counts off, 一是…二是…, (一)…(二)…, or parts by semicolons behind a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policyqa.answering.sentences import question_tokens
from policyqa.chinese.fold import fold
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_NUMERALS = "一二三四五六七八九十"
_LEAD = 90
"""Characters before the first item in which a series says what it counts."""
LEAST = 0.5
_HEAD = re.compile(r"[^,;。:!?\n]{2,30}")
_COLON = re.compile(
    r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})(?:大|个|项|条|类|方面)[^,;。:\n]{1,14}[:](?P<rest>[^。\n]{10,600})"
)
_QUOTE = 400
_OF_ANY = re.compile("存在?|主要|突出|目前")
_ASKS_PROBLEMS = re.compile(r"(?:哪些|什么|啥|哪几[个类])[一-鿿]{0,4}(?:问题|困难|短板|不足|挑战)")
"""Asks for what papers count off by 一是…二是…, whose heads are the answer; without a count no others are."""


def find_series(
    index: OpenIndex, query: Query, hits: Sequence[Hit], count: int
) -> Iterator[tuple[float, str, tuple[tuple[str, int, int, tuple[Span, ...]], ...]]]:
    """Series of as many items as the question counts, whose lead holds its words: score, items, where they stand.

    Without a count only problems are given: the items of a series are heads of sentences and seldom what is asked for.
    """
    if not count and not _ASKS_PROBLEMS.search(query.question):
        return
    wanted = question_tokens(index, query if count else replace(query, content=_OF_ANY.sub(" ", query.content)))
    total = sum(wanted.values()) or 1.0
    for rank, hit in enumerate(hits):
        folded = fold(hit.passage.text)
        above = hit.passage.indexed[: len(hit.passage.indexed) - len(folded.text)]
        for lead, heads in (*_numbered(folded.text, count), *_parted(folded.text, count)):
            near = set(tokens(canonical(folded.text[lead : heads[0][0]])))
            around = set(tokens(canonical(above)))
            share = sum(w * (1.0 if t in near else 0.6 if t in around else 0.0) for t, w in wanted.items()) / total
            if share < LEAST:
                continue
            spans = [folded.original(*head) for head in heads]
            at = [Span(hit.passage.start + s.start, hit.passage.start + s.end) for s in spans]
            answer = "；".join(hit.passage.text[s.start : s.end].strip("“” 　") for s in spans)
            yield share + 0.35 - 0.015 * rank, answer, _quotes(hit.passage.document, at)


def _quotes(path: str, spans: Sequence[Span]) -> tuple[tuple[str, int, int, tuple[Span, ...]], ...]:
    """The items in as few quotes as may be, none longer than a quote may be."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span.end - groups[-1][0].start <= _QUOTE:
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple((path, group[0].start, group[-1].end, tuple(group)) for group in groups)


def _numbered(text: str, count: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Series by 一是…二是… of `count` items: where the lead begins, and each item's head."""
    for first in re.finditer(r"(?:(?<=[,;。:!?\n])|^)\s?一是", text):
        marks = [first]
        while len(marks) < len(_NUMERALS):
            following = re.compile(rf"(?<=[,;。:!?\n])\s?{_NUMERALS[len(marks)]}是").search(text, marks[-1].end())
            again = re.compile(r"(?<=[,;。:!?\n])\s?一是").search(text, marks[-1].end())
            if following is None or (again and again.start() < following.start()):
                break
            marks.append(following)
        heads = [_HEAD.match(text, mark.end()) for mark in marks]
        if len(marks) == (count or max(2, len(marks))) and all(heads):
            yield max(0, first.start() - _LEAD), [head.span() for head in heads if head]


def _parted(text: str, count: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Series parted by semicolons behind a counted noun and a colon: `三项任务:甲,…;乙,…;丙,…`."""
    for match in _COLON.finditer(text) if count else ():
        position, heads = match.start("rest"), []
        for part in match["rest"].split(";"):
            head = _HEAD.match(text, position)
            if head:
                heads.append(head.span())
            position += len(part) + 1
        if len(heads) == count:
            yield max(0, match.start() - _LEAD), heads
