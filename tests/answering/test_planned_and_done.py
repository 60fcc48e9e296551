"""Aims beside what became of them, several years together, and what a policy gives (real places, invented figures)."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2024, 6, 1)

DOCUMENTS = {
    "ganzhou.txt": """赣州市2023年重点工作完成情况

赣州市人民政府办公室
2024年1月18日

年初计划招聘教师600人，实际招聘615人，其中硕士120人。目标任务：新建幼儿园20所，已建成18所。
水库除险加固任务45座，截至12月底完工47座。城区绿道建设计划80公里，已完成76公里，为计划的95%。
对照年度目标，完成造林绿化12万亩。紧盯既定任务，新增供热面积90万平方米。
""",
    "xinyang.txt": """信阳市2023年政府工作报告

2023年1月30日
市长 某某

近五年，全市生产总值年均增长6.1%；税收收入从92亿元提高到138亿元；累计建成高标准农田160万亩；规上工业企业由830家增至1120家；新增养老床位2.3万张，引进博士860人。
2022年，税收收入138.4亿元，引进博士150人。
""",
    "leshan.txt": """乐山市竹产业发展三年行动方案（2022—2024年）

乐山市人民政府办公室
2022年6月8日

2022年，新建竹林道路120公里；2023年，新建150公里；2024年，新建180公里。三年培训竹农9万人次。每年举办竹博会2次。
对新认定的省级龙头企业，一次性奖励30万元。对获得国家级品牌的合作社给予15万元补助。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("planned"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, (), DAY)


@pytest.mark.parametrize(
    ("question", "answer", "status"),
    [
        ("赣州2023年招聘教师计划", "600人", "target"),
        ("赣州2023年招聘教师完成多少", "615人", "actual"),
        ("赣州2023年招聘教师多少人", "615人", "actual"),
        ("赣州2023年新建幼儿园目标", "20所", "target"),
        ("赣州2023年新建幼儿园完成数", "18所", "actual"),
        ("赣州2023年水库除险加固任务是多少", "45座", "target"),
        ("赣州2023年水库除险加固多少座", "47座", "actual"),
        ("赣州2023年绿道建设目标", "80公里", "target"),
        ("赣州2023年绿道建设完成多少公里", "76公里", "actual"),
        ("赣州2023年造林绿化完成数", "12万亩", "actual"),
        ("赣州2023年新增供热面积实际多少", "90万平方米", "actual"),
    ],
)
def test_a_plan_is_an_aim_and_what_became_of_it_is_not(
    assistant: Assistant, question: str, answer: str, status: str
) -> None:
    found = ask(assistant, question)
    assert (found.answer, found.figures[0].status) == (answer, status)


@pytest.mark.parametrize("question", ["赣州2023年造林绿化目标", "赣州2023年新增供热面积目标"])
def test_an_aim_only_looked_to_makes_no_figure_an_aim(assistant: Assistant, question: str) -> None:
    assert not ask(assistant, question).found


@pytest.mark.parametrize(
    ("question", "answer", "year"),
    [
        ("信阳过去五年GDP年均增速", "6.1%", "2018-2022"),
        ("信阳近五年新增养老床位多少", "2.3万张", "2018-2022"),
        ("信阳2018到2022年引进博士多少人", "860人", "2018-2022"),
        ("信阳五年来建成高标准农田多少亩", "160万亩", "2018-2022"),
        ("信阳2022年规上工业企业多少家", "1120家", "2018-2022"),
        ("信阳2022年引进博士多少人", "150人", "2022"),
    ],
)
def test_years_just_past_are_those_before_the_report(
    assistant: Assistant, question: str, answer: str, year: str
) -> None:
    found = ask(assistant, question)
    assert (found.answer, found.figures[0].year) == (answer, year)


@pytest.mark.parametrize(
    "question",
    [
        "信阳2023年新增养老床位多少",
        "信阳2022年新增养老床位多少",
        "信阳2023年税收收入",
        "信阳2018年税收收入",
        "信阳2023年规上工业企业多少家",
        "信阳过去三年新增养老床位多少",
    ],
)
def test_what_years_did_together_is_no_single_years(assistant: Assistant, question: str) -> None:
    assert not ask(assistant, question).found


def test_yearly_figures_are_not_those_of_all_years(assistant: Assistant) -> None:
    assert not ask(assistant, "乐山每年培训竹农多少人次").found
    assert ask(assistant, "乐山三年培训竹农多少人次").answer == "9万人次"
    assert ask(assistant, "乐山每年举办竹博会多少次").answer == "2次"


def test_a_subject_left_out_behind_a_semicolon_is_that_of_the_figure_before(assistant: Assistant) -> None:
    assert ask(assistant, "乐山2023年新建竹林道路目标").answer == "150公里"
    assert ask(assistant, "乐山2024年新建竹林道路多少公里").answer == "180公里"
    assert ask(assistant, "乐山2022到2024年新建竹林道路一共多少公里").answer != "180公里"


def test_what_a_policy_gives_is_neither_an_aim_nor_done(assistant: Assistant) -> None:
    given = ask(assistant, "乐山省级龙头企业奖励多少")
    assert (given.answer, given.figures[0].status) == ("30万元", "unknown")
    assert "目标" not in given.text
    assert not ask(assistant, "乐山省级龙头企业目标").found
    assert not ask(assistant, "乐山国家级品牌合作社目标").found
