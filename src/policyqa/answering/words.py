"""Answers in words: a date, a name, a list or the sentences that hold the answer, verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policyqa.answering import days, issue, lists, names, reasons, relation, row_lists, target_row, task_table, typed
from policyqa.answering.charge import find_charge
from policyqa.answering.citing import MAX_QUOTE, cite_spans
from policyqa.answering.grounds import find_ground
from policyqa.answering.list_groups import A_FEW, COUNTED_NAME, asked_count
from policyqa.answering.reading_span import read_span
from policyqa.answering.sentences import Sentence, is_of_other_year, passage_share, weigh_sentences
from policyqa.reader.form import find_form
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents
from policyqa.types import Answer, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

LEAST_COVERAGE = 0.45
"""Least share of the question's telling words that a sentence with its headings must hold to answer."""
LEAST_ASKED = 0.35
"""The same for what is asked in a sentence and answered in words. Of 96 such questions about notices, asked over
documents on other matters with the places let through, 1 and 6 in a hundred reach it; over the notices, 95 do."""
LEAST_WORDED = 0.3
"""The same where measures or ways are asked for: their answers say little of the question again."""
LEAST_PASSAGE = 0.35
"""Or, where a question word asks for words, the share that one of the first five passages must hold as a whole. Of the
93 such questions of one half of policies-dev all reach it over the notices, 8 of 186 over documents on other matters
(sentences alone: 89 and 4)."""
AROUND = 200
"""Characters before and behind an answer in which the ends of its sentences are looked for, to quote them whole."""
_STOP = re.compile(r"[。！？!?；;\n]")
SURE = 0.65
"""Share of a question that a sentence must hold itself to be the answer as it stands, if it is short or the question
has no question word."""
SHORT = 40
"""Characters of a sentence that is no longer than an answer need be; seen on the own questions, dev."""
_ASKING = re.compile(r"什么|啥|如何|怎|哪|何")
_WORDED = re.compile(
    r"(?:什么|哪些|哪几|何种?|怎样的)[^,?。]{0,12}(?:措施|举措|政策|要求|规定|部署|支持|帮助|优惠|办法|做法|义务|服务|流程|程序|原则|条件|影响|安排|对策|手段|作用|意义|补贴|用处|注意事项)"
    r"|(?:措施|举措|政策|要求|规定|部署|义务|流程|程序|原则|条件|影响|安排|作用|意义|注意事项)(?:都?有哪些|是什么|包括什么|主要是什么)"
    r"|如何|怎么(?!样的)|怎样"
)

_ONE_THING = re.compile(r"(?:目的|意义|作用|原因|标准|前提|保障|关键|宗旨)是什么[?？]?$")
"""Ends like a question for a list but asks for one thing, in words."""


