"""Parts of the year, years of speaking and places in the columns and rows of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyqa.answering.in_scope import stated_part
from policyqa.figures import find_figures
from policyqa.figures.year_columns import column_part, is_part, month_of
from policyqa.reading import read_document
from policyqa.types import Figure


def figures_of(folder: Path, *lines: str) -> list[Figure]:
    (folder / "a.md").write_text("\n".join(lines), encoding="utf-8")
    return find_figures(read_document(folder, "a.md"))


def table(*rows: str) -> list[str]:
    head, *body = (f"| {row.replace(',', ' | ')} |" for row in rows)
    return [head, "|" + "---|" * head.count(" | ") + "---|", *body]


def test_what_is_added_up_is_of_the_months_up_to_the_title_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "# 2023年8月泾县财政收支简表",
        "",
        *table("项目,单位,本月,本年累计,去年同期累计,同比增长（%）", "税收收入,亿元,2.1,17.4,16.8,3.6"),
    )
    assert [(f.text, f.year, stated_part(f, "2023年8月")) for f in found] == [
        ("2.1", "2023", "8月"),
        ("17.4", "2023", "1-8月"),
        ("16.8", "2022", "1-8月"),
        ("3.6", "2023", "1-8月"),
    ]
    assert {f.indicator for f in found} == {"税收收入"}


@pytest.mark.parametrize(
    ("labels", "parts"),
    [
        (("指标", "当月", "增速(%)", "1-当月", "增速(%)"), ["8月", "8月", "1-8月", "1-8月"]),
        (("指标", "8月", "8月止累计", "同期"), ["8月", "1-8月", "1-8月"]),
        (("指标", "一季度", "增长(%)", "上半年", "增长目标(%)"), ["一季度", "一季度", "上半年", ""]),
        (("指标", "总投资", "开工累计完成", "自年初累计"), ["", "", "1-8月"]),
        (("指标", "2022年", "增长(%)"), ["", ""]),
    ],
)
def test_columns_say_their_part_of_the_year(labels: tuple[str, ...], parts: list[str]) -> None:
    assert [column_part(labels, nth, 8) for nth in range(1, len(labels))] == parts


@pytest.mark.parametrize(
    ("texts", "month"),
    [(("2023年1-8月",), 8), (("2023年前三季度",), 9), (("2023年1—12月".replace("—", "-"),), 12), (("2023年",), 0)],
)
def test_the_month_a_table_goes_up_to(texts: tuple[str, ...], month: int) -> None:
    assert month_of(texts) == month


@pytest.mark.parametrize(
    ("text", "part"),
    [("1-3月", True), ("2023年一季度", True), ("1-12月", True), ("3月5日", False), ("一季度末", True)],
)
def test_a_cell_that_only_names_a_part_of_the_year(text: str, part: bool) -> None:
    assert is_part(text) == part


def test_rows_of_parts_of_the_year_are_of_the_title_s_indicator(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "# 2023年泾县固定资产投资",
        "",
        *table("时间,总量（亿元）,增速（%）", "1-2月,9.1,4", "1-11月,70.2,5", "1-12月,77.7,6"),
    )
    assert [(f.text, f.indicator, stated_part(f, "")) for f in found[::2]] == [
        ("9.1", "固定资产投资 总量", "1-2月"),
        ("70.2", "固定资产投资 总量", "1-11月"),
        ("77.7", "固定资产投资 总量", ""),
    ]
    assert [f.measure for f in found[1::2]] == ["growth"] * 3


def test_columns_of_parts_of_the_year_do_not_name_what_is_measured(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "# 泾县2023年指标",
        "",
        *table("指标,单位,前两个月,上半年,1-9月,全年", "社会消费品零售总额,亿元,8,25,38,52"),
    )
    assert {f.indicator for f in found} == {"社会消费品零售总额"}
    assert [stated_part(f, "") for f in found] == ["1-2月", "上半年", "前三季度", ""]


@pytest.mark.parametrize(
    ("columns", "years"),
    [
        ("上年实际,今年预计,明年计划", ["2022", "2023", "2024"]),
        ("去年完成,预计今年完成,下年目标", ["2022", "2023", "2024"]),
        ("去年完成,今年目标", ["2023", "2024"]),
    ],
)
def test_a_plan_s_table_that_looks_ahead_speaks_in_the_year_of_issue(
    tmp_path: Path, columns: str, years: list[str]
) -> None:
    cells = ",".join(str(90 + i) for i in range(len(years)))
    rows = table(f"指标,{columns}", f"产值（亿元）,{cells}")
    found = figures_of(
        tmp_path,
        "# 泾县2024年发展主要目标",
        "",
        "2023年12月20日",
        "",
        *rows,
    )
    assert [f.year for f in found] == years


def test_columns_of_wider_places_are_theirs(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "# 2023年泾县人均收入对比",
        "",
        *table("指标,泾县,全市,全省平均,全国", "农村居民人均可支配收入（元）,21000,22000,21144,21691"),
    )
    assert [(f.text, f.region) for f in found] == [
        ("21000", "341823"),
        ("22000", "341800"),
        ("21144", "340000"),
        ("21691", "100000"),
    ]
    assert {f.indicator for f in found} == {"农村居民人均可支配收入(元)"}


def test_a_rank_in_a_wider_place_stays_one_s_own(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "# 2023年泾县指标", "", *table("指标,增速（%）,全市位次,占全省比重（%）", "投资,5,2,1.5")
    )
    assert {f.region for f in found} == {"341823"}


def test_a_column_of_the_whole_beside_a_heading_s_place_is_not_that_place_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "# 安徽省2023年指标", "", "## 宣城市", "", *table("指标,本市,全省", "产值（亿元）,40,900")
    )
    assert [(f.text, f.region, f.indicator) for f in found] == [
        ("40", "341800", "产值(亿元)"),
        ("900", "340000", "产值(亿元)"),
    ]


def test_a_total_in_a_group_is_the_group_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path,
        "# 2023年泾县在校学生情况",
        "",
        *table(
            "学段,分类,人数（万人）",
            "小学,合计,2.4",
            "小学,寄宿,0.6",
            "初中,合计,1.1",
            "全县,合计,3.5",
        ),
    )
    assert [f.indicator for f in found] == ["小学 人数", "寄宿 人数", "初中 人数", "人数"]


def test_a_total_in_a_place_s_group_is_that_place_s(tmp_path: Path) -> None:
    found = figures_of(
        tmp_path, "# 2023年宣城市招商", "", *table("地区,分类,签约（亿元）", "泾县,合计,7", "宣州区,合计,9")
    )
    assert [f.region for f in found] == ["341823", "341802"]
