"""Figures of one sentence told apart, parts of the year, aims held against what was reached, rows of places.

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
    "liuyang.md": """# 浏阳市2025年政府工作报告

——2025年1月6日

## 一、2024年工作回顾

地区生产总值增长5.6%，当年目标为6%左右；新增规上工业企业41户，退出13户，总数达到702户。
研发经费投入强度2.8%，仍低于全省平均水平0.3个百分点。规上工业增加值、固定资产投资、外贸进出口分别增长7.1%、3.9%、9.2%，前两项增速分别居全市第3位、第6位。居民消费价格上涨0.2%，低于3%左右的预期目标。
对获评国家卓越级、领航级工厂的企业，分别奖励150万元、450万元。年旅客保障能力由120万人次提升到310万人次。
快递业务量由2023年的312万件增加到354万件。
第一、二、三产业增加值分别增长3.1%、6.2%、5.5%，对经济增长的贡献率分别为7%、46%、47%。

## 二、2025年目标任务

地区生产总值增长6%左右。三年累计完成水利投资90亿元，其中2025年28亿元。
""",
    "yueyang.md": """# 岳阳市上半年经济运行情况

2025年7月20日

今年上半年，全市地区生产总值增长5.9%，旅游收入达到268亿元。税收收入37.2亿元，占61.5%。
岳阳楼区、临湘市社会消费品零售总额增长6.4%、5.1%。
""",
    "hengyang.md": """# 衡阳市2025年主要指标分解表

2025年2月20日

| 县区 | 2024年地区生产总值（亿元） | 2024年固定资产投资增速（%） | 2025年固定资产投资增速目标（%） |
|---|---|---|---|
| 衡东县 | 412.6 | -4.3 | 6.5 |
| 祁东县 | 437.1 | 5.2 | 7 |
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("siblings"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, as_of=DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("浏阳2024年规上工业企业退出几户", "13户"),
        ("浏阳2024年研发经费投入强度比全省平均水平低多少", "0.3个百分点"),
        ("浏阳2024年固定资产投资增速全市第几", "第6位"),
        ("浏阳2024年居民消费价格涨幅目标", "3%左右"),
        ("浏阳获评领航级工厂奖励多少", "450万元"),
        ("浏阳2024年第二产业对经济增长的贡献率", "46%"),
        ("浏阳三年累计要完成多少水利投资", "90亿元"),
        ("浏阳2024年GDP增速比当年目标差多少", "约0.4个百分点"),
        ("衡东县2024年固定资产投资增速", "-4.3%"),
        ("临湘市上半年社零增速", "5.1%"),
    ],
)
def test_the_one_of_the_sentence_that_was_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    got = ask(assistant, question)
    assert (got.found, got.answer) == (True, answer)


@pytest.mark.parametrize(
    "question",
    [
        "浏阳2024年外贸进出口增速全市第几",  # 前两项 are the other two
        "岳阳市2025年全年旅游收入",
        "浏阳2024年研发经费投入多少亿元",
        "衡东县2024年固定资产投资额",
    ],
)
def test_what_only_stands_beside_it_is_refused(assistant: Assistant, question: str) -> None:
    got = ask(assistant, question)
    assert (got.found, got.answer) == (False, "")


def test_a_part_of_the_year_is_said_with_the_figure(assistant: Assistant) -> None:
    got = ask(assistant, "岳阳市2025年旅游收入")
    assert got.answer == "268亿元"
    assert "2025年上半年" in got.text


def test_a_share_and_an_old_value_are_said_as_such(assistant: Assistant) -> None:
    share = ask(assistant, "岳阳市2025年上半年税收收入占比")
    assert (share.answer, "税收收入占比" in share.text) == ("61.5%", True)
    old = ask(assistant, "浏阳2023年快递业务量")
    assert (old.answer, "由" in old.text) == ("312万件", False)


def test_an_answer_in_other_words_says_so(assistant: Assistant) -> None:
    assert "请对照出处" not in ask(assistant, "浏阳2024年规上工业增加值增速").text


def test_a_difference_names_target_and_actual(assistant: Assistant) -> None:
    text = ask(assistant, "浏阳2024年GDP增速比当年目标差多少").text
    assert "目标" in text
    assert "实际" in text
    assert "计算得出" in text
