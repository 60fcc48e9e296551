"""Documents that a question names, by kind, title or number: they answer, and others do not.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.understanding.sources import find_sources

DAY = date(2024, 6, 1)

DOCUMENTS = {
    "report.md": """# 石屏县2024年政府工作报告

——2024年1月22日

## 一、2023年工作回顾

2023年，全县地区生产总值增长4.5%。社会消费品零售总额42亿元。新增规上企业7家。

## 二、2024年工作目标

地区生产总值增长6%，一般公共预算收入增长3%。
""",
    "bulletin.md": """# 石屏县2023年国民经济和社会发展统计公报

2024年4月22日

2023年，全县地区生产总值130亿元，增长4.3%。社会消费品零售总额41.5亿元。
""",
    "budget.md": """# 关于石屏县2023年地方财政预算执行情况和2024年地方财政预算草案的报告

2024年1月20日

2023年，全县一般公共预算收入完成5.2亿元，增长2.1%。2024年一般公共预算收入预期增长4%。
""",
    "measures.md": """# 石屏县人民政府关于印发石屏县促进工业发展若干措施的通知

石政发〔2023〕12号

2023年5月3日

对首次纳入规模以上的企业，奖励10万元。
""",
    "grants.md": """# 石屏县人民政府办公室关于印发石屏县工业奖补办法的通知

石政办发〔2020〕12号

2020年5月3日

对首次纳入规模以上的企业，奖励5万元。
""",
    "jianshui.md": """# 建水县2024年政府工作报告

——2024年1月25日

## 一、2023年工作回顾

2023年，全县地区生产总值增长5%。社会消费品零售总额88亿元。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("sources"), DOCUMENTS)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("石屏县2023年社零多少", "41.5亿元；42亿元"),  # two documents that disagree
        ("按统计公报，石屏县2023年社零是多少", "41.5亿元"),
        ("石屏县政府工作报告里2023年社零是多少", "42亿元"),
        ("2024年石屏县政府工作报告提出2023年GDP增长多少", "4.5%"),  # the report's year is not the figure's
        ("《石屏县2023年国民经济和社会发展统计公报》里GDP增长多少", "4.3%"),
        ("石屏县统计公报和政府工作报告2023年社零分别多少", "41.5亿元；42亿元"),
        ("石屏县预算报告里2024年一般公共预算收入增长目标是多少", "4%"),
        ("石屏县政府工作报告提出2024年一般公共预算收入增长目标多少", "3%"),
        ("石政发〔2023〕12号首次纳入规模以上的企业奖励多少", "10万元"),
        ("石政办发[2020]12号首次纳入规模以上的企业奖励多少", "5万元"),
        ("2020年12号文首次纳入规模以上的企业奖励多少", "5万元"),
        ("12号文首次纳入规模以上的企业奖励多少", "2023年10万元；2020年5万元"),
        ("按《工业奖补办法》，首次纳入规模以上的企业奖励多少", "5万元"),
    ],
)
def test_the_document_that_is_named_answers(assistant: Assistant, question: str, answer: str) -> None:
    assert assistant.ask(question, as_of=DAY).answer == answer


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("根据统计年鉴，石屏县2023年社零是多少", "没有石屏县统计年鉴"),
        ("建水县统计公报里2023年社零多少", "没有建水县统计公报"),
        ("石屏县2023年政府工作报告里2022年GDP增速", "没有石屏县2023年政府工作报告"),
        ("石政发〔2023〕15号首次纳入规模以上的企业奖励多少", "没有〔2023〕15号文件"),
        ("石政办发〔2023〕12号首次纳入规模以上的企业奖励多少", "没有〔2023〕12号文件"),  # another issuer's number
        ("按《石屏县农业奖补办法》，首次纳入规模以上的企业奖励多少", "没有《石屏县农业奖补办法》"),
    ],
)
def test_a_document_that_is_not_there_is_said_to_be_missing(assistant: Assistant, question: str, named: str) -> None:
    refused = assistant.ask(question, as_of=DAY)
    assert not refused.found
    assert named in refused.text


def test_the_source_holds_for_the_next_question(assistant: Assistant) -> None:
    answer = assistant.ask("那GDP增速呢", ["按统计公报，石屏县2023年社零是多少"], as_of=DAY)
    assert answer.answer == "4.3%"
    assert "按统计公报" in answer.resolved_question


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("统计公报和工作会议说的社零分别是多少", []),  # what the other one is, is not known
        ("去年的会议和统计公报说的社零分别是多少", []),
        ("统计公报、政府工作报告里社零分别是多少", ["统计公报", "政府工作报告"]),
        ("如何办理《通行证》", []),  # a thing, and no source
        ("《工业奖补办法》里奖励多少", ["工业奖补办法"]),
        ("地铁12号线多长", []),
        ("按照石政发〔2023〕12号文，奖励多少", ["12"]),
    ],
)
def test_what_counts_as_a_source(question: str, names: list[str]) -> None:
    assert [source.name for source in find_sources(question, [])] == names


def test_a_sources_own_year_goes_before_a_later_one_that_names_it(tmp_path: Path) -> None:
    documents = {
        "old.md": "# 泸西县2021年国民经济和社会发展统计公报\n\n2021年，全县粮食产量18.2万吨。",
        "new.md": "# 泸西县2022年国民经济和社会发展统计公报\n\n2022年，全县粮食产量19万吨，2021年为18.1万吨。",
    }
    assistant = assistant_over(tmp_path, documents)
    assert assistant.ask("2021年统计公报中泸西县粮食产量是多少", (), DAY).answer == "18.2万吨"
    assert assistant.ask("按2022年统计公报，泸西县2021年粮食产量是多少", (), DAY).answer == "18.1万吨"