def answer_words(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer in words; None where no sentence holds enough of the question."""
    admitted = admit_documents(index, query.scope)
    hits = [hit for hit in hits if admitted[hit.passage.document].factor > OUTSIDE_FACTOR]
    worded = query.kind in ("list", "text", "why") and _WORDED.search(query.question) is not None
    least = LEAST_WORDED if worded else LEAST_ASKED if query.kind in ("list", "text") and query.asks else LEAST_COVERAGE
    weighed = weigh_sentences(index, query, hits)
    sentences = [
        s for s in weighed if s.coverage >= least and not (query.kind == "why" and reasons.is_question(s.text))
    ]
    row = target_row.answer_row(index, query, hits)
    if row is not None:  # an empty cell is no answer, and what else the row holds is none either
        return _compose(index, query, question, hits, row.answer, row.spans) if row.answer else None
    charge = query.kind == "who" and re.search(r"牵头|负责|责任|协同|配合|主办", query.question)
    if charge or re.search(r"(?:任务|目标|事项).{0,4}(?:来源|依据|出处)", query.question):
        cell = task_table.answer_lead(index, query, hits)
        if cell is not None:
            return _compose(index, query, question, hits, cell.answer, cell.spans)
    if (listed := row_lists.list_rows(index, query, hits)) is not None:
        return _compose(index, query, question, hits, listed.answer, listed.spans)
    if (issued := issue.answer_issue(index, query)) is not None:
        path, line, said = issued
        spans = [(path, line.start, line.end, (said,))]
        return _compose(index, query, question, hits, index.text_of(path)[said.start : said.end], spans)
    slotted = typed.answer_typed(index, query, hits)
    if slotted is not None and slotted.answer:
        return _compose(index, query, question, hits, slotted.answer, slotted.spans)
    gap = query.kind in ("which", "who") and not charge and not names.asks_person(query)
    filled = _filled(index, query, question, hits, weighed) if gap else None
    if slotted is not None or (gap and (not sentences or relation.asks_new_name(query))):
        fits = filled is not None and filled.sure and (slotted is None or filled.called)
        return filled.answer if filled is not None and fits else None
    if (aim := reasons.answer_aim(index, query, hits)) is not None:
        path, whole, why = aim
        text = index.text_of(path)[why.start : why.end].replace("\n", "")
        return _compose(index, query, question, hits, text, [(path, whole.start, whole.end, (why,))])
    several = query.kind == "list" and not _ONE_THING.search(query.question)
    if several and not (worded and not asked_count(query.question)):
        found = lists.answer_list(index, query, hits)
        if found is not None:
            return _compose(index, query, question, hits, found.answer, found.spans)
        if re.search(
            rf"指什么|是指|指的是|指哪|什么意思|具体[是有指]?哪些|{COUNTED_NAME}", query.question
        ) and not _says_all(query, sentences):
            return None
    if query.kind == "why" and (
        told := [s for s in weighed if reasons.IS_WHY.search(s.text) and s.own >= reasons.LEAST_WHY]
    ):
        return _part(index, query, question, hits, reasons.find_cause(told[:1]))
    if not sentences:
        if query.kind == "why" and (ground := find_ground(index, query, (), weighed)) is not None:
            return _part(index, query, question, hits, ground)
        spread = query.kind in ("list", "text") and query.asks and passage_share(index, query, hits) >= LEAST_PASSAGE
        return _read(index, query, question, hits) if spread else None
    if query.kind == "who" and not names.asks_person(query):
        charged = find_charge(index, query, sentences)
        if charged is not None and typed.is_fit(query, charged.answer):
            return _compose(index, query, question, hits, charged.answer, charged.spans)
    if names.asks_phone(query.question):
        return _short(index, query, question, hits, sentences, names.find_phones)
    if reasons.ASKS_PURPOSE.search(query.question):
        purpose = _part(index, query, question, hits, reasons.find_said(reasons.PURPOSE, sentences))
        if purpose is not None:
            return purpose
    if query.kind == "why":
        reason = _part(index, query, question, hits, reasons.find_cause(sentences))
        if reason is not None or reasons.asks_aim(query):
            return reason
        ground = reasons.find_said(reasons.GROUND, sentences) or find_ground(index, query, sentences, weighed)
        if ground is not None:
            return _part(index, query, question, hits, ground)
    if query.kind == "when":
        return _short(index, query, question, hits, sentences, days.find_dates)
    if query.kind in ("which", "who"):
        named = _short(index, query, question, hits, sentences, lambda q, s: _names(index, q, s))
        if filled is not None:
            better = named is not None and filled.sure and filled.answer.answer not in named.answer
            if named is None or better or _says_again(query, named.answer) or not typed.is_fit(query, named.answer):
                return filled.answer
        if named is not None and (not typed.is_fit(query, named.answer) or _says_again(query, named.answer)):
            return None
        if named is not None or names.asks_person(query) or query.kind == "who":
            return named
    short = len(sentences[0].text.strip()) <= SHORT
    sure = sentences[0].own >= SURE and (short or not _ASKING.search(query.question))
    if query.kind == "list" and _ROW.search(sentences[0].text):
        return None  # a row of a table is no list
    read = query.kind == "text" or _asks_list(query) or find_form(query.question).name == "where"
    as_it_is = not worded and (not read or (query.kind == "text" and sure))
    answer = None if as_it_is else _read(index, query, question, hits)
    answer = answer or _sentence(index, query, question, hits, sentences)
    if (
        several
        and asked_count(query.question)
        and not re.search("[、和与及;；]|一([个座条家项是]).*一\\1", answer.answer if answer else "")
    ):
        return None  # how many there are is not which they are
    return answer


_ROW = re.compile(r"\||\t")


def _asks_list(query: Query) -> bool:
    return query.kind == "list" and not A_FEW.search(query.question)


def _says_again(query: Query, answer: str) -> bool:
    """Whether a name only puts words of the question together: 阳信毛豆, of 阳信哪个毛豆品种."""
    return len(answer) > 2 and set(answer) <= set(query.question)


def _says_all(query: Query, sentences: Sequence[Sentence]) -> bool:
    """Whether the best sentence holds most of a question that asks for the meaning of no term in quotes.

    A sentence that uses such a term (`发挥“三度一色”优势`) does not say what it stands for.
    """
    return bool(sentences) and sentences[0].own >= SURE and not re.search(r"[“\"「]", query.question)


def _compose(
    index: OpenIndex,
    query: Query,
    question: str,
    hits: Sequence[Hit],
    answer: str,
    spans: Sequence[tuple[str, int, int, tuple[Span, ...]]],
) -> Answer:
    cited = cite_spans(index, spans)
    marks = "".join(f"[{label}]" for label in dict.fromkeys(cited.labels))
    return Answer(
        question=question,
        resolved_question=query.question,
        found=True,
        answer=answer,
        text=f"**{answer}** {marks}",
        citations=cited.citations,
        scope=query.scope,
        hits=tuple(hits),
    )


def _part(
    index: OpenIndex,
    query: Query,
    question: str,
    hits: Sequence[Hit],
    found: tuple[Sentence, int, int] | None,
) -> Answer | None:
    """An answer of a part of a sentence; None for none."""
    if found is None:
        return None
    sentence, low, high = found
    start, end = sentence.span(low, high)
    document = sentence.hit.passage.document
    text = index.text_of(document)[start:end].replace("\n", "")
    whole = sentence.span(0, len(sentence.text.rstrip()))
    return _compose(index, query, question, hits, text, [(document, *whole, (Span(start, end),))])


def _names(index: OpenIndex, query: Query, sentence: Sentence) -> list[tuple[int, int]]:
    region = next((d.metadata.region for d in index.documents() if d.path == sentence.hit.passage.document), "")
    found = names.find_names(query, sentence, region)
    if (
        not found
        and not names.asks_person(query)
        and re.search(r"哪里|什么地方|哪个|谁", query.question)
        and (subject := names.subject_before(query, sentence))
    ):
        found = [subject]
    return found


@dataclass(frozen=True, slots=True)
class _Filled:
    """An answer with the name that fills the question's gap, whether it surely does, and is called as asked."""

    answer: Answer
    sure: bool
    called: bool


def _filled(
    index: OpenIndex, query: Query, question: str, hits: Sequence[Hit], sentences: Sequence[Sentence]
) -> _Filled | None:
    """The name that fills the question's gap."""
    one = not _says_place(query) and not asked_count(query.question)
    filler = None if not one else relation.fill_gap(index, query, sentences)
    if filler is None:
        return None
    start, end = filler.sentence.span(filler.start, filler.end)
    low, high = filler.sentence.span(0, len(filler.sentence.text.rstrip()))
    document = filler.sentence.hit.passage.document
    text = index.text_of(document)[start:end].replace("\n", "")
    cited = [(document, low, high, (Span(start, end),))]
    answer = _compose(index, query, question, hits, text, cited)
    return _Filled(answer, filler.score >= relation.SURE, filler.called)


def _short(
    index: OpenIndex,
    query: Query,
    question: str,
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    find: Callable[[Query, Sentence], list[tuple[int, int]]],
) -> Answer | None:
    """The first expression of the kind asked for in the sentences that fit best."""
    best = sentences[0].own
    if _says_place(query) and (place := _place_of(index, query, question, hits, sentences[0])) is not None:
        return place
    found: list[tuple[int, int, Sentence, tuple[int, int]]] = []
    for rank, sentence in enumerate(sentences[:12]):
        if sentence.own < 0.6 * best:
            break
        spans = find(query, sentence)
        if spans and is_of_other_year(index, query, sentence):
            continue
        if spans:
            found.append((-names.nearness(query, sentence, spans[0]), rank, sentence, spans[0]))
    if not found:
        return None
    _, _, sentence, span = min(found, key=lambda item: item[:2])
    start, end = sentence.span(*names.with_others(query.question, sentence.text, *span))
    low, high = sentence.span(0, len(sentence.text.rstrip()))
    document = sentence.hit.passage.document
    text = index.text_of(document)[start:end].replace("\n", "")
    return _compose(index, query, question, hits, text, [(document, low, high, (Span(start, end),))])


def _place_of(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit], sentence: Sentence) -> Answer | None:
    """The place whose document holds the sentence."""
    document = index.document(sentence.hit.passage.document)
    start, end = sentence.span(0, len(sentence.text.rstrip()))
    hosts = re.search(r"承办|举办", query.question)
    asked, region = re.search(r"哪个?(市|区|县)", query.question), document.metadata.region_name
    if asked and not region.endswith(asked[1]):
        return None  # the province of a paper is no city
    if not region or (hosts and not re.search(r"办好|承办|举办|筹办", sentence.text)):
        return None
    return _compose(index, query, question, hits, region, [(document.path, start, end, ())])


