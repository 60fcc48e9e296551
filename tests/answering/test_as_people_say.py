"""Questions in spoken words; years, tiers and names that a sentence fuses or leaves out. Every figure is invented."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2024, 8, 1)

DOCUMENTS = {
    "meeting.txt": """湖州市委经济工作会议召开

来源：湖州日报  发布日期：2023-12-27

12月26日，市委经济工作会议召开，总结2023年经济工作，部署2024年经济工作。
会议指出，今年以来，全市经济稳中向好。预计全年社会消费品零售总额1820亿元、增长6.9%。
会议强调，做好2024年经济工作，主要预期目标是：地区生产总值增长6%左右，社会消费品零售总额增长7.5%左右。
""",
    "half.txt": """2024年上半年湖州经济运行情况

湖州市统计局 2024年7月23日

上半年，全市发电量96.5亿千瓦时，用电量188亿千瓦时。全市进出口总额801亿元，增长5.1%，由去年全年的下降转为增长；其中出口690亿元，增长6.2%。
一般公共预算收入290亿元，完成年初预算的55.2%。一般公共预算支出330亿元，其中教育支出61.2亿元。上半年全市新增贷款612亿元。
上半年接待游客5120万人次，实现旅游收入588亿元，同比分别增长9.4%和12.7%。
112万农村劳动力、38万就业困难劳动力就业率分别达91.3%、84.6%。
商品零售和餐饮收入分别增长4.2%和8.8%。
同时全市对外贸易向好，进出口总值801亿元，列全省第8位。
""",
    "plan.txt": """湖州市水利建设三年行动方案

2024年3月5日

到2026年，千人以上供水站由180处压减到120处以下，千人以下供水站由900处压减到500处以下。
新建生态河道64公里，已完成27公里。设立不少于3000万元的水利前期工作资金池。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("said"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, as_of=DAY)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("湖州2024年社零增速目标", "7.5%左右"),
        ("湖州2023年社零增速", "6.9%"),
        ("湖州上半年发了多少度电", "96.5亿千瓦时"),
        ("湖州上半年用了多少电", "188亿千瓦时"),
        ("湖州上半年在教育上花了多少亿", "61.2亿元"),
        ("湖州上半年新增了多少贷款", "612亿元"),
        ("湖州今年上半年出口了多少亿", "690亿元"),
        ("湖州上半年来了多少游客", "5120万人次"),
        ("湖州上半年就业困难劳动力的就业率", "84.6%"),
        ("湖州上半年餐饮收入涨了百分之几", "8.8%"),
        ("湖州上半年进出口在全省排第几", "第8位"),
        ("湖州千人以上供水站到2026年要压到多少处以下", "120处以下"),
        ("湖州上半年一般公共预算收入完成预算多少", "55.2%"),
        ("湖州生态河道建成多少公里", "27公里"),
        ("湖州水利前期工作资金池不能少于多少钱", "不少于3000万元"),
    ],
)
def test_the_figure_that_is_meant(assistant: Assistant, question: str, value: str) -> None:
    assert ask(assistant, question).answer == value


def test_two_growths_behind_their_sums(assistant: Assistant) -> None:
    answer = ask(assistant, "湖州上半年游客人次和旅游收入各增长多少")
    assert "9.4%" in answer.answer
    assert "12.7%" in answer.answer


@pytest.mark.parametrize("question", ["湖州2023年社零增速目标", "湖州上半年企业新增了多少家"])
def test_what_is_of_another_year_or_thing_is_refused(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert not answer.found, answer.text


def test_a_pictures_caption_is_no_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = (
        "浙江杭州市风光 资料图7月20日，浙江省统计局发布消息，上半年，全省实现地区生产总值38000亿元。\n"
        "分产业看，全省第三产业增加值21000亿元。\n"
    )
    over = assistant_over(tmp_path_factory.mktemp("caption"), {"2023-07-20_news.txt": text})
    assert over.ask("浙江上半年第三产业增加值", as_of=date(2023, 8, 1)).answer == "21000亿元"
    assert not over.ask("杭州上半年第三产业增加值", as_of=date(2023, 8, 1)).found
