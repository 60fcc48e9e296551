"""Answers over six documents of our own: the right figure, or an honest no."""

from __future__ import annotations

from datetime import date

import pytest

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 6, 1)


def ask(assistant: Assistant, question: str, *earlier: str) -> Answer:
    return assistant.ask(question, earlier, DAY)


def test_a_count_is_no_answer_in_the_unit_of_the_figure_beside_it(assistant: Assistant) -> None:
    assert ask(assistant, "株洲市2024年改建农贸市场多少个").answer == "14个"
    assert ask(assistant, "株洲市2024年惠及商户多少户").answer == "1930户"
    assert "14个" not in ask(assistant, "株洲市2024年改建农贸市场多少户").answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("曲靖市2024年GDP增长目标是多少", "6%左右"),
        ("曲靖市2024年GDP实际增长多少", "4.4%"),
        ("曲靖市今年GDP目标", "5%"),
        ("曲靖市2023年固定资产投资增长多少", "下降7.2%"),
        ("曲靖市2023年新增规上工业企业多少户", "103户"),
        ("麒麟区2023年新增规上工业企业多少户", "28户"),
        ("曲靖市2023年粮食产量", "368.5万吨"),
        ("曲靖市2022年粮食产量", "361.2万吨"),
        ("曲靖经开区2024年工业总产值目标", "860亿元"),
        ("曲靖市2024年新引进亿元以上项目目标多少个", "160个以上"),
        ("曲靖市2024年新引进亿元以上项目实际多少个", "151个"),
        ("石峰区2025年规上工业增加值增速目标", "7.8%"),
        ("株洲市2024年油料产量增速", "下降2.2%"),
        ("株洲市2024年实际利用外资", "1.75亿美元"),
        ("曲靖市2024年城镇登记失业率目标", "4.5%以内"),
        ("麒麟区2024年GDP增速", "4.8%"),
    ],
)
def test_the_figure_of_that_place_year_and_kind_is_the_answer(assistant: Assistant, question: str, answer: str) -> None:
    got = ask(assistant, question)
    assert (got.found, got.answer) == (True, answer)
    for citation in got.citations:
        text = assistant.document(citation.document).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.marks


@pytest.mark.parametrize(
    "question",
    [
        "曲靖市2026年GDP目标",
        "曲靖市2023年GDP增长目标是多少",
        "湘潭市2025年GDP目标",
        "沾益区2025年固定资产投资目标",
        "曲靖经开区2025年工业总产值目标",
        "曲靖市2026年新引进亿元以上项目目标多少个",
        "曲靖市2025年固定资产投资目标多少亿元",
        "株洲市2024年城镇登记失业率",
        "曲靖市2025年博物馆参观人次",
        "天元区2024年规上工业增加值增速",
        "株洲市市长的手机号是多少",
        "哪些市2025年GDP增长目标在9%以上",
        "株洲市2024年户籍人口城镇化率",
        "株洲市2024年上市公司总数",
        "株洲市2024年第二产业占比是多少",
        "曲靖市2025年一般公共预算支出增长目标",
        "丙县2025年GDP增长目标是多少",
        "平澜市2025年GDP增长目标是多少",
        "2025年桃源坝区固定资产投资目标",
    ],
)
def test_what_is_not_stated_is_refused(assistant: Assistant, question: str) -> None:
    got = ask(assistant, question)
    assert (got.found, got.answer, got.figures) == (False, "", ())
    assert got.text


def test_a_place_in_no_table_is_named_as_absent(assistant: Assistant) -> None:
    got = ask(assistant, "平澜市2025年GDP增长目标是多少")
    assert "平澜市" in got.text
    assert not got.found
    followed = ask(assistant, "那新引进亿元以上项目呢", "平澜市2025年GDP增长目标是多少")
    assert not followed.found


def test_a_year_that_is_not_covered_is_refused_with_the_nearest_as_nearest(assistant: Assistant) -> None:
    got = ask(assistant, "曲靖市2026年GDP目标")
    assert "最接近" in got.text
    assert got.also_stated


