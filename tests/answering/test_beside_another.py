"""What stands beside the indicator asked for and is another one; follow-ups on exports; the paper is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 3, 1)
PAPER = {
    "2025年滨州市政府工作报告.txt": """2025年滨州市政府工作报告
一、2024年工作回顾
外贸进出口总额106亿元，增长10.2%；其中出口61亿元，增长9.0%。
牛羊存栏量分别居全省第8位、第3位。
生产总值首次跃上3000亿元台阶、达3084亿元。
二、2025年工作安排
今年主要预期目标是：地区生产总值增长6%，外贸进出口稳中提质，跨境电商进出口增长12%以上，PM2.5浓度下降2%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("beside")
    return assistant_over(folder, PAPER)


def test_the_aim_of_a_part_is_none_of_the_whole(assistant: Assistant) -> None:
    assert not assistant.ask("2025年滨州进出口要增长百分之几", (), DAY).found
    assert assistant.ask("2025年滨州跨境电商进出口要增长百分之几", (), DAY).answer == "12%以上"


def test_a_fall_in_percent_is_no_concentration(assistant: Assistant) -> None:
    assert not assistant.ask("滨州今年PM2.5目标是多少微克", (), DAY).found


def test_exports_behind_the_growth_of_trade(assistant: Assistant) -> None:
    assert assistant.ask("那出口呢", ("滨州去年外贸进出口增长多少",), DAY).answer == "9.0%"


@pytest.mark.parametrize(
    ("question", "answer"),
    [("滨州羊存栏在全省排第几", "第3位"), ("滨州2024年GDP总量多少亿", "3084亿元")],
)
def test_fused_names_and_what_was_reached(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, (), DAY).answer == answer
