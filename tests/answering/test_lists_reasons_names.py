"""Members of groups, reasons of aims, and who has which; the papers are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 3, 1)

DOCUMENTS = {
    "2025年滨州市政府工作报告.txt": """2025年滨州市政府工作报告

一、2024年工作回顾
2024年，一季度开局承压，四个季度增速逐季抬升。全市生产总值3250亿元，增长5.6%，粮食产量86万吨。
沾化、无棣、阳信“三枣县”转型安排补助2亿元。黄河文旅专列“滨州号”开行，冬枣、盐田虾双双入围全国区域品牌百强。
邹平经开区、滨州经开区营收分别突破300亿元、210亿元，居全省开发区第11和第19位。
节水权、排污权、碳排放权累计交易4600宗。
新能源船、铝基材料、低空运输分别由无棣县、邹平市、博兴县牵头建链。
邹平入选国家家电回收试点，2023年惠民入选国家家电回收试点。
二、2025年工作安排
今年主要预期目标是：地区生产总值增长5.5%左右，固定资产投资增长6%。把增长目标定在5.5%左右，既考虑了就业和化债的需要，又与“十四五”目标相衔接，经过努力能够实现。之所以把投资目标定得比去年低，是考虑到港口建设高峰已过，要把资金留给产业项目。
加快两座变电站建设，一座是北海变电站，一座是东城变电站。保园区供热、保企业用电。
对新评定的5A级景区奖励300万元。
酒用高粱订单种植31万亩，果园面积稳定在52万亩。
企业产假补贴：二孩家庭提高8万元，三孩家庭提高15万元。
向困难新生发放助学金，每人4000元，共安排助学金820万元。
培育60个特色集群，其中营业收入超50亿元的达到4个，超十亿元的21个以上。
城市西环线由沾化区承建，全长12.4公里。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("binzhou")
    return assistant_over(folder, DOCUMENTS)


def ask(assistant: Assistant, question: str, *earlier: str) -> Answer:
    return assistant.ask(question, earlier, DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("滨州“三枣县”是哪三个", "沾化；无棣；阳信"),
        ("滨州哪两种特产进了全国区域品牌百强", "冬枣；盐田虾"),
        ("滨州累计交易的是哪三权", "节水权；排污权；碳排放权"),
        ("滨州低空运输让哪个县牵头", "博兴县"),
        ("滨州5.5%左右的增长目标是怎么考虑的", "既考虑了就业和化债的需要，又与“十四五”目标相衔接，经过努力能够实现"),
        ("滨州今年投资目标为啥比去年低", "考虑到港口建设高峰已过，要把资金留给产业项目"),
        ("滨州酒用高粱订单种植面积多少", "31万亩"),
        ("滨州三孩家庭产假补贴提高多少", "15万元"),
        ("滨州助学金一共安排了多少资金", "820万元"),
        ("滨州营收超50亿的特色集群要有几个", "4个"),
        ("滨州2024年生产总值多少亿", "3250亿元"),
    ],
)
def test_the_one_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    assert ask(assistant, question).answer == answer


@pytest.mark.parametrize(
    "question",
    [
        "滨州对新评定的3A级景区奖励多少",
        "滨州GDP目标为什么比去年低",
        "滨州去年新建了哪四个码头",
    ],
)
def test_what_is_not_said_is_not_answered(assistant: Assistant, question: str) -> None:
    got = ask(assistant, question)
    assert not got.found or ("码头" not in question and "300万元" not in got.answer)


def test_a_quarter_told_in_passing_dates_no_report(assistant: Assistant) -> None:
    got = ask(assistant, "滨州2024年粮食产量多少")
    assert got.answer == "86万吨"
    assert "季度" not in got.text


def test_ranks_are_dealt_out_like_the_list_before(assistant: Assistant) -> None:
    got = ask(assistant, "滨州经开区营收在全省排第几")
    assert "第11" not in got.answer
    assert "第19" in got.answer


def test_a_list_is_none_of_another_sentence(assistant: Assistant) -> None:
    got = ask(assistant, "滨州要建哪两座变电站")
    assert "供热" not in got.answer
    assert "变电站" in got.answer