def test_two_documents_that_disagree_are_both_shown(assistant: Assistant) -> None:
    got = ask(assistant, "株洲市2024年GDP增速")
    assert {f.text for f in got.disagreement} == {"5.2%", "5.1%"}
    assert "不一致" in got.text
    both = ask(assistant, "麒麟区2025年固定资产投资目标多少亿元")
    assert {f.value for f in both.disagreement} == {"21000000000", "20500000000"}


def test_an_open_place_gets_every_place_s_figure(assistant: Assistant) -> None:
    got = ask(assistant, "2025年GDP增长目标是多少")
    assert {f.region for f in got.figures} == {"曲靖市", "株洲市", "麒麟区"}


def test_places_side_by_side(assistant: Assistant) -> None:
    got = ask(assistant, "曲靖和株洲2025年GDP目标分别是多少")
    assert got.answer == "曲靖市5%；株洲市5.5%"
    assert len(got.rows) == 3


def test_target_and_actual_side_by_side(assistant: Assistant) -> None:
    assert ask(assistant, "曲靖市2024年GDP目标和实际各是多少").answer == "目标6%左右；实际4.4%"


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("2025年GDP增速目标最高的地区", {"株洲市"}),
        ("2025年GDP增速目标最低的地区", {"曲靖市"}),
        ("哪些地区2025年GDP增长目标在5.3%以上", {"株洲市", "麒麟区"}),
        ("哪些市2025年GDP增长目标在5.3%以上", {"株洲市"}),
    ],
)
def test_conditions_are_evaluated_on_values(assistant: Assistant, question: str, places: set[str]) -> None:
    assert {f.region for f in ask(assistant, question).figures} == places


def test_a_difference_of_two_cited_figures_is_marked_as_computed(assistant: Assistant) -> None:
    got = ask(assistant, "曲靖市2025年GDP增速目标比株洲市低多少")
    assert got.answer == "0.5个百分点"
    assert [f.computed for f in got.figures] == [True, False, False]
    assert "计算" in got.text


@pytest.mark.parametrize(
    ("question", "earlier", "answer"),
    [
        ("那2024年呢", ("曲靖市2025年GDP目标是多少",), "6%左右"),
        ("株洲呢", ("曲靖市2025年GDP目标是多少",), "5.5%"),
        ("去年实际完成多少", ("曲靖市2025年GDP目标是多少",), "4.4%"),
        ("城镇新增就业呢", ("株洲市2025年GDP目标是多少", "曲靖市呢"), "4.3万人"),
    ],
)
def test_a_follow_up_is_completed(assistant: Assistant, question: str, earlier: tuple[str, ...], answer: str) -> None:
    got = ask(assistant, question, *earlier)
    assert got.answer == answer
    assert len(got.resolved_question) > len(question)


def test_a_greeting_gets_a_short_reply(assistant: Assistant) -> None:
    got = ask(assistant, "你好")
    assert not got.found
    assert 5 < len(got.text) < 200


def test_the_scope_not_chosen_is_also_stated_with_why(assistant: Assistant) -> None:
    got = ask(assistant, "曲靖市2024年GDP增长目标是多少")
    assert all(f.why for f in got.also_stated)


HOSTILE = [
    "", "   ", "多", "增" * 500, "增" * 501, "增" * 100_000, "2025年GDP" * 12_000,
    "\x00\x07\x1b[31m", "\ud800", "👩‍👩‍👧‍👦❤️",
    "\u202eabc\u202c", "\ufeff目标", "%", "%s%d{}{0}", "'\"\\", "* NEAR( OR 1=1 --", "a & b | !c <-> (d)",
    "增长15%以上",
    "1" * 500, "、" * 500, "(" * 500, "其中1亿元" * 80, "1/0", "第0位", "前0", "2025-0000年",
]  # fmt: skip


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_gets_an_answer_or_refusal_within_a_second(assistant: Assistant, question: str) -> None:
    assistant.ask("2025年目标", (), DAY)
    got = assistant.ask(question, (question,), DAY)
    assert got.seconds < 1
    assert got.text


def test_a_long_question_is_cut_with_a_notice(assistant: Assistant) -> None:
    long = "曲靖市2025年GDP目标是多少" + "？" * 500
    got = ask(assistant, long)
    assert "只读了前500字" in got.text
    assert got.answer == "5%"
    assert "过长" not in ask(assistant, long[:500]).text
