"""Runs of sentences joined by semicolons: each figure is of its own sentence's subject.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "report.md": """# 祁东县2025年政府工作报告

——2025年1月22日

## 一、2024年工作回顾

全县竣工项目52个，总投资300亿元；新开工项目80个，总投资800亿元。
招商引资签约项目40个，总投资120亿元，其中工业项目18个，总投资66亿元；履约项目30个，总投资90亿元；储备项目200个。
新建学校12所，新增学位8000个；改扩建学校5所，新增学位3000个。
建成标准厂房20万平方米，入驻企业30家，年产值15亿元；在建厂房40万平方米，入驻意向企业50家。
省重点项目15个，年度计划投资60亿元，完成投资72亿元；市重点项目45个，年度计划投资110亿元，完成投资118亿元。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("runs"), DOCUMENTS)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("竣工项目总投资多少", "300亿元"),
        ("新开工项目总投资多少", "800亿元"),
        ("签约项目总投资多少", "120亿元"),
        ("签约工业项目总投资多少", "66亿元"),
        ("履约项目总投资多少", "90亿元"),
        ("新建学校新增学位多少个", "8000个"),
        ("改扩建学校新增学位多少个", "3000个"),
        ("标准厂房入驻企业多少家", "30家"),
        ("在建厂房年产值多少", ""),  # stated of the other ones only
        ("省重点项目完成投资多少", "72亿元"),
        ("市重点项目完成投资多少", "118亿元"),
    ],
)
def test_a_total_is_of_its_own_subject(assistant: Assistant, asked: str, answer: str) -> None:
    assert assistant.ask(f"祁东县2024年{asked}", as_of=DAY).answer == answer


def test_another_members_total_is_no_answer(assistant: Assistant) -> None:
    assert assistant.ask("祁东县2024年储备项目总投资多少", as_of=DAY).answer != "90亿元"