def _says_place(query: Query) -> bool:
    """Whether the answer is the place whose document says so: `是哪个地方提出的`."""
    place = r"哪个?(?:地方|省份?|市|省市|地区|区|县)"
    told = rf"{place}.{{0,6}}(?:提出|说|宣布|计划|要办|承办|举办|的报告|写|[搞弄做推办]的|在[搞弄做推办])"
    return re.search(rf"{told}|是哪个?(?:省份?|自治区)(?:的)?[?？]?$", query.question) is not None


def _read(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """The span that the reader chooses, cited with the sentences that it stands in."""
    read = read_span(index, query, hits)
    if read is None:
        return None
    text = index.text_of(read.document)
    clean = re.sub(r"\s+", "", text[read.start : read.end])
    parts = [(read.document, *part) for part in quote_parts(text, read.start, read.end)]
    return _compose(index, query, question, hits, clean, parts)


def quote_parts(text: str, start: int, end: int) -> list[tuple[int, int, tuple[Span, ...]]]:
    """What to quote for a span: the sentences that it stands in, in as many parts as quotes may be long.

    Gives start, end and the part of the span in it, as `cite_spans` takes them.
    """
    low = max([start - AROUND, *(m.end() for m in _STOP.finditer(text, max(0, start - AROUND), start))])
    stop = _STOP.search(text, max(start, end - 1), end + AROUND)
    high = stop.start() + 1 if stop and text[stop.start()] != "\n" else stop.start() if stop else end
    low, high = (max(0, low), high) if high - low <= MAX_QUOTE else (start, end)
    low += len(text[low:start]) - len(text[low:start].lstrip())
    cuts = [*range(low, high, MAX_QUOTE), high]
    return [(a, b, (Span(max(a, start), min(b, end)),)) for a, b in pairwise(cuts) if min(b, end) > max(a, start)]


def _sentence(
    index: OpenIndex, query: Query, question: str, hits: Sequence[Hit], sentences: Sequence[Sentence]
) -> Answer:
    """The sentence that fits best, with those that follow it in its passage while they fit too."""
    best = sentences[0]
    start, end = best.span(0, len(best.text.rstrip()))
    document = best.hit.passage.document
    following = [
        s
        for s in sentences
        if s.hit is best.hit and best.start < s.start <= best.start + len(best.text) + 120 and s.own >= 0.5 * best.own
    ]
    for sentence in sorted(following, key=lambda s: s.start):
        low, high = sentence.span(0, len(sentence.text.rstrip()))
        if low - end <= 2 and high - start <= 380:
            end = high
    text = index.text_of(document)[start:end]
    clean = re.sub(r"\s+", "", text).rstrip("。;；")
    return _compose(index, query, question, hits, clean, [(document, start, end, (Span(start, end),))])
