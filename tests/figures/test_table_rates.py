"""Rates, falls and changes in tables: their units, their signs, and what they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.chinese.rates import falls, is_change, is_rate, with_percent
from policyqa.figures import find_figures
from policyqa.reading import read_document
from policyqa.types import Figure


def figures_of(folder: Path, *lines: str, title: str = "宣州区2023年主要经济指标") -> list[Figure]:
    (folder / "a.csv").write_text("\n".join([title, *lines]), encoding="utf-8")
    return find_figures(read_document(folder, "a.csv"))


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("比上年±%", "growth"),
        ("较上年增长（±%）", "growth"),
        ("同比增长%", "growth"),
        ("增幅", "growth"),
        ("环比", "growth"),
        ("占全市比重", "share"),
        ("完成预算％", "share"),
        ("为上年%", "share"),
        ("完成年度计划", "share"),
    ],
)
@pytest.mark.parametrize("row", ["固定资产投资（亿元）,88.4", "工业用电量（亿千瓦时）,88.4"])
def test_a_column_of_rates_never_takes_the_unit_of_its_row(
    tmp_path: Path, heading: str, measure: str, row: str
) -> None:
    level, rate = figures_of(tmp_path, f"指标,2023年,{heading}", f"{row},7.1")
    assert (level.measure, level.unit) == ("level", "元" if "亿元" in row else "千瓦时")
    assert (rate.value, rate.unit, rate.measure) == ("7.1", "%", measure)


def test_a_rate_of_a_thousand_is_not_taken_to_be_in_percent(tmp_path: Path) -> None:
    assert [f.text for f in figures_of(tmp_path, "地区,常住人口（万人）,自然增长率", "宣州区,78.3,2.1")] == ["78.3"]


@pytest.mark.parametrize(
    ("heading", "stated"),
    [
        ("增速", "增速(%)"),
        ("比上年±%", "比上年(%)"),
        ("增长(±%)", "增长(%)"),
        ("到位资金(亿元)/占比%", "到位资金(亿元)/占比(%)"),
        ("占比(%)/到位资金(亿元)", "占比(%)/到位资金(亿元)"),
        ("前10%企业数", "前10%企业数"),
        ("占地面积", "占地面积"),
    ],
)
def test_the_percent_of_a_heading_stands_in_brackets_like_other_units(heading: str, stated: str) -> None:
    assert with_percent(heading) == stated


@pytest.mark.parametrize(
    ("heading", "rate", "change"),
    [
        ("同比增减额", False, True),
        ("比上年增加（万元）", False, True),
        ("较年初增加额", False, True),
        ("比上年增减（%）", True, False),
        ("比上年增减", False, False),
        ("工业增加值", False, False),
        ("城镇新增就业", False, False),
        ("增速/上半年", True, False),
        ("同比/绝对额", False, False),
    ],
)
def test_rates_and_changes_are_told_apart(heading: str, rate: bool, change: bool) -> None:
    assert (is_rate(heading), is_change(heading)) == (rate, change)


def test_by_how_much_an_amount_changed_is_not_the_amount(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "指标,计量单位,2023年,同比增长,较上年增减", "油料产量,万吨,41,2.5,1", "茶叶产量,吨,900,-3,-28"
    )
    assert [(f.indicator, f.value, f.unit, f.measure) for f in found] == [
        ("油料产量", "410000000", "千克", "level"),
        ("油料产量", "2.5", "%", "growth"),
        ("油料产量 增减额", "10000000", "千克", "growth"),
        ("茶叶产量", "900000", "千克", "level"),
        ("茶叶产量", "-3", "%", "growth"),
        ("茶叶产量 增减额", "-28000", "千克", "growth"),
    ]


@pytest.mark.parametrize("heading", ["比上年增减", "较上年下降", "比年初提高"])
def test_a_change_that_nothing_tells_the_unit_of_gives_no_figure(tmp_path: Path, heading: str) -> None:
    found = figures_of(tmp_path, f"指标,2023年,{heading}", "用煤总量（万吨）,41,2.5")
    assert [f.text for f in found] == ["41"]


@pytest.mark.parametrize("heading", ["降幅（%）", "跌幅%", "同比下降（%）", "下降幅度（%）"])
def test_what_a_column_of_falls_holds_is_below_zero(tmp_path: Path, heading: str) -> None:
    found = figures_of(tmp_path, f"指标,2023年,{heading}", "用煤总量（万吨）,60,4.4")
    assert (found[1].value, found[1].measure) == ("-4.4", "growth")


def test_a_column_that_may_rise_or_fall_keeps_its_signs() -> None:
    assert not falls("涨跌幅(%)")
    assert not falls("增减幅度(%)")


def test_a_fall_written_with_its_sign_is_the_same_fall(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "指标,年度目标,实际完成", "万元产值水耗下降（%）,2.8,-3.1")
    assert [(f.value, f.status) for f in found] == [("-2.8", "target"), ("-3.1", "actual")]


def test_growth_behind_each_year_is_of_that_year(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "指标,2022年,增长（%）,2023年,增长（%）", "工业产值（亿元）,50,4,53,6", title="宣州区工业产值"
    )
    assert [(f.text, f.year) for f in found] == [("50", "2022"), ("4", "2022"), ("53", "2023"), ("6", "2023")]


def test_a_rank_behind_a_change_is_the_row_s(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "指标,计量单位,2023年,增速,增减额,位次", "油料产量,万吨,41,2.5,1,3")
    assert (found[-1].indicator, found[-1].measure) == ("油料产量", "rank")


def test_what_a_budget_plans_is_no_actual_figure(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "科目,上年决算数,预算数,执行数,占预算%",
        "非税收入（万元）,90,100,98,98",
        title="宣州区2023年预算执行情况",
    )
    assert [(f.text, f.status, f.measure) for f in found] == [
        ("90", "actual", "level"),
        ("100", "target", "level"),
        ("98", "actual", "level"),
        ("98", "actual", "share"),
    ]
