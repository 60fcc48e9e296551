"""Figures of a half-year, of months and of days; what goes on with a part; growth beside a sum.

Places are real, every figure is invented.
"""

from __future__ import annotations

from datetime import date

import pytest
from made_up import assistant_over

from policyqa.assistant import Assistant
from policyqa.types import Answer

DAY = date(2025, 9, 1)

DOCUMENTS = {
    "wenzhou.txt": """温州市上半年经济运行情况

2025年7月22日

据市统计局消息，上半年温州实现生产总值4712亿元，按可比价格计算同比增长5.4%，增速比一季度提高0.3个百分点。
全市规上工业增加值从1至2月的增长2.1%、一季度增长3.7%到上半年增长4.9%。其中能源工业增长1.2%、非能源工业增长6.6%。
居民消费价格同比上涨0.4%。6月当月，居民消费价格环比下降0.2%，同比上涨0.7%。
全市货物进出口总额1402亿元，增长8.1%。6月当月，出口增长11.6%。
高技术产业投资增长7.1%，其中高技术制造业和高技术服务业投资分别增长8.4%和3.5%。
新能源发电量36.5亿千瓦时，增长24.8%。
四年平均看，地区生产总值平均增长4.4%。
""",
    "ningbo.txt": """前7个月宁波外贸进出口保持增长

2025年8月12日

据宁波海关统计，今年前7个月，宁波市实现进出口总值7719亿元，同比增长4.1%，占全省进出口总值的23.9%。
前7个月，宁波市民营企业进出口实现两位数增长，进出口额达5608亿元，增长10.4%。
全市5个综合保税区（前湾综保区、梅山综保区等）合计进出口1502亿元，增长6%。其中，前湾综保区88亿元，增长2.2%。
同期，宁波市对最大贸易伙伴东盟的进出口表现亮眼，进出口额1219亿元，增长13.3%。
""",
    "taizhou.txt": """台州市农村公路建设推进会召开

2025年8月3日

截至6月底，全市新改建农村公路完成投资21.4亿元，占年度目标36亿元的59.4%。
全市农村劳动力转移就业8.2万人，完成全年11万人目标任务的七成以上。
会议要求，下半年要加快进度，确保三季度末新改建里程达到400公里，四季度再新增80公里。
一季度新增规上工业企业31户。会议提出，二季度要新增规上工业企业27户。
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("year-parts"), DOCUMENTS)


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, as_of=DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("温州上半年GDP增速", "5.4%"),
        ("温州上半年GDP总量是多少亿", "4712亿元"),
        ("温州上半年规上工业增加值增长多少", "4.9%"),
        ("温州一季度规上工业增加值增速", "3.7%"),
        ("温州上半年非能源工业涨了多少", "6.6%"),
        ("温州上半年能源工业增长多少", "1.2%"),
        ("温州6月CPI同比涨多少", "0.7%"),
        ("温州6月份当月出口增长多少", "11.6%"),
        ("温州上半年新能源发了多少电", "36.5亿千瓦时"),
        ("宁波1到7月进出口总值是多少", "7719亿元"),
        ("宁波前七个月进出口增长多少", "4.1%"),
        ("宁波前7个月对东盟进出口多少亿", "1219亿元"),
        ("台州今年新改建农村公路全年投资目标多少", "36亿元"),
        ("台州农村公路截至6月底完成投资多少亿", "21.4亿元"),
        ("台州农村劳动力转移就业多少人", "8.2万人"),
        ("温州规上工业增加值一季度和上半年分别增长多少", "一季度3.7%；上半年4.9%"),
        ("宁波头7个月外贸进出口增长多少", "4.1%"),
        ("温州上半年高技术制造业和高技术服务业投资各增长多少", "高技术制造业投资增速8.4%；高技术服务业投资增速3.5%"),
        ("前湾综保区前7个月进出口多少亿", "88亿元"),
    ],
)
def test_part_of_the_year_asked_for(assistant: Assistant, question: str, answer: str) -> None:
    found = ask(assistant, question)
    assert found.found, found.text
    assert found.answer == answer, found.text


@pytest.mark.parametrize(
    "question",
    [
        "温州前7个月规上工业增加值增速",  # up to June only
        "温州7月CPI同比涨多少",
        "温州2024年全年GDP增速",
        "宁波前7个月对美国进出口多少亿",
        "宁波上半年进出口总值是多少",
        "宁波8月进出口总值是多少",
    ],
)
def test_other_parts_are_refused(assistant: Assistant, question: str) -> None:
    found = ask(assistant, question)
    assert not found.found, found.answer


def test_clauses_go_on_with_the_first(assistant: Assistant) -> None:
    found = ask(assistant, "台州一季度新增了多少户规上工业企业，二季度又要新增多少户？")
    assert [figure.text for figure in found.figures] == ["31户", "27户"], found.text


def test_another_side_of_the_same_thing(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = "今年前7个月，南平市进口木材4.6亿元，出口木材7.9亿元。全市出口108亿元。"
    text = f"南平市前7个月外贸情况\n\n2025年8月9日\n\n{said}"
    nanping = assistant_over(tmp_path_factory.mktemp("sides"), {"nanping.txt": text})
    found = nanping.ask("那出口呢", ["南平前7个月进口木材多少亿元"], DAY)
    assert (found.found, found.answer) == (True, "7.9亿元"), found.text


def test_goods_partners_and_the_year_of_speaking(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = (
        "2024年，全市进出口达到960亿元。据海关消息，今年1月至7月，南平市进出口512亿元，增长3%；其中，出口380亿元，增长4.2%。"
        "出口“轻纺用品”增长210.5%。进口农产品下降31.7%。越南、德国和智利仍为前三大贸易伙伴，进出口分别为71亿元、44亿元和20亿元。"
    )
    text = f"南平市外贸平稳增长\n\n2025年8月9日\n\n{said}"
    nanping = assistant_over(tmp_path_factory.mktemp("goods"), {"nanping.txt": text})
    for question, answer, year in (
        ("南平前7个月出口多少亿元", "380亿元", "2025"),
        ("南平前7个月出口增长多少", "4.2%", "2025"),
        ("南平前7个月进出口总额多少", "512亿元", "2025"),
        ("南平前7个月对德国进出口多少亿元", "44亿元", "2025"),
    ):
        found = nanping.ask(question, as_of=DAY)
        assert (found.answer, found.figures[0].year) == (answer, year), found.text
    assert not nanping.ask("南平前7个月进口增长多少", as_of=DAY).found


def test_a_rounded_figure_is_no_other_figure(tmp_path_factory: pytest.TempPathFactory) -> None:
    documents = {
        "a.txt": "南平市外贸情况\n\n2025年7月20日\n\n今年上半年，南平市进出口总额412.06亿元。",
        "b.txt": "南平市经济运行情况\n\n2025年7月22日\n\n今年上半年，南平市进出口总额412亿元。"
        "上半年出口不含农产品，对智利7.3亿元。",
    }
    nanping = assistant_over(tmp_path_factory.mktemp("rounded"), documents)
    found = nanping.ask("南平上半年进出口总额多少", as_of=DAY)
    assert found.found
    assert not found.disagreement, found.text
    assert not nanping.ask("南平上半年进口多少", as_of=DAY).found


def test_whose_figure_and_of_which_kind(tmp_path_factory: pytest.TempPathFactory) -> None:
    jurong = (
        "据句容市统计局消息，今年上半年，句容市完成地区生产总值402亿元，按可比价格计算同比增长5.3%。"
        "镇江市上半年全市实现地区生产总值2870亿元，同比增长4.6%。"
    )
    yangzhou = (
        "今年上半年扬州地区进出口总值618亿元，同比增长3.9%，占全省进出口总值的2.2%。"
        "上半年，全国进出口总值21.8万亿元，增长2.9%。"
    )
    documents = {
        "jurong.txt": f"句容市上半年经济数据\n\n2025年7月24日\n\n{jurong}",
        "yangzhou.txt": f"扬州市上半年外贸情况\n\n2025年7月23日\n\n{yangzhou}",
        "customs.txt": "上半年全国外贸\n\n2025年7月14日\n\n今年上半年，我国进出口总值21.79万亿元。",
    }
    assistant = assistant_over(tmp_path_factory.mktemp("whose"), documents)
    for question, answer in (
        ("句容上半年GDP增速是多少", "5.3%"),
        ("句容上半年GDP多少亿", "402亿元"),
        ("扬州上半年进出口总值是多少", "618亿元"),
    ):
        found = assistant.ask(question, as_of=DAY)
        assert found.answer == answer, found.text
    nation = assistant.ask("全国上半年进出口总值多少", as_of=DAY)
    assert nation.found
    assert "618" not in nation.answer, nation.text


def test_what_is_and_what_is_aimed_at(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = "到2027年，全市引进技能人才3万人。国家统计局数据显示，上半年国内生产总值增长5.1%。"
    text = f"南平市人才行动方案\n\n2025年8月9日\n\n{said}"
    nanping = assistant_over(tmp_path_factory.mktemp("aims"), {"nanping.txt": text})
    assert not nanping.ask("南平现在一共有多少技能人才", as_of=DAY).found
    assert not nanping.ask("南平上半年GDP增速", as_of=DAY).found


def test_part_is_kept_by_a_follow_up(assistant: Assistant) -> None:
    found = assistant.ask("那新能源发电量呢", ["温州上半年GDP总量是多少"], DAY)
    assert (found.found, found.answer) == (True, "36.5亿千瓦时"), found.text
