"""A place that no document is of but that documents name: its own figures answer, and a refusal says what is so.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2024, 6, 1)

DOCUMENTS = {
    "dehong.md": """# 德宏州2024年政府工作报告

——2024年1月22日

## 一、2023年工作回顾

2023年，全州地区生产总值增长4.5%。盈江县建成高标准农田3.2万亩，全州建成11万亩。陇川县糖料蔗种植面积达到30万亩。
盈江县光伏项目加快建设，全州光伏装机达到80万千瓦。在盈江县召开了现场会。全州新增规上企业33家。

## 二、盈江县

社会消费品零售总额45亿元，完成造林2.1万亩。全州造林9万亩。
""",
    "baoshan.md": """# 保山市2024年政府工作报告

——2024年1月22日

## 一、2023年工作回顾

2023年，全市地区生产总值1180亿元，增长3.5%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("named_places"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("盈江县2023年建成高标准农田多少", "3.2万亩"),
        ("陇川县2023年糖料蔗种植面积", "30万亩"),
        ("盈江县2024年社零", "45亿元"),  # below a heading that is the place's name
        ("德宏州2024年社零", ""),
        ("盈江县2024年完成造林多少", "2.1万亩"),
        ("德宏州2024年造林多少", "9万亩"),
        ("盈江县2023年光伏装机多少", ""),  # 全州 stands between
        ("盈江县2023年新增规上企业多少家", ""),
    ],
)
def test_a_place_is_answered_from_what_names_it(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, as_of=DAY).answer == answer


@pytest.mark.parametrize("question", ["盈江县2023年GDP", "陇川县2023年GDP增速", "盈江县和陇川县2023年GDP分别多少"])
def test_a_refusal_says_that_documents_name_the_place(assistant: Assistant, question: str) -> None:
    refused = assistant.ask(question, as_of=DAY)
    assert not refused.found
    assert "有提到" in refused.text
    assert "《德宏州2024年政府工作报告》" in refused.text
    assert "没有载明" in refused.text


def test_a_refusal_shows_another_year_of_the_place(assistant: Assistant) -> None:
    refused = assistant.ask("盈江县2022年高标准农田多少", as_of=DAY)
    assert not refused.found
    assert [f.text for f in refused.also_stated] == ["3.2万亩"]


def test_a_place_that_no_document_names_has_no_documents(assistant: Assistant) -> None:
    refused = assistant.ask("腾冲市2023年GDP", as_of=DAY)
    assert not refused.found
    assert "没有腾冲市的文件" in refused.text
    assert "提到" not in refused.text
