"""Answers in words: a date, a name, a list or the sentences that hold the answer, verbatim."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from policyqa.answering import lists, task_table
from policyqa.answering.citing import cite_spans
from policyqa.answering.sentences import Sentence, weigh_sentences
from policyqa.types import Answer, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

LEAST_COVERAGE = 0.45
"""Least share of the question's telling words that a sentence with its headings must hold to answer."""

_DATE = re.compile(
    r"(?:(?:19|20)\d\d年|今年|明年|去年)?\s?\d{1,2}月(?:\d{1,2}[日号]|上旬|中旬|下旬|底|末|份)?(?:上午|下午|晚|凌晨)?(?:前|之前|以前|起)?"
    r"|(?:19|20)\d\d年(?:底|末|年底|上半年|下半年|[一二三四]季度|春季|秋季)?(?:前|之前|以前)?|[一二三四]季度|(?:今|明|去|本)?年(?:底|末|内|中)(?:前)?|上半年|下半年"
    r"|十[三四五]五(?:期间|末)"
)
_SUFFIXES: tuple[tuple[str, str], ...] = (
    (r"院士团队", "院士团队|团队"),
    (r"院士", "院士"),
    (r"国家", "国|亚|斯坦|巴西|利亚|尼亚"),
    (r"城市|市", "市"),
    (r"村", "村"),
    (r"镇", "镇"),
    (r"乡", "乡"),
    (r"县", "县"),
    (r"区", "区"),
    (r"高速", "高速|高速公路"),
    (r"铁路|高铁", "铁路|高铁"),
    (r"线", "号线|线"),
    (r"医院", "医院"),
    (r"大学|高校|学校|学院", "大学|学院|学校|校区"),
    (r"企业|公司|集团", "公司|集团|企业|控股|股份|科技|能源|电子|汽车"),
    (r"单位|部门|机构|谁牵头|牵头", "局|部|委|办|办公室|中心|公司|单位|院|会|组|街道"),
    (r"机场", "机场"),
    (r"项目", "项目"),
    (r"谁|哪位|何人|叫什么", ""),
)
_LEAD_VERBS = re.compile(
    r"^(?:确保|推动|推进|加快|支持|开工建设|开工|建设|启动|开通|完成|实施|引进|培育|打造|新建|建成|促进|力争|争取|由|在|将|对|以|和|与|及|同|其中|积极|全面|着力|重点|会议|日前|近日)+"
)


def answer_words(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer in words; None where no sentence holds enough of the question."""
    sentences = [s for s in weigh_sentences(index, query, hits) if s.coverage >= LEAST_COVERAGE]
    if query.kind == "list":
        found = lists.answer_list(index, query, hits)
        if found is not None:
            return _compose(index, query, question, hits, found.answer, found.spans)
    if query.kind == "who" and re.search(r"牵头|负责|责任|协同|配合|主办", query.question):
        cell = task_table.answer_lead(index, query, hits)
        if cell is not None:
            return _compose(index, query, question, hits, cell.answer, cell.spans)
    if not sentences:
        return None
    if query.kind == "when":
        return _short(index, query, question, hits, sentences, _dates)
    if query.kind in ("which", "who"):
        named = _short(index, query, question, hits, sentences, _names)
        if named is not None:
            return named
    return _whole(index, query, question, hits, sentences)


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
    for sentence in sentences[:6]:
        if sentence.own < 0.7 * best:
            break
        spans = find(query, sentence)
        if spans:
            start, end = sentence.span(*spans[0])
            low, high = sentence.span(0, len(sentence.text.rstrip()))
            document = sentence.hit.passage.document
            text = sentence.text[spans[0][0] : spans[0][1]]
            return _compose(index, query, question, hits, text, [(document, low, high, (Span(start, end),))])
    return None


def _centre(query: Query, sentence: Sentence) -> float:
    """Where in a sentence the question's words stand, on average."""
    places = [m.start() for piece in query.content.split() for i in range(len(piece) - 1) for m in re.finditer(re.escape(piece[i : i + 2]), sentence.text)]
    return sum(places) / len(places) if places else 0.0


def _dates(query: Query, sentence: Sentence) -> list[tuple[int, int]]:
    centre = _centre(query, sentence)
    found = [m.span() for m in _DATE.finditer(sentence.text) if m.group().strip()]
    return sorted(found, key=lambda span: (abs((span[0] + span[1]) / 2 - centre), span[0]))


def _names(query: Query, sentence: Sentence) -> list[tuple[int, int]]:
    """Names of the kind asked for (哪个市, 哪家企业), nearest to the question's words first."""
    asked = re.search(r"(?:哪[一]?[个家条座所位项种里儿]?|什么|由哪[个家]?|谁)([^,。??]{0,8})", query.question)
    wording = (asked.group(1) if asked else "") or query.question
    suffix = next((s for pattern, s in _SUFFIXES if re.search(pattern, wording)), None)
    if suffix is None:
        suffix = next((s for pattern, s in _SUFFIXES if re.search(pattern, query.question)), None)
    if not suffix:
        return []
    centre = _centre(query, sentence)
    pattern = re.compile(rf"[^,;:。、!?\s()“”的由在为将和与及]{{1,14}}(?:{suffix})")
    found = []
    for match in pattern.finditer(sentence.text):
        lead = _LEAD_VERBS.match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        if match.end() - start >= 2 and not _all_in_question(query, sentence.text[start : match.end()]):
            found.append((start, match.end()))
    return sorted(found, key=lambda span: (abs((span[0] + span[1]) / 2 - centre), span[0]))


def _all_in_question(query: Query, name: str) -> bool:
    return name in query.question


def _whole(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit], sentences: Sequence[Sentence]) -> Answer:
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
    text = index.document(document).text[start:end]
    clean = re.sub(r"\s+", "", text).rstrip("。;；")
    return _compose(index, query, question, hits, clean, [(document, start, end, (Span(start, end),))])
