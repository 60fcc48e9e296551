"""Figures of tables by what their rows and columns are: parts, members, years, projects, growth, shares, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.figures import find_figures
from policyqa.figures.columns import measure_words, telling_words
from policyqa.reading import read_document
from policyqa.types import Figure


def figures_of(folder: Path, *lines: str, title: str = "北山市2025年主要目标任务分解表") -> list[Figure]:
    (folder / "a.csv").write_text("\n".join([title, *lines]), encoding="utf-8")
    return find_figures(read_document(folder, "a.csv"))


def test_two_columns_of_one_row_are_told_apart_by_their_headings(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "项目名称,总投资（亿元）,2025年计划投资（亿元）", "云溪电池厂,52,18", "合计,52,18")
    assert [(f.indicator, f.text, f.status) for f in found] == [
        ("云溪电池厂 总投资", "52", "target"),
        ("云溪电池厂 计划投资", "18", "target"),
        ("总投资", "52", "target"),
        ("计划投资", "18", "target"),
    ]


@pytest.mark.parametrize(
    ("label", "words", "telling"),
    [
        ("2025年计划投资(亿元)", "计划投资", "计划投资"),
        ("2024年/上年完成(亿元)", "", ""),
        ("比上年增长(%)", "增长", ""),
        ("2024年底累计完成投资(亿元)", "累计完成投资", "累计完成投资"),
        ("年均增速〔累计〕", "年均增速", ""),
        ("2025年各县(市)目标", "各县", ""),
        ("年度任务/投资(万元)", "投资", "投资"),
        ("固定资产投资/2025年增速目标(%)", "固定资产投资 增速", "固定资产投资 增速"),
        ("产量(万吨)", "产量", "产量"),
        ("资金(万元)/其中:市级补助", "资金 市级补助", "资金 市级补助"),
    ],
)
def test_what_a_column_says_is_measured(label: str, words: str, telling: str) -> None:
    assert (measure_words(label), telling_words(label)) == (words, telling)


def test_a_target_in_percent_of_an_amount_is_its_growth_and_a_share_stays_one(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "指标,单位,上半年完成,年度目标（%）,占全市比重（%）,完成年度目标（%）",
        "固定资产投资,亿元,66.7,10,12.5,48",
        "森林覆盖率,%,41,42,,",
    )
    assert [(f.text, f.measure, f.status) for f in found] == [
        ("66.7", "level", "actual"),
        ("10", "growth", "target"),
        ("12.5", "share", "target"),
        ("48", "share", "actual"),
        ("41", "share", "actual"),
        ("42", "share", "target"),
    ]
    assert [f.indicator for f in found][2:4] == ["固定资产投资 占全市比重", "固定资产投资 完成年度目标"]


def test_a_part_names_itself_and_keeps_its_whole_beside_it(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "序号,指标,单位,2025年目标", "1,新签约项目,个,70", ",其中：10亿元以上项目,个,14", "2,新开工项目,个,45"
    )
    assert [(f.indicator, f.text) for f in found] == [
        ("新签约项目", "70"),
        ("10亿元以上项目", "14"),
        ("新开工项目", "45"),
    ]
    assert [f.context.split("\n")[2] for f in found] == ["", "新签约项目", ""]


def test_rows_of_years_say_the_year_and_their_columns_what_is_measured(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "年份,地区生产总值（亿元）,增速（%）", "2023,812,6.1", "2024年,870,7", title="北山市历年主要指标"
    )
    assert [(f.indicator, f.year, f.text, f.measure) for f in found] == [
        ("地区生产总值", "2023", "812", "level"),
        ("地区生产总值 增速", "2023", "6.1", "growth"),
        ("地区生产总值", "2024", "870", "level"),
        ("地区生产总值 增速", "2024", "7", "growth"),
    ]


def test_rows_of_towns_and_bodies_are_theirs_and_not_the_whole_place_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "乡镇,固定资产投资（亿元）,招商引资", "云溪镇,3.5,2亿元", title="宣州区2025年目标任务分解表"
    )
    assert [(f.holder, f.indicator, f.text) for f in found] == [
        ("云溪镇", "云溪镇 固定资产投资", "3.5"),
        ("云溪镇", "云溪镇 招商引资", "2亿元"),
    ]
    [body] = figures_of(tmp_path, "责任单位,到位资金（亿元）", "商务局,3.5", title="宣州区2025年目标任务分解表")
    assert (body.holder, body.indicator) == ("商务局", "商务局 到位资金")


def test_a_column_named_by_an_unknown_name_beside_places_is_that_name_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "指标,单位,全市,宣州区,泾县,云溪开发区",
        "产值,亿元,90,40,30,20",
        title="宣城市2025年目标任务分解表",
    )
    assert [(f.holder, f.text, f.indicator) for f in found] == [
        ("宣城市", "90", "产值"),
        ("宣州区", "40", "产值"),
        ("泾县", "30", "产值"),
        ("云溪开发区", "20", "产值"),
    ]


@pytest.mark.parametrize(
    ("cell", "value", "comparator"),
    [
        ("≥38", "38", ">="),
        ("不低于38", "38", ">="),
        ("<=5", "5", "<="),
        ("5-6", "5/6", "range"),
        ("+7.5", "7.5", "="),
        ("增长7左右", "7", "~"),
        ("下降3", "-3", "="),
        ("-3.2", "-3.2", "="),
    ],
)
def test_bounds_ranges_and_signs_of_bare_numbers(tmp_path: Path, cell: str, value: str, comparator: str) -> None:
    [figure] = figures_of(tmp_path, "指标,2025年（%）", f"岸线变化,{cell}")
    assert (figure.value, figure.unit, figure.comparator) == (value, "%", comparator)


def test_what_falls_is_below_zero(tmp_path: Path) -> None:
    [figure] = figures_of(tmp_path, "指标,2025年目标（%）", "单位GDP能耗降低,3.4")
    assert (figure.value, figure.measure) == ("-3.4", "growth")


def test_sums_over_a_plan_s_years_are_of_its_years_and_those_of_rates_are_left_out(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "指标,2020年,2025年,年均增速〔累计〕",
        "城镇新增就业（万人）,〔200〕,〔160〕,",
        "城镇化率（%）,52.2,58以上,〔5.8〕",
        title="北山市“十四五”主要指标",
    )
    assert [(f.text, f.year) for f in found] == [
        ("200", "2016-2020"),
        ("160", "2021-2025"),
        ("52.2", "2020"),
        ("58以上", "2025"),
    ]


def test_headings_rows_and_names_with_quantities_give_no_figures(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "指标名称,三年累计投资（亿元）,属性",
        "每千人口3岁以下婴幼儿托位数（个）,4.5,预期性",
        "云溪2×66万千瓦电厂名称,8,",
    )
    assert [f.text for f in found] == ["4.5", "8"]


def test_tables_side_by_side_are_read_each_under_its_own_headings(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "指标,2025年（亿元）,指标,2025年（亿元）", "产值,12,投资,7")
    assert [(f.indicator, f.text) for f in found] == [("产值", "12"), ("投资", "7")]


def test_a_rank_is_no_count(tmp_path: Path) -> None:
    [figure] = figures_of(tmp_path, "指标,全省位次", "规上工业增加值增速,4")
    assert (figure.unit, figure.measure, figure.value) == ("位", "rank", "4")


def test_a_subtotal_is_of_its_group(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "类别,项目名称,总投资（亿元）", "工业,云溪厂,5", "工业,小计,5", "合计,,9")
    assert [f.indicator for f in found] == ["云溪厂 总投资", "工业 总投资", "总投资"]


def test_a_serial_behind_the_category_is_no_number_of_the_row(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "类别,序号,指标,2025年目标（%）", "环境,1,优良天数比率,85.5", "环境,2,断面比例,≥86.7")
    assert [f.indicator for f in found] == ["优良天数比率", "断面比例"]


def test_how_much_of_an_aim_is_done_is_no_amount(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        "# 北山市2025年上半年指标\n\n单位：亿元、%\n\n"
        "| 指标 | 年度计划 | 1—6月完成 | 完成年度计划 |\n|---|---|---|---|\n"
        "| 固定资产投资 | 210 | 101.8 | 48.5 |\n",
        encoding="utf-8",
    )
    found = find_figures(read_document(tmp_path, "b.md"))
    assert [(f.text, f.unit, f.measure, f.status) for f in found] == [
        ("210", "元", "level", "target"),
        ("101.8", "元", "level", "actual"),
        ("48.5", "%", "share", "actual"),
    ]


def test_a_table_without_a_title_speaks_as_its_document_does(tmp_path: Path) -> None:
    [figure] = figures_of(tmp_path, "项目名称,投资（亿元）", "云溪厂,3", title="北山市2025年民生实事任务清单")
    assert figure.status == "target"
