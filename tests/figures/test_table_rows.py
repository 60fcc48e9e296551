"""Figures of table rows: which cell names the row, what the column says of year and unit, and what is no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.figures import find_figures
from policyqa.reading import read_document
from policyqa.types import Figure


def figures_of(folder: Path, *lines: str) -> list[Figure]:
    (folder / "a.csv").write_text("\n".join(["北山市2024年主要指标", *lines]), encoding="utf-8")
    return find_figures(read_document(folder, "a.csv"))


def test_the_column_of_indicators_names_the_row_not_that_of_groups(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "序号,类别,指标名称,单位,2025年目标值,属性",
        "1,经济发展,地区生产总值增长,%,6.5,预期性",
        "2,绿色生态,森林覆盖率,%,40.2以上,约束性",
    )
    assert [(f.indicator, f.text, f.unit, f.comparator, f.year, f.measure) for f in found] == [
        ("地区生产总值增长", "6.5", "%", "=", "2025", "growth"),
        ("森林覆盖率", "40.2以上", "%", ">=", "2025", "share"),
    ]


def test_of_several_columns_of_indicators_the_last_names_the_row(tmp_path: Path) -> None:
    [figure] = figures_of(tmp_path, "一级指标,二级指标,2024年（家）", "创新,高新技术企业,120")
    assert (figure.indicator, figure.value, figure.unit) == ("高新技术企业", "120", "家")


def test_a_column_named_by_a_bare_year_is_of_that_year(tmp_path: Path) -> None:
    found = figures_of(tmp_path, "指标,2022,2023（计划）", "产业税收占比,80.5%,81%", "注：按可比口径,,")
    assert [(f.value, f.year, f.status) for f in found][1:] == [("81", "2023", "target")]
    assert found[0].year == "2022"


@pytest.mark.parametrize("when", ["2023-03-01", "2023年12月底", "2023年", "6月底前", "1-3月", "第一季度", "2023.5"])
def test_a_cell_that_says_when_is_no_figure(tmp_path: Path, when: str) -> None:
    found = figures_of(tmp_path, "项目名称,总投资（万元）,开工时间", f"污水处理厂,12000,{when}")
    assert [f.value for f in found] == ["120000000"]


def test_brackets_without_a_unit_give_none(tmp_path: Path) -> None:
    assert figures_of(tmp_path, "指标,2023年（计划）", "财政收入,130000") == []
