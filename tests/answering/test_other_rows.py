"""Rows of tables: another product's row is no answer, nor a town's for its county; a town named is found."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.answering.table_rows import is_other_row
from policyqa.assistant import Assistant


@pytest.mark.parametrize(
    ("asked", "indicator", "near", "other"),
    [
        ("钢材产量", "铜材 产量", " 产量(吨)  ", True),
        ("散装水泥产量", "散装水泥 产量", " 产量(万吨)  ", False),
        ("储能电池 计划投资", "云溪储能电池厂 计划投资", " 2025年计划投资(亿元)  ", False),
        ("云溪 到位资金", "北山镇 到位资金", " 到位资金(亿元)  ", True),
        ("到位资金", "北山镇 到位资金", " 到位资金(亿元)  ", False),
        ("北山 到位资金", "东街 到位资金", " 到位资金(亿元)  ", False),
        ("钢材产量", "铜材产量", " 2024年(吨)  ", False),
    ],
)
def test_a_row_of_another_name_is_told_from_the_one_asked_for(
    asked: str, indicator: str, near: str, other: bool
) -> None:
    assert is_other_row(asked, indicator, near, "北山市") is other


TABLES = {
    "towns.md": """# 泾县2025年招商引资目标任务

泾县人民政府办公室 2025年2月11日

## 各乡镇招商引资任务

| 乡镇 | 到位资金 | 新签约项目 |
|---|---|---|
|  | 亿元 | 个 |
| 云溪镇 | 3.2 | 5 |
| 北山镇 | 4.6 | 7 |
""",
    "half.md": """# 绩溪县2025年上半年主要指标完成情况

绩溪县统计局 2025年7月20日

单位：亿元、%

| 指标 | 年度计划 | 1—6月完成 | 同比增速 | 完成年度计划 |
|---|---|---|---|---|
| 固定资产投资 | 210 | 101.8 | 12.1 | 48.5 |
""",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("tables"), TABLES)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("泾县云溪镇2025年到位资金任务是多少", "3.2亿元"),
        ("北山镇2025年要新签约多少个项目", "7个"),
        ("绩溪县2025年上半年完成固定资产投资多少", "101.8亿元"),
        ("绩溪县2025年固定资产投资年度计划多少", "210亿元"),
        ("绩溪县2025年上半年固定资产投资完成年度计划的百分之几", "48.5%"),
    ],
)
def test_the_cell_that_was_asked_for(tables: Assistant, question: str, answer: str) -> None:
    assert tables.ask(question, as_of=date(2025, 8, 1)).answer == answer


@pytest.mark.parametrize("question", ["泾县2025年到位资金任务是多少", "泾县东街镇2025年到位资金任务是多少"])
def test_a_town_s_figure_is_not_its_county_s(tables: Assistant, question: str) -> None:
    assert not tables.ask(question, as_of=date(2025, 8, 1)).found
