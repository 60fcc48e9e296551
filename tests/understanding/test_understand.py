"""Understanding: what a question asks for, in which scope; follow-ups; any text is understood as something."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyqa.understanding import Query, understand

DAY = date(2025, 6, 1)
QUJING, ZHUZHOU = "530300", "430200"


def parse(question: str, *earlier: str, as_of: date = DAY) -> Query:
    return understand(question, earlier, as_of, (QUJING, ZHUZHOU), ("曲靖经开区",))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("曲靖市2024年GDP目标", ("2024",)),
        ("曲靖市今年GDP目标", ("2025",)),
        ("曲靖市去年GDP增长多少", ("2024",)),
        ("曲靖市25年GDP目标", ("2025",)),
        ("曲靖市二〇二四年GDP目标", ("2024",)),
        ("曲靖市“十四五”期间GDP目标", ("2021-2025",)),
        ("曲靖市2023年和2024年GDP增速", ("2023", "2024")),
        ("曲靖市GDP目标", ()),
    ],
)
def test_the_years_of_a_question(question: str, years: tuple[str, ...]) -> None:
    assert parse(question).scope.years == years


def test_this_year_is_that_of_the_day_of_asking() -> None:
    assert parse("曲靖市今年GDP目标", as_of=date(2023, 1, 1)).scope.years == ("2023",)


def test_what_is_compared_with_is_no_year_asked_for() -> None:
    query = parse("曲靖市2025年规上企业比2021年多多少")
    assert (query.scope.years, query.base_years, query.asked) == (("2025",), ("2021",), "difference")


@pytest.mark.parametrize(
    ("question", "names", "holders"),
    [
        ("曲靖市2025年GDP目标", ("曲靖市",), ()),
        ("曲靖2025年GDP目标", ("曲靖市",), ()),
        ("曲靖和株洲2025年GDP目标分别是多少", ("曲靖市", "株洲市"), ()),
        ("曲靖经开区工业总产值", (), ("曲靖经开区",)),
        ("GDP目标是多少", (), ()),
    ],
)
def test_the_places_of_a_question(question: str, names: tuple[str, ...], holders: tuple[str, ...]) -> None:
    query = parse(question)
    assert query.scope.holders == holders
    if not holders:
        assert query.scope.region_names == names


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("曲靖市2024年GDP目标是多少", "target"),
        ("曲靖市2024年GDP实际增长多少", "actual"),
        ("曲靖市去年GDP增长了多少", "actual"),
        ("曲靖市2027年GDP", "target"),
        ("曲靖市2024年GDP", "unknown"),
    ],
)
def test_target_or_actual(question: str, status: str) -> None:
    assert parse(question).scope.status == status


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("曲靖市2024年GDP目标是多少", "figure"),
        ("“六大攻坚”指的是什么", "list"),
        ("改革由哪个单位牵头", "who"),
        ("大会什么时候召开", "when"),
        ("为什么要压减支出", "why"),
        ("如何申请补贴", "text"),
        ("你好", "greeting"),
        ("你能做什么", "about"),
        ("曲靖市审批服务热线是多少", "which"),
        ("曲靖市热线接到了多少个电话", "figure"),
        ("可缓缴社会保险费,缓缴期限不超过6个月,滞纳金是怎么规定的", "text"),
        ("社会保险费的缓缴期限是怎么规定的", "when"),
    ],
)
def test_the_kind_of_answer_asked_for(question: str, kind: str) -> None:
    assert parse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("新建多少套住房", "套"),
        ("占百分之几", "%"),
        ("改造多少公里管网", "米"),
        ("要花多少钱", "元"),
        ("哪几个区有多少", ""),
    ],
)
def test_the_unit_asked_in(question: str, unit: str) -> None:
    assert parse(question).unit == unit


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("GDP增长多少", "growth"),
        ("专利排全省第几", "rank"),
        ("产值翻了几番", "multiple"),
        ("工业占GDP的比重", "share"),
        ("GDP总量是多少", "level"),
        ("企业多少家", ""),
    ],
)
def test_the_measure_asked_for(question: str, asked: str) -> None:
    assert parse(question).asked == asked


def test_a_condition_is_a_quantity_with_its_bound() -> None:
    query = parse("哪些市2025年GDP增长目标在5.5%以上")
    assert query.spread == "condition"
    assert query.condition is not None
    assert (query.condition.value, query.condition.unit, query.condition.comparator) == ("5.5", "%", ">=")


@pytest.mark.parametrize(
    ("question", "spread"),
    [
        ("2025年GDP增速目标最高的市是哪个", "highest"),
        ("2025年GDP增速目标最低的地区", "lowest"),
        ("曲靖和株洲2025年GDP目标分别是多少", "each"),
        ("曲靖市2024年GDP目标和实际各是多少", "kinds"),
        ("曲靖市2025年GDP目标是多少", "one"),
    ],
)
def test_how_many_answers_are_asked_for(question: str, spread: str) -> None:
    assert parse(question).spread == spread


def test_a_threshold_belongs_to_the_indicator() -> None:
    query = parse("曲靖市2024年新引进5000万元以上项目目标是多少")
    assert [number[:5] for number in query.numbers] == ["5000万"]
    assert query.condition is None


def test_several_things_at_once_are_parts() -> None:
    parts = parse("曲靖市2024年粮食、油料的种植面积分别是多少").parts
    assert len(parts) == 2
    assert "粮食" in parts[0].content
    assert "油料" in parts[1].content


def test_clauses_that_each_ask_are_queries_of_their_own_in_the_scope_of_all() -> None:
    clauses = parse("曲靖市2024年新建多少套住房,改造多少个小区").clauses
    assert [clause.unit for clause in clauses] == ["套", "个"]
    assert {clause.scope.years for clause in clauses} == {("2024",)}


@pytest.mark.parametrize(
    ("question", "years", "names"),
    [
        ("那2024年呢", ("2024",), ("曲靖市",)),
        ("株洲呢", ("2025",), ("株洲市",)),
        ("去年实际完成多少", ("2024",), ("曲靖市",)),
    ],
)
def test_a_follow_up_keeps_what_it_does_not_change(
    question: str, years: tuple[str, ...], names: tuple[str, ...]
) -> None:
    query = parse(question, "曲靖市2025年GDP目标是多少")
    assert (query.scope.years, query.scope.region_names) == (years, names)
    assert "地区生产总值" in query.content
    assert years[0] in query.question


def test_a_question_that_stands_alone_is_left_alone() -> None:
    question = "株洲市2024年高新技术企业总数是多少家"
    assert parse(question, "曲靖市2025年GDP目标是多少").question == question


def test_a_greeting_between_does_not_break_the_thread() -> None:
    query = parse("那2024年呢", "曲靖市2025年GDP目标是多少", "谢谢")
    assert query.scope.region_names == ("曲靖市",)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("丙县2022年粮食产量", ("丙县",)),
        ("2022年平澜市和A市粮食产量", ("平澜市", "A市")),
        ("云溪坝自治县的GDP", ("云溪坝自治县",)),
        ("全县改造老旧小区多少个", ()),
        ("城镇新增就业和农村公路", ()),
        ("开发区、城乡和超市各多少个", ()),
        ("曲靖市2025年GDP", ()),
    ],
)
def test_names_written_like_a_place_s(question: str, names: tuple[str, ...]) -> None:
    assert parse(question).unplaced == names


WORDS = st.sampled_from(
    ["曲靖", "株洲市", "2025年", "今年", "GDP", "目标", "是多少", "最高", "哪些市", "5%以上", "分别", "和", "、", "呢",
     "比", "增长",
     "第几", "?", "经开区", "(", "“", "1亿元", "各", "其中", "\n"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(WORDS, max_size=10).map("".join), st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map("".join))
)
def test_any_question_after_any_other_is_understood(former: str, question: str) -> None:
    query = understand(question, (former,), DAY, (QUJING,), ("曲靖经开区",))
    assert len(query.scope.regions) == len(query.scope.region_names)
