"""Periods: years and spans as a reader resolves them, what is no period, properties, linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyqa.chinese.periods import covers, find_periods
from timing import assert_linear

NAMED = [
    ("2023年完成", "2023", "year"),
    ("到2023年产值达到900亿元", "2023", "until"),
    ("截至2024年底", "2024", "until"),
    ("2020年以来", "2020", "base"),
    ("较2020年翻一番", "2020", "base"),
    ("比上年增长", "2024", "base"),
    ("2021-2025年", "2021-2025", "range"),
    ("2023至2025年", "2023-2025", "range"),
    ("2022年至2024年", "2022-2024", "range"),
    ("二〇二四年", "2024", "year"),
    ("25年目标", "2025", "year"),
    ("“十四五”期间", "2021-2025", "range"),
    ("“十四五”末", "2025", "until"),
    ("第十四个五年规划", "2021-2025", "range"),
    ("“十五五”", "2026-2030", "range"),
    ("今年", "2025", "relative"),
    ("去年", "2024", "relative"),
    ("前年", "2023", "relative"),
    ("明年", "2026", "relative"),
    ("三年累计", "2025-2027", "span"),
    ("未来三年", "2025-2027", "span"),
    ("过去五年", "2020-2024", "span"),
    ("2035年远景目标", "2035", "year"),
]


@pytest.mark.parametrize(("text", "years", "kind"), NAMED, ids=[case[0] for case in NAMED])
def test_a_period_has_the_years_that_it_means_in_2025(text: str, years: str, kind: str) -> None:
    assert [(p.years, p.kind) for p in find_periods(text, 2025)] == [(years, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "近25年",
        "年产2000吨",
        "2024年均",
        "历时30年",
        "连续20年",
        "改革开放40年",
        "全年",
        "2025元",
        "10年内",
    ],
)
def test_a_length_of_time_or_a_name_is_no_year(text: str) -> None:
    assert [p.years for p in find_periods(text, None) if p.years] == []


def test_without_a_year_of_speaking_a_relative_period_has_an_offset_only() -> None:
    assert [(p.years, p.offset) for p in find_periods("去年完成,今年力争")] == [("", -1), ("", 0)]


def test_a_bare_year_counts_in_questions_only() -> None:
    assert find_periods("宣州2025目标", 2025) == []
    assert [p.years for p in find_periods("宣州2025目标", 2025, bare=True)] == ["2025"]
    assert find_periods("投资2025万元", 2025, bare=True) == []


def test_the_plan_is_bare_in_questions_and_quoted_in_documents() -> None:
    assert find_periods("十四五目标", 2025) == []
    assert [p.years for p in find_periods("十四五目标", 2025, bare=True)] == ["2021-2025"]


@pytest.mark.parametrize(
    ("period", "year", "held"),
    [("2021-2025", "2023", True), ("2021-2025", "2026", False), ("2023", "2023", True), ("", "2023", False)],
)
def test_covers(period: str, year: str, held: bool) -> None:
    assert covers(period, year) is held


@given(st.text(st.sampled_from("0123456789年到至-~、.,一二〇四五十“”今去前明末底比较第期累计过未来月日 "), max_size=60))
def test_periods_come_in_order_without_overlap(text: str) -> None:
    end = 0
    for period in find_periods(text, 2025, bare=True):
        assert end <= period.start < period.end <= len(text)
        end = period.end


@given(st.integers(1950, 2049))
def test_a_year_in_chinese_is_the_year_in_digits(year: int) -> None:
    chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    for written in (f"{chinese}年", f"{year}年"):
        assert [p.years for p in find_periods(written)] == [str(year)]


@pytest.mark.parametrize("unit", ["2023年", "1", "20", "十", "2023-", "去年", "2021至", "“十四五”", "三年"])
def test_time_is_linear(unit: str) -> None:
    small, large = (unit * (size // len(unit.encode())) for size in (20_000, 200_000))
    assert_linear(lambda: find_periods(small, 2025), lambda: find_periods(large, 2025))
