"""Ranks: among whom they are, and what only looks like one.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 6, 1)

DOCUMENTS = {
    "report.md": """# 宁乡市2025年政府工作报告

——2025年1月22日

## 一、2024年工作回顾

2024年，全市地区生产总值增长6.5%，增速居全省第3、全国第10。规上工业增加值总量居全省第2位、中部第8位。
入选全国第一批绿色工厂名单，第一产业增加值增长4.1%。首次获评国家文明城市，首个智能工厂投产，第一批专精特新企业12家。
发明专利拥有量排名全国第15位。社会消费品零售总额在全省排第一。营商环境首次进入全国前20强。
百强县排名第8位，比上年前移2位。粮食产量跃居全省第一位。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("ranks"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("宁乡市2024年GDP增速居全省第几", "第3"),
        ("宁乡市2024年GDP增速居全国第几", "第10"),
        ("宁乡市2024年GDP增速排第几", "全省第3；全国第10"),
        ("宁乡2024年规上工业增加值全省第几", "第2位"),
        ("宁乡2024年规上工业增加值中部第几", "第8位"),
        ("宁乡2024年发明专利拥有量全国第几", "第15位"),
        ("宁乡2024年发明专利拥有量全省第几", ""),  # stated of the country only
        ("宁乡2024年社零全省第几", "第一"),
        ("宁乡2024年粮食产量全省第几", "第一位"),
        ("宁乡2024年营商环境全国第几", "前20强"),
        ("宁乡2024年百强县排名第几", "第8位"),
    ],
)
def test_a_rank_is_of_those_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, as_of=DAY).answer == answer


@pytest.mark.parametrize("thing", ["绿色工厂", "第一产业增加值", "智能工厂", "专精特新企业", "国家文明城市"])
def test_first_of_its_kind_is_no_rank(assistant: Assistant, thing: str) -> None:
    assert not assistant.ask(f"宁乡2024年{thing}排名第几", as_of=DAY).found
