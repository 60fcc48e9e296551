"""Whose a figure is: cities and districts by their short names, new areas behind their province's, ceilings of a grant.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "hunan.md": """# 湖南省2025年政府工作报告

——2025年1月14日

## 一、2024年工作回顾

2024年，长沙市高新技术企业达到8000家，株洲、湘潭分别达到1200家、900家。
""",
    "changsha.md": """# 长沙市2025年政府工作报告

——2025年1月6日

## 一、2024年工作回顾

地区生产总值增长5%。雨花经开区规上工业产值1000亿元。湖南湘江新区地区生产总值增长5.8%。
岳麓、开福分别完成港口投资120亿元、90亿元。
""",
    "grants.md": """# 长沙市促进产业发展若干政策

2024年3月5日

第一条 对首次纳入规模以上的工业企业，奖励10万元，最高不超过30万元。
第二条 企业研发费用按15%给予补助，单个企业每年最高200万元。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("whose_figures"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("湘潭市2024年高新技术企业多少家", "900家"),
        ("湖南省2024年高新技术企业多少家", ""),
        ("开福区2024年完成港口投资多少", "90亿元"),
        ("长沙市2024年完成港口投资多少", ""),
        ("湘江新区2024年GDP增速", "5.8%"),
        ("长沙市2024年GDP增速", "5%"),
        ("雨花经开区2024年规上工业产值", "1000亿元"),
        ("雨花区2024年规上工业产值", ""),
        ("规上企业奖励最高多少", "最高不超过30万元"),
        ("规上企业奖励多少", "10万元"),
        ("研发补助最高多少", "最高200万元"),
    ],
)
def test_a_figure_is_the_nearest_holder_s(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, (), DAY).answer == answer


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("湖南省2024年高新技术企业1200家。", "not found"),
        ("株洲市2024年高新技术企业1200家。", "supported"),
        ("长沙市2024年地区生产总值增长5.8%。", "contradicted"),
        ("湘江新区2024年地区生产总值增长5.8%。", "supported"),
    ],
)
def test_a_claim_of_another_holder_is_not_borne_out(assistant: Assistant, draft: str, verdict: str) -> None:
    assert assistant.check(draft, as_of=DAY).verdict == verdict
