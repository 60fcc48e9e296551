"""What was aimed at and what was reached: set against each other in one measure, or what is missing is said.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "report-2024.md": """# 遵义市2024年政府工作报告

——2024年1月20日

## 一、2023年工作回顾

2023年，地区生产总值增长5.6%，固定资产投资下降9.1%，规上工业增加值增长6%。新增高标准农田12万亩，旅游收入300亿元。
""",
    "report-2023.md": """# 遵义市2023年政府工作报告

——2023年1月20日

## 二、2023年工作目标

地区生产总值增长7%，规上工业增加值增长8%以上。新增高标准农田15万亩，旅游收入增长20%，社会消费品零售总额达到1100亿元。
""",
    "bulletin.md": """# 遵义市2023年国民经济和社会发展统计公报

2024年4月20日

2023年，全市地区生产总值4560.5亿元。社会消费品零售总额增长7.2%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("differences"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("遵义2023年GDP比目标差多少", "1.4个百分点"),  # the aim is a growth: what was reached is one too
        ("遵义2023年GDP增速比目标低多少", "1.4个百分点"),
        ("遵义2023年新增高标准农田比目标少多少", "3万亩"),
    ],
)
def test_aim_and_result_are_set_against_each_other_in_one_measure(
    assistant: Assistant, question: str, answer: str
) -> None:
    found = assistant.ask(question, as_of=DAY)
    assert found.answer == answer
    assert found.figures[0].computed
    assert len(found.citations) == 2


@pytest.mark.parametrize(
    ("question", "said", "stated"),
    [
        ("遵义2023年固定资产投资比目标差多少", "没有找到遵义市2023年“固定资产投资”目标的数字", ["9.1%"]),
        ("遵义2023年社零增速比目标差多少", "没有找到遵义市2023年“社会消费品零售总额增速”目标的数字", ["7.2%"]),
        ("遵义2023年规上工业增加值增速比目标低多少", "不能确定", ["6%", "8%以上"]),
        ("遵义2023年旅游收入比目标差多少", "口径或单位不同，不能相减", ["300亿元", "20%"]),
        ("遵义2023年粮食产量比目标差多少", "没有找到遵义市2023年“粮食产量”实际、遵义市2023年“粮食产量”目标的数字", []),
    ],
)
def test_a_difference_that_cannot_be_computed_says_truly_why(
    assistant: Assistant, question: str, said: str, stated: list[str]
) -> None:
    refused = assistant.ask(question, as_of=DAY)
    assert not refused.found
    assert said in refused.text
    assert [f.text.removeprefix("下降") for f in refused.also_stated] == stated
    assert [c.label for c in refused.citations] == list(range(1, len(stated) + 1))
