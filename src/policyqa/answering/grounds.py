"""Grounds: why something is done, where no word says "because": what it answers to, what it brings, what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.sentences import Sentence, question_tokens
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_CLAUSE = re.compile(r"[^,;:。]+")
_ANSWERS_TO = re.compile(
    r"\s?(?:主动|积极|更好|有效|科学|深入|深刻|认真|充分|坚持|紧紧|[一二三四五六七八九十]是)?"
    r"(?:应对|适应|针对|顺应|立足|着眼|基于|鉴于|考虑到?|吸取|汲取|面对|由于|因(?![此地])|为了?(?![此主期])|依托|发挥)"
)
"""Begins a clause that says what the next one answers to: 适应学龄人口变化,增加学位."""
_BRINGS = re.compile(
    r"(?:更好|有效|切实|着力|进一步|不断|全面|持续|以)?(?:促进|推动|确保|保障|让|使|提升|提高|增强|满足|缓解|解决|破解|化解|防止|避免|减轻|助力|支撑|"
    r"带动|守住|守牢|筑牢|维护|降低|减少|激发|释放|方便|便利)(?!行动|工程|计划|机制)"
)
"""Begins a clause that says what the one before it is for: 强化产业导入,促进农民就近进城."""
_MEANS = re.compile(
    r"是[^;。]{0,40}?(?:之[一-鿿](?=[、,。;]|$)|关键|根本|基础|第一|头等|生命线|命脉|重中之重|所在|支撑|保障|引擎|动力|底线|基石|前提|要求)"
)
"""Says of a thing what makes it matter: 产业是发展之基."""
_HEADING_CHARS = 48
_LEAST_HELD = 0.5
_MOST_SAID = 80
_VERB_AND_NOUN = 4


def find_ground(
    index: OpenIndex, query: Query, sentences: Sequence[Sentence], weighed: Sequence[Sentence]
) -> tuple[Sentence, int, int] | None:
    """The clause that says why what is asked about is done; None where no sentence has such a clause.

    Args:
        index: the open index.
        query: a query of kind "why".
        sentences: those that hold enough of the question, the best first.
        weighed: all sentences of the passages found.
    """
    wanted = question_tokens(index, query)
    total = sum(wanted.values()) or 1.0
    for sentence in [s for s in sentences[:3] if s.own >= _LEAST_HELD]:
        clauses = list(_CLAUSE.finditer(sentence.text.rstrip("。;!? \n")))
        held = [_held(clause.group(), wanted) / total for clause in clauses]
        at = held.index(max(held))
        for i in range(at - 1, -1, -1):
            if _ANSWERS_TO.match(clauses[i].group()):
                return _span(sentence, clauses[i].span())
        last = clauses[-1].group()
        if at + 2 < len(clauses) and re.match("让|使", last) and len(sentence.text) > 3 * len(last):
            return _span(sentence, clauses[-1].span())
        if at + 1 < len(clauses) and _BRINGS.match(clauses[at + 1].group()):
            return _span(sentence, clauses[at + 1].span())
        if len(sentence.text) <= _HEADING_CHARS and (found := _first_of_next(sentence, weighed)) is not None:
            return found
    return _meaning(query, weighed)


def _held(words: str, wanted: dict[str, float]) -> float:
    return sum(wanted.get(t, 0.0) for t in set(tokens(canonical(words))))


def _span(sentence: Sentence, span: tuple[int, int]) -> tuple[Sentence, int, int]:
    start, end = span
    text = sentence.text[start:end]
    lead = re.match(r"\s*(?:[一二三四五六七八九十]是)?", text)
    return sentence, start + (lead.end() if lead else 0), start + len(text.rstrip())


def _first_of_next(sentence: Sentence, weighed: Sequence[Sentence]) -> tuple[Sentence, int, int] | None:
    """What the sentence behind a heading begins with, where that says what the heading answers to."""
    behind = [s for s in weighed if s.hit is sentence.hit and s.start >= sentence.start + len(sentence.text)]
    first = min(behind, key=lambda s: s.start, default=None)
    clause = _CLAUSE.match(first.text) if first else None
    return _span(first, clause.span()) if first and clause and _ANSWERS_TO.match(clause.group()) else None


def _meaning(query: Query, weighed: Sequence[Sentence]) -> tuple[Sentence, int, int] | None:
    """What a sentence says that the thing asked about is (营商环境是…之土): the question ends with its name."""
    name = query.content.split()[-1] if query.content.split() else ""
    for length in range(min(len(name), 8), 1 if len(name) <= _VERB_AND_NOUN else 2, -1):
        begins = re.compile(
            rf"(?:^|[,:]|\s|[一二三四五六七八九十]是)(?P<said>{re.escape(name[-length:])}{_MEANS.pattern}[^;。]*)"
        )
        for sentence in weighed:
            match = begins.search(sentence.text)
            if match and len(match["said"]) <= _MOST_SAID:
                return sentence, match.start("said"), match.end("said")
    return None
