"""The State Council's reports of several years, and a paper whose file's name alone tells whose it is; invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant

DAY = date(2024, 3, 20)
PAPERS = {
    "2018年国务院政府工作报告.txt": """政府工作报告
——2018年3月5日在第十三届全国人民代表大会第一次会议上
国务院总理 王某某
各位代表：
现在，我代表国务院，向大会报告过去五年的工作，请予审议。
一、过去五年工作回顾
五年来，高铁营业里程由1万1千公里延长到2万6千公里，新建改建支线公路120万公里，新建通用机场48个，城镇新增就业超过6500万人。
""",
    "2022年国务院政府工作报告.txt": """各位代表：
现在，我代表国务院，向大会报告政府工作，请予审议。
一、2021年工作回顾
国内生产总值增长8.3%，居民消费价格上涨0.8%，实际使用外资1.1万亿元。
二、2022年经济社会发展总体要求
今年发展主要预期目标是：国内生产总值增长5.6%左右；城镇新增就业1120万人以上。
今年赤字率拟按2.7%左右安排，比去年有所下调。
""",
    "2024年国务院政府工作报告.txt": """政府工作报告——2024年3月5日在第十四届全国人民代表大会第二次会议上国务院总理 王某某
各位代表：
现在，我代表国务院，向大会报告政府工作，请予审议。
一、2023年工作回顾
国内生产总值增长5.3%，城镇新增就业1250万人，居民消费价格上涨0.3%。
二、2024年工作任务
今年发展主要预期目标是：国内生产总值增长5.1%左右；城镇新增就业1210万人以上。赤字率拟按3.1%安排。
""",
    "2018年衢州市政府工作报告.txt": """2018政府工作报告
2017年是本届政府任期的第一年。市政府落实省委省政府和市委的部署，生产总值增长7.4%，一般公共预算收入增长10.6%。
新增股份制企业210家、上市企业4家，上市企业总数31家。全市人民群众的获得感不断增强，我市经济稳中向好。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("national")
    return assistant_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("2022年国务院定的城镇新增就业目标是多少", "1120万人以上"),
        ("全国今年的GDP增长目标是多少", "5.1%左右"),
        ("2021年咱们国家GDP涨了多少", "8.3%"),
        ("2021年吸收的外资有多少", "1.1万亿元"),
        ("2022年赤字率拟按百分之几安排的", "2.7%左右"),
        ("2018年那份国务院报告里 高铁营业里程已经有多长", "2万6千公里"),
        ("2013到2017这五年新建了几个通用机场", "48个"),
        ("衢州2017年GDP增长了多少", "7.4%"),
        ("衢州上市企业总共有多少家了", "31家"),
    ],
)
def test_one_figure(assistant: Assistant, question: str, short: str) -> None:
    answer = assistant.ask(question, as_of=DAY)
    assert answer.found, answer.text
    assert answer.answer == short


@pytest.mark.parametrize(
    ("question", "held", "others"),
    [
        ("2022和2024年定的城镇新增就业目标各是多少", ["1120万人", "1210万人"], []),
        ("国务院历年GDP增长目标", ["5.6%", "5.1%"], ["7.4%"]),
        ("2017年衢州的财政收入增长多少", ["10.6%"], ["5.3%"]),
    ],
)
def test_of_years(assistant: Assistant, question: str, held: list[str], others: list[str]) -> None:
    answer = assistant.ask(question, as_of=DAY).answer
    assert all(one in answer for one in held), answer
    assert not any(one in answer for one in others), answer


@pytest.mark.parametrize(
    "question", ["2020年全国城镇新增就业多少人", "衢州2018年GDP增长目标是多少", "今年全国粮食产量目标是多少"]
)
def test_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, as_of=DAY).found


def test_the_country_after_a_city(assistant: Assistant) -> None:
    answer = assistant.ask("全国的居民消费价格呢", ["衢州2017年GDP增长了多少", "那2021年呢"], as_of=DAY)
    assert answer.answer == "0.8%"
