"""Typed answers: the one thing of a stated kind that a question asks for, taken from the sentence that says it.

A candidate must be of the kind, stand with the question's verb, and its sentence, the sentences before it, its
headings and its title must hold the question's other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policyqa.answering import days, doers, moments, names, venues
from policyqa.answering.sentences import Sentence, is_of_other_year, weigh_sentences
from policyqa.answering.slots import Slot, find_slot
from policyqa.answering.weighing import query_weights
from policyqa.chinese.fold import fold
from policyqa.chinese.terms import canonical
from policyqa.index.lexical import tokens
from policyqa.types import Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

BEFORE = 160
"""Characters before a sentence, in its passage, that say what it speaks of."""
NEAR, BESIDE = 0.9, 0.8
"""What a word is worth that stands in the sentences before, and in headings and title."""
LEAST = 0.6
"""Least share of the question's other words that a candidate's sentence and what stands above it must hold."""
LEAST_GOVERNED = 0.25
"""Least share that the words which a date governs must hold themselves, where the event asked for is not among them."""
FIRST = 0.15
"""What a candidate gains that stands in the document found first."""
REFUSING = frozenset({"awarded", "doer", "office", "venue", "number", "repealed", "often", "grade"})
"""Kinds that nothing but a candidate answers: without one there is no answer."""
_ASKED_WORDS = re.compile(
    r"主持|出席|讲话|致辞|致词|负责|牵头|解释|责任|主管|归口|(?:哪|什么)?(?:单位|部门|机构)|(?:地方|城市)?(?:召开|举行|举办)|地方$|地点|会址|(?:在)?(?:平台|系统|网站)上?|时候|时间"
    r"|日期|截止|起?施行|起?执行|实施|名字|姓名|开始|多久|一次|一回|文号|公布|印发|发布|出台|设在|办公室(?=设)|配合|这件事|这项?|那个|文件|旧|新(?=办法|规)"
    r"|(?<=会)[上的]|(?<=[一-鿿])(?:会议?|大会)$|[谁哪几]|废止|废除|废掉?|办的|开的|主办|承办|组织|等次|级别"
)
"""Words that say what is asked for, not what it is asked of."""
_LIGHT = 0.4
"""What a single character counts beside a pair, once more on top of what `query_weights` takes off."""


def is_fit(query: Query, answer: str) -> bool:
    """Tell whether an answer found in another way is of the kind that the question asks for."""
    slot = find_slot(query)
    return slot is None or slot.kind != "charge" or doers.is_unit(answer)


def _wanted(index: OpenIndex, query: Query) -> dict[str, float]:
    """The question's words without those of its slot, weighed."""
    content = " ".join(_ASKED_WORDS.sub(" ", piece) for piece in query.content.split())
    weights = query_weights(index, f"{content} {' '.join(query.numbers)}")
    return {t: w * (_LIGHT if len(t) == 1 else 1.0) for t, w in weights.items()}


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer of the kind asked for and the spans that hold it; an empty one says that there is none."""

    answer: str = ""
    spans: tuple[tuple[str, int, int, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    score: float
    sentence: Sentence
    start: int
    end: int


def answer_typed(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Typed | None:
    """The thing asked for; an empty answer where its kind is sure and none is stated; None where others must look."""
    slot = find_slot(query)
    if slot is None or (slot.kind == "venue" and query.kind == "list"):
        return None
    if slot.kind == "number":
        return _number(index, query, hits)
    wanted = _wanted(index, query)
    found: list[_Found] = []
    elsewhere = False
    for sentence in weigh_sentences(index, query, hits):
        share = _share(wanted, sentence)
        if share >= LEAST and not is_of_other_year(index, query, sentence):
            if slot.kind == "date" and not found:
                dated = moments.find_moments(query.question, wanted, sentence.text)
                elsewhere |= any(moment.other and moment.share >= LEAST_GOVERNED for moment in dated)
            found.extend(_in_sentence(index, query, slot, wanted, sentence, share))
    if not found:
        return Typed() if elsewhere or slot.kind in REFUSING else None
    first = hits[0].passage.document
    best = max(
        found,
        key=lambda f: (
            round(f.score + FIRST * (f.sentence.hit.passage.document == first), 3),
            -f.sentence.rank,
            -f.sentence.start,
        ),
    )
    start, end = best.sentence.span(best.start, best.end)
    low, high = best.sentence.span(0, len(best.sentence.text.rstrip()))
    document = best.sentence.hit.passage.document
    text = index.text_of(document)[start:end].replace("\n", "")
    if end > high or end - low > 400:
        low, high = max(low, start - 200) if end - low > 400 else low, end
    return Typed(text, ((document, low, min(high, low + 400), (Span(start, end),)),))


def _share(wanted: Mapping[str, float], sentence: Sentence) -> float:
    """The share of the question's words in the sentence, what stands before it, its headings and its title."""
    total = sum(wanted.values())
    if not total:
        return 1.0
    passage = sentence.hit.passage
    before = sentence.folded.text[max(0, sentence.start - BEFORE) : sentence.start]
    above = passage.indexed[: len(passage.indexed) - len(sentence.folded.text)]
    texts = [(1.0, canonical(sentence.text)), (NEAR, canonical(before)), (BESIDE, canonical(above))]
    held = [(worth, text, set(tokens(text))) for worth, text in texts]
    return sum(w * max(_worth(t, *part) for part in held) for t, w in wanted.items()) / total


