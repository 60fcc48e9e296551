"""Answers in words: what is quoted for a span, and when passages as a whole hold enough of a question."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.answering.citing import MAX_QUOTE
from policyqa.answering.sentences import passage_share, weigh_sentences
from policyqa.answering.words import _says_all, quote_parts
from policyqa.assistant import Assistant
from policyqa.retrieval import search_passages
from policyqa.types import Span
from policyqa.understanding import understand

TEXT = "标题\n各镇要抓紧复耕；通过分片包干的方式，摸清底数。县里每月通报。"


def test_a_span_inside_a_sentence_is_quoted_with_it() -> None:
    start = TEXT.index("分片包干")
    [(low, high, marks)] = quote_parts(TEXT, start, start + 4)
    assert TEXT[low:high] == "通过分片包干的方式，摸清底数。"
    assert marks == (Span(start, start + 4),)


def test_whole_sentences_are_quoted_as_they_are() -> None:
    start = TEXT.index("通过")
    [(low, high, _)] = quote_parts(TEXT, start, len(TEXT))
    assert (low, high) == (start, len(TEXT))
    [(low, high, _)] = quote_parts(TEXT, 0, 2)
    assert TEXT[low:high] == "标题"


@pytest.mark.parametrize("length", [390, 400, 401, 900])
def test_long_answers_are_quoted_in_parts_that_hold_all_of_them(length: int) -> None:
    text = "要求，" * 30 + "答" * length + "，完毕。"
    start = text.index("答")
    parts = quote_parts(text, start, start + length)
    assert all(high - low <= MAX_QUOTE for low, high, _ in parts)
    marked = "".join(text[mark.start : mark.end] for _, _, marks in parts for mark in marks)
    assert marked == "答" * length
    assert all(low <= mark.start < mark.end <= high for low, high, marks in parts for mark in marks)


def test_the_share_of_a_question_that_a_passage_holds(assistant: Assistant) -> None:
    index = assistant.index
    near = understand("曲靖市如何控制城镇登记失业率", [], date(2025, 6, 1))
    far = understand("如何给木星的卫星命名", [], date(2025, 6, 1))
    shares = [passage_share(index, query, search_passages(index, None, query)) for query in (near, far)]
    assert shares[0] > 0.5 > 0.3 > shares[1]
    assert passage_share(index, near, []) == 0.0


def test_a_question_after_what_in_words_is_not_answered_with_a_bare_figure(assistant: Assistant) -> None:
    answer = assistant.ask("株洲市农贸市场实施什么样的改造", [], date(2025, 6, 1))
    assert answer.answer != "14个"


def test_what_nothing_answers_is_refused(assistant: Assistant) -> None:
    for question in ("木星的卫星有哪些命名规则", "如何给火星基地申请通行证", "什么是光合作用的暗反应"):
        assert not assistant.ask(question, [], date(2025, 6, 1)).found


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("改建农贸市场惠及商户是指什么", True),
        ("“改建”农贸市场惠及商户是指什么", False),
    ],
)
def test_a_sentence_that_uses_a_term_in_quotes_does_not_say_what_it_means(
    assistant: Assistant, question: str, says: bool
) -> None:
    query = understand(question, [], date(2025, 6, 1))
    hits = search_passages(assistant.index, None, query)
    assert _says_all(query, weigh_sentences(assistant.index, query, hits)) is says
