"""Filters and follow-ups over the sample corpus: only the documents let through answer, and what is offered answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policyqa.assistant import Assistant
from policyqa.index.building import build_index
from policyqa.index.restricting import Filters, document_years, restrict
from policyqa.settings import Settings
from policyqa.types import Scope

CORPUS = Path(__file__).parents[1] / "corpus"
QUESTION = "2021年新引进5000万元以上项目目标是多少"
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("index")
    settings = replace(Settings(), corpus=CORPUS, index=folder)
    build_index(CORPUS, folder, settings)
    opened = Assistant(folder, settings)
    yield opened
    opened.index.close()


def cited(assistant: Assistant, question: str, within: Filters) -> set[str]:
    answer = assistant.ask(question, as_of=DAY, within=within)
    return {c.document for c in answer.citations} | {hit.passage.document for hit in answer.hits}


@pytest.mark.parametrize(
    "within",
    [
        Filters(places=("宣州区",)),
        Filters(places=("大观区",)),
        Filters(years=("2021",)),
        Filters(documents=("xuanzhou-plan.docx",)),
        Filters(places=("宣州区",), documents=("xuanzhou-reading.md", "daguan-report.md")),
    ],
)
@pytest.mark.parametrize(
    "question", [QUESTION, "2022年地区生产总值增长目标", "谁牵头负责招商引资", "各区县财政收入目标"]
)
def test_only_documents_let_through_are_found(assistant: Assistant, within: Filters, question: str) -> None:
    admitted = {d.path for d in assistant.index.documents() if within.admits(d)}
    assert 0 < len(admitted) < len(assistant.index.documents())
    assert cited(assistant, question, within) <= admitted


def test_filters_change_what_is_found(assistant: Assistant) -> None:
    assert assistant.ask(QUESTION, as_of=DAY, within=Filters(places=("宣州区",))).answer == "135个以上"
    assert not assistant.ask(QUESTION, as_of=DAY, within=Filters(places=("大观区",))).found


def test_filters_that_let_nothing_through_refuse(assistant: Assistant) -> None:
    for question in (QUESTION, "谁牵头", "2021年和2023年新引进项目目标"):
        answer = assistant.ask(question, as_of=DAY, within=Filters(issuers=("没有这个机关",)))
        assert not answer.found
        assert not answer.citations
        assert not answer.hits


def test_no_filters_are_the_index_itself(assistant: Assistant) -> None:
    index = assistant.index
    assert restrict(index, Filters()) is index
    some = Filters(places=("宣州区",))
    assert restrict(index, some).shows == restrict(index, some).shows
    assert restrict(index, some).shows != restrict(index, Filters(places=("大观区",))).shows
    for document in index.documents():
        assert document_years(document) or not document.metadata.issued


def test_closing_what_is_seen_through_filters_leaves_the_index_open(assistant: Assistant) -> None:
    restrict(assistant.index, Filters(places=("宣州区",))).close()
    assert assistant.ask(QUESTION, as_of=DAY).found


def test_a_scope_by_hand_answers_as_the_question_would(assistant: Assistant) -> None:
    scope = Scope(("2023",), (), (), (), "target")
    answer = assistant.ask(QUESTION, as_of=DAY, scope=scope)
    assert answer.answer == "450个以上"
    assert answer.asked == scope
    assert "2023" in answer.resolved_question
    assert "2021" not in answer.resolved_question
    open_year = assistant.ask(QUESTION, as_of=DAY, scope=replace(scope, years=()))
    assert {figure.year for figure in open_year.figures} == {"2021", "2023"}


@pytest.mark.parametrize(
    "question", [QUESTION, "大观区2022年地区生产总值增长目标是多少", "2035年宣州区新引进5000万元以上项目目标是多少"]
)
def test_what_is_offered_next_has_an_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, as_of=DAY)
    offered = assistant.follow_ups(answer)
    assert offered
    assert len(set(offered)) == len(offered) <= 3
    for following in offered:
        assert assistant.ask(following, as_of=DAY).found, following


def test_the_same_indicator_in_another_year_is_offered_first(assistant: Assistant) -> None:
    first = assistant.follow_ups(assistant.ask(QUESTION, as_of=DAY))[0]
    assert "2023年" in first
    assert "新引进5000万元以上项目" in first
    assert assistant.ask(first, as_of=DAY).answer == "450个以上"
