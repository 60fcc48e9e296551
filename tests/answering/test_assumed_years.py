"""Answers from documents whose year is assumed, or that have none; invented documents."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 3, 1)
DOCUMENTS = {
    "文件-2021/fuyang.txt": "阜阳市推动企业复工\n截至2月16日，阜阳市规上工业企业复工120家，复工率达到63%。\n",
    "bengbu.txt": "蚌埠市推动企业复工\n截至2月17日，蚌埠市规上工业企业复工140家。\n",
    "2021-02-18_anqing.txt": "安庆市推动企业复工\n2021年2月18日，安庆市规上工业企业复工160家。\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("assumed"), DOCUMENTS)


def test_an_answer_says_by_what_its_year_is_assumed(assistant: Assistant) -> None:
    answer = assistant.ask("2021年2月16日阜阳市规上工业企业复工多少家", (), DAY)
    assert answer.answer == "120家"
    assert "文件本身未写年份，按所在文件夹记为2021年" in answer.text
    assert answer.figures[0].year_source == "folder"


def test_a_year_that_text_and_name_agree_on_needs_no_remark(assistant: Assistant) -> None:
    answer = assistant.ask("2021年2月18日安庆市规上工业企业复工多少家", (), DAY)
    assert answer.answer == "160家"
    assert "未写年份" not in answer.text


def test_another_year_than_the_assumed_one_is_refused(assistant: Assistant) -> None:
    assert not assistant.ask("2023年2月16日阜阳市规上工业企业复工多少家", (), DAY).found


def test_without_any_year_month_and_day_alone_are_no_answer_but_the_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("2021年2月17日蚌埠市规上工业企业复工多少家", (), DAY)
    assert not answer.found
    assert "140家" in answer.text
    assert "文件没有写明年份" in answer.text
    assert answer.also_stated[0].why == "文件没有写明年份"


def test_a_question_without_a_year_is_answered_from_a_document_without_one(assistant: Assistant) -> None:
    assert assistant.ask("蚌埠市规上工业企业复工多少家", (), DAY).answer == "140家"


@pytest.mark.parametrize(
    "text", ["2021年2月，阜阳市规上工业企业复工120家。", "2021年2月，蚌埠市规上工业企业复工140家。"]
)
def test_an_assumed_year_bears_no_claim_out(assistant: Assistant, text: str) -> None:
    checked = assistant.check(text, as_of=DAY)
    assert checked.verdict == "not found"


def test_the_kind_asked_for(assistant: Assistant) -> None:
    assert assistant.ask("2021年2月16日阜阳市规上工业企业复工率是多少", (), DAY).answer == "63%"
    assert not assistant.ask("2021年2月18日安庆市规上工业企业复工率是多少", (), DAY).found
