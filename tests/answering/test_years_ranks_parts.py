"""Years behind a subject, ranks among two groups, parts beside their whole, columns whose names mislead; invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2025, 9, 1)

DOCUMENTS = {
    "methods.txt": """沁水县煤层气产业扶持办法

2024年12月9日

为稳定产能，制定本办法。县财政2025年安排产业扶持资金3100万元，其中县本级1900万元。
""",
    "plan.md": """# 沁水县低空经济行动计划（2025—2027年）

到2027年，建成起降点90个。分年度看，起降点2025年建成25个、2026年累计建成60个。
""",
    "tasks.md": """# 沁水县2025年招商引资目标任务分解表

| 单位 | 签约项目（个） | 实际利用外资（万美元） |
| --- | --- | --- |
| 龙港镇 | 9 | 640 |
| 端氏镇 | 6 | 380 |
""",
    "bulletin.txt": """沁水县2024年国民经济和社会发展统计公报

2025年3月20日

粮食总产量9.6万吨，单产居全市第四、山区县第二。煤层气产量28亿立方米，占全省的17.3%，占全国的9.1%。
年末各项贷款余额164.5亿元，增长8.1%，其中制造业贷款31.2亿元，增长15%。
设区城市空气优良天数比例居前，县城空气优良天数比例91.4%。
智慧矿山由5座扩展到11座。
""",
    "report.txt": """沁水县2025年政府工作报告

二、2025年工作安排
规上工业企业由去年的88家增加到96家以上。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("qinshui")
    return assistant_over(folder, DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("沁水县2025年安排了多少产业扶持资金", "3100万元"),
        ("沁水今年要建多少个起降点", "25个"),
        ("沁水龙港镇今年利用外资任务", "640万美元"),
        ("沁水县粮食单产在山区县里排第几", "第二"),
        ("沁水县粮食单产在全市排第几", "第四"),
        ("沁水县煤层气产量占全省多少", "17.3%"),
        ("沁水县煤层气产量占全国多少", "9.1%"),
        ("沁水县2024年贷款余额", "164.5亿元"),
        ("沁水县2024年制造业贷款多少", "31.2亿元"),
        ("沁水县2024年有几座智慧矿山", "11座"),
        ("沁水县规上工业企业今年打算到多少家", "96家以上"),
    ],
)
def test_the_figure_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, (), DAY).answer == answer


def test_a_share_of_the_world_is_not_one_of_the_country(assistant: Assistant) -> None:
    assert not assistant.ask("沁水县煤层气产量占全球多少", (), DAY).found