def _worth(token: str, worth: float, text: str, held: set[str]) -> float:
    if token in held:
        return worth
    return worth * ALIKE if any(other in text for other in _alike(token)) else 0.0


ALIKE = 0.9
"""What a word is worth where another of its group stands in its place."""
_ALIKE = (
    ("申报", "申请", "提交", "报送", "上报"),
    ("奖补", "奖励", "补助", "补贴", "资助", "资金"),
    ("政策", "措施", "办法", "方案", "规定", "意见"),
    ("挂牌", "揭牌"),
    ("通车", "开通", "投运", "投用"),
    ("材料", "资料"),
)
"""Words of offices that people use for one another when they ask who, where and when."""


@cache
def _alike(token: str) -> tuple[str, ...]:
    return tuple(word for group in _ALIKE if token in group for word in group if word != token)


def _in_sentence(
    index: OpenIndex, query: Query, slot: Slot, wanted: Mapping[str, float], sentence: Sentence, share: float
) -> Iterator[_Found]:
    text = sentence.text
    if slot.kind == "date":
        for moment in moments.find_moments(query.question, wanted, text):
            if days.is_no_day(query, text, moment.start, moment.end):
                continue
            if moment.event or (moment.share >= LEAST_GOVERNED and not moment.other):
                yield _Found(
                    share + moment.share + moment.event + 1.5 * moment.changed,
                    sentence,
                    moment.start,
                    days.to_end(query.question, text, moment.end),
                )
        return
    if slot.kind == "charge":
        paragraph = _paragraph(index, sentence)
        telling = max((t for t in wanted if len(t) > 1), key=lambda t: wanted[t], default="")
        if telling not in canonical(paragraph):
            return  # what it is all about is not in it
        for start, end in doers.find_charged(paragraph, slot.verb):
            if doers.is_unit(paragraph[start:end]):
                yield _Found(share, sentence, start, end)
                return
        return
    for start, end in _spans(query, slot, sentence):
        if text[start:end] not in query.question:
            yield _Found(share, sentence, start, end)


def _spans(query: Query, slot: Slot, sentence: Sentence) -> Iterable[tuple[int, int]]:
    text = sentence.text
    match slot.kind:
        case "office":
            return names.find_names(query, sentence, "")
        case "doer":
            return doers.find_doers(text, slot.verb, slot.named)
        case "awarded":
            return doers.find_awarded(text)
        case "venue":
            return venues.find_venues(text, slot.verb, slot.noun)
        case "seat":
            return venues.find_seats(text, slot.verb, slot.noun)
        case "tool":
            return venues.find_tools(text, slot.noun)
        case "often":
            return venues.find_often(text, slot.verb)
        case "repealed":
            return venues.find_repealed(text)
        case "grade":
            return venues.find_grades(text, slot.noun)
        case _:
            return ()


def _paragraph(index: OpenIndex, sentence: Sentence) -> str:
    """The sentence and what stands behind it in its paragraph, up to 380 characters; it begins as the sentence does."""
    document = index.document(sentence.hit.passage.document)
    start, _ = sentence.span(0, 1)
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    if block is None:
        return sentence.text
    behind = sentence.folded.text[sentence.start :]
    end = len(fold(document.text[start : min(block.end, start + 380)]).text)
    return behind[:end]


def _number(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> Typed:
    """The number of the document whose title the question names."""
    wanted = _wanted(index, query)
    total = sum(wanted.values()) or 1.0
    about = {d.path: d.metadata for d in index.documents()}
    for path in dict.fromkeys(hit.passage.document for hit in hits):
        metadata = about[path]
        held = set(tokens(canonical(fold(f"{metadata.title} {metadata.region_name} {' '.join(metadata.years)}").text)))
        share = sum(w for t, w in wanted.items() if t in held) / total
        if not metadata.number or share < LEAST:
            continue
        text = fold(index.text_of(path))
        at = text.text.find(fold(metadata.number).text)
        if at >= 0:
            span = text.original(at, at + len(fold(metadata.number).text))
            return Typed(index.text_of(path)[span.start : span.end], ((path, span.start, span.end, (span,)),))
    return Typed()
