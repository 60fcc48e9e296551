"""Things that reports state side by side: one of them is never given for another. Every figure is invented."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2024, 6, 1)

DOCUMENTS = {
    "bulletin.txt": """衢州市2023年国民经济和社会发展统计公报

衢州市统计局

2024年3月18日

全年地区生产总值2125亿元，比上年增长6.6%，总量居全省第10位。
年末民用汽车保有量81.2万辆，其中新能源汽车6.4万辆。共有医院63家、卫生院101家，床位1.9万张，其中医院床位1.4万张。
全年商品房销售面积188万平方米，商品房销售额171亿元。货物进出口总额596亿元，其中出口403亿元，进口193亿元。
全年授权专利1.02万件，人均公园绿地面积16.1平方米。储能电站装机3.2吉瓦时。
年末地方政府一般债务余额310亿元、专项债务余额420亿元。
民营企业进出口455亿元。高新技术产品出口88亿元，增长9.3%。
改造城镇老旧小区64个。新建学校21所，小学招生2.6万人，初中招生2.5万人。
""",
    "measures.txt": """衢州市促进工业企业上规模若干措施

2024年1月9日

对年产值首次达到20亿元、10亿元、5亿元的工业企业，分别给予80万元、40万元、20万元奖励。
到2024年底，全市规上工业企业超过1600家；2024年，新增规上工业企业180家。
全年引进亿元以上项目90个，其中10亿元以上12个。
""",
    "news.txt": """衢州上半年外贸

2023年7月20日，衢州海关发布，上半年全市进出口290亿元，环比下降1.1%，同比增长7.7%。6月当月，进出口51亿元，环比增长4.2%，同比增长8.8%。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("apart"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, as_of=DAY)


@pytest.mark.parametrize(
    "question",
    [
        "衢州2023年GDP增速在全省排第几",
        "衢州2023年新能源汽车产量",
        "衢州2023年新能源汽车销量是多少",
        "衢州2023年卫生院床位数",
        "衢州2023年商品房销售均价",
        "衢州2023年外贸逆差是多少",
        "衢州2023年公园绿地面积",
        "衢州2023年老旧小区改造多少户",
        "衢州2023年高中招生",
        "衢州2023年民营企业出口多少",
        "衢州年产值首次达到8亿元的企业奖励多少",
    ],
)
def test_what_is_not_stated_is_refused_though_a_neighbour_is(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert not answer.found, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("衢州2023年GDP总量在全省排第几", "第10位"),
        ("衢州2023年汽车保有量", "81.2万辆"),
        ("衢州2023年医院床位数", "1.4万张"),
        ("衢州2023年人均公园绿地面积", "16.1平方米"),
        ("衢州2023年老旧小区改造多少个", "64个"),
        ("衢州2023年储能电站装机", "3.2吉瓦时"),
        ("衢州2023年进口额", "193亿元"),
        ("衢州年产值首次达到10亿元的企业奖励多少", "40万元"),
        ("衢州年产值首次达到20亿元的企业奖励多少", "80万元"),
        ("衢州2024年新增规上工业企业", "180家"),
        ("衢州2024年规上工业企业目标", "超过1600家"),
        ("衢州2024年引进10亿元以上项目多少个", "12个"),
        ("衢州2024年引进亿元以上项目多少个", "90个"),
        ("衢州2023年6月进出口同比", "8.8%"),
        ("衢州2023年6月进出口环比增长多少", "4.2%"),
    ],
)
def test_the_stated_one_is_given(assistant: Assistant, question: str, value: str) -> None:
    assert ask(assistant, question).answer == value


def test_a_date_line_dates_no_figures(assistant: Assistant) -> None:
    answer = ask(assistant, "衢州2023年GDP增速")
    assert (answer.answer, answer.figures[0].year) == ("6.6%", "2023")
    assert not ask(assistant, "衢州2024年GDP增速").found
