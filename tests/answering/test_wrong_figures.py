"""Figures that look like the one asked for and are not: planned beside done, other numbers, sums, units, bounds.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "zhuzhou.md": """# 株洲市2025年政府工作报告

——2025年1月8日

## 一、2024年工作回顾

2024年计划完成水利投资100亿元，实际完成80亿元。供热改造投资目标6亿元，实际投入5亿元。
建成15条公交专线，投资3亿元。海洋生产总值占GDP比12%。“十四五”期间完成交通投资500亿元。

规上工业企业净增120家，总数达到1500家。全市PM2.5平均浓度为35微克/立方米。不良贷款率1.2%，城镇登记失业率3.2%。
新建渔村道路200公里、改造120公里。年末存款余额5000亿元、贷款余额4500亿元，分别比年初增加400亿元、350亿元。
铁路里程较2020年增加50公里，户籍人口城镇化率55%，民生支出占比80%。

## 二、2025年目标任务

居民消费价格涨幅控制在2%以内。地区生产总值增长6%左右。新签约生物医药项目50个，建设景观步道12公里，全口径税收收入90亿元。
""",
    "zhuzhou-plan.md": """# 株洲市“十四五”规划纲要

2021年2月1日

到2025年，地区生产总值突破5000亿元，五年新增就业20万人，累计完成港口投资800亿元。
""",
    "districts.csv": """区县,2023年GDP（亿元）,2024年GDP（亿元）,增速（%）
天元区,500.1,530.2,6.0
荷塘区,300.5,310.7,3.4
""",
    "xiangtan.md": """# 湘潭市2025年政府工作报告

——2025年1月8日

## 一、2024年工作回顾

2024年，新建公园绿地500亩，外贸出口3亿美元。

## 二、2025年目标任务

地区生产总值增长5%。居民消费价格涨幅2.5%。
""",
    "hengyang.md": """# 衡阳市2025年政府工作报告

——2025年1月8日

## 一、2024年工作回顾

2024年，新建公园绿地20万平方米，外贸出口10亿元。

## 二、2025年目标任务

地区生产总值增长7%以上。居民消费价格涨幅控制在3%以内。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("wrong_figures"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, (), DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("株洲市2024年完成水利投资多少", "80亿元"),
        ("株洲市2024年水利投资实际完成多少", "80亿元"),
        ("株洲市2024年水利投资计划多少", "100亿元"),
        ("株洲市2024年供热改造实际投入多少", "5亿元"),
        ("株洲市2024年建成15条公交专线投资多少", "3亿元"),
        ("株洲市2024年规上工业企业多少家", "1500家"),
        ("株洲市2024年改造渔村道路多少公里", "120公里"),
        ("株洲市2024年新建渔村道路多少公里", "200公里"),
        ("株洲市2024年新增贷款多少", "350亿元"),
        ("株洲市2024年户籍人口城镇化率多少", "55%"),
        ("株洲市2024年新增规上工业企业多少家", "120家"),
        ("株洲市2024年PM2.5浓度多少", "35微克/立方米"),
        ("天元区2024年GDP", "530.2亿元"),
        ("荷塘区2023年GDP", "300.5亿元"),
        ("2024年GDP最高的区是哪个", "天元区530.2亿元"),
        ("哪个区2024年GDP最低", "荷塘区310.7亿元"),
    ],
)
def test_the_figure_meant_is_found_beside_others(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


@pytest.mark.parametrize(
    "question",
    [
        "株洲市2024年建成5条公交专线投资多少",
        "株洲市2024年建成1条公交专线投资多少",
        "株洲市2024年海洋生产总值多少",
        "株洲市2025年完成交通投资多少",
        "哪些市2025年居民消费价格涨幅在3%以上",
        "株洲市2024年PM10浓度多少",
        "株洲市2024年渔村道路总里程多少",
        "株洲市2024年铁路里程多少公里",
        "株洲市2024年户籍人口多少",
        "株洲市2024年城镇调查失业率",
        "株洲市2024年民生支出多少",
        "株洲市2025年新增就业多少人",
        "株洲市2025年港口投资多少",
        "哪个县2024年GDP最高",
    ],
)
def test_another_number_name_share_sum_or_bound_is_no_answer(assistant: Assistant, question: str) -> None:
    got = ask(assistant, question)
    assert (got.found, got.answer) == (False, "")


def test_sizes_are_compared_in_one_unit(assistant: Assistant) -> None:
    assert ask(assistant, "2024年新建公园绿地最多的市是哪个").answer == "湘潭市500亩"


def test_of_two_currencies_none_is_called_the_highest(assistant: Assistant) -> None:
    got = ask(assistant, "2024年外贸出口最高的市")
    assert {figure.text for figure in got.figures} == {"3亿美元", "10亿元"}
    assert "最高" not in got.text
    named = ask(assistant, "湘潭和衡阳2024年外贸出口谁高")
    assert {figure.text for figure in named.figures} == {"3亿美元", "10亿元"}
    assert "最高" not in named.text


def test_claims_are_held_against_the_figure_meant(assistant: Assistant) -> None:
    for text, verdict in (
        ("株洲市2024年完成水利投资100亿元。", "contradicted"),
        ("株洲市2024年完成水利投资80亿元。", "supported"),
        ("株洲市2024年水利投资计划100亿元。", "supported"),
        ("株洲市2025年新增就业20万人。", "not found"),
        ("株洲市五年新增就业20万人。", "supported"),
        ("株洲市2025年新引进生物医药项目50个。", "not found"),
        ("株洲市2025年签约生物医药项目50个。", "supported"),
        ("株洲市2025年建成景观步道12公里。", "not found"),
        ("株洲市2025年建设景观步道12公里。", "supported"),
        ("株洲市2025年地方税收收入90亿元。", "not found"),
        ("株洲市2024年城镇登记失业率低于3.2%。", "contradicted"),
        ("荷塘区2024年GDP300.5亿元。", "contradicted"),
        ("荷塘区2024年GDP310.7亿元。", "supported"),
    ):
        assert (text, assistant.check(text, as_of=DAY).verdict) == (text, verdict)
